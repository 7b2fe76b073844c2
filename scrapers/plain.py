"""A page as plain text, with the page's noise around and within the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from monitor.core.dates import find_dates
from monitor.core.errors import NotAnArticleError
from monitor.core.model import Article, FeedEntry, Page, Source
from monitor.core.text import clean
from monitor.core.urls import site_of
from scrapers.boilerplate import ends_the_article, fold, is_caption, is_chrome, is_credit
from scrapers.bylines import author_of
from scrapers.page_date import DateRules, entry_date, line_date
from scrapers.structured import without_tracking

LEAST_TEXT = 60  # characters of lead and body below which a page has no text
VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.IGNORECASE)
_HEAD = 12  # lines in which date and title are looked for
_PROSE = 90  # characters from which a line is running text
_ADDRESS = re.compile(r"đường dẫn bài viết\s*:\s*(https?://\S+)", re.IGNORECASE)
_WEEKDAY = re.compile(r"^\W*(?:thứ\s?\w+|chủ nhật)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainArticle:
    """What was read from a plain-text page."""

    title: str
    lead: str | None
    body: tuple[str, ...]
    byline: str | None
    published_at: datetime | None
    address: str | None


@dataclass(slots=True)
class _Line:
    text: str
    after_gap: bool  # an empty line stands before it


def parse_plain(text: str, rules: DateRules, title: str = "") -> PlainArticle:
    """Read a page as plain text; `title` is what a feed or a listing calls the article."""
    lines = _lines(text)
    address = _ADDRESS.search(text)
    published_at, dated = _date(lines, rules)
    at = _title_line(lines, title, dated)
    if at is not None:
        title = lines[at].text
    rest = lines[at + 1 :] if at is not None else lines
    body, byline = _body(rest, title)
    lead = _lead(rest, body)
    return PlainArticle(
        title=title or (body[0] if body else ""),
        lead=lead,
        body=tuple(body[1:] if lead and len(body) > 1 else body),
        byline=byline,
        published_at=published_at,
        address=address[1] if address else None,
    )


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    gap = True
    for raw in text.splitlines():
        line = clean(raw)
        if line:
            found.append(_Line(line, gap))
        gap = not line
    return found


def _date(lines: list[_Line], rules: DateRules) -> tuple[datetime | None, int | None]:
    """The date line of the head. One that opens with a weekday above the title may be a clock."""
    for index, line in enumerate(lines[:_HEAD]):
        if len(line.text) > 80 or not find_dates(line.text):
            continue
        above = not any(_is_titleish(one.text) for one in lines[:index])
        if above and _WEEKDAY.match(line.text):
            return None, index
        return line_date(line.text, rules), index
    return None, None


def _is_titleish(text: str) -> bool:
    if not 20 <= len(text) <= 220 or is_chrome(text) or fold(text).startswith("trang chu"):
        return False
    return not _SENTENCE_END.search(text) and not find_dates(text) and len(text.split()) >= 4


def _title_line(lines: list[_Line], wanted: str, dated: int | None) -> int | None:
    """The line that holds the title: the one that is known, else the first that looks like one."""
    head = lines[: _HEAD + 8]
    if wanted:
        folded = fold(wanted)
        for index, line in enumerate(head):
            if fold(line.text) == folded:
                return index
        return None
    for index, line in enumerate(head[:_HEAD]):
        if _is_titleish(line.text) and not _is_doubled(line.text):
            return index
        if len(line.text) > _PROSE and index > (dated or 0) and _SENTENCE_END.search(line.text):
            return None
    return None


def _is_doubled(text: str) -> bool:
    """A related article's link, printed as picture text and as title."""
    half, odd = divmod(len(text), 2)
    return bool(odd) and half > 10 and text[:half] == text[half + 1 :]


def _body(lines: list[_Line], title: str) -> tuple[list[str], str | None]:
    body: list[str] = []
    byline: str | None = None
    after_related = False
    folded = fold(title)
    for index, line in enumerate(lines):
        text = line.text
        if ends_the_article(text) and len(body) > 1:
            break
        if _is_doubled(text):
            after_related = True
            continue
        signed = bool(body) and _is_author(text, lines[index + 1 :])
        if after_related and not line.after_gap and not signed:
            continue
        after_related = False
        if is_chrome(text) or is_caption(text) or fold(text) == folded or _is_date(text):
            continue
        if signed:
            byline = author_of(text)
            break
        if _is_caption_line(lines, index, folded):
            continue
        body.append(text)
    return body, byline


def _is_date(text: str) -> bool:
    return len(text) < 60 and bool(find_dates(text)) and not _SENTENCE_END.search(text)


def _is_caption_line(lines: list[_Line], index: int, title: str) -> bool:
    """A line right under the picture's text (the title once more), or a short unended one."""
    above = fold(lines[index - 1].text) if index else ""
    return bool(title) and above == title and len(lines[index].text) < 250


def _is_author(text: str, after: list[_Line]) -> bool:
    words = text.split()
    if len(text) > 50 or _SENTENCE_END.search(text):
        return False
    if is_credit(text):
        return True
    capital = all(word[:1].isupper() for word in words)
    ended = not after or ends_the_article(after[0].text) or is_credit(after[0].text)
    return capital and len(words) <= 5 and ended


def _lead(lines: list[_Line], body: list[str]) -> str | None:
    """The first paragraph, where the page sets it apart: related links follow at once."""
    if len(body) < 3:
        return None
    for index, line in enumerate(lines[:-1]):
        if line.text == body[0]:
            return body[0] if _is_doubled(lines[index + 1].text) else None
    return None


def article_from_text(
    page: Page, source: Source | None, entry: FeedEntry | None, text: str
) -> Article:
    """The Article of a plain-text page. Raises NotAnArticleError where there is no text."""
    rules = DateRules(policy=source.date if source else "", fetched_at=page.fetched_at)
    found = parse_plain(text, rules, entry.title if entry else "")
    if sum(map(len, found.body)) < LEAST_TEXT:
        raise NotAnArticleError(f"{page.url}: no text was found on this page")
    dated = (found.published_at, "line") if found.published_at else entry_date(entry, rules)
    url = page.requested_url or page.url or found.address or ""
    return Article(
        url=url or None,
        canonical_url=without_tracking(url) or None,
        source=source.key if source else None,
        site=site_of(url),
        title=found.title,
        lead=found.lead,
        byline=found.byline,
        body=found.body,
        published_at=dated[0],
        date_from=dated[1],
        guid=entry.guid if entry else None,
        language="vi" if VIETNAMESE.search(" ".join(found.body)) else "en",
        confidence=0.7,
    )
