"""Listing pages of sites never seen before: the main list's articles, in order, and the next page.

Imports selectolax: import this module only where a page is to be read.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

from monitor.core.dates import LOCAL_ZONE
from monitor.core.errors import ParseError
from monitor.core.model import FeedEntry, Listing, Page, Source
from monitor.core.urls import absolute, canonicalise
from scrapers.date_lines import with_named_day
from scrapers.encoding import decode
from scrapers.listing_card import Card, date_of, is_date_line, title_of
from scrapers.listing_groups import cards_of, following, groups_of, preceding
from scrapers.listing_links import Link, article_links, links_of
from scrapers.listing_main import main_cards
from scrapers.listing_pager import next_page
from scrapers.page_tree import Tree, read_tree

_BASE = re.compile(r"<base\b[^<>]{0,200}?\bhref\s*=\s*[\"']?([^\"'<>\s]+)", re.IGNORECASE)
_NEXT = re.compile(r"<link\b(?=[^<>]{0,300}\brel\s*=\s*[\"']?next\b)[^<>]{0,300}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'<>\s]+)", re.IGNORECASE)
_NAMED_DAY = re.compile(
    r"h[ôo]m (?:nay|qua)|today|yesterday|\d \S+ (?:trước|truoc|ago)", re.IGNORECASE
)
_SHORT = 40  # characters of a text that may be such a date line
_HEAD = 20_000
_TOMORROW = timedelta(days=1)


def parse_listing(page: Page, source: Source | None = None) -> Listing:
    """The articles of a page's main list, in its order; none where it has no list.

    Raises ParseError where the answer is no web page.
    """
    html = decode(page.content, page.charset)
    if "<" not in html or html.startswith("%PDF"):
        raise ParseError(f"{_name(page, source)}: no listing: the answer is no web page")
    base = _base_of(html, page.url)
    tree = read_tree(html)
    _name_days(tree, page.fetched_at)
    links = links_of(tree, base)
    cards = cards_of(tree, article_links(tree, links, canonicalise(page.url)))
    chosen = main_cards(tree, groups_of(tree, cards))
    latest = page.fetched_at + _TOMORROW
    entries = tuple(_entries(tree, chosen, cards, latest))
    return Listing(entries=entries, next_url=_next_url(html, tree, links, chosen, base))


def _name_days(tree: Tree, fetched_at: datetime) -> None:
    """Put dates in the place of `Hôm nay, 08:15` and `3 giờ trước`."""
    now = fetched_at.astimezone(LOCAL_ZONE)
    for index, text in enumerate(tree.texts):
        if len(text) <= _SHORT and _NAMED_DAY.search(text):
            dated = with_named_day(text, now)
            tree.texts[index] = dated if is_date_line(dated) else text


def _name(page: Page, source: Source | None) -> str:
    return f"{source.key}: {page.url}" if source else page.url


def _base_of(html: str, url: str) -> str:
    found = _BASE.search(html[:_HEAD])
    return (absolute(found[1], url) if found else None) or url


def _entries(
    tree: Tree, chosen: list[Card], cards: list[Card], latest: datetime
) -> list[FeedEntry]:
    """The entries; a date after `latest` is an announced event's."""
    dates = [at if at and at <= latest else None for at in _dates(tree, chosen, cards)]
    return [
        FeedEntry(url=card.url, title=title_of(tree, card), published_at=at)
        for card, at in zip(chosen, dates, strict=True)
    ]


def _dates(tree: Tree, chosen: list[Card], cards: list[Card]) -> list[datetime | None]:
    """Each card's date: from the card, or, where cards have none, from behind or before them."""
    inside = [date_of(tree, card.start, card.end) for card in chosen]
    if 2 * sum(at is not None for at in inside) >= len(chosen):
        return inside
    starts, ends = [card.start for card in cards], [card.end for card in cards]
    behind = [date_of(tree, card.end, following(tree, card, starts)) for card in chosen]
    before = [date_of(tree, preceding(tree, card, ends), card.start) for card in chosen]
    if before[0] is not None and behind[-1] is None:
        behind = _carried(before)
    if 2 * sum(at is not None for at in behind) < len(chosen):
        return inside
    return [one or other for one, other in zip(inside, behind, strict=True)]


def _carried(headings: list[datetime | None]) -> list[datetime | None]:
    """Dates of headings above some cards, for all cards below each.

    They fall from heading to heading, as the days of a blog do; else they are of single cards.
    """
    given = [at for at in headings if at is not None]
    if len(given) < 2 or any(one <= other for one, other in pairwise(given)):
        return headings
    carried: list[datetime | None] = []
    for at in headings:
        carried.append(at or carried[-1])
    return carried


def _next_url(
    html: str, tree: Tree, links: list[Link], chosen: list[Card], base: str
) -> str | None:
    """The head's own `rel=next`, else what the page's links say."""
    declared = _NEXT.search(html[:_HEAD])
    href = _HREF.search(declared[0]) if declared else None
    if href and (url := absolute(href[1].replace("&#038;", "&"), base)):
        return url
    listed = {card.key for card in chosen}
    others = [link for link in links if link.key not in listed]
    return next_page(tree, others, base, chosen[-1].end if chosen else 0)
