"""The facts on the labelled corpus never fall below what they have reached.

The floors belong to the corpus of this digest: whoever extends it runs scripts/quality_facts.py,
reads the errors and pins digest and floors anew.
"""

import re
import unicodedata

import pytest

from monitor.core.facts import extract_facts
from scripts.quality_facts import article_of, corpus_digest, load_corpus, scores, split

DIGEST = "203ae4bc999de1f6"
FLOORS = {  # fact: precision, recall
    "event_start": (0.99, 0.97),
    "event_end": (0.99, 0.99),
    "provinces": (0.99, 0.99),
    "attendees": (0.97, 0.99),
    "amounts": (0.99, 0.99),
}


@pytest.fixture(scope="module")
def figures() -> dict[str, tuple[float, float]]:
    return {fact: (s.precision, s.recall) for fact, s in scores(load_corpus()).items()}


def test_the_floors_belong_to_this_corpus() -> None:
    assert corpus_digest().startswith(DIGEST), "the corpus has changed: pin the floors anew"


@pytest.mark.parametrize("fact", FLOORS)
def test_no_fact_falls_below_its_floor(fact: str, figures: dict[str, tuple[float, float]]) -> None:
    precision, recall = figures[fact]
    assert precision >= FLOORS[fact][0]
    assert recall >= FLOORS[fact][1]


def test_versions_of_one_story_stay_on_one_side() -> None:
    develop, measure = split(load_corpus())
    stories = [{item["story"] for item in part if item["story"]} for part in (develop, measure)]
    assert stories[0].isdisjoint(stories[1])
    assert len(develop) + len(measure) == len(load_corpus())


def test_facts_do_not_depend_on_how_letters_are_stored() -> None:
    for item in load_corpus()[::9]:
        odd = {
            **item,
            "title": unicodedata.normalize("NFD", item["title"]),
            "body": [unicodedata.normalize("NFD", p).replace(" ", "\u00a0") for p in item["body"]],
        }
        assert extract_facts(article_of(odd)) == extract_facts(article_of(item)), item["id"]


FULL_DAY = re.compile(r"(?<![\d/–-])(?<!và )(?<!đến )(\d{1,2})/(\d{1,2})/(\d{4})")


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        (FULL_DAY, r"\1-\2-\3"),
        (FULL_DAY, r"\1.\2.\3"),
        (FULL_DAY, r"\1 / \2 / \3"),
        (FULL_DAY, r"\1 tháng \2 năm \3"),
        (re.compile(" - "), " – "),
        (re.compile("tỷ"), "tỉ"),
        (re.compile(r"(\d) (USD|đồng|euro)"), r"\1\2"),
    ],
)
def test_facts_do_not_depend_on_how_days_and_sums_are_printed(
    pattern: re.Pattern[str], printed: str
) -> None:
    for item in load_corpus()[::6]:
        odd = {
            **item,
            "title": pattern.sub(printed, item["title"]),
            "lead": pattern.sub(printed, item["lead"] or ""),
            "body": [pattern.sub(printed, p) for p in item["body"]],
        }
        found, usual = extract_facts(article_of(odd)), extract_facts(article_of(item))
        assert (found.event_start, found.event_end) == (usual.event_start, usual.event_end)
        assert found.attendees == usual.attendees
        sums = [[(a.value, a.unit) for a in facts.amounts] for facts in (found, usual)]
        assert sums[0] == sums[1], item["id"]
