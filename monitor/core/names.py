"""Names, numbers, dates, places and ordinals of a text, as they are compared between articles.

Cheap and without a gazetteer: what cannot be read for sure is simply one mark more or less. Facts
for readers come from `facts`, not from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from monitor.core.provinces import PROVINCES
from monitor.core.text import matching_number, matching_word, matching_words

HEAD = 3
"""Pieces that say what an article is about: title, lead, first paragraph."""

Day = tuple[int, int, int]  # year (0: not said), month, day (0: the month as a whole)

Span = tuple[int, int, str, str]
"""Where a value stands: its first word's number, how many words it has, its kind, and the value.

Kinds: name, place (a name after a unit's or a school's), person (one after a form of address),
number, sum (one in a currency), day (as digits), year, ordinal (with what it counts, `cum 4`; a
term of years).
"""

_AND = r"(?:\s?[-–]\s?|\s(?:đến|tới|và)\s(?:hết\s)?(?:ngày\s)?)"
# The spaces before a token are taken with it: by themselves they would be tried as every form.
_TOKEN = re.compile(
    r"\s*(?:(?P<word>(?!(?:[Nn]gày|[Tt]háng)\s\d)[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<stop>[.!?…:|•])"
    r"|(?P<term>(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d/]))"
    rf"|(?P<range>\d{{1,2}}{_AND}\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?(?![\d/]))"
    r"|(?P<day>\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])|\d{1,2}([-.])\d{1,2}\6\d{4}\b)"
    rf"|(?P<long>(?:[Nn]gày\s)?\d{{1,2}}(?:{_AND}\d{{1,2}})?\stháng\s\d{{1,2}}"
    r"(?:(?:\snăm\s|/|-)\d{4})?)"
    r"|(?P<month>[Tt]háng\s\d{1,2}(?:/|-|\s?năm\s)\d{4}\b|\d{1,2}/\d{4}\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<other>[^\W\d_]+)"
    r"|(?P<gap>[^\s\w]))"
)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS_OF_PLACE = """
    huyen xa phuong quan tinh pho tran thon ban ap buon truong tram benh vien
"""
_UNIT_OF_PLACE = frozenset(_UNITS_OF_PLACE.split())
_AFTER_THEM_PLACES = "hoc non khoa thcs thpt tp tx"
_BEFORE_PLACES = _UNIT_OF_PLACE | frozenset(_AFTER_THEM_PLACES.split())
_BEFORE_PEOPLE = frozenset(("ong", "ba", "anh", "chi"))
_SCALES = frozenset(("nghin", "ngan", "trieu", "ty", "tram"))
_MONEY = "dong vnd usd do dola euro eur won yen bang"
_CURRENCIES = frozenset(_MONEY.split())
_PROVINCES = frozenset(" ".join(matching_words(name)[:2]) for name in PROVINCES)
_FIRST_WORDS = """
    ong ba tai theo trong tu ngay sang chieu toi sau do khi cac voi o va nhan trua cung de
    den nam hai mot nhung nguon anh tin thay mat day co em chi
