"""Text for Telegram's HTML: escaped, measured and read back. Lets no character of a title act.

Limits are the Bot API's (10.0): 4096 UTF-16 code units after entities are parsed, 32,768 raw
bytes, about 100 entities.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from monitor.core.text import clean

MAX_UNITS = 4096
MAX_BYTES = 32_768
MAX_ENTITIES = 100
MAX_URL = 2000

# What `clean` leaves: Arabic letter mark, interlinear marks, tag characters, lone surrogates,
# and the code points that are never characters.
_HIDDEN = re.compile("[\u061c\u180e\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]")
_STACKED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_TAG = re.compile(r"<[^<>]*>")
_OPENING = re.compile(r"<[a-z]")
_LINK = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a message weighs by each of the three limits."""

    units: int
    raw: int
    entities: int

    def fits(self, limit: Size) -> bool:
        """Whether nothing exceeds `limit`."""
        return (
            self.units <= limit.units and self.raw <= limit.raw and self.entities <= limit.entities
        )


def harmless(text: str) -> str:
    """One line of NFC without control, bidi, invisible or unpaired characters."""
    return clean(_STACKED.sub(r"\1", clean(_HIDDEN.sub("", text))))


def escape(text: str) -> str:
    """`text` with the four characters escaped for which Telegram knows a name."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text


def link(text: str, url: str | None) -> str:
    """`text` as a link in HTML; only escaped where `url` is no usable http(s) address."""
    url = web_address(url)
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url and text else escape(text)


def web_address(url: str | None) -> str | None:
    """`url` if Telegram takes it as a link: http(s), one word, not endless; else None."""
    if not url:
        return None
    url = _HIDDEN.sub("", url).strip()
    usable = _LINK.fullmatch(url) and len(url) <= MAX_URL and url.isprintable()
    return url if usable else None


def bold(text: str) -> str:
    """`text` in bold, escaped."""
    return f"<b>{escape(text)}</b>"


def utf16_length(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def visible_text(markup: str) -> str:
    """What a reader sees of Telegram HTML: tags dropped, entities resolved."""
    return html.unescape(_TAG.sub("", markup))


def same_text(one: str, other: str) -> bool:
    """Whether two message texts are the same once white space and composition are set aside."""
    return _comparable(one) == _comparable(other)


def _comparable(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def size(markup: str) -> Size:
    """What `markup` weighs."""
    return Size(
        units=utf16_length(visible_text(markup)),
        raw=len(markup.encode()),
        entities=len(_OPENING.findall(markup)),
    )


def shorten(text: str, units: int) -> str:
    """`text` cut after a word so that it has at most `units` UTF-16 code units, "…" included."""
    if utf16_length(text) <= units:
        return text
    head = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    at_word = head.rpartition(" ")[0] if text[len(head)] != " " else head
    # A cut that would lose more than half is made inside the word: there is hardly a space.
    kept = at_word if utf16_length(at_word) * 2 >= units else head
    return kept.rstrip(" ,;:.-–—") + "…"


def split_plain(text: str, units: int) -> tuple[str, ...]:
    """Plain text in pieces of at most `units`, cut between paragraphs, lines or words."""
    pieces: list[str] = []
    rest = text.strip()
    while utf16_length(rest) > units:
        head = rest.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
        cut = _cut(head)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*pieces, rest) if rest else tuple(pieces)


def _cut(head: str) -> int:
    for border in ("\n\n", "\n", " "):
        at = head.rfind(border)
        if at > len(head) // 4:
            return at
    return len(head)
