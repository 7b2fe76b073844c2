"""Names, numbers, dates, places and ordinals of a text, as they are compared between articles.

Cheap and without a gazetteer: what cannot be read for sure is simply one mark more or less. Facts
for readers come from `facts`, not from here.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.core.text import matching_number, matching_word

HEAD = 3
"""Pieces that say what an article is about: title, lead, first paragraph."""

Day = tuple[int, int, int]  # year (0: not said), month, day (0: the month as a whole)

_AND = r"(?:\s?[-–]\s?|\s(?:đến|tới|và)\s(?:hết\s)?(?:ngày\s)?)"
_TOKEN = re.compile(
    r"(?P<term>(?<![\d/])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d/]))"
    rf"|(?P<range>\b\d{{1,2}}{_AND}\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?(?![\d/]))"
    r"|(?P<day>\b\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])|\b\d{1,2}([-.])\d{1,2}\4\d{4}\b)"
    rf"|(?P<long>[Nn]gày\s\d{{1,2}}(?:{_AND}\d{{1,2}})?\stháng\s\d{{1,2}}"
    r"(?:(?:\snăm\s|/|-)\d{4})?)"
    r"|(?P<month>(?:[Tt]háng\s)\d{1,2}(?:/|-|\s?năm\s)\d{4}\b|\b\d{1,2}/\d{4}\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<stop>[.!?…:|•])"
    r"|(?P<gap>[^\s\w])"
)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS_OF_PLACE = """
    huyen xa phuong quan tinh pho tran thon ban ap buon truong tram benh vien
"""
_UNIT_OF_PLACE = frozenset(_UNITS_OF_PLACE.split())
_FIRST_WORDS = """
    ong ba tai theo trong tu ngay sang chieu toi sau do khi cac voi o va nhan trua cung de
    den nam hai mot nhung nguon anh tin thay mat day co em chi
