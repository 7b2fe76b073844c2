"""XML as sites send it, made well-formed: text in, text out. Linear in its length, never raises.

Declarations and DOCTYPEs go (and with them every entity that a document could define), stray
ampersands and angle brackets are escaped, named entities become letters, control characters go.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.parsers import expat

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,300}\?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(\d{1,8});|#[xX]([0-9A-Fa-f]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_BUILT_IN = frozenset(("amp", "lt", "gt", "quot", "apos"))
# A CDATA section that holds these was never closed: it ends where its element does.
_ITEM_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_TEXT_END = re.compile(r"</(?:description|title|summary|content(?::encoded)?|item|entry)\s*>", re.I)
_STRAY_BRACKET = re.compile(r"<(?![A-Za-z_/!?])")


def repair(text: str) -> str:
    """`text` with the usual faults mended. What is no XML at all stays what it is."""
    text = _ILLEGAL.sub("", text)
    text = _without_doctype(_DECLARATION.sub("", text))
    return _escape_strays(text).strip()


def _without_doctype(text: str) -> str:
    """Without the DOCTYPE and its internal subset; one that never ends takes nothing with it."""
    start = re.search(r"<!DOCTYPE\b", text, re.IGNORECASE)
    if start is None:
        return text
    end = re.compile(r"\]\s*>|>").search(text, _end_of_name(text, start.end()))
    return text[: start.start()] + (text[end.end() :] if end else text[start.end() :])


def _end_of_name(text: str, start: int) -> int:
    """Where the DOCTYPE's subset ends, if it has one; else where its name begins."""
    bracket, angle = text.find("[", start), text.find(">", start)
    if bracket == -1 or (angle != -1 and angle < bracket):
        return start
    closing = re.compile(r"\]\s*>").search(text, bracket)
    return closing.start() if closing else start


def _escape_strays(text: str) -> str:
    if "<![CDATA[" not in text:
        return _escape(text)
    pieces = _split_cdata(text)
    return "".join(p if p.startswith("<![CDATA[") else _escape(p) for p in pieces)


def _split_cdata(text: str) -> list[str]:
    """`text` cut into CDATA sections and what is between them; an open one is closed."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) != -1:
        end = text.find("]]>", start)
        end = len(text) if end == -1 else end
        pieces.append(text[at:start])
        left_open = _ITEM_END.search(text, start, end)
        if left_open:
            end = (_TEXT_END.search(text, start, left_open.end()) or left_open).start()
        pieces.append(text[start:end] + "]]>")
        at = end if left_open else end + 3
    return [*pieces, text[at:]]


def _escape(text: str) -> str:
    return _STRAY_BRACKET.sub("&lt;", _ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        return _reference(int(decimal) if decimal else int(hexadecimal, 16), found[0])
    if name in _BUILT_IN:
        return found[0]
    letters = html5.get(f"{name};") if name else None
    if letters is None:
        return f"&amp;{found[0][1:]}"
    return letters.replace("&", "&amp;").replace("<", "&lt;")


def _reference(point: int, as_written: str) -> str:
    """A numeric reference, if XML allows the character."""
    allowed = point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0x10FFFF
    return as_written if allowed and point not in (0xFFFE, 0xFFFF) else ""


def is_well_formed(text: str) -> bool:
    """Whether a parser that knows namespaces takes `text` as it is."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(text.encode("utf-8", "replace"))
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError:
        return False
    return True
