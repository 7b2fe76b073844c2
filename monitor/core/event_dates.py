"""When the reported event was, or will be: first and last day. Refuses to guess.

The event stands in the lead or the first paragraphs, or after words that tell of its taking place.
Days of documents, anniversaries, births and disasters, deadlines and earlier or later events are
not it. Set on seeds/corpus (see scripts/quality_facts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.core.day_mentions import Day, DayMention, find_days
from monitor.core.passages import Passage

# A report without a year is of the last half year before it: sites post months late (kufo.vn, 4 to
# 6 months), and an older day printed without its year can't be told from another year's.
_LATEST_REPORT = timedelta(days=185)
_EARLIEST_ANNOUNCEMENT = timedelta(days=270)
_LONGEST_MEETING = timedelta(days=31)
_LONGEST_SPAN = timedelta(days=370)
_OLD_NEWS = timedelta(days=400)
_ENOUGH = 1.0

_DOCUMENT = re.compile(
    r"(?i:quyết định|chỉ thị|nghị định|nghị quyết|hướng dẫn|công văn|thông tư|kế hoạch|kết luận"
    r"|quy định"
    r"|luật|pháp lệnh|thông báo|đề án|văn bản|hiệp định|hiệp ước|sắc lệnh|tờ trình|giấy phép"
    r"|giấy đăng ký)"
    r"[^.;]{0,90}?(?:\d|ký|ban hành)[^.;]{0,60}$"
)
_DECISION = re.compile(
    r"(?i:quyết định|công văn|văn bản|thông báo|giấy phép)[^.;]{0,40}(?:\d+\s?/|ký|ban hành)"
)
_APPROVAL = re.compile(
    r"(?i:phê duyệt|tiếp nhận|chấp thuận|cho phép|đồng ý|cấp phép|ban hành|bổ nhiệm|công nhận)"
)
_BACKGROUND = re.compile(
    r"(?i:(?<!học )(?<!an )\bsinh(?! viên| hoạt| kế| thái)|từ trần|ra đi|tạ thế|qua đời|hy sinh"
    r"|động đất|\bbão|\blũ|thảm họa|thảm hoạ|\bvụ\b|\btrận\b"
    r"|tai nạn|ngày truyền thống|ngày thành lập|thành lập (?:hội|liên hiệp|đảng|nước|ngành)"
    r"|quan hệ ngoại giao|giải phóng|quốc khánh|chiến thắng|khởi nghĩa|hiệp định|hiệp ước|tết"
    r"|nhân dịp|dịp|nhân ngày|hướng tới ngày|chào mừng ngày|kỷ niệm ngày)"
    r"[^.;,]{0,60}$"
)
_CEREMONY = re.compile(
    r"(?i:lễ|buổi|chương trình|mít tinh|họp mặt)\s+(?:kỷ niệm|giỗ|chào mừng)[^.;,]{0,40}$"
)
_ELSEWHEN = re.compile(
    r"(?i:trước đó|trước đây|trước ngày|tính đến|tính tới|đến hết|hạn chót|hạn cuối|chậm nhất"
    r"|muộn nhất"
    r"|trước|kể từ|từ khi|hết hạn|thời hạn|không quá|\bhạn\b|sau đó|tiếp đó|tiếp theo|lần trước"
    r"|đăng ký|nhận hồ sơ|nộp)"
    r",?(?:\s(?:sáng|chiều|tối|vào|đến|từ|trong|hai|ba))*(?:\s?\d+\s?(?:giờ|h))?(?:\s?ngày)?\s?\(?$"
)
_UNTIL = re.compile(
    r"(?i:đến|tới|hết|khép lại|kết thúc|bế mạc|bế giảng)(?:\s(?:hết|vào|ngày|sáng|chiều|tối))*\s?$"
)
_STATUS_DAY = re.compile(r"(?i:^|[\s(])đến\s\d+\s?(?:giờ|h)\s?ngày\s?$|(?i:tính đến)[^.;]{0,20}$")
_TAKES_PLACE = re.compile(
    r"(?i:diễn ra|tổ chức|khai mạc|khai giảng|khai trương|họp|lễ|bế mạc|bế giảng|trao|ký|tiếp"
    r"|bàn giao"
    r"|khánh thành|khởi công|khởi động|phát động|tập huấn|hội nghị|hội thảo|đại hội|tọa đàm|lớp"
    r"|buổi"
    r"|gặp|thăm|dự|làm việc|giao lưu|triển lãm|held|took place|takes place|opened|workshop"
    r"|conference|ceremony|training|mở|công bố)"
)
_AHEAD = re.compile(
    r"(?i:\bsẽ\b|sắp (?:diễn ra|tới|tổ chức)|dự kiến|chuẩn bị|tới đây|thời gian tới|will be|"
    r"upcoming|is scheduled|chuẩn bị tổ chức)"
)
_NOTICE = re.compile(
    r"(?i:họp báo|gặp gỡ báo chí|thông cáo|thông tin về|công bố kế hoạch|thông báo|giới thiệu về)"
)
_PROGRAMME_SPAN = re.compile(r"(?i:diễn ra|tổ chức|thăm|kéo dài|khai mạc|họp)\s[^.;]{0,60}$")
_OPENING = re.compile(
    r"(?i)^\W*(?:(?:vào|trong|từ|hai|ba|bốn|các|sáng|chiều|tối|trưa|đêm|ngày|nay|on|from"
    r"|hôm)[\s,(]*)*$"
)
_EVENT_YEAR = re.compile(
    r"(?<![-–/\d])(?<![-–/]\s)(?<!từ )(?<!đến )(?<!cuối )(?i:năm)\s((?:19|20)\d\d)"
    r"(?!\s?[-–/]\s?\d|\s(?:đến|tới|nay)|\d)"
)
_NOT_EVENT_YEAR = re.compile(r"(?i:từ|đến|thành lập|giai đoạn|hết|cuối|đầu|trước|sau)\s$")


@dataclass(frozen=True, slots=True)
class EventDates:
    """First and last day (None: one day, or not known), and the words that say so."""

    start: date | None = None
    end: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: DayMention
    passage: Passage
    sentence: str
    score: float
    document: bool = False

    @property
    def year(self) -> int | None:
        return self.mention.first.year if self.mention.first else None


def find_event_dates(passages: Sequence[Passage], published_on: date | None) -> EventDates:
    """The event's days. `published_on` is a day in Việt Nam, or None where it can't be trusted."""
    found = [c for passage in passages for c in _candidates(passage, published_on)]
    best = _best(found, passages)
    if best is None:
        return EventDates()
    start = _dated(best, found, passages, published_on)
    if start is None:
        return EventDates()
    end = _end(best, start, found)
    return EventDates(start=start, end=end, text=_quoted(best))


def _candidates(passage: Passage, published_on: date | None) -> Iterable[_Candidate]:
    for mention in find_days(passage.text):
        before, after = passage.around(mention.start, mention.end)
        if mention.offset is not None and (published_on is None or not _OPENING.match(before)):
            continue
        document = bool(_DOCUMENT.search(before))
        if not document and _is_other_day(mention, before, published_on):
            continue
        score = _score(passage, mention, before, after)
        yield _Candidate(mention, passage, before + after, score, document)


def _is_other_day(mention: DayMention, before: str, published_on: date | None) -> bool:
    if _BACKGROUND.search(before) and not _CEREMONY.search(before):
        return True
    return bool(_ELSEWHEN.search(before)) or _is_old(mention, published_on)


def _is_old(mention: DayMention, published_on: date | None) -> bool:
    """An anniversary's pair of years, or a day long before the article."""
    first, last = mention.first, mention.last
    if first is None or first.year is None:
        return False
    if last and last.year and last.year - first.year > 1:
        return True
    return published_on is not None and published_on.year - first.year > 1


