"""The historical articles are known from the start, whichever way they come again."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.app import App
from monitor.commands.extracting import read_page
from monitor.core.model import ArticleState, MatchKind
from monitor.gathering import CycleRules
from monitor.seeding import load_known
from monitor.settings import Settings
from scrapers.article import parse_article

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / "seeds" / "known.jsonl"
TEXTS = ROOT.parent / "shared" / "seeds"

needs_texts = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the real texts of the seeds are not on this machine"
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = App(Settings(base=tmp_path))
    made.sow()
    yield made
    made.close()


def seed_texts() -> list[Path]:
    return sorted(TEXTS.glob("*.txt")) if TEXTS.is_dir() else []


def number_of(path: Path) -> str:
    return path.name.split("_")[0]


def test_five_articles_are_known_on_a_new_state_and_none_is_queued(app: App) -> None:
    ledger = app.outbox.ledger()

    assert ledger.articles[ArticleState.SEEDED] == 5
    assert sum(ledger.articles.values()) == 5
    assert app.sow() == 0


def test_known_articles_hold_none_of_their_sentences() -> None:
    text = KNOWN.read_text(encoding="utf-8")
    longest = max(re.findall(r'"([^"\\]*)"', text), key=lambda s: len(s.split()))

    assert len(longest.split()) < 14, longest


@needs_texts
@pytest.mark.parametrize("path", seed_texts(), ids=number_of)
@pytest.mark.parametrize("addressed", [True, False], ids=["by its address", "by its text"])
def test_a_real_text_is_recognised_as_the_article_it_is(
    app: App, path: Path, *, addressed: bool
) -> None:
    known = {j.keys[-1]: j.article for j in load_known(KNOWN)}[f"seed:{number_of(path)}"]
    if addressed and known.url is None:
        pytest.skip("the address of this article is not known")
    page = read_page(
        str(path), argparse.Namespace(url=known.url if addressed else None), app.clock()
    )
    article = parse_article(replace(page, content_type="text/plain"))
    judged = app.judging.judge(article)
    rules = CycleRules(channels=app.settings.channels, max_age=app.settings.monitor.max_age)
    plan = app.judging.decide([judged], app.store.lookup([judged]), rules, app.clock())

    (decision,) = plan.decisions
    assert decision.match is not None
    if addressed:
        assert decision.match.kind is MatchKind.SAME_KEY
    matched = app.store.article(str(decision.match.of))
    assert matched is not None
    assert f"seed:{number_of(path)}" in matched.keys
    assert decision.state is not ArticleState.QUEUED
