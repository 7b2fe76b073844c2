"""Numbers as Vietnamese and English newspapers print them. Refuses what it cannot read: None.

A dot or a comma may group thousands or begin decimals; `whole` and `scaled` say how a number that
stands alone, and one before "triệu" or "tỷ", are read.
"""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = r"\d{1,3}(?:[.,]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?![\d])"

_UNITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = {
    "nghìn": 1_000,
    "ngàn": 1_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_FILLERS = frozenset({"linh", "lẻ"})

NUMBER_WORDS = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)"
    r"(?:\s(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|linh|lẻ)){0,8}"
)
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def whole(text: str) -> Decimal:
    """A number without a scale word after it: `1.100` and `1,100` are both eleven hundred.

    Two kinds of separators, or a tail that is no group of three, mean decimals.
    """
    separators = [c for c in text if c in ".,"]
    if not separators:
        return Decimal(text)
    if len(set(separators)) == 1 and _GROUPS.fullmatch(text) and not text.startswith("0"):
        return Decimal(re.sub("[.,]", "", text))
    return _with_decimals(text, separators[-1])


def scaled(text: str) -> Decimal:
    """A number before `triệu` or `tỷ`: the comma begins decimals (`540,750 triệu`).

    `1,000 tỷ` is a thousand all the same: nobody prints three empty decimals.
    """
    if text.count(",") == 1 and "." not in text and not text.endswith(",000"):
        return Decimal(text.replace(",", "."))
    return whole(text)


def _with_decimals(text: str, point: str) -> Decimal:
    head, _, tail = text.rpartition(point)
    return Decimal(f"{re.sub('[.,]', '', head)}.{tail}")


def in_words(text: str) -> int | None:
    """`hai trăm năm mươi` → 250, `ba triệu` → 3,000,000; None where a word is no numeral."""
    total, group = 0, 0
    for word in text.lower().split():
        if word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
        elif word in _FILLERS:
            continue
        else:
            added = _add_word(group, word)
            if added is None:
                return None
            group = added
    return total + group


def _add_word(group: int, word: str) -> int | None:
    if word in _UNITS:
        return group + _UNITS[word]
    if word == "mười":
        return group + 10
    if word == "mươi":
        return group + (group % 10) * 9
    if word == "trăm":
        return group * 100
    return None


def count(text: str) -> int | None:
    """A head count: digits with or without grouping, or words; None if it is no whole number."""
    if not text[:1].isdigit():
        return in_words(text)
    value = whole(text)
    return int(value) if value == value.to_integral_value() else None
