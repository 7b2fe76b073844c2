"""When the reported event was, or will be: first and last day. Refuses to guess.

The event stands in the lead or the first paragraphs, or after words that tell of its taking place.
Set on seeds/corpus (see scripts/quality_facts.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from monitor.core.day_mentions import Day
from monitor.core.event_days import EventDay, event_days
from monitor.core.event_years import dated
from monitor.core.passages import Passage

_LONGEST_MEETING = timedelta(days=31)
_LONGEST_SPAN = timedelta(days=370)
# The event is among an article's first days; a calendar of events is no article.
_MOST_DAYS = 60
_ENOUGH = 1.0
# All patterns are of lower case, as is what they are tried on (see event_days.py).
_APPROVAL = re.compile(
    r"(?:phê duyệt|tiếp nhận|chấp thuận|cho phép|đồng ý|cấp phép|ban hành|bổ nhiệm|công nhận)"
)
_NOTICE = re.compile(
    r"(?:họp báo|gặp gỡ báo chí|thông cáo|thông tin về|công bố kế hoạch|thông báo|giới thiệu về)"
)
_PROGRAMME_SPAN = re.compile(r"(?:diễn ra|tổ chức|thăm|kéo dài|khai mạc|họp)\s[^.;]{0,60}$")
_OPENS = re.compile(r"(?:khai mạc|khai giảng|bắt đầu|mở (?:từ|lớp|màn))")
_CLOSES = re.compile(r"(?:bế mạc|bế giảng|khép lại)")
_OPENS_OR_CLOSES = re.compile(r"(?:khai mạc|khai giảng|bế mạc|bế giảng|tổng kết khóa|kết thúc)")
_COURSE_ENDED = re.compile(
    r"\b(?:khóa|khoá|lớp|đợt)\b[^.;,]{0,60}kết thúc[^.;,]{0,15}$"
    r"|(?<!sau khi )kết thúc (?:khóa|khoá|lớp|đợt)\b[^.;,]{0,60}$"
)
_COURSE_LASTED = re.compile(
    r"[^.;]{0,140}\b(?:khóa|khoá|lớp|đợt)\b[^.;]{0,100}"
    r"(?:kết thúc|bế mạc|bế giảng|khép lại) sau \w+ (?:ngày|tuần|tháng|buổi)"
)


@dataclass(frozen=True, slots=True)
class EventDates:
    """First and last day (None: one day, or not known), and the words that say so."""

    start: date | None = None
    end: date | None = None
    text: str = ""
    end_text: str = ""


def find_event_dates(passages: Sequence[Passage], published_on: date | None) -> EventDates:
    """The event's days. `published_on` is a day in Việt Nam, or None where it can't be trusted."""
    days = (day for passage in passages for day in event_days(passage, published_on))
    found = list(islice(days, _MOST_DAYS))
    best = _best(found, passages)
    start = dated(best, found, passages, published_on) if best else None
    if best is None or start is None:
        return EventDates()
    course = _course(best, start, found)
    if course:
        return course
    end, said = _end(best, start, found)
    if end is None and _is_over(best):
        return EventDates(end=start, end_text=best.quote)
    return EventDates(start=start, end=end, text=best.quote, end_text=said)


def _is_over(best: EventDay) -> bool:
    """A course ended on this day, and nothing tells when it began."""
    return bool(_COURSE_ENDED.search(best.before) or _COURSE_LASTED.match(best.after))


def _best(found: Sequence[EventDay], passages: Sequence[Passage]) -> EventDay | None:
    events = [c for c in found if c.is_event and c.score >= _ENOUGH]
    if not events:
        return _decision(found, passages)
    best = max(events, key=lambda c: c.score)
    if _NOTICE.search(best.sentence):
        later = [c for c in events if c is not best and _is_announced_span(c)]
        best = later[0] if later else best
    return best


def _is_announced_span(candidate: EventDay) -> bool:
    return bool(candidate.mention.last and _PROGRAMME_SPAN.search(candidate.before))


def _decision(found: Sequence[EventDay], passages: Sequence[Passage]) -> EventDay | None:
    """An approval is the event where the article tells of nothing else."""
    if not any(_APPROVAL.search(passage.text.lower()) for passage in passages[:3]):
        return None
    decided = (
        c
        for c in found
        if c.is_decision and c.mention.first and c.mention.first.year and c.passage.rank <= 2
    )
    return next(decided, None)


def _course(best: EventDay, start: date, found: Sequence[EventDay]) -> EventDates | None:
    """An opening or a closing day within a span that the article gives: the span is the event."""
    if best.mention.last or not _OPENS_OR_CLOSES.search(best.sentence):
        return None
    for candidate in found:
        first, last = candidate.mention.first, candidate.mention.last
        begin = first and first.on(first.year or start.year)
        end = last and begin and _after(begin, last)
        if candidate.is_event and begin and end and begin <= start <= end:
            return EventDates(start=begin, end=end, text=candidate.quote, end_text=candidate.quote)
    return _closed(best, start, found)


def _closed(best: EventDay, end: date, found: Sequence[EventDay]) -> EventDates | None:
    """A closing day, and elsewhere the day on which it was opened: the event lasted from then."""
    if not _CLOSES.search(best.sentence):
        return None
    for candidate in found:
        first = candidate.mention.first
        begin = first and first.on(first.year or end.year)
        opened = candidate.is_event and _OPENS.search(candidate.before[-40:])
        if opened and begin and timedelta() < end - begin <= _LONGEST_SPAN:
            return EventDates(begin, end, text=candidate.quote, end_text=best.quote)
    return None


def _end(best: EventDay, start: date, found: Sequence[EventDay]) -> tuple[date | None, str]:
    """The last day and its words: of the span itself, of the same span elsewhere, of a closing."""
    if best.mention.last:
        end = _after(start, best.mention.last)
        return end, best.quote if end else ""
    events = [c for c in found if c.is_event]
    meetings = ((c, c.mention.last, _LONGEST_MEETING) for c in events if _begins(c, start))
    closings = (
        (c, c.mention.first, _LONGEST_SPAN) for c in events if c.passage.rank <= 4 and c.is_last_day
    )
    for candidate, last, longest in (*meetings, *closings):
        end = _after(start, last) if last else None
        if end and end - start <= longest:
            return end, candidate.quote
    return None, ""


def _begins(candidate: EventDay, start: date) -> bool:
    first = candidate.mention.first
    return bool(first and (first.day, first.month) == (start.day, start.month))


def _after(start: date, last: Day) -> date | None:
    years = (last.year,) if last.year else (start.year, start.year + 1)
    days = [last.on(year) for year in years]
    ends = [day for day in days if day and timedelta() < day - start <= _LONGEST_SPAN]
    return min(ends, default=None)
