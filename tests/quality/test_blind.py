"""Judgement on articles it was not made on: floors for the set that was written blind.

`python -m scripts.quality_blind` prints the same figures; the errors of half A alone are read.
"""

from __future__ import annotations

import pytest

from scripts.quality_blind import BLIND, Item, halves, kind_figures, story_figures
from scripts.quality_facts import load_corpus, scores
from scripts.quality_stories import Figures

FACTS = {  # fact: precision, recall
    "event_start": (0.96, 0.96),
    "event_end": (0.95, 0.90),
    "provinces": (0.96, 0.97),
    "attendees": (0.93, 0.94),
    "amounts": (0.98, 0.98),
}


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return [dict(item) for item in load_corpus(BLIND)]


@pytest.fixture(scope="module")
def stories(items: list[Item]) -> Figures:
    return story_figures(items, orders=3)


def test_the_kind_of_unread_articles(items: list[Item]) -> None:
    figures = kind_figures(items)
    assert figures.macro >= 0.94, figures.errors
    assert figures.macro_hard >= 0.90, figures.errors
    assert figures.exact >= 0.92, figures.errors


def test_the_facts_of_unread_articles(items: list[Item]) -> None:
    found = scores(items)
    for fact, (precision, recall) in FACTS.items():
        assert found[fact].precision >= precision, fact
        assert found[fact].recall >= recall, fact


@pytest.mark.parametrize(
    ("name", "floor"), [("copies found", 0.98), ("reports and briefs joined", 0.95)]
)
def test_what_is_one_story_is_found(stories: Figures, name: str, floor: float) -> None:
    assert stories.share(name) >= floor, stories.errors


@pytest.mark.parametrize("name", ["distinct events merged", "joined to a wrong story"])
def test_what_is_another_story_is_kept_apart(stories: Figures, name: str) -> None:
    assert stories.share(name) <= 0.02, stories.errors


def test_the_halves_share_no_story(items: list[Item]) -> None:
    parts = halves(items)
    assert {i["story"] for i in parts["a"]}.isdisjoint(i["story"] for i in parts["b"])
    assert len(parts["a"]) + len(parts["b"]) == len(items)
