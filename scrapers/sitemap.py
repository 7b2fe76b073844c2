"""Sitemaps: urlset, news sitemap, index, plain text, gzipped or not.

Imports lxml when the first sitemap is parsed; entities are not resolved, nothing is fetched.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from monitor.core.dates import parse_datetime
from monitor.core.errors import ParseError
from monitor.core.model import FeedEntry
from monitor.core.text import clean
from monitor.core.urls import absolute
from scrapers.encoding import decode
from scrapers.xml_repair import repair

_GZIP = b"\x1f\x8b"
_MAX_BYTES = 50_000_000  # decompressed: the protocol's own limit
_MAX_ENTRIES = 50_000  # likewise
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """`entries` in the order of their last change, newest first; `children` of an index likewise.

    A date is given only where a news sitemap says "publication_date": `lastmod` is the time of
    the last edit, or of the site's last move.
    """

    entries: tuple[FeedEntry, ...] = ()
    children: tuple[str, ...] = ()


def parse_sitemap(content: bytes, *, base_url: str) -> Sitemap:
    """The addresses that a sitemap or an index lists. Raises ParseError where it is neither."""
    if content.startswith(_GZIP):
        content = _decompressed(content, base_url)
    text = decode(content).strip()
    if text.startswith("<"):
        return _from_xml(text, base_url)
    return _from_text(text, base_url)


def _decompressed(content: bytes, base_url: str) -> bytes:
    """What can be read of a gzip stream, cut off or not, within the limit."""
    stream = zlib.decompressobj(wbits=31)
    try:
        raw = stream.decompress(content, _MAX_BYTES)
    except zlib.error as error:
        raise ParseError(f"{base_url}: the sitemap's gzip is broken: {error}") from error
    if stream.unconsumed_tail:
        raise ParseError(f"{base_url}: the sitemap is larger than {_MAX_BYTES} bytes")
    return raw


def _from_text(text: str, base_url: str) -> Sitemap:
    lines = text.splitlines()[:_MAX_ENTRIES]
    urls = [line.strip() for line in lines if line.strip().startswith(("http://", "https://"))]
    if not urls or len(urls) < sum(1 for line in lines if line.strip()) / 2:
        raise ParseError(f"{base_url}: no sitemap: neither XML nor a list of addresses")
    found = (absolute(url, base_url) for url in urls)
    return Sitemap(entries=tuple(FeedEntry(url=url) for url in dict.fromkeys(found) if url))


def _from_xml(text: str, base_url: str) -> Sitemap:
    root = _root(repair(text))
    kind = _local(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise ParseError(f"{base_url}: no sitemap: the root is <{kind or 'nothing'}>")
    if kind == "sitemapindex":
        return Sitemap(children=tuple(_newest_first(root, "sitemap", base_url)))
    return Sitemap(entries=tuple(_newest_first(root, "url", base_url).values()))


def _root(text: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _newest_first(root: Any, name: str, base_url: str) -> dict[str, FeedEntry]:
    """The entries by address, by their last change; those without one keep their order behind."""
    found: dict[str, tuple[datetime, FeedEntry]] = {}
    for item in _items(root, name):
        own = {_local(e): e.text or "" for e in item}
        news = {_local(e): e.text or "" for part in item if _local(part) == "news" for e in part}
        url = absolute(own.get("loc", ""), base_url) if own.get("loc", "").strip() else None
        if url is None:
            continue
        published = parse_datetime(news.get("publication_date", ""))
        changed = published or parse_datetime(own.get("lastmod", "")) or _LONG_AGO
        title = clean(news.get("title", ""))
        found.setdefault(url, (changed, FeedEntry(url=url, title=title, published_at=published)))
    ordered = sorted(found.values(), key=lambda pair: pair[0], reverse=True)
    return {entry.url: entry for _, entry in ordered}


def _items(root: Any, name: str) -> Iterator[Any]:
    count = 0
    for element in root.iter():
        if isinstance(element.tag, str) and _local(element) == name:
            yield element
            count += 1
            if count == _MAX_ENTRIES:
                return
