"""Dates as sites print them, read day first. Refuses two-digit years and impossible days.

A time without a zone is Việt Nam's; a date without a time is midnight there. Forms: those of
the sources' date lines (Vietnamese and English), of feeds (RFC 822), ISO 8601, and Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

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
_VIETNAMESE_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "ict": 420, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120,
    "bst": 60,
}  # fmt: skip

_YEAR = r"(?:19|20)[0-9]{2}"
_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_VI_MONTH = (
    r"(?:(?:0?[1-9]|1[0-2])(?![0-9])|mười\s+một|mười\s+hai|mười|một|giêng|hai|ba|tư|bốn|năm|sáu"
    r"|bảy|bẩy|tám|chín|chạp)"
)
_VI_MONTH_WORD = r"(?:tháng\s+|th(?:g|áng)?\.?\s?(?=[0-9]))"  # WordPress prints `Th2`, `Thg 2`
_DATE = re.compile(
    rf"""(?<![0-9])(?:
      (?P<iso_y>{_YEAR}) (?P<iso_s>\s?[-/.]\s?) (?P<iso_m>[0-9]{{1,2}}) (?P=iso_s)
        (?P<iso_d>[0-9]{{1,2}})
    | (?P<num_a>[0-9]{{1,2}}) \s?(?P<num_s>[-/.])\s? (?P<num_b>[0-9]{{1,2}}) \s?(?P=num_s)\s?
        (?P<num_y>{_YEAR})
    | (?P<vi_d>[0-9]{{1,2}}) \s*[,.]?\s* {_VI_MONTH_WORD} (?P<vi_m>{_VI_MONTH}) \s*[,.]?\s*
        (?:năm\s+)? (?P<vi_y>{_YEAR})
    | (?P<en_d>[0-9]{{1,2}}) (?:st|nd|rd|th)? [\s/-]+ (?:of\s+)? (?P<en_m>{_EN_MONTH}) [\s,/-]+
        (?P<en_y>{_YEAR})
    | (?P<zh_y>{_YEAR}) \s?年\s? (?P<zh_m>[0-9]{{1,2}}) \s?月\s? (?P<zh_d>[0-9]{{1,2}}) \s?日
    | (?P<pack_y>{_YEAR}) (?P<pack_m>[0-9]{{2}}) (?P<pack_d>[0-9]{{2}}) (?=T[0-9]{{4}})
    )(?![0-9])
    | \b {_VI_MONTH_WORD} (?P<vim_m>{_VI_MONTH}) \s+ (?P<vim_d>[0-9]{{1,2}}) \s?,\s?
        (?P<vim_y>{_YEAR}) (?![0-9])
    | \b(?P<unix_m>{_EN_MONTH}) \s+ (?P<unix_d>[0-9]{{1,2}}) \s
        (?P<unix_t>[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}) \s (?:(?P<unix_z>[A-Z]{{3,4}})\s)?
        (?P<unix_y>{_YEAR}) (?![0-9])
    | \b(?P<enm_m>{_EN_MONTH}) \s* (?P<enm_d>[0-9]{{1,2}}) (?:st|nd|rd|th)? [\s,]+
        (?P<enm_y>{_YEAR}) (?![0-9])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?:\s?:\s?(?P<minute>[0-9]{1,2})(?:\s?:\s?(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?|['’])?"
    r"|\s?(?:h|giờ|g)\s?(?:(?P<minute_h>[0-9]{1,2})(?:'|’|\s?phút)?)?(?![0-9a-zà-ỹ])"
    r"|(?=\s?[ap]\.?m\b))"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?|SA\b|CH\b))?"
)
_ZONE = (
    r"(?:\s?\(?(?P<zone>(?:GMT|UTC)?\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?"
    r"|Z\b|GMT\b|UTC\b|UT\b|ICT\b|[ECMP][SD]T\b|CES?T\b|BST\b)\)?)?"
)
_WEEKDAY = (
    r"(?:th[ứúư]\s?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s?nhật|CN"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
)
_JOIN = r"[\s,.|:;()\[\]•·/–—-]{0,6}"
_CLOCK_BEFORE = re.compile(
    rf"(?<![0-9.,:/]){_CLOCK}{_ZONE}{_JOIN}(?:{_WEEKDAY}{_JOIN})?(?:,?\s?ngày{_JOIN})?$",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(
    rf"(?:T(?=[0-9])|(?:{_JOIN}{_WEEKDAY})?{_JOIN}(?:(?:vào\s)?lúc|at|hồi)?{_JOIN})(?<![0-9]){_CLOCK}(?![0-9/]){_ZONE}",
    re.IGNORECASE,
)
_PACKED_AFTER = re.compile(
    rf"T(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?(?:\.[0-9]+)?(?P<half>$a)?(?P<minute_h>$a)?{_ZONE}"
)
_ZONE_AFTER = re.compile(rf"\s?{_ZONE}")
_TOUCHES = re.compile(r"[0-9][-/.]$")
_TOUCHING_CLOCK = re.compile(r"(?:(?:[:h])[0-9]{1,2}|th[ứúư]\s?[2-7])[-/.]$", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])\s?([0-9]{1,2}):?([0-9]{2})?$")
_EPOCH = re.compile(r"\s*(?P<seconds>1[0-9]{9})(?:[0-9]{3}|\.[0-9]+)?\s*")
_BEFORE = 48  # characters looked at for a time before a date: weekday, "ngày" and zone included


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: `at` in UTC; `start`, `end` delimit it with its time in the NFC text."""

    at: datetime
    start: int
    end: int
    has_time: bool


def parse_datetime(text: str, *, month_first: bool = False) -> datetime | None:
    """The date that `text` prints, in UTC; one with a time is preferred. None: there is none.

    `month_first` reads `4/5/2024` as 5 April. Seconds or milliseconds since 1970 are read too.
    """
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch["seconds"]), UTC)
    found = find_dates(text, month_first=month_first)
    timed = next((one for one in found if one.has_time), None)
    best = timed or next(iter(found), None)
    return best.at if best else None


def find_dates(text: str, *, month_first: bool = False) -> tuple[FoundDate, ...]:
    """Every full date (day, month, four-digit year) in `text`, in order, with its time if any."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    found: list[FoundDate] = []
    for match in _DATE.finditer(text):
        floor = found[-1].end if found else 0
        one = _read(text, match, floor, month_first=month_first)
        if one is not None:
            found.append(one)
    return tuple(found)


