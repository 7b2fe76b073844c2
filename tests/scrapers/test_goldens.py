"""Every stored page is read as its golden says, and code for a site has a page that holds it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.article import parse_article
from scrapers.registry import load_sources
from scrapers.replay import golden_of, load_stored_page, stored_pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = stored_pages(ROOT / "seeds" / "pages")
SOURCES = {source.key: source for source in load_sources()}
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_a_stored_page_is_read_as_its_golden_says(path: Path) -> None:
    stored = load_stored_page(path)
    source = SOURCES.get(stored.source or "")

    assert golden_of(parse_article(stored.page(NOW), source)) == stored.expected


def test_there_are_pages_for_the_layouts_that_are_known() -> None:
    assert len(PAGES) >= 12


def test_a_site_with_code_has_a_stored_page() -> None:
    coded = {p.stem for p in (ROOT / "scrapers" / "sites").glob("*.py")} - {"__init__"}
    stored = {load_stored_page(path).source for path in PAGES}

    assert coded <= stored
