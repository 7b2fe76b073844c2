"""The year of a day that is printed without one. Absent where nothing in reach tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from monitor.core.day_mentions import Day
from monitor.core.event_days import HISTORY_ENDS, EventDay
from monitor.core.passages import Passage

# A report without a year is of the last half year before it: sites post months late (kufo.vn, 4 to
# 6 months), and an older day printed without its year can't be told from another year's.
_LATEST_REPORT = timedelta(days=185)
_EARLIEST_ANNOUNCEMENT = timedelta(days=270)
# A day that lies this close ahead is announced, also where no word says so.
_SOON = timedelta(days=45)
_SAME_SEASON = timedelta(days=120)
_EVENT_YEAR = re.compile(
    r"(?<![-–/\d])(?<![-–/]\s)(?<!từ )(?<!đến )(?<!cuối )(?i:năm)\s((?:19|20)\d\d)"
    r"(?!\s?[-–/]\s?\d|\s(?:đến|tới|nay)|\d)"
)
_NOT_EVENT_YEAR = re.compile(
    r"(?i:từ|đến|thành lập|ký|ban hành|sinh|giai đoạn|hết|cuối|đầu|trước|sau)\s$"
)


def dated(
    best: EventDay,
    found: Sequence[EventDay],
    passages: Sequence[Passage],
    published_on: date | None,
) -> date | None:
    """The calendar day on which `best` begins; None where its year can't be known."""
    first = best.mention.first
    if first is None:
        return published_on and published_on - timedelta(days=best.mention.offset or 0)
    if first.year:
        return first.on(first.year)
    year = _same_day_year(first, found)
    if year:
        return first.on(year)
    return (
        _near_anchor(best, found)
        or _near_publication(best, first, published_on)
        or (None if published_on else _in_named_year(first, best, passages))
    )


def _same_day_year(first: Day, found: Sequence[EventDay]) -> int | None:
    for candidate in found:
        day = candidate.mention.first
        same = day and (day.day, day.month) == (first.day, first.month)
        if day and day.year and same and candidate.is_event:
            return day.year
    return None


def _near_anchor(best: EventDay, found: Sequence[EventDay]) -> date | None:
    """The year of a day that the article dates in full, when both are of one season."""
    first = best.mention.first
    for candidate in found:
        day = candidate.mention.first
        if candidate.background:
            day = candidate.mention.last or day
        if first and day and day.year and _may_anchor(candidate, best):
            anchor = day.on(day.year)
            return _nearest(first, anchor) if anchor else None
    return None


def _may_anchor(candidate: EventDay, best: EventDay) -> bool:
    """What stands later in the article may be of any year; so may documents that were applied."""
    if candidate.passage.rank > best.passage.rank:
        return False
    if candidate.background:
        last = candidate.mention.last or candidate.mention.first
        recent = last and last.year and last.year >= HISTORY_ENDS
        return bool(recent) and candidate.passage is best.passage
    return not candidate.document or candidate.is_decision


def _nearest(first: Day, anchor: date) -> date | None:
    days = [first.on(year) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    near = [day for day in days if day and abs(day - anchor) <= _SAME_SEASON]
    return min(near, key=lambda day: abs(day - anchor), default=None)


def _near_publication(best: EventDay, first: Day, published_on: date | None) -> date | None:
    if published_on is None:
        return None
    days = [first.on(published_on.year + shift) for shift in (-1, 0, 1)]
    past = [d for d in days if d and timedelta() <= published_on - d <= _LATEST_REPORT]
    ahead = [d for d in days if d and timedelta() <= d - published_on <= _EARLIEST_ANNOUNCEMENT]
    if best.is_ahead and ahead:
        return min(ahead)
    if past:
        return max(past)
    return next((day for day in ahead if day - published_on <= _SOON), None)


def _in_named_year(first: Day, best: EventDay, passages: Sequence[Passage]) -> date | None:
    """The year in the event's name ("Hội nghị … năm 2023"), where nothing else tells it."""
    texts = [passage.text for passage in passages if passage.rank < 2]
    years = [year for text in (*texts, best.sentence) for year in _named_years(text)]
    return first.on(max(years)) if years else None


def _named_years(text: str) -> Iterable[int]:
    for match in _EVENT_YEAR.finditer(text):
        if not _NOT_EVENT_YEAR.search(text[: match.start()]):
            yield int(match[1])
