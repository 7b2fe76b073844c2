"""Vietnamese text: one form for storing, one for comparing. Refuses nothing, loses no letter."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[\s\u00a0\u2028\u2029]+")
_WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """NFC, `Ð` as `Đ`, no invisible or control characters, each run of white space one space."""
    text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u0189", "Đ")
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without tone marks and diacritics (đ → d): for keys and for search.

    The result has neither style of tone marks (`hoà`, `hòa`) nor any other mark.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    )


def words(text: str) -> list[str]:
    """The words of `text`, lower case, in NFC, with their diacritics."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())