def _score(passage: Passage, mention: DayMention, before: str, after: str) -> float:
    score = (1.6, 2.0, 2.0, 1.2, 0.7)[min(passage.rank, 4)]
    if _OPENING.match(before):
        score += 0.6
    if _TAKES_PLACE.search(before[-50:]) or _TAKES_PLACE.search(after[:70]):
        score += 0.4
    if mention.first and mention.first.year:
        score += 0.3
    if mention.last:
        score += 0.2
    if _UNTIL.search(before):
        score -= 1.0
    if passage.rank > 2 and _AHEAD.search(before + after):
        score -= 0.8
    return score


def _best(found: Sequence[_Candidate], passages: Sequence[Passage]) -> _Candidate | None:
    events = [c for c in found if not c.document and c.score >= _ENOUGH]
    if not events:
        return _decision(found, passages)
    best = max(events, key=lambda c: c.score)
    if _NOTICE.search(best.sentence):
        later = [c for c in events if c is not best and _is_announced_span(c)]
        best = later[0] if later else best
    return best


def _is_announced_span(candidate: _Candidate) -> bool:
    before, _ = candidate.passage.around(candidate.mention.start, candidate.mention.end)
    return bool(candidate.mention.last and _PROGRAMME_SPAN.search(before))


def _decision(found: Sequence[_Candidate], passages: Sequence[Passage]) -> _Candidate | None:
    """An approval is the event where the article tells of nothing else."""
    if not any(_APPROVAL.search(passage.text) for passage in passages[:2]):
        return None
    decided = (c for c in found if c.document and c.year and c.passage.rank <= 2)
    return next((c for c in decided if _DECISION.search(c.sentence)), None)


