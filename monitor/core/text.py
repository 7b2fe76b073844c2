"""Vietnamese text: one form for storing, one for comparing. Refuses nothing, loses no letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[\s\u00a0\u2028\u2029]+")
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]+")
_D_BAR = str.maketrans("đð", "dd")
_PLAIN_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_Y_FOR_I = re.compile(r"(?:[bcdghklmnprstvx]|qu)[iy]")


def clean(text: str) -> str:
    """NFC, `Ð` as `Đ`, no invisible or control characters, each run of white space one space."""
    text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u0189", "Đ")
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without tone marks and diacritics (đ → d): for keys and for search.

    The result has neither style of tone marks (`hoà`, `hòa`) nor any other mark.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower().translate(_D_BAR)))
    if bare.isascii():
        return bare
    for mark in {c for c in set(bare) if unicodedata.category(c) == "Mn"}:
        bare = bare.replace(mark, "")
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """The words of `text`, lower case, in NFC, with their diacritics."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def matching_number(digits: str) -> str:
    """One spelling for a number: no separator of thousands, a point for decimals.

    `180.000` and `180,000` are 180000; `4,35` is 4.35; of both marks the last parts the decimals.
    What reads like thousands is thousands.
    """
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(".", "").replace(",", "")
    if "." in digits and "," in digits:
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole = digits[:decimal].replace(".", "").replace(",", "")
        return f"{whole}.{digits[decimal + 1 :]}"
    return digits.replace(",", ".")


def matching_words(text: str) -> list[str]:
    """The words and numbers of `text` as they are compared between articles.

    Folded, with one spelling of numbers, and `y` for a final `i` after a consonant, so that
    `hoà`/`hòa`, `qui`/`quy`, `tỉ`/`tỷ` and `180.000`/`180,000` do not tell texts apart.
    """
    return [matching_word(word) for word in _PLAIN_WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=32768)
def matching_word(word: str) -> str:
    """One word or number, not empty, as `matching_words` gives it."""
    folded = fold(word)
    if folded[:1].isdigit():
        return matching_number(folded)
    if folded[-1:] == "i" and _Y_FOR_I.fullmatch(folded):
        return folded[:-1] + "y"
    return folded
