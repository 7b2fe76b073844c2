"""From a page to its Article: selectors, then structured data, then the generic reader.

selectolax finds the places, BeautifulSoup reads the fragment, trafilatura gives a second opinion
where the generic reader is not sure. Import this module only where a page is to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from monitor.core.errors import NotAnArticleError
from monitor.core.model import Article, FeedEntry, Page, Source
from monitor.core.text import clean
from monitor.core.urls import site_of
from scrapers.binary import binary_kind
from scrapers.boilerplate import fold
from scrapers.bylines import author_beside, author_of, stated_author
from scrapers.encoding import decode, repair_mojibake
from scrapers.found_text import is_deep, paragraphs_of
from scrapers.fragment import Paragraph, keep_text, read_paragraphs, take_byline
from scrapers.generic import FoundBody, find_body
from scrapers.headline import (
    block_of,
    claimed_title,
    heading_text,
    short_heading,
    title_near,
    undouble,
    unseen_title,
)
from scrapers.lead import lead_within, placed_lead
from scrapers.nesting import flatten_bombs
from scrapers.outline import Outline
from scrapers.outlining import outline_of
from scrapers.page_date import (
    Dated,
    DateRules,
    Place,
    entry_date,
    line_date,
    place_of,
    placed_date,
    stated_date,
    tail_of,
)
from scrapers.page_kind import why_no_article, why_no_text
from scrapers.plain import LEAST_TEXT, VIETNAMESE, article_from_text
from scrapers.rules import Rules, drop_inside, first_text, holds, rules_of, select
from scrapers.second_opinion import is_unsure, second_opinion
from scrapers.sites import thoidai
from scrapers.structured import Structured, canonical_address, read_structured

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|span|br|article|h1)\b", re.IGNORECASE
)
_LARGE = 2_000_000  # bytes from which a page's nesting is looked at first


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is known of one page while it is read."""

    page: Page
    source: Source | None
    entry: FeedEntry | None
    tree: LexborHTMLParser
    facts: Structured
    rules: Rules
    dates: DateRules
    site: str
    title: str = ""
    title_at: int | None = None
    lead: str | None = None
    byline: str | None = None
    confidence: float = 1.0
    place: Place | None = None


def parse_article(
    page: Page, source: Source | None = None, entry: FeedEntry | None = None
) -> Article:
    """Read one page. `entry` is what a feed or listing said of it: used where the page is silent.

    Raises NotAnArticleError for a challenge, a login, a soft 404, a listing, a page without text.
    """
    kind = (page.content_type or "").lower()
    named = kind.startswith(("image/", "audio/", "video/", "application/pdf", "application/zip"))
    if found := kind if named else binary_kind(page.content):
        raise NotAnArticleError(f"{page.url}: {found} is no article")
    text = decode(page.content, page.charset).replace("\x00", "")
    if kind.startswith("text/plain") or not _MARKUP.search(text[:200_000]):
        return article_from_text(page, source, entry, text)
    return _html(page, source, entry, text)


def _html(page: Page, source: Source | None, entry: FeedEntry | None, text: str) -> Article:
    tree = LexborHTMLParser(flatten_bombs(text))
    rules = rules_of(source, thoidai.RULES if thoidai.is_mastercms(text) else None)
    reading = _Reading(
        page=page,
        source=source,
        entry=entry,
        tree=tree,
        facts=read_structured(tree),
        rules=rules,
        dates=DateRules(policy=rules.date, fetched_at=page.fetched_at),
        site=site_of(page.url),
    )
    if known := _by_selectors(reading):
        return _article(reading, *known)
    outline = outline_of(tree)
    _read_title(reading, outline)
    body = _read_body(reading, outline, text)
    dated = _read_date(reading, outline)
    return _article(reading, body, dated)


def _by_selectors(reading: _Reading) -> tuple[list[Paragraph], Dated] | None:
    """Text and date of a page whose selectors tell all: nothing else is looked at."""
    reading.title = undouble(clean(first_text(reading.tree, reading.rules.title)))
    dated = _known_date(reading)
    if not reading.title or not dated[0] or len(reading.page.content) > _LARGE:
        return None
    paragraphs = _by_rules(reading)
    if paragraphs is None or reading.lead is None:
        return None
    reading.byline = _byline(reading, paragraphs) or stated_author(reading.facts.author)
    return paragraphs, dated


def _read_title(reading: _Reading, outline: Outline) -> None:
    title, at = claimed_title(reading.facts, outline, reading.site)
    if selected := undouble(clean(first_text(reading.tree, reading.rules.title))):
        title = selected
        at = block_of(outline, selected)
    reading.title, reading.title_at = title, at


def _read_body(reading: _Reading, outline: Outline, text: str) -> list[Paragraph]:
    found = find_body(outline, reading.title_at)
    if found is not None:
        if _settle_title(reading, outline, found.first):
            found = find_body(outline, reading.title_at) or found
        place = place_of(outline, reading.title_at, found.first, found.last)
        reading.place = replace(place, tail=tail_of(outline, reading.title_at, reading.title))
    paragraphs = None if is_deep(outline) else _by_rules(reading)
    if paragraphs is None:
        if reason := why_no_article(text, outline, found, reading.title):
            raise NotAnArticleError(f"{reading.page.url}: {reason}")
        paragraphs = _by_outline(reading, outline, found)
        if reason := why_no_text(paragraphs):
            raise NotAnArticleError(f"{reading.page.url}: {reason}")
        if _calls_for_another(reading, paragraphs):
            paragraphs = _asked(text, reading, paragraphs)
        _settle_lead(reading, outline, paragraphs)
    elif reading.lead is None and reading.place is not None:
        reading.lead = placed_lead(outline, reading.place, paragraphs, reading.facts.description)
    reading.byline = _byline(reading, paragraphs) or _byline_beside(reading, outline)
    return paragraphs


