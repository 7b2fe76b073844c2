"""A broken feed made whole: the outer frame closed, spoilt items reduced to what is needed.

Text in, text out; linear in its length. Nothing but link, title, guid and date is asked of a
feed, so descriptions and bodies, where most faults are, are left out before anything else.
"""

from __future__ import annotations

import re

from scrapers.xml_repair import is_well_formed, repair

_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_HTML = re.compile(r"<html\b|<!doctype html", re.IGNORECASE)
_HEAD = 5_000  # characters before which the root element must begin
_TEXTS = re.compile(
    r"<(/?)((?:content:encoded|description|summary|content|itunes:summary|media:description"
    r"|excerpt:encoded|fulltext|body))(?=[\s>/])[^<>]*?(/?)>|<!\[CDATA\["
)
_ITEM = re.compile(r"<(/?)((?:\w{1,20}:)?(?:item|entry))(?=[\s>])[^<>]*>", re.IGNORECASE)
_END = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_FIELD_TAG = re.compile(
    r"<(/?)((?:\w{1,20}:)?(?:title|link|guid|id|pubdate|date|published|updated|issued|created"
    r"|modified|origlink|category|author|creator|comments|enclosure|source))(\s[^<>]*)?(/?)>",
    re.IGNORECASE,
)
_NAMESPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/'
    'content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/'
    'feedburner/ext/1.0" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.'
    'yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://'
    'wellformedweb.org/CommentAPI/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)
_MAX_ITEMS = 5_000
_MAX_ITEM = 20_000  # characters of an item without its texts; real ones have 300 to 3,000
_MAX_FIELD = 4_000


def repaired_feed(text: str) -> str | None:
    """`text` as a well-formed feed without its long texts; None where it has no feed's root."""
    root = _ROOT.search(text[:_HEAD])
    if root is None or _HTML.search(text, 0, root.start()):
        return None
    mended = _without_texts(repair(text[root.start() :]))
    end = _END.search(mended)
    whole = mended[: end.end()] if end else mended
    if all(len(chunk) < _MAX_ITEM for chunk in _ITEM.split(whole)) and is_well_formed(whole):
        return whole
    return _rebuilt(mended)


def _without_texts(text: str) -> str:
    """Without descriptions and bodies; one that is not closed loses its tag alone."""
    kept: list[str] = []
    at = 0
    while found := _TEXTS.search(text, at):
        if found[2] is None:  # CDATA of another element: kept, and not looked into
            end = text.find("]]>", found.end())
            end = len(text) if end == -1 else end + 3
            kept.append(text[at:end])
            at = end
            continue
        kept.append(text[at : found.start()])
        at = found.end() if found[1] or found[3] else _after_text(text, found)
    return "".join((*kept, text[at:]))


def _after_text(text: str, opening: re.Match[str]) -> int:
    """Where the element that `opening` opens has ended; right behind it if it never does."""
    at = opening.end()
    closing = re.compile(
        rf"</{re.escape(opening[2])}\s*>|<{re.escape(opening[2])}[\s>]|<!\[CDATA\[|<(?:item|entry)[\s>]"
    )
    while found := closing.search(text, at):
        if found[0] != "<![CDATA[":
            return found.end() if found[0].startswith("</") else opening.end()
        end = text.find("]]>", found.end())
        if end == -1:
            break
        at = end + 3
    return opening.end()


def _rebuilt(text: str) -> str:
    """A feed of the items alone: whole ones as they are, spoilt ones field by field."""
    atom = _ROOT.match(text)
    is_atom = atom is not None and atom[0].lower().endswith("feed")
    frame = (
        (f'<feed xmlns="http://www.w3.org/2005/Atom"{_NAMESPACES}>', "</feed>", "entry")
        if is_atom
        else (f'<rss version="2.0"{_NAMESPACES}><channel>', "</channel></rss>", "item")
    )
    items = [_mended_item(chunk, frame) for chunk in _chunks(text)]
    return frame[0] + "".join(items) + frame[1]


def _chunks(text: str) -> list[str]:
    """The insides of the items, also of those that are not closed."""
    chunks: list[str] = []
    start: int | None = None
    for tag in _ITEM.finditer(text):
        if start is not None:
            chunks.append(text[start : tag.start()])
        start = None if tag[1] else tag.end()
        if len(chunks) == _MAX_ITEMS:
            return chunks
    return chunks if start is None else [*chunks, text[start:]]


def _mended_item(chunk: str, frame: tuple[str, str, str]) -> str:
    opening, closing, name = frame
    item = f"<{name}>{chunk}</{name}>"
    if len(chunk) < _MAX_ITEM and is_well_formed(f"{opening}{item}{closing}"):
        return item
    fields = "".join(_mended_field(*field) for field in _fields(chunk[: 10 * _MAX_ITEM]))
    item = f"<{name}>{fields}</{name}>"
    return item if is_well_formed(f"{opening}{item}{closing}") else ""


def _fields(chunk: str) -> list[tuple[str, str, str]]:
    """Name, attributes and text of each field; an open one ends where the next begins."""
    fields: list[tuple[str, str, str]] = []
    opened: re.Match[str] | None = None
    for tag in _FIELD_TAG.finditer(chunk):
        if opened is not None and (not tag[1] or tag[2] == opened[2]):
            text = chunk[opened.end() : tag.start()]
            fields.append((opened[2], opened[3] or "", text[:_MAX_FIELD]))
            opened = None
        if not tag[1] and (tag[3] or "").endswith("/"):
            fields.append((tag[2], (tag[3] or "").rstrip("/"), ""))
        elif not tag[1]:
            opened = tag
    return fields[:50]


def _mended_field(tag: str, attributes: str, inner: str) -> str:
    """One field with its text escaped whole, whatever markup stands in it."""
    inner = re.sub(r"<!\[CDATA\[|\]\]>", "", inner)
    inner = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)", "&amp;", inner).replace("<", "&lt;")
    for opening in (f"{tag}{attributes}", tag):
        field = f"<{opening}>{inner}</{tag}>"
        if is_well_formed(f"<x{_NAMESPACES}>{field}</x>"):
            return field
    return ""