"""
_STARTERS = frozenset(_FIRST_WORDS.split())
_ROMAN = {"i": 1, "y": 1, "v": 5, "x": 10}  # "vi", "xi" are compared as "vy", "xy"
_SPELLED = {
    "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10,
}  # fmt: skip
_ORDINAL = re.compile(
    r"\b(cum|dot|khoa|vong|lan thu|lan|thu|giai doan|quy)(?: so| thu)? "
    r"(\d{1,3}|[ivx][ivxy]{0,5}|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)\b"
)
_PART_OF_YEAR = re.compile(r"\b(\d{1,2}|hai|ba|bon|sau|chin) thang (dau|cuoi) nam\b")
_AHEAD = re.compile(
    r"\b(?:se (?:duoc |cung |phoi hop )?(?:to chuc|dien ra|hop|khai mac|khai giang|trao|dang cai)"
    r"|han (?:chot|cuoi|nop|dang ky)|(?:nop|nhan) (?:ho so|don) (?:truoc|den|tu|tai)"
    r"|(?:thong bao|dang) tuyen|dang ky (?:\w+ )?truoc)\b"
)


@dataclass(slots=True)
class Marks:
    """What the pieces of an article hold, in order of appearance. `words`, `names` are folded.

    `values` are names, numbers and dates with the two words before and after each; `head` counts
    the names, numbers and days that stand in the head, `head_words` its words; `ahead`: lead or
    first paragraph tell what is to come.
    """

    words: list[str] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, None] = field(default_factory=dict)
    days: dict[Day, None] = field(default_factory=dict)
    years: dict[int, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    ordinals: dict[str, set[str]] = field(default_factory=dict)
    values: list[tuple[str, str, str, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    head: tuple[int, int, int] = (0, 0, 0)
    head_words: int = 0
    ahead: bool = False


def name_units(name: str) -> list[str]:
    """A folded name as it is compared: its runs of two words, or the one word that it is."""
    words = name.split(" ")
    return [f"{a} {b}" for a, b in pairwise(words)] if len(words) > 1 else words


def read_marks(pieces: list[str]) -> Marks:
    """The marks of a title, a lead and paragraphs, in that order; the first three are the head."""
    marks = Marks()
    for i, piece in enumerate(pieces):
        tokens = _tokens(unicodedata.normalize("NFC", piece))
        folded = [token[2] for token in tokens if token[2]]
        slots = _slots(tokens, capitals=not _is_shouted(tokens))
        _note_slots(slots, marks)
        _note_values(slots, marks)
        _note_spans(slots, marks)
        text = " ".join(folded)
        _note_ordinals(text, marks)
        marks.words += folded
        if 0 < i < HEAD and _AHEAD.search(text):
            marks.ahead = True
        if i < HEAD:
            marks.head = (len(marks.names), len(marks.numbers), len(marks.days))
            marks.head_words = len(marks.words)
    return marks


# ── tokens and slots ─────────────────────────────────────────────────────────

_Token = tuple[str, str, str]  # kind, as printed, folded ("" for punctuation)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[match.lastindex or 0]
        if kind == "word" or kind == "other":
            found.append(("word", token, matching_word(token)))
        elif kind == "stop" or kind == "gap":
            found.append((kind, token, ""))
        elif kind == "number":
            found.append((kind, token, matching_number(token)))
        else:
            digits = (part.lstrip("0") for part in _DIGITS.findall(token))
            found.append((str(kind), token, "/".join(digits)))
    return found


def _is_shouted(tokens: list[_Token]) -> bool:
    written = [token for kind, token, _ in tokens if kind == "word" and len(token) > 1]
    return len(written) > 3 and sum(map(str.isupper, written)) > 0.6 * len(written)


_Slot = tuple[str, str]  # kind ("word", "name" or what a token is), value


def _slots(tokens: list[_Token], *, capitals: bool) -> list[_Slot]:
    """Words one by one, names as one slot each; punctuation only parts names."""
    slots: list[_Slot] = []
    run: list[_Token] = []
    first = starts = True
    for token in tokens:
        kind, text, folded = token
        if kind == "word" and capitals and text[0].isupper():
            if not run:
                starts = first
            run.append(token)
            first = False
            continue
        shortened = bool(run) and text == "." and len(run[-1][1]) < 4 and run[-1][1].isupper()
        if run:
            slots += _name_slots(run, starts=starts)
            run = []
        if folded:
            slots.append((kind, folded))
            first = False
        elif kind == "stop" and not shortened:  # "TP. Huế" goes on
            first = True
    return slots + list(_name_slots(run, starts=starts))


def _name_slots(run: list[_Token], *, starts: bool) -> Iterator[_Slot]:
    """A run of capitalised words. A sentence's first word is a capital in any case."""
    while run and starts and run[0][2] in _STARTERS and not _is_province(run):
        yield ("word", run[0][2])
        run, starts = run[1:], False
    if len(run) == 1 and starts and not (run[0][1].isupper() and len(run[0][1]) > 1):
        yield ("word", run[0][2])
    elif run:
        yield ("name", " ".join(folded for _, _, folded in run))


def _is_province(run: list[_Token]) -> bool:
    """`Hải Phòng`, `Nam Định`: no number, no `năm`."""
    return " ".join(folded for _, _, folded in run[:2]) in _PROVINCES


