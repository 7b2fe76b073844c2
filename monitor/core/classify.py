"""What kind an article is: a linear model over n-grams and event frames, read by plain Python.

`build_classifier` takes the model as data (monitor/data/kind_model.json, written by
scripts/train_kind.py) and gives a pure function. It refuses a model that it cannot read;
it refuses no article: one without any known phrase gets the model's prior.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from monitor.core.blocks import blocks
from monitor.core.evidence import find_evidence
from monitor.core.features import Part, Tagger, parts
from monitor.core.kind_model import CATEGORIES, LABELS, Model, load_model, totals_of
from monitor.core.model import Article, Category, Classification

# What the labelling guide says outright (seeds/corpus/LABELS.md), in concepts of lexicon.py.
TRAINING_CONFERENCE = "=TRAINCONF"
SUM = "=MONEY"
OF_AID = frozenset(("=AID", "=FUND", "=MOBILISE", "=GIVE", "=PROJECT", "=NGO", "=AIDDEAL"))
PAID_FOR = frozenset(("=AID", "=FUND", "=PROJECT"))
CONVENED = frozenset(("=CONF", "=CONGRESS"))
_PRIMARY = len(CATEGORIES)


def build_classifier(model: Mapping[str, object]) -> Callable[[Article], Classification]:
    """A pure classifier from the model's data. Raises ConfigError where that cannot be used."""
    loaded = load_model(model)
    tagger = Tagger()

    def classify(article: Article) -> Classification:
        read = parts(article.title, article.lead or "", article.body, tagger)
        return judge_blocks(loaded, blocks(read), read)

    return classify


def judge_blocks(
    model: Model, found: Mapping[str, set[str]], read: Sequence[Part] = ()
) -> Classification:
    """The classification of an article's features; with evidence where its parts are given."""
    totals = totals_of(model, found)
    scores = dict(zip(CATEGORIES, _softmax(totals[:_PRIMARY], model.temperature), strict=True))
    primary = max(CATEGORIES, key=lambda category: scores[category])
    second = dict(zip(LABELS, map(_logistic, totals[_PRIMARY:]), strict=True))
    beside = {label for label in LABELS if second[label] >= model.threshold}
    labels = _labels(primary, beside | _by_the_guide(primary, found), scores)
    return Classification(
        labels=labels,
        primary=primary,
        score=scores[primary],
        scores=scores,
        evidence=find_evidence(model, read, found, labels),
    )


def _softmax(logits: Sequence[float], temperature: float) -> list[float]:
    top = max(logits)
    powers = [math.exp((logit - top) / temperature) for logit in logits]
    whole = sum(powers)
    return [power / whole for power in powers]


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-500.0, min(500.0, logit))))


def _by_the_guide(primary: Category, found: Mapping[str, set[str]]) -> set[Category]:
    """What stands beside the primary label, where the labelling guide says so outright.

    A training named a conference is both; so are a training or a conference and the sums of aid in
    its head, and aid that was given or told at the conference in its head.
    """
    head = found["title"] | found["lead"]
    beside: set[Category] = set()
    if primary is Category.TRAINING and TRAINING_CONFERENCE in head | found["body"]:
        beside.add(Category.CONFERENCE)
    if primary is Category.TRAINING and SUM in head and head & PAID_FOR:
        beside.add(Category.AID)
    if primary is Category.CONFERENCE and SUM in head and head & OF_AID:
        beside.add(Category.AID)
    if primary is Category.AID and head & CONVENED:
        beside.add(Category.CONFERENCE)
    return beside


def _labels(
    primary: Category, beside: set[Category], scores: Mapping[Category, float]
) -> tuple[Category, ...]:
    if primary is Category.OTHER:
        return (primary,)
    further = sorted(beside - {primary}, key=lambda category: (-scores[category], category))
    return (primary, *further)
