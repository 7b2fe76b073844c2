"""Telegram's HTML as the Bot API's server reads it: strict about tags, lenient about `&`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_SIMPLE = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler"}
_TAGS = _SIMPLE | {"a", "span", "blockquote", "tg-emoji"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
MAX_ENTITIES = 100


class MarkupError(ValueError):
    """What the server says of text that it cannot parse."""


@dataclass(frozen=True, slots=True)
class Parsed:
    text: str
    entities: tuple[dict[str, object], ...]
    dropped: int  # entities beyond the hundred that are kept


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse(markup: str) -> Parsed:
    """Text and entities. Raises MarkupError with the server's words."""
    out: list[str] = []
    open_tags: list[tuple[str, int, str]] = []
    entities: list[dict[str, object]] = []
    at = 0
    while at < len(markup):
        if markup[at] != "<":
            end = markup.find("<", at)
            end = len(markup) if end < 0 else end
            out.append(_ENTITY.sub(lambda found: html.unescape(found[0]), markup[at:end]))
            at = end
            continue
        tag = _TAG.match(markup, at)
        if tag is None or tag[2].lower() not in _TAGS:
            raise MarkupError(
                f'can\'t parse entities: Unsupported start tag "{markup[at + 1 : at + 9]}" at '
                f"byte offset {len(markup[:at].encode())}"
            )
        name, offset = tag[2].lower(), units("".join(out))
        if tag[1]:
            _close(name, open_tags, entities, offset)
        else:
            if name == "blockquote" and any(item[0] == "blockquote" for item in open_tags):
                raise MarkupError("can't parse entities: blockquote can't be nested")
            open_tags.append((name, offset, _target(name, tag[3])))
        at = tag.end()
    if open_tags:
        raise MarkupError(
            f"can't parse entities: Can't find end tag corresponding to start tag \""
            f'{open_tags[-1][0]}"'
        )
    kept = [entity for entity in entities if entity["length"] and entity.get("url") != ""]
    kept.sort(key=lambda entity: (entity["offset"], -int(str(entity["length"]))))
    return Parsed("".join(out), tuple(kept[:MAX_ENTITIES]), max(0, len(kept) - MAX_ENTITIES))


def _close(
    name: str,
    open_tags: list[tuple[str, int, str]],
    entities: list[dict[str, object]],
    offset: int,
) -> None:
    if not open_tags:
        raise MarkupError(f'can\'t parse entities: Unexpected end tag "{name}"')
    opened, start, target = open_tags.pop()
    if opened != name:
        raise MarkupError(
            f'can\'t parse entities: Unmatched end tag, expected "</{opened}>", found "</{name}>"'
        )
    kind = {"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
    entity: dict[str, object] = {
        "type": kind.get(name, name),
        "offset": start,
        "length": offset - start,
    }
    if name == "a":
        entity["url"] = target
    entities.append(entity)


def _target(name: str, attributes: str) -> str:
    """A link's address; "" where it is none, as the server then shows plain text."""
    rest = _ATTRIBUTE.sub("", attributes).strip()
    if rest:
        raise MarkupError(f'can\'t parse entities: bad attribute in the tag "{name}"')
    for attribute in _ATTRIBUTE.finditer(attributes):
        value = html.unescape(attribute[2] or attribute[3] or attribute[4] or "")
        if name == "a" and attribute[1].lower() == "href":
            return value if re.match(r"(?:https?|tg|mailto|ftp)://?\S+$", value) else ""
        if name == "span" and value != "tg-spoiler":
            raise MarkupError('can\'t parse entities: Tag "span" must have class "tg-spoiler"')
    return ""
