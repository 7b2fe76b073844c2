"""No candidate is passed over that the whole comparison would have accepted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from monitor.core.dedup import PairModel, judge_pair, read_model
from monitor.core.fingerprints import fingerprint
from monitor.core.model import ArticleState, Facts, Fingerprint, KnownArticle
from monitor.core.pairs import Rarity, pair_features
from monitor.core.profiles import read_profile, sketch_of
from monitor.core.prospects import Prospects, Sketches
from tests.factories_core import NOW, an_article

ROOT = Path(__file__).parents[2]


@cache
def found() -> tuple[Fingerprint, ...]:
    """Articles of the corpus, each whole and in part."""
    lines = (ROOT / "seeds" / "corpus" / "articles.jsonl").read_text("utf-8").splitlines()
    prints = []
    for weeks, record in enumerate(map(json.loads, lines[:150:10])):
        for body in (record["body"], record["body"][:-1]):
            at = NOW - timedelta(weeks=weeks)
            article = an_article(record["title"], record["lead"] or "", *body, published_at=at)
            prints.append(fingerprint(article, Facts()))
    return tuple(prints)


@cache
def trained() -> PairModel:
    return read_model(json.loads((ROOT / "monitor" / "data" / "pair_model.json").read_text()))


def known(number: int, fingerprint_: Fingerprint) -> KnownArticle:
    return KnownArticle(
        id=number,
        story=number,
        url=None,
        title="Tin",
        published_at=None,
        state=ArticleState.SENT,
        content_hash="",
        facts=Facts(),
        fingerprint=fingerprint_,
    )


def wrongly_passed_over(model: PairModel) -> tuple[int, int]:
    """Of the pairs that match, how many have no prospects; and how many of all have none."""
    wrong = hopeless = 0
    sketches = Sketches(model.rarity.common)
    for one in found():
        mine = read_profile(one.features)
        prospects = Prospects(mine, model.rarity, model.story, model.story_from)
        for number, other in enumerate(found()):
            if not prospects.has(sketches.of(known(number, other))):
                hopeless += 1
                pair = judge_pair(model, mine, read_profile(other.features))
                wrong += pair.story >= model.story_from
    return wrong, hopeless


def test_with_the_trained_model_most_are_passed_over_and_none_wrongly() -> None:
    wrong, hopeless = wrongly_passed_over(trained())
    assert wrong == 0
    assert hopeless > 0.5 * len(found()) ** 2


@pytest.mark.parametrize("seed", range(12))
def test_with_any_model_none_is_passed_over_wrongly(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    one, two = (read_profile(f.features) for f in found()[:2])
    names = pair_features(one, two, Rarity(units={}, common=frozenset()))
    weights = {name: random.choice((-1, 1)) * random.random() ** 3 for name in ("", *names)}
    model = replace(trained(), story=weights, story_from=random.choice((0.3, 0.5, 0.9)))
    assert wrongly_passed_over(model)[0] == 0


def test_a_feature_that_is_not_known_here_leaves_every_prospect() -> None:
    model = replace(trained(), story={**trained().story, "news to us": 0.1})
    assert wrongly_passed_over(model) == (0, 0)


@pytest.mark.parametrize("story_from", [0.0, 1.0])
def test_thresholds_at_the_ends_leave_every_prospect(story_from: float) -> None:
    mine = read_profile(found()[0].features)
    model = trained()
    prospects = Prospects(mine, model.rarity, model.story, story_from)
    assert all(prospects.has(sketch_of(other)) for other in found())


def test_a_sketch_says_of_texts_names_and_dates_what_the_profile_says() -> None:
    for one in found():
        whole, sketch = read_profile(one.features), sketch_of(one)
        assert (sketch.shingles, sketch.bigrams, sketch.title, sketch.units) == (
            whole.shingles,
            whole.bigrams,
            whole.title,
            whole.units,
        )
        assert (sketch.published, sketch.ahead) == (whole.published, whole.ahead)


def test_sketches_are_kept_until_the_article_changes() -> None:
    sketches = Sketches(frozenset())
    one, two = (
        replace(known(1, f), content_hash=str(number)) for number, f in enumerate(found()[:2])
    )
    first = sketches.of(one)
    assert sketches.of(one) is first
    assert sketches.of(two) == sketch_of(found()[1])


def test_few_sketches_are_kept() -> None:
    sketches = Sketches(frozenset())
    empty = Fingerprint(sample=(), features={})
    first = known(0, empty)
    kept = sketches.of(first)
    for number in range(1, 600):
        sketches.of(known(number, empty))
    assert sketches.of(first) == kept
    assert sketches.of(first) is not kept