"""
_STARTERS = frozenset(_FIRST_WORDS.split())
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SPELLED = {
    "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10,
}  # fmt: skip
_ORDINAL = re.compile(
    r"\b(cum|dot|khoa|vong|lan thu|lan|thu|giai doan|quy)(?: so| thu)? "
    r"(\d{1,3}|[ivx]{1,6}|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)\b"
)
_PART_OF_YEAR = re.compile(r"\b(\d{1,2}|hai|ba|bon|sau|chin) thang (dau|cuoi) nam\b")


@dataclass(slots=True)
class Marks:
    """What one or several pieces of text hold. `words` are folded; `names` as printed."""

    words: list[str] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, None] = field(default_factory=dict)
    days: dict[Day, None] = field(default_factory=dict)
    years: dict[int, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    ordinals: dict[str, set[str]] = field(default_factory=dict)
    values: list[tuple[str, str, str, str]] = field(default_factory=list)
    head: tuple[int, int, int] = (0, 0, 0)  # how many names, numbers, days stand in the head


@dataclass(slots=True)
class _Token:
    kind: str
    text: str
    folded: str


def read_marks(pieces: list[str]) -> Marks:
    """The marks of a title, a lead and paragraphs, in that order; the first three are the head."""
    marks = Marks()
    for i, piece in enumerate(pieces):
        tokens = list(_tokens(unicodedata.normalize("NFC", piece)))
        slots = list(_slots(tokens, capitals=not _is_shouted(tokens)))
        marks.words.extend(t.folded for t in tokens if t.folded)
        for slot in slots:
            _note(slot, marks)
        _note_places_of_values(slots, marks)
        _note_ordinals(tokens, marks)
        if i < HEAD:
            marks.head = (len(marks.names), len(marks.numbers), len(marks.days))
    return marks


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind, token = str(found.lastgroup), found.group()
        if kind == "word":
            yield _Token(kind, token, matching_word(token))
        elif kind in ("stop", "gap"):
            yield _Token(kind, token, "")
        elif kind == "number":
            yield _Token(kind, token, matching_number(token))
        else:
            yield _Token(kind, token, "/".join(d.lstrip("0") for d in _DIGITS.findall(token)))


def _is_shouted(tokens: list[_Token]) -> bool:
    written = [t.text for t in tokens if t.kind == "word" and len(t.text) > 1]
    return len(written) > 3 and sum(w.isupper() for w in written) > 0.6 * len(written)


@dataclass(slots=True)
class _Slot:
    """A word, or a value that takes a place between words: `name`, `number`, a kind of date."""

    kind: str
    value: str
    shown: str = ""
    before: str = ""
    after: str = ""
    first: bool = False


def _slots(tokens: list[_Token], *, capitals: bool) -> Iterator[_Slot]:
    """Words one by one, names as one slot each, stops and gaps left out."""
    run: list[_Token] = []
    before, first, starts = "", True, True
    for token in tokens:
        if token.kind == "word" and capitals and token.text[0].isupper():
            if not run:
                starts = first
            run.append(token)
            first = False
            continue
        if run:
            yield from _name_slots(run, before, starts=starts)
            before = run[-1].folded
            run = []
        if token.folded:
            yield _Slot(token.kind, token.folded, token.text, before)
            before = token.folded
        first = token.kind == "stop" or (first and token.kind == "gap")
    if run:
        yield from _name_slots(run, before, starts=starts)


def _name_slots(run: list[_Token], before: str, *, starts: bool) -> Iterator[_Slot]:
    while run and starts and run[0].folded in _STARTERS:
        yield _Slot("word", run[0].folded, run[0].text, before)
        before, run = run[0].folded, run[1:]
        starts = False
    if not run:
        return
    if starts and len(run) == 1 and not (run[0].text.isupper() and len(run[0].text) > 1):
        yield _Slot("word", run[0].folded, run[0].text, before)
        return
    folded = " ".join(t.folded for t in run)
    yield _Slot("name", folded, " ".join(t.text for t in run), before)


def _note(slot: _Slot, marks: Marks) -> None:
    if slot.kind == "name":
        _note_name(slot, marks)
    elif slot.kind == "number":
        if _YEAR.fullmatch(slot.value):
            marks.years[int(slot.value)] = None
        else:
            marks.numbers[slot.value] = None
    elif slot.kind == "term":
        marks.ordinals.setdefault("nhiem ky", set()).add(slot.value)
    elif slot.kind != "word":
        for day in _days(slot.kind, [int(d) for d in slot.value.split("/") if d]):
            marks.days[day] = None
            if day[0]:
                marks.years[day[0]] = None


def _note_name(slot: _Slot, marks: Marks) -> None:
    marks.names[slot.shown] = None
    words = slot.value.split(" ")
    units = itertools.pairwise(words) if len(words) > 1 else [(words[0],)]
    for unit in units:
        marks.units[" ".join(unit)] = None
    if slot.before in _UNIT_OF_PLACE:
        marks.places[f"{slot.before} {' '.join(words[:3])}"] = None


def _days(kind: str, parts: list[int]) -> Iterator[Day]:
    """The days that a date's digits name; impossible ones are left out."""
    year = parts.pop() if parts and parts[-1] > 31 else 0
    if kind == "month":
        days, month = [0], parts[-1] if parts else 0
    else:
        days, month = parts[:-1], parts[-1] if parts else 0
    for day in days:
        if 1 <= month <= 12 and day <= 31:
            yield (year, month, day)


def _note_places_of_values(slots: list[_Slot], marks: Marks) -> None:
    """For each value the two words before it and after it.

    Where two texts agree on the words, they should agree on the value.
    """
    shown = [s.value if s.kind == "word" else s.kind for s in slots]
    plain = [s.kind == "word" for s in slots]
    for i, slot in enumerate(slots):
        if plain[i]:
            continue
        left = " ".join(shown[i - 2 : i]) if i > 1 and any(plain[i - 2 : i]) else ""
        right = " ".join(shown[i + 1 : i + 3]) if any(plain[i + 1 : i + 3]) else ""
        if left or right:
            kind = "name" if slot.kind == "name" else "number"
            marks.values.append((kind, left, right, slot.value))


def _note_ordinals(tokens: list[_Token], marks: Marks) -> None:
    text = " ".join(t.folded for t in tokens if t.folded)
    for what, value in _ORDINAL.findall(text):
        key = "lan" if what in ("lan thu", "thu") else what
        marks.ordinals.setdefault(key, set()).add(str(_ordinal(value)))
    for count, half in _PART_OF_YEAR.findall(text):
        marks.ordinals.setdefault("thang", set()).add(f"{_ordinal(count)} {half}")


def _ordinal(value: str) -> int:
    if value.isdigit():
        return int(value)
    if value in _SPELLED:
        return _SPELLED[value]
    digits = [_ROMAN[c] for c in value]
    return sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True))
