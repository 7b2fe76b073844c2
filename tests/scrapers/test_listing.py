"""Listing pages: made-up ones of every layout, and the traps by hand."""

from __future__ import annotations

import pytest

from monitor.core.urls import canonicalise
from scrapers.listing import parse_listing
from tests.scrapers.listing_pages import LAYOUTS, MadePage, make
from tests.scrapers.pages import page_of


@pytest.mark.parametrize("seed", range(8 * len(LAYOUTS)))
def test_a_made_up_listing_is_read_whole_and_in_order(seed: int) -> None:
    made: MadePage = make(seed)
    listing = parse_listing(page_of(made.html, made.url))
    read = [(canonicalise(e.url), e.title, e.published_at) for e in listing.entries]
    assert read == [(canonicalise(url), title, at) for url, title, at in made.truth]
    assert listing.next_url == made.next_url
