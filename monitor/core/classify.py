"""What kind an article is: a linear model over n-grams and event frames, read by plain Python.

`build_classifier` takes the model as data (monitor/data/kind_model.json, written by
scripts/train_kind.py) and gives a pure function. It refuses a model that it cannot read;
it refuses no article: one without any known phrase gets the model's prior.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.core.blocks import blocks
from monitor.core.errors import ConfigError
from monitor.core.features import (
    OPENING,
    PAIR_REACH,
    Part,
    Tagger,
    parts,
    places,
    sentences,
)
from monitor.core.model import Article, Category, Classification, Evidence

FORMAT = 1
CATEGORIES = (Category.CONFERENCE, Category.TRAINING, Category.AID, Category.OTHER)
LABELS = CATEGORIES[:3]
COLUMNS = len(CATEGORIES) + len(LABELS)
EVIDENCE_PHRASES = 6  # shown for the primary label
SECOND_PHRASES = 3  # shown for each further label
# What the labelling guide says outright (seeds/corpus/LABELS.md), in concepts of lexicon.py.
TRAINING_CONFERENCE = "=TRAINCONF"
SUM = "=MONEY"
OF_AID = frozenset(("=AID", "=FUND", "=MOBILISE", "=GIVE", "=PROJECT", "=NGO", "=AIDDEAL"))
PAID_FOR = frozenset(("=AID", "=FUND", "=PROJECT"))
CONVENED = frozenset(("=CONF", "=CONGRESS"))
PAIR_SHARE = 0.5  # of a pair's weight, for each of its two phrases

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by block and feature, in units of 1/scale: whole numbers, so that sums are exact.

    Columns: the four categories as primary, then the three labels.
    """

    scale: float
    intercept: Row
    temperature: float
    threshold: float
    weights: Mapping[str, Mapping[str, Row]]


def load_model(data: Mapping[str, object]) -> Model:
    """The model in `data`. Raises ConfigError with what is wrong, and what to do."""
    if data.get("format") != FORMAT:
        raise ConfigError(
            f"kind model: format {data.get('format')!r} cannot be read, {FORMAT} is needed; "
            "run `make model`"
        )
    try:
        return _parse(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"kind model: broken ({error!r}); run `make model`") from error


def _parse(data: Mapping[str, object]) -> Model:
    return Model(
        scale=_number(data["scale"]),
        intercept=_row(data["intercept"]),
        temperature=_number(data["temperature"]),
        threshold=_number(data["threshold"]),
        weights={
            name: {feature: _row(row) for feature, row in _mapping(table).items()}
            for name, table in _mapping(data["blocks"]).items()
        },
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"a table is needed, not {type(value).__name__}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError(f"a number above 0 is needed, not {value!r}")
    return float(value)


def _row(value: object) -> Row:
    if not isinstance(value, list) or [*map(type, value)] != [int] * COLUMNS:
        raise ValueError(f"{COLUMNS} whole numbers are needed, not {value!r}")
    return value


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
    scores = dict(zip(CATEGORIES, _softmax(totals[:4], model.temperature), strict=True))
    primary = max(CATEGORIES, key=lambda category: scores[category])
    second = dict(zip(LABELS, map(_logistic, totals[4:]), strict=True))
    beside = {label for label in LABELS if second[label] >= model.threshold}
    labels = _labels(primary, beside | _by_the_guide(primary, found), scores)
    return Classification(
        labels=labels,
        primary=primary,
        score=scores[primary],
        scores=scores,
        evidence=_evidence(model, read, found, labels),
    )


def totals_of(model: Model, found: Mapping[str, set[str]]) -> list[float]:
    """Logits, one a column. A feature counts once; a block weighs the same however long it is."""
    totals = [float(start) for start in model.intercept]
    for name, features in found.items():
        table = model.weights.get(name, {})
        rows = [*filter(None, map(table.get, features))]
        share = _share(features)
        for column, weights in enumerate(zip(*rows, strict=True)):
            totals[column] += sum(weights) * share
    return [total / model.scale for total in totals]


def _share(features: set[str]) -> float:
    return 1.0 / math.sqrt(max(1, len(features)))


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


def _evidence(
    model: Model,
    read: Sequence[Part],
    found: Mapping[str, set[str]],
    labels: Sequence[Category],
) -> tuple[Evidence, ...]:
    evidence: list[Evidence] = []
    for label in labels:
        column = CATEGORIES.index(label)
        most = EVIDENCE_PHRASES if label is labels[0] else SECOND_PHRASES
        weights = _phrase_weights(model, read, found, column)
        evidence += _strongest(read, weights, label, most)
    return tuple(evidence)


Place = tuple[int, int, int]  # part, first token, number of tokens


def _phrase_weights(
    model: Model, read: Sequence[Part], found: Mapping[str, set[str]], column: int
) -> dict[Place, float]:
    """How much each phrase spoke for a category, against the mean of all four."""
    weights: dict[Place, float] = {}
    for number, part in enumerate(read):
        table = _contrast(model.weights.get(part.name, {}), found[part.name], column, model.scale)
        for place, weight in _frame_weights(part, table):
            key = (number, *place)
            weights[key] = weights.get(key, 0.0) + weight
    return weights


def _contrast(
    table: Mapping[str, Row], features: set[str], column: int, scale: float
) -> dict[str, float]:
    share = _share(features) / scale
    return {
        feature: share * (table[feature][column] - sum(table[feature][:4]) / 4)
        for feature in features & table.keys()
    }


def _frame_weights(part: Part, table: Mapping[str, float]) -> list[tuple[tuple[int, int], float]]:
    weights: list[tuple[tuple[int, int], float]] = []
    seen: set[str] = set()
    for sentence in sentences(part):
        for at, (concept, start, size) in enumerate(sentence):
            if concept not in seen:
                seen.add(concept)
                weights.append(((start, size), table.get(f"={concept}", 0.0)))
            for other, other_start, other_size in sentence[at + 1 : at + PAIR_REACH]:
                pair = f"{concept}>{other}"
                if pair in table and pair not in seen:
                    seen.add(pair)
                    weights.append(((start, size), PAIR_SHARE * table[pair]))
                    weights.append(((other_start, other_size), PAIR_SHARE * table[pair]))
    return weights


def _strongest(
    read: Sequence[Part], weights: Mapping[Place, float], label: Category, most: int
) -> list[Evidence]:
    chosen: dict[tuple[str, str], Evidence] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    for (number, start, size), weight in sorted(weights.items(), key=lambda item: -item[1]):
        if weight <= 0.0 or len(chosen) == most:
            break
        part = read[number]
        where = "body" if part.name == OPENING else part.name
        if number not in spans:
            spans[number] = places(part)
        phrase = part.text[spans[number][start][0] : spans[number][start + size - 1][1]]
        found = Evidence(phrase=phrase, where=where, category=label, weight=round(weight, 4))
        chosen.setdefault((where, phrase), found)
    return list(chosen.values())
