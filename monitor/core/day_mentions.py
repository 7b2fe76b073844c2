"""Days and spans of days as an article's text names them. Refused: months without a day, numbers.

A mention may lack its year (`Chiều 30/6`); who knows the article fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_WORD_MONTHS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "chạp": 12,
}
_ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_VIETNAMESE_MONTH = r"(?:mười\s(?:một|hai)|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|chạp)"
_EN = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_TO = (
    r"\s?(?:-|–|—|đến\shết|đến|tới|sang|và|to|and|until)\s?"
    r"(?:\d{1,2}\s?(?:h|giờ)\s?(?:\d\d(?:\sphút)?\s)?(?=ngày))?"
    r"(?:(?:hết\s)?(?:ngày|sáng|chiều|tối|trưa)\s){0,2}"
)

# 6-8/7 · 5/11 đến 9/11/2018 · 13/06 đến ngày 19/06/2022 · 29/8 đến 1/9 · 12, 13 và 14/5
_SPAN = re.compile(
    rf"(?P<d1>{_D})(?:\s?(?P<s>[/.-])\s?(?P<m1>{_M})(?:\s?(?P=s)\s?(?P<y1>{_Y}))?)?"
    rf"(?:,\s{_D}(?:[/-](?P<m0>{_M}))?){{0,8}}{_TO}"
    rf"(?P<d2>{_D})\s?(?P<t>[/.-])\s?(?P<m2>{_M})(?:\s?(?P=t)\s?(?P<y2>{_Y}))?(?![\d/]|[.,-]\d|\s?%)"
)
_DAY = re.compile(
    rf"(?P<d1>{_D})\s?(?P<s>[/.-])\s?(?P<m1>{_M})\s?(?P=s)\s?(?P<y1>{_Y})(?![\d/]|-\d)"
)
# ngày 1, 2, 3/6/2017: days that follow one another
_LISTED = re.compile(
    rf"(?P<d1>{_D})(?P<more>(?:,\s?{_D}){{0,8}}),\s?(?P<d2>{_D})\s?(?P<t>[/.-])\s?(?P<m2>{_M})"
    rf"(?:\s?(?P=t)\s?(?P<y2>{_Y}))?(?![\d/]|[.,-]\d|\s?%)"
)
_ISO = re.compile(rf"(?P<y1>{_Y})-(?P<m1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])(?![\d-])")
_PARTIAL = re.compile(
    rf"(?P<d1>{_D})(?:\s?[/-]\s?|(?P<dot>\.))(?P<m1>{_M})"
    r"(?![\d/]|[.,-]\d|\s?%|\s(?:dân\ssố|số|diện|triệu|tỷ|tỉ|nghìn))"
)
# ngày 2 tháng 12 năm 2022 · ngày 1 và 2 tháng 6 năm 2017 · từ 28 tháng 2 đến 1 tháng 3 năm 2024
_WORDED = re.compile(
    rf"(?P<d1>{_D})(?:\s(?i:tháng)\s(?P<m1>{_M}))?"
    rf"(?:(?:,\s{_D}){{0,8}}{_TO}(?P<d2>{_D}))?"
    rf"\s(?i:tháng)\s(?:(?P<m2>{_M})(?!\d)|(?P<w2>(?i:{_VIETNAMESE_MONTH})))"
    rf"(?:(?:\s?[,/-]\s?|\s(?i:năm)\s)(?P<y2>{_Y}))?"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<e1>{_EN})\s(?P<d1>{_D})(?:st|nd|rd|th)?"
    rf"(?:{_TO}(?:(?P<e2>{_EN})\s)?(?P<d2>{_D})(?:st|nd|rd|th)?)?(?:,?\s(?P<y2>{_Y}))?(?![\d/])"
)
_DAY_FIRST = re.compile(
    rf"(?P<d1>{_D})(?:st|nd|rd|th)?(?:\s(?P<e1>{_EN}))?"
    rf"(?:{_TO}(?P<d2>{_D})(?:st|nd|rd|th)?)?\s(?P<e2>{_EN})(?:,?\s(?P<y2>{_Y}))?(?![\w])"
)
# Every form but one begins with a number: the others are tried only there.
_NUMBER = re.compile(r"\d(?<![\d/.,-]\d)\d*")
_MONTH_NAME = re.compile(r"[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)(?<!\w...)")
_RELATIVE = re.compile(r"[hsctHSCT](?:(?<!\w.)(?:ôm|áng|hiều|ối)\s(?:(?P<today>nay)|qua)(?!\w))")
_FORMS = (_SPAN, _LISTED, _DAY, _WORDED, _DAY_FIRST, _PARTIAL)
_LEADS_TO_DOT = re.compile(r"(?i:ngày|sáng|chiều|tối|trưa|đêm)\s\(?$")
_LEADS = re.compile(
    r"(?i:ngày|sáng|chiều|tối|trưa|đêm|khuya|hôm|nay|qua|mai|từ|đến|(?:đến|tới)\shết|vào|thứ\s\w+|chủ\snhật|mùng|mồng|trong"
    r"|đợt"
    r"|khai mạc|diễn ra)\s?,?\s?\(?$|\($"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar whose year may be unsaid."""

    day: int
    month: int
    year: int | None = None

    def on(self, year: int) -> date | None:
        """This day in `year`; None where that year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day, or a span of days, and where it stands. `offset` counts back from "today"."""

    start: int
    end: int
    first: Day | None
    last: Day | None = None
    offset: int | None = None