# ── what is noted ────────────────────────────────────────────────────────────


def _note_slots(slots: list[_Slot], marks: Marks) -> None:
    before = ""
    for kind, value in slots:
        if kind == "name":
            marks.names[value] = None
            if before in _UNIT_OF_PLACE:
                marks.places[f"{before} {_place(value)}"] = None
        elif kind != "word":
            _note_number(kind, value, marks)
        before = value


def _place(name: str) -> str:
    """A place's own words: who is named right after a province, "Đà Nẵng Nguyễn …", is left out."""
    words = name.split(" ")
    return " ".join(words[: 2 if " ".join(words[:2]) in _PROVINCES else 3])


def _note_number(kind: str, value: str, marks: Marks) -> None:
    if kind == "term":
        marks.ordinals.setdefault("nhiem ky", set()).add(value)
    elif kind != "number":
        for day in _days(kind, [int(digits) for digits in value.split("/") if digits]):
            marks.days[day] = None
            if day[0]:
                marks.years[day[0]] = None
    elif _YEAR.fullmatch(value):
        marks.years[int(value)] = None
    else:
        marks.numbers[value] = None


def _days(kind: str, parts: list[int]) -> Iterator[Day]:
    """The days that a date's digits name; impossible ones are left out."""
    year = parts.pop() if parts and parts[-1] > 31 else 0
    month = parts.pop() if parts else 0
    for day in [0] if kind == "month" else parts:
        if 1 <= month <= 12 and day <= 31:
            yield (year, month, day)


def _note_values(slots: list[_Slot], marks: Marks) -> None:
    """Where two texts agree on the words around a value, they should agree on the value."""
    shown = [value if kind == "word" else kind for kind, value in slots]
    plain = [kind == "word" for kind, _ in slots]
    for i, (kind, value) in enumerate(slots):
        if plain[i]:
            continue
        left = " ".join(shown[i - 2 : i]) if i > 1 and any(plain[i - 2 : i]) else ""
        right = " ".join(shown[i + 1 : i + 3]) if any(plain[i + 1 : i + 3]) else ""
        if left or right:
            marks.values.append(("name" if kind == "name" else "number", left, right, value))


def _note_spans(slots: list[_Slot], marks: Marks) -> None:
    """Where the piece's values stand; the piece's words come after those that are noted."""
    at = len(marks.words)
    for i, (kind, value) in enumerate(slots):
        length = value.count(" ") + 1 if kind == "name" else 1
        if kind != "word":
            what = _kind_of(kind, value, slots[i - 1][1] if i else "", slots[i + 1 : i + 4])
            marks.spans.append((at, length, what, value))
        at += length


def _kind_of(kind: str, value: str, before: str, after: list[_Slot]) -> str:
    if kind == "name":
        if before in _BEFORE_PLACES:
            return "place"
        return "person" if before in _BEFORE_PEOPLE else "name"
    if kind != "number":
        return "ordinal" if kind == "term" else "day"
    if _YEAR.fullmatch(value):
        return "year"
    unit = next((word for _, word in after if word not in _SCALES), "")
    return "sum" if unit in _CURRENCIES else "number"


def _note_ordinals(folded: str, marks: Marks) -> None:
    """Ordinals by what they count, and where they stand."""
    for match in _ORDINAL.finditer(folded):
        what, value = match.groups()
        key = "lan" if what in ("lan thu", "thu") else what
        _note_ordinal(match, key, str(_ordinal(value)), marks)
    for match in _PART_OF_YEAR.finditer(folded):
        count, half = match.groups()
        _note_ordinal(match, "thang", f"{_ordinal(count)} {half}", marks)


def _note_ordinal(match: re.Match[str], key: str, value: str, marks: Marks) -> None:
    marks.ordinals.setdefault(key, set()).add(value)
    start = len(marks.words) + match.string.count(" ", 0, match.start())
    length = match.group().count(" ") + 1
    marks.spans.append((start, length, "ordinal", f"{key} {value}"))


def _ordinal(value: str) -> int:
    if value.isdigit():
        return int(value)
    if value in _SPELLED:
        return _SPELLED[value]
    digits = [_ROMAN[c] for c in value]
    return sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True))
