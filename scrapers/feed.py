"""Feeds: RSS of every age, Atom, RDF and JSON Feed, in whatever state they come.

feedparser reads them, on repaired bytes; dates are read by us, because it reads `06/07/2026` as
nothing and `21-10-2025` as 2021. feedparser is imported when the first feed is parsed.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from monitor.core.dates import parse_datetime
from monitor.core.errors import ParseError
from monitor.core.model import FeedEntry
from monitor.core.text import clean
from monitor.core.urls import absolute
from scrapers.encoding import decode
from scrapers.feed_repair import repaired_feed

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_ENGLISH_MONTH = re.compile(
    r"\d\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_WHAT_FEEDPARSER_RAISES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_SANE_YEARS = range(1995, 2100)
_MAX_TITLE = 1_000  # characters; more is a body in the wrong place


def parse_feed(
    content: bytes, *, base_url: str, charset: str | None = None
) -> tuple[FeedEntry, ...]:
    """The entries that have a link, in the feed's order. An empty channel gives ().

    `charset` is the HTTP header's. A date without a zone is Việt Nam's. Raises ParseError where
    this is no feed: a web page, an error text, a sitemap.
    """
    text = decode(content, charset).strip().lstrip("\ufeff")
    read = _from_json if text.startswith("{") else _from_xml
    return _with_own_guids(read(text, base_url))


def _from_xml(text: str, base_url: str) -> list[FeedEntry]:
    repaired = repaired_feed(text)
    if repaired is None:
        raise ParseError(f"{base_url}: no feed: the answer is neither RSS nor Atom")
    found = _feedparser_on(repaired, base_url)
    if not found.get("version") and not found.get("entries"):
        raise ParseError(f"{base_url}: no feed: the XML is of another kind")
    link = found["feed"].get("link")
    base = absolute(link if isinstance(link, str) else "", base_url) or base_url
    return [e for each in found["entries"] if (e := _entry(each, base_url, base))]


def _feedparser_on(text: str, base_url: str) -> Any:
    from io import BytesIO

    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base_url}
    document = '<?xml version="1.0" encoding="utf-8"?>\n' + text
    try:
        return feedparser.parse(
            BytesIO(document.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _WHAT_FEEDPARSER_RAISES as error:
        raise ParseError(f"{base_url}: the feed cannot be read: {error!r:.200}") from error


def _entry(item: Mapping[str, Any], base_url: str, base: str) -> FeedEntry | None:
    url = _link(item, base_url, base)
    if url is None:
        return None
    return FeedEntry(
        url=url,
        title=_title(_text(item, "title")),
        published_at=_published(item),
        guid=clean(_text(item, "id")) or None,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item[name] if name in item else ""  # noqa: SIM401 - feedparser's get warns
    return value if isinstance(value, str) else ""


def _link(item: Mapping[str, Any], base_url: str, base: str) -> str | None:
    """The article's address; a feed host's own redirects are seen through where it says how."""
    guid = _text(item, "id")
    candidates = (
        _text(item, "feedburner_origlink"),
        _text(item, "link"),
        *_other_links(item.get("links")),
        guid if guid.startswith(("http://", "https://", "//", "/")) else "",
    )
    for candidate in candidates:
        if candidate.strip() and (url := absolute(candidate, _base_of(candidate, base_url, base))):
            return url
    return None


def _base_of(candidate: str, base_url: str, base: str) -> str:
    """What a relative link is relative to: the site, where the feed is served by another host."""
    return base if candidate.startswith("/") else base_url


def _other_links(links: object) -> Iterable[str]:
    for link in links if isinstance(links, list) else ():
        if isinstance(link, Mapping) and link.get("rel", "alternate") == "alternate":
            yield str(link.get("href") or "")


def _title(raw: str) -> str:
    """Without markup, and with entities that were escaped twice resolved."""
    text = html.unescape(html.unescape(raw[: 4 * _MAX_TITLE]))
    return clean(_TAG.sub(" ", text) if "<" in text else text)[:_MAX_TITLE]


def _published(item: Mapping[str, Any]) -> datetime | None:
    for name in ("published", "created", "updated"):
        raw = _text(item, name)
        if raw and (moment := _moment(raw, item.get(f"{name}_parsed"))):
            return moment
    return None


def _moment(raw: str, parsed: object) -> datetime | None:
    """Our reading of a date; feedparser's only for forms with an English month."""
    moment = parse_datetime(clean(raw))
    if moment is None and isinstance(parsed, tuple) and _ENGLISH_MONTH.search(raw):
        year, month, day, hour, minute, second = parsed[:6]
        if year in _SANE_YEARS:
            moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return moment


def _from_json(text: str, base_url: str) -> list[FeedEntry]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{base_url}: no feed: neither XML nor JSON") from error
    items = document.get("items")
    if "jsonfeed.org" not in str(document.get("version")) or not isinstance(items, list):
        raise ParseError(f"{base_url}: no feed: JSON of another kind")
    found = (_json_entry(item, base_url) for item in items if isinstance(item, dict))
    return [entry for entry in found if entry]


def _json_entry(item: dict[str, Any], base_url: str) -> FeedEntry | None:
    guid = clean(str(item.get("id") or ""))
    url = absolute(_text(item, "url") or _text(item, "external_url") or guid, base_url)
    if url is None:
        return None
    raw = _text(item, "date_published") or _text(item, "date_modified")
    return FeedEntry(
        url=url,
        title=_title(_text(item, "title")),
        published_at=parse_datetime(raw),
        guid=guid or None,
    )


def _with_own_guids(entries: list[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Each address once, without guids that several addresses share."""
    by_url: dict[str, FeedEntry] = {}
    for entry in entries:
        by_url.setdefault(entry.url, entry)
    shared = Counter(entry.guid for entry in by_url.values())
    return tuple(
        entry if shared[entry.guid] == 1 else replace(entry, guid=None) for entry in by_url.values()
    )
