"""Judgement on articles it was not made on: floors for the sets that were written blind.

`python -m scripts.quality_blind` prints the same figures; the errors of half A alone are read.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from scripts.quality_blind import BLIND, BLIND2, BLIND3, Item, halves, kind_figures, story_figures
from scripts.quality_facts import load_corpus, scores
from scripts.quality_stories import Figures


@dataclass(frozen=True)
class Floors:
    """What was reached on one set, rounded down; `merged` and `strayed` are ceilings."""

    macro: float
    hard: float
    exact: float
    facts: dict[str, tuple[float, float]]  # precision, recall
    copies: float
    joined: float
    merged: float
    strayed: float


FLOORS = {
    BLIND: Floors(
        macro=0.95,
        hard=0.93,
        exact=0.95,
        facts={
            "event_start": (0.99, 0.99),
            "event_end": (0.99, 0.99),
            "provinces": (0.98, 0.99),
            "attendees": (0.98, 0.99),
            "amounts": (0.99, 0.99),
        },
        copies=0.98,
        joined=0.95,
        merged=0.02,
        strayed=0.02,
    ),
    BLIND2: Floors(
        macro=0.97,
        hard=0.95,
        exact=0.94,
        facts={
            "event_start": (0.99, 0.99),
            "event_end": (0.99, 0.99),
            "provinces": (0.99, 0.99),
            "attendees": (0.97, 0.97),
            "amounts": (0.99, 0.99),
        },
        copies=0.96,
        joined=0.91,
        merged=0.02,
        strayed=0.02,
    ),
    BLIND3: Floors(
        macro=0.93,
        hard=0.88,
        exact=0.91,
        facts={
            "event_start": (0.99, 0.98),
            "event_end": (0.99, 0.94),
            "provinces": (0.90, 0.99),
            "attendees": (0.93, 0.96),
            "amounts": (0.99, 0.98),
        },
        copies=0.99,
        joined=0.94,
        merged=0.02,
        strayed=0.02,
    ),
}


@dataclass(frozen=True)
class BlindSet:
    """The articles of one set, its story figures, its floors."""

    items: list[Item]
    stories: Figures
    floors: Floors


@pytest.fixture(scope="module", params=FLOORS, ids=lambda path: path.stem)
def blind(request: pytest.FixtureRequest) -> BlindSet:
    items = [dict(item) for item in load_corpus(request.param)]
    return BlindSet(items, story_figures(items, orders=3), FLOORS[request.param])


def test_the_kind_of_unread_articles(blind: BlindSet) -> None:
    figures = kind_figures(blind.items)
    assert figures.macro >= blind.floors.macro, figures.errors
    assert figures.macro_hard >= blind.floors.hard, figures.errors
    assert figures.exact >= blind.floors.exact, figures.errors


def test_the_facts_of_unread_articles(blind: BlindSet) -> None:
    found = scores(blind.items)
    for fact, (precision, recall) in blind.floors.facts.items():
        assert found[fact].precision >= precision, fact
        assert found[fact].recall >= recall, fact


def test_what_is_one_story_is_found(blind: BlindSet) -> None:
    errors = blind.stories.errors
    assert blind.stories.share("copies found") >= blind.floors.copies, errors
    assert blind.stories.share("reports and briefs joined") >= blind.floors.joined, errors


def test_what_is_another_story_is_kept_apart(blind: BlindSet) -> None:
    errors = blind.stories.errors
    assert blind.stories.share("distinct events merged") <= blind.floors.merged, errors
    assert blind.stories.share("joined to a wrong story") <= blind.floors.strayed, errors


def test_the_halves_share_no_story(blind: BlindSet) -> None:
    parts = halves(blind.items)
    assert {i["story"] for i in parts["a"]}.isdisjoint(i["story"] for i in parts["b"])
    assert len(parts["a"]) + len(parts["b"]) == len(blind.items)
