"""A cycle that finds nothing new costs next to nothing: counted, never timed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quiet_cycle import HEAVY, Counted, QuietSite, spy

SOURCES = 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuietSite]:
    folder: Path = tmp_path_factory.mktemp("quiet")
    with QuietSite(folder, SOURCES) as site:
        site.once()  # seeds
        site.once()
        site.forget()
        yield site


@pytest.fixture(scope="module")
def quiet(site: QuietSite) -> Counted:
    return spy(site)


def test_each_source_is_asked_once_and_answers_that_nothing_changed(
    site: QuietSite, quiet: Counted
) -> None:
    assert quiet.requests == SOURCES
    assert all(
        "if-none-match" in request.headers for server in site.servers for request in server.log
    )


def test_at_most_one_transaction_writes(quiet: Counted) -> None:
    assert quiet.commits <= 1


def test_nothing_heavy_is_imported(quiet: Counted) -> None:
    assert sorted(HEAVY & quiet.modules) == []


def test_no_parser_and_no_judge_is_imported(quiet: Counted) -> None:
    idle = ("scrapers.feed", "scrapers.listing", "scrapers.article", "scrapers.sitemap")
    judges = ("monitor.core.classify", "monitor.core.facts", "monitor.core.dedup", "monitor.replay")
    looks = ("notifier.render", "notifier.telegram", "argparse", "monitor.core.urls")
    slow = ("http", "email", "zoneinfo", "dataclasses", "logging", "concurrent", "random")
    assert sorted({*idle, *judges, *looks, *slow} & quiet.modules) == []


def test_the_spy_sees_what_a_cycle_with_news_imports_and_writes(tmp_path: Path) -> None:
    with QuietSite(tmp_path, 1) as site:
        first = spy(site)
    assert {"feedparser", "scrapers.feed"} <= first.modules
    assert first.commits > 1