def find_days(text: str) -> tuple[DayMention, ...]:
    """The mentions of `text` in order, without overlaps; where two begin alike, the longer."""
    found = sorted(_candidates(text), key=lambda mention: (mention.start, -mention.end))
    kept: list[DayMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _candidates(text: str) -> Iterator[DayMention]:
    for number in _NUMBER.finditer(text):
        length = number.end() - number.start()
        forms = _FORMS if length <= 2 else (_ISO,) if length == 4 else ()
        for form in forms:
            yield from _read_at(form, text, number.start())
    for name in _MONTH_NAME.finditer(text):
        yield from _read_at(_MONTH_FIRST, text, name.start())
    if "nay" in text or "qua" in text:
        for match in _RELATIVE.finditer(text):
            yield DayMention(match.start(), match.end(), None, offset=0 if match["today"] else 1)


def _read_at(form: re.Pattern[str], text: str, start: int) -> Iterator[DayMention]:
    match = form.match(text, start)
    mention = match and _read(form, match, text)
    if mention:
        yield mention


def _read(form: re.Pattern[str], match: re.Match[str], text: str) -> DayMention | None:
    parts = match.groupdict()
    last_month, last_year = _month(parts, "2"), _number(parts.get("y2"))
    first_month = _month(parts, "1") or _month(parts, "0") or last_month
    last_day = _number(parts.get("d2"))
    first_year = _number(parts.get("y1")) or last_year
    first = _day(_number(parts["d1"]), first_month, first_year)
    last = _day(last_day, last_month or first_month, last_year) if last_day else None
    if first is None or (last_day and last is None):
        return None
    if not _is_believable(form, match, text):
        return None
    return DayMention(match.start(), match.end(), _year_before(first, last, parts), last)


def _is_believable(form: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    """Bare numbers are days only after a word that leads to days: `3 tháng 12` may be a span."""
    if form is _LISTED and not _follow_one_another(match):
        return False
    if form not in (_SPAN, _LISTED, _WORDED, _PARTIAL) or match.groupdict().get("y2"):
        return True
    if form is _SPAN and match["m1"] and match["t"] != ".":
        return True
    leads = _LEADS_TO_DOT if match.groupdict().get("dot") else _LEADS
    return bool(leads.search(text, max(0, match.start() - 14), match.start()))


def _follow_one_another(match: re.Match[str]) -> bool:
    listed = [int(day) for day in re.findall(r"\d+", match["d1"] + match["more"])]
    return [*listed, int(match["d2"])] == list(range(listed[0], listed[0] + len(listed) + 1))


def _year_before(first: Day, last: Day | None, parts: dict[str, str | None]) -> Day:
    """30/12 đến 2/1/2024 begins in 2023."""
    crosses = last and last.year and not parts.get("y1") and first.month > last.month
    return Day(first.day, first.month, last.year - 1) if crosses and last and last.year else first


def _day(day: int | None, month: int | None, year: int | None) -> Day | None:
    found = Day(day or 0, month or 0, year)
    return found if found.on(year or 2024) else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _month(parts: dict[str, str | None], which: str) -> int | None:
    digits, word, english = (parts.get(kind + which) for kind in ("m", "w", "e"))
    if word:
        return _WORD_MONTHS[" ".join(word.lower().split())]
    if english:
        return _ENGLISH_MONTHS.index(english[:3].lower()) + 1
    return _number(digits)