def _calls_for_another(reading: _Reading, paragraphs: list[Paragraph]) -> bool:
    """Whether to ask for a second opinion: unsure, or no text on what says it is an article."""
    if paragraphs:
        return is_unsure(reading.confidence, paragraphs[0].text)
    return reading.facts.og_type == "article" or bool(reading.facts.published)


def _asked(html: str, reading: _Reading, ours: list[Paragraph]) -> list[Paragraph]:
    """The second opinion where it is the better one.

    Where we found a text it is asked of what the outline was made from, a quarter of the page.
    """
    page = (reading.tree.html if ours else None) or html
    theirs = second_opinion(page, [one.text for one in ours])
    if theirs is None:
        return ours
    reading.confidence = max(reading.confidence, 0.5)
    return keep_text([Paragraph(text=text) for text in theirs], reading.title)


def _settle_lead(reading: _Reading, outline: Outline, paragraphs: list[Paragraph]) -> None:
    """The lead of a page without selectors; a text that repeats it loses it."""
    description = reading.facts.description
    lead = lead_within(paragraphs, description)
    if lead is None and reading.place is not None:
        lead = placed_lead(outline, reading.place, paragraphs, description)
    reading.lead = lead


def _settle_title(reading: _Reading, outline: Outline, first: int) -> bool:
    """Find the title by its looks where no claim was shown; whether that gave its place."""
    if reading.title:
        return False
    at = title_near(outline, first)
    if at is None:
        short = short_heading(reading.facts, outline)
        reading.title = short or unseen_title(reading.facts, reading.site)
        return False
    reading.title, reading.title_at = undouble(heading_text(outline, at)), at
    return True


def _by_rules(reading: _Reading) -> list[Paragraph] | None:
    """The paragraphs that the known selectors give; None where they give no text."""
    rules = reading.rules
    for selector in rules.body:
        nodes = [node for node in select(reading.tree, selector) if node.text(strip=True)]
        if not nodes:
            continue
        for drop in rules.drop if holds(nodes[0], rules.drop) else ():
            for node in select(nodes[0], drop):
                node.decompose()
        paragraphs = keep_text(read_paragraphs(nodes[0].html or ""), reading.title)
        if sum(len(one.text) for one in paragraphs) >= LEAST_TEXT:
            reading.lead = _known_lead(reading)
            return paragraphs
    return None


def _known_lead(reading: _Reading) -> str | None:
    for selector in reading.rules.lead:
        drop_inside(reading.tree, selector, reading.rules.drop)
    lead = clean(first_text(reading.tree, reading.rules.lead))
    return thoidai.without_agency(lead) or None


def _by_outline(reading: _Reading, outline: Outline, found: FoundBody | None) -> list[Paragraph]:
    if found is None:
        return []
    reading.confidence = found.confidence
    return keep_text(paragraphs_of(outline, found), reading.title)


def _byline(reading: _Reading, paragraphs: list[Paragraph]) -> str | None:
    stated = clean(first_text(reading.tree, reading.rules.byline))
    printed = take_byline(paragraphs)
    return (author_of(stated) if stated else None) or printed


def _byline_beside(reading: _Reading, outline: Outline) -> str | None:
    place = reading.place
    if place is not None:
        beside = author_beside(outline, place.title, place.first, place.last)
        if beside:
            return beside
    return stated_author(reading.facts.author)


def _known_date(reading: _Reading) -> Dated:
    """The date from structured data or from the line that the selectors name."""
    rules = reading.dates
    if dated := stated_date(reading.facts.published, rules):
        return dated
    line = clean(first_text(reading.tree, reading.rules.published))
    at = line_date(line, rules) if line else None
    return (at, "line") if at is not None else (None, None)


def _read_date(reading: _Reading, outline: Outline) -> Dated:
    rules = reading.dates
    known = _known_date(reading)
    if known[0] is not None:
        return known
    if reading.place and (dated := placed_date(outline, reading.place, rules)):
        return dated
    return stated_date(reading.facts.created, rules) or entry_date(reading.entry, rules)


def _article(reading: _Reading, body: list[Paragraph], dated: Dated) -> Article:
    page, facts = reading.page, reading.facts
    texts = [repair_mojibake(one.text) for one in body]
    lead = reading.lead
    if lead and texts and fold(texts[0]) == fold(lead):
        texts = texts[1:]
    if sum(map(len, texts)) + len(lead or "") < LEAST_TEXT:
        raise NotAnArticleError(f"{page.url}: no text was found on this page")
    url = page.requested_url or page.url
    told = reading.entry.title if reading.entry else ""
    title = reading.title or told or (texts[0] if texts else lead) or ""
    return Article(
        url=url or None,
        canonical_url=canonical_address(facts, url),
        source=reading.source.key if reading.source else None,
        site=site_of(url),
        title=repair_mojibake(title),
        lead=lead,
        byline=reading.byline,
        body=tuple(texts),
        published_at=dated[0],
        date_from=dated[1],
        guid=reading.entry.guid if reading.entry else None,
        language=facts.language or ("vi" if VIETNAMESE.search(title + "".join(texts)) else "en"),
        confidence=round(reading.confidence, 3),
    )