def _dated(
    best: _Candidate,
    found: Sequence[_Candidate],
    passages: Sequence[Passage],
    published_on: date | None,
) -> date | None:
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


def _same_day_year(first: Day, found: Sequence[_Candidate]) -> int | None:
    for candidate in found:
        day = candidate.mention.first
        if day and day.year and (day.day, day.month) == (first.day, first.month):
            return day.year
    return None


def _near_anchor(best: _Candidate, found: Sequence[_Candidate]) -> date | None:
    """The year of a day that the article dates in full, when both are of one season."""
    first = best.mention.first
    for candidate in found:
        day = candidate.mention.first
        decided = not candidate.document or _DECISION.search(candidate.sentence)
        if first and day and day.year and decided:
            anchor = day.on(day.year)
            return _nearest(first, anchor) if anchor else None
    return None


def _nearest(first: Day, anchor: date) -> date | None:
    days = [first.on(year) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    near = [day for day in days if day and abs(day - anchor) <= timedelta(days=120)]
    return min(near, key=lambda day: abs(day - anchor), default=None)


def _near_publication(best: _Candidate, first: Day, published_on: date | None) -> date | None:
    if published_on is None:
        return None
    days = [first.on(published_on.year + shift) for shift in (-1, 0, 1)]
    past = [d for d in days if d and timedelta() <= published_on - d <= _LATEST_REPORT]
    ahead = [d for d in days if d and timedelta() <= d - published_on <= _EARLIEST_ANNOUNCEMENT]
    if _AHEAD.search(best.sentence) and ahead:
        return min(ahead)
    return max(past, default=None)


def _in_named_year(first: Day, best: _Candidate, passages: Sequence[Passage]) -> date | None:
    """The year in the event's name ("Hội nghị … năm 2023"), where nothing else tells it."""
    texts = [passage.text for passage in passages if passage.rank < 2]
    years = [year for text in (*texts, best.sentence) for year in _named_years(text)]
    return first.on(max(years)) if years else None


def _named_years(text: str) -> Iterable[int]:
    for match in _EVENT_YEAR.finditer(text):
        if not _NOT_EVENT_YEAR.search(text[: match.start()]):
            yield int(match[1])


def _end(best: _Candidate, start: date, found: Sequence[_Candidate]) -> date | None:
    last = best.mention.last
    for candidate in found:
        day = candidate.mention.first
        if last is None and day and (day.day, day.month) == (start.day, start.month):
            end = candidate.mention.last and _after(start, candidate.mention.last)
            if end and end - start <= _LONGEST_MEETING:
                return end
    if last:
        return _after(start, last)
    for candidate in found:
        day = candidate.mention.first
        before, _ = candidate.passage.around(candidate.mention.start, candidate.mention.end)
        if day and candidate.passage.rank <= 3 and _UNTIL.search(before):
            end = _after(start, day)
            if end and not _STATUS_DAY.search(before):
                return end
    return None


def _after(start: date, last: Day) -> date | None:
    years = (last.year,) if last.year else (start.year, start.year + 1)
    days = [last.on(year) for year in years]
    ends = [day for day in days if day and timedelta() < day - start <= _LONGEST_SPAN]
    return min(ends, default=None)


def _quoted(best: _Candidate) -> str:
    return best.passage.quote(best.mention.start, best.mention.end)