def _read(text: str, match: re.Match[str], floor: int, *, month_first: bool) -> FoundDate | None:
    before = text[max(floor, match.start() - _BEFORE) : match.start()]
    if _is_part_of_a_range(before, text[match.end() : match.end() + 2]):
        return None
    day = _day(match, month_first=month_first)
    if day is None:
        return None
    clock, start, end = _clock(text, match, before)
    if clock is None:
        local = day.replace(tzinfo=LOCAL_ZONE)
        return FoundDate(at=local.astimezone(UTC), start=start, end=end, has_time=False)
    hour, minute, second = _time(clock) or (0, 0, 0)
    moment = day.replace(hour=hour, minute=minute, second=second)
    zone = clock["zone"] or _zone_after(text, end)
    at = _with_zone(moment, zone)
    return FoundDate(at=at, start=start, end=end, has_time=True)


def _is_part_of_a_range(before: str, after: str) -> bool:
    """`6-8/7/2022` is no date of its own (a range), nor is `1/2/2022/3`; `16:32-24/06/2016` is."""
    if _TOUCHES.search(before) and not _TOUCHING_CLOCK.search(before):
        return True
    return len(after) > 1 and after[0] in "/." and after[1].isdigit()


def _day(match: re.Match[str], *, month_first: bool) -> datetime | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    kind = next(name.partition("_")[0] for name in parts)
    year = int(parts[f"{kind}_y"])
    if kind == "num":
        first, second = int(parts["num_a"]), int(parts["num_b"])
        swap = first <= 12 and (month_first or second > 12)
        day, month = (second, first) if swap else (first, second)
    else:
        day, month = int(parts[f"{kind}_d"]), _month(parts[f"{kind}_m"])
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - the zone is put on with the time
    except ValueError:
        return None


def _month(text: str) -> int:
    word = re.sub(r"\s+", " ", text.lower()).rstrip(".")
    if word.isdigit():
        return int(word)
    if word in _VIETNAMESE_MONTHS:
        return _VIETNAMESE_MONTHS[word]
    return _ENGLISH_MONTHS.index(word[:3]) + 1


def _clock(text: str, match: re.Match[str], before: str) -> tuple[re.Match[str] | None, int, int]:
    """The time that belongs to a date, and where date and time begin and end."""
    if match["unix_t"]:
        inside = _CLOCK_AFTER.match(f"{match['unix_t']} {match['unix_z'] or ''}")
        return inside, match.start(), match.end()
    ahead = _PACKED_AFTER.match(text, match.end()) or _CLOCK_AFTER.match(text, match.end())
    if ahead is not None and _time(ahead) is not None:
        return ahead, match.start(), ahead.end()
    behind = _CLOCK_BEFORE.search(before)
    if behind is not None and _time(behind) is not None:
        return behind, match.start() - len(before) + behind.start(), match.end()
    return None, match.start(), match.end()


def _time(clock: re.Match[str]) -> tuple[int, int, int] | None:
    """24-hour time; None where it is no time. `13:00 AM`, as some sites print, is 13:00."""
    hour = int(clock["hour"])
    minute, second = int(clock["minute"] or clock["minute_h"] or 0), int(clock["second"] or 0)
    half = (clock["half"] or "").lower()[:1]
    if half in ("p", "c") and hour < 12:
        hour += 12
    elif half in ("a", "s") and hour == 12:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _zone_after(text: str, end: int) -> str | None:
    match = _ZONE_AFTER.match(text, end)
    return match["zone"] if match else None


def _with_zone(moment: datetime, zone: str | None) -> datetime:
    if zone is None:
        return moment.replace(tzinfo=LOCAL_ZONE).astimezone(UTC)
    if offset := _OFFSET.search(zone):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        minutes = -minutes if offset[1] == "-" else minutes
    else:
        minutes = _ZONES[zone.lower().strip()]
    if abs(minutes) > 14 * 60:
        return moment.replace(tzinfo=LOCAL_ZONE).astimezone(UTC)
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).astimezone(UTC)
