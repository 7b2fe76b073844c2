"""Lines that say when: what a date line is, by its wording, and which of its dates is meant.

Wording is matched on folded text, as `monitor.core.text.fold` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.core.dates import FoundDate, find_dates, parse_datetime
from scrapers.boilerplate import fold

WEEKDAY_NAMES = (
    r"thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
# What stands before a date.
_PUBLISHED = (
    r"(?:(?:ngay|thoi gian|gio) )?(?:dang|xuat ban|dua(?: tin)?|tao|phat hanh|viet|gui)"
    r"(?: (?:tin|bai))?(?: (?:luc|ngay|vao))*"
    r"|(?:published|posted)(?: on| at)?|(?:publish|post|created?)(?: date| time)?|date|pubdate"
)
_UPDATED = (
    r"(?:(?:ngay|lan|thoi gian) )?(?:cap nhat|sua|chinh sua)(?: (?:lan )?cuoi)?"
    r"(?: (?:luc|ngay|vao))*"
    r"|(?:last )?(?:updated?|modified|edited)(?: on| at| date)?"
)
_AFTER_LABEL = rf"\W*(?:(?:{WEEKDAY_NAMES}|ngay|luc)\W*)*$"
_PUBLISHED_BEFORE = re.compile(rf"(?:^|\W)(?:{_PUBLISHED}){_AFTER_LABEL}")
_UPDATED_BEFORE = re.compile(rf"(?:^|\W)(?:{_UPDATED}){_AFTER_LABEL}")
_LABELLED = re.compile(rf"\W*(?:{_PUBLISHED}|{_UPDATED}|ngay)\W*(?:{WEEKDAY_NAMES}|\d)")
_OTHER_BEFORE = re.compile(
    r"hom nay|bay gio|today|giay phep|license|ban hanh|hieu luc|dien ra|khai mac|be mac|het han"
    r"|han (?:nop|cuoi|chot)|su kien|ky niem|sinh ngay|thanh lap|tu ngay|den ngay|so .{1,20}/"
    r"|ngay ky|event|deadline|expires?|copyright|©|thoi gian to chuc"
)
_EVENT = re.compile(
    r"\W*(?:thoi gian(?! (?:dang|cap nhat|xuat ban|gui))|khai mac|be mac|bat dau|ket thuc"
    r"|tu (?:\d|ngay)|han (?:nop|cuoi|chot)|vao (?:hoi|luc)|luc \d)"
)
_KNOWN_WORDS = re.compile(
    r"\W*(?:thu|hai|ba|tu|nam|sau|bay|[2-7]|chu|nhat|mon|ngay|luc|vao|gio|dang|cap|xuat|ban"
    r"|gmt|ict|luot|xem|doc|views?|boi|by|on|at|posted|published|updated|cuoi|lan|tin|bai|viet"
    r"|nguoi|tac|gia|admin|share|chia|se|(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\W\d]*"
)
_BAR = re.compile(r"\s*[|•·]\s*|\s+[/»›]\s+")
_LONGEST = 200  # characters of a line of date, author, section, views
# Day, month and the year's last two figures, as sites of the years around 2005 print them.
_SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2}([/.-])\d{1,2}\2)(\d\d)(?![\d/.-])")
_FIGURE = re.compile(r"\d")
_CLOCK = re.compile(r"\d\s?[:h]\s?\d\d")
_BARE_SHORT = re.compile(r"\W*\d{1,2}([/.-])\d{1,2}\1\d\d\W*")
# What counts from the time of reading: a day that it names, with its time; how long ago.
_NAMED_DAY = re.compile(
    r"\b(?:(?P<today>hom nay|today)|hom qua|yesterday)\b"
    r"(?=[\s,|-]*(?:(?:vao )?luc|at)?\s*\d{1,2}[:h]\d\d)"
)
_BOX_MONTH = re.compile(r"\b(?:thg|th|tháng)\.?\s*(\d{1,2})\b[\s,/-]*", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?P<number>\d{1,2}) (?:phut|minutes?|mins?|(?P<hour>gio|tieng|hours?)|(?P<day>ngay|days?))"
    r" (?:truoc|ago)\b"
)
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - no time that counts
_LAST_CENTURY = 90  # a year of two figures from which on it is one of the twentieth century


def is_date_text(text: str) -> bool:
    """Whether a text is a date and little else: labels, a weekday, a counter, a name."""
    if len(text) > _LONGEST or text.rstrip().endswith(".") or not _FIGURE.search(text):
        return False
    text = dated_part(with_named_day(with_full_years(text), _ANY_DAY))
    found = find_dates(text)
    if not found:
        return False
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    rest = [word for word in text.split() if not _KNOWN_WORDS.fullmatch(fold(word))]
    return len(rest) <= 8 and sum(1 for word in rest if word[0].islower()) <= 3


def is_bare_date(text: str) -> bool:
    """Whether a text is a date, in brackets or not, and nothing else."""
    found = find_dates(text)
    return len(found) == 1 and not re.search(r"\w", text[: found[0].start] + text[found[0].end :])


def leaf_date(texts: Sequence[str]) -> datetime | None:
    """The date of a calendar leaf: day, month and year in elements of their own."""
    joined = _BOX_MONTH.sub(r"tháng \1 ", " ".join(texts))
    return parse_datetime(joined) or parse_datetime("/".join(" ".join(texts).split()))


def dated_part(text: str) -> str:
    """Of a line that bars divide (date, author, views) what stands around its dates."""
    found = find_dates(text) if len(text) <= _LONGEST else ()
    if not found:
        return text
    before = list(_BAR.finditer(text, 0, found[0].start))
    after = _BAR.search(text, found[-1].end)
    return text[before[-1].end() if before else 0 : after.start() if after else len(text)]


def with_full_years(text: str) -> str:
    """A date line whose year has two figures (`12/03/09 08:15`), with all four of them.

    Only alone, or beside a time or a label, is it a date; elsewhere it may be a number of a law.
    """
    short = _SHORT_YEAR.search(text) if len(text) <= _LONGEST else None
    if short is None or find_dates(text):
        return text
    if not (_CLOCK.search(text) or is_labelled(text) or _BARE_SHORT.fullmatch(text)):
        return text
    century = "19" if int(short[3]) >= _LAST_CENTURY else "20"
    return f"{text[: short.start(3)]}{century}{text[short.start(3) :]}"


def with_named_day(text: str, now: datetime) -> str:
    """A date line that counts from the time of reading (`Hôm qua, 08:15`, `3 giờ trước`), dated.

    `now` is that time, in the zone in which the line is written. Weeks and months tell no day.
    """
    folded = fold(text) if len(text) <= _LONGEST else ""
    named = _NAMED_DAY.search(folded) or _AGO.search(folded)
    if named is None or len(folded) != len(text) or find_dates(text):
        return text
    return f"{text[: named.start()]}{_counted(named, now)}{text[named.end() :]}"


def _counted(named: re.Match[str], now: datetime) -> str:
    found = named.groupdict()
    if "number" not in found:
        return f"{now if found['today'] else now - timedelta(days=1):%d/%m/%Y}"
    number = int(found["number"])
    if found["day"]:
        return f"{now - timedelta(days=number):%d/%m/%Y}"
    ago = timedelta(hours=number) if found["hour"] else timedelta(minutes=number)
    return f"{now - ago:%d/%m/%Y %H:%M}"


def is_labelled(text: str) -> bool:
    """Whether a line opens with a label and a date (`Ngày đăng: 12/09/2025`)."""
    return _LABELLED.match(fold(text)) is not None


def is_of_an_event(text: str) -> bool:
    """Whether a line says when something takes place (`Thời gian: 8h00, ngày 12/09/2025`)."""
    return _EVENT.match(fold(text)) is not None


def label_rank(text: str, one: FoundDate) -> int:
    """0: said to be the publication's; 1: nothing is said; 2: the last change's; 3: another's."""
    before = fold(text[max(0, one.start - 40) : one.start])
    if _OTHER_BEFORE.search(before):
        return 3
    if _UPDATED_BEFORE.search(before):
        return 2
    return 0 if _PUBLISHED_BEFORE.search(before) else 1
