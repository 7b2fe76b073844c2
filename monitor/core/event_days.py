"""The days an article names, each with how likely it is the event's. Refuses none, marks all.

Days of documents, anniversaries, births and disasters, deadlines and earlier or later events are
background: they may tell the year of another day, and are never the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.core.day_mentions import DayMention, find_days
from monitor.core.passages import Passage

# Days before it are remembered, not reported: the oldest event of the corpus is of 2008.
HISTORY_ENDS = 2005
# All patterns are of lower case, as is what they are tried on: letters that must be compared in
# both cases make a search three times as long.
_DOCUMENT = re.compile(
    r"(?:quyết định|chỉ thị|nghị định|nghị quyết|hướng dẫn|công văn|thông tư|kế hoạch|kết luận"
    r"|quy định"
    r"|luật|pháp lệnh|thông báo|đề án|văn bản|hiệp định|hiệp ước|sắc lệnh|tờ trình|giấy phép"
    r"|giấy đăng ký)"
    r"[^.;]{0,90}?(?:\d|ký|ban hành)[^.;,]{0,60}(?:,\sngày\s?)?$"
)
# "nêu trong thông cáo phát ngày": the day of the paper, not of what it tells.
_RELEASE = re.compile(r"thông cáo(?: báo chí)?[^.;,]{0,40}$")
_A_DAY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d)")
_DECISION = re.compile(
    r"(?:quyết định|công văn|văn bản|thông báo|giấy phép|(?:ký|ban hành) kế hoạch)"
    r"[^.;]{0,40}(?:\d+\s?/|ký|ban hành)"
)
# What happened on a day that is not the event's: right before it, or a few words earlier.
_BACKGROUND = re.compile(
    r"(?:(?:cơn|trận|siêu|sau) (?:động đất|bão|lũ|mưa)|bão số \d+|động đất|thảm họa|thảm hoạ"
    r"|lũ quét"
    r"|vụ (?:tấn công|nổ|việc|cháy|án|khủng bố|tai nạn|chìm)|trận (?:đánh|đấu|chiến)"
    r"|sinh ngày|\bmất ngày|hiệu lực|áp dụng|thành lập (?:từ|vào)? ?ngày|dịp)[^.;,]{0,30}$"
    r"|(?:ngày sinh|sinh nhật|từ trần|ra đi|tạ thế|qua đời|hy sinh|ngày truyền thống"
    r"|ngày thành lập|\bhạn (?:chót |cuối )?(?:nộp|nhận|gửi|đăng ký)"
    r"|quan hệ ngoại giao|giải phóng|quốc khánh|chiến thắng|khởi nghĩa|hiệp định|hiệp ước|nhân ngày"
    r"|hướng tới ngày|chào mừng ngày|kỷ niệm ngày|nhắc lại|ôn lại)[^.;,]{0,60}$"
)
# What is said of rules and of tenders: from when they hold, until when one may offer.
_IN_FORCE = re.compile(
    r"[^.;]{0,40}\b(?:nghị định|nghị quyết|thông tư|luật|pháp lệnh|quyết định|quy định|quy chế)\b"
    r"[^.;]{0,160}\b(?:có|hết) hiệu lực"
)
_TENDER = re.compile(
    r"(?:gói thầu|mời thầu|đấu thầu|dự thầu|mở thầu|đóng thầu|hồ sơ thầu|chào hàng|chào giá)"
)
_CEREMONY = re.compile(
    r"(?:lễ|buổi|chương trình|mít tinh|họp mặt|gặp mặt|tổ chức)\s+(?:kỷ niệm|giỗ|chào mừng|mừng)"
    r"[^.;]{0,120}$"
)
_ELSEWHEN = re.compile(
    r"(?:trước đó|trước đây|trước ngày|tính đến|tính tới|đến hết|hạn chót|hạn cuối|chậm nhất"
    r"|muộn nhất"
    r"|trước|kể từ|từ khi|hết hạn|thời hạn|không quá|\bhạn\b|sau đó|tiếp đó|tiếp theo|lần trước"
    r"|đăng ký|nhận hồ sơ|nộp)"
    r",?(?:\s(?:sáng|chiều|tối|vào|đến|từ|trong|hai|ba))*(?:\s?\d+\s?(?:giờ"
    r"|h)(?:\s?\d+)?(?:\sphút)?)?(?:\s?ngày)?\s?\(?$"
)
_UNTIL = re.compile(
    r"(?:đến|tới|hết|khép lại|kết thúc|bế mạc|bế giảng)"
    r"(?:\s(?:hết|vào|ngày|sáng|trưa|chiều|tối|đêm|khuya))*\s?$"
)
# "Đến hết" ends an event that goes on, and is a deadline or a reporting date elsewhere.
_GOES_ON_UNTIL = re.compile(
    r"(?:kéo dài|diễn ra|mở cửa|trưng bày|trình chiếu|đón khách|phục vụ)[^.;,]{0,40}\s"
    r"(?:đến|tới) hết(?:\s(?:ngày|sáng|trưa|chiều|tối|đêm))*\s?$"
)
# What lasts for years is no event: its last day is not the event's.
_UNDERTAKING = re.compile(
    r"(?:dự án|thỏa thuận|thoả thuận|bản ghi nhớ|biên bản|hợp đồng|giấy phép|thời hạn|hiệu lực"
    r"|giãn cách|thời gian thực hiện)"
)
_STATUS_DAY = re.compile(r"(?:^|[\s(])đến\s\d+\s?(?:giờ|h)\s?ngày\s?$|(?:tính đến)[^.;]{0,20}$")
_TAKES_PLACE = re.compile(
    r"(?:diễn ra|tổ chức|khai mạc|khai giảng|khai trương|họp|lễ|bế mạc|bế giảng|trao|ký|tiếp"
    r"|bàn giao"
    r"|khánh thành|khởi công|khởi động|phát động|tập huấn|hội nghị|hội thảo|đại hội(?! đồng)"
    r"|tọa đàm|lớp"
    r"|buổi"
    r"|gặp|thăm|dự|làm việc|giao lưu|triển lãm|held|took place|takes place|opened|workshop"
    r"|conference|ceremony|training|mở|công bố)"
)
_AHEAD = re.compile(
    r"(?:\bsẽ\b|sắp (?:diễn ra|tới|tổ chức)|dự kiến|chuẩn bị|tới đây|thời gian tới|will be|"
    r"upcoming|is scheduled|chuẩn bị tổ chức)"
)
_EXPECTED = re.compile(r"(?:dự kiến|sẽ)[^,.;]{0,20}$")
_COURSE = re.compile(
    r"(?:khóa|khoá|lớp|học|tập huấn|cuộc thi|chiến dịch|triển lãm|đợt|tháng hành động|phát động"
    r"|thi)"
)
_OPENING = re.compile(
    r"^\W*(?:(?:vào|trong|từ|hai|ba|bốn|các|sáng|chiều|tối|trưa|đêm|ngày|nay|on|from"
    r"|hôm)[\s,(]*)*$"
)


@dataclass(frozen=True, slots=True)
class EventDay:
    """A mention of a day, its score, and what its sentence says around it, in lower case."""

    mention: DayMention
    passage: Passage
    before: str
    after: str
    score: float
    document: bool
    background: bool

    @property
    def is_event(self) -> bool:
        """Whether it may be the event's."""
        return not (self.document or self.background)

    @property
    def is_decision(self) -> bool:
        """Whether it dates an authority's decision, which may itself be the news."""
        return self.document and bool(_DECISION.search(self.before))

    @property
    def is_ahead(self) -> bool:
        """Whether its sentence speaks of what is to come."""
        return bool(_AHEAD.search(self.before + self.after))

    @property
    def is_last_day(self) -> bool:
        """Whether it ends something ("đến ngày 31/8"), and does not date a count."""
        return bool(_UNTIL.search(self.before)) and not (
            _STATUS_DAY.search(self.before) or _UNDERTAKING.search(self.before)
        )

    @property
    def sentence(self) -> str:
        """Its sentence without the day itself, in lower case."""
        return self.before + self.after

    @property
    def quote(self) -> str:
        """The words around it."""
        return self.passage.quote(self.mention.start, self.mention.end)


def event_days(passage: Passage, published_on: date | None) -> Iterator[EventDay]:
    """The days of one passage in order; "today" only where the day of publication is known."""
    for mention in find_days(passage.text):
        before, after = map(str.lower, passage.around(mention.start, mention.end))
        if mention.offset is not None and (published_on is None or not _OPENING.match(before)):
            continue
        document = _is_document(before)
        background = not document and (
            _is_other_day(mention, before, published_on) or _is_rule_or_tender(before, after)
        )
        score = _score(passage, mention, before, after)
        yield EventDay(mention, passage, before, after, score, document, background)


def _is_document(before: str) -> bool:
    """A day right after a document's name or number, with no other day in between."""
    match = _DOCUMENT.search(before) or _RELEASE.search(before)
    return bool(match and not _A_DAY.search(match.group()))


def _is_rule_or_tender(before: str, after: str) -> bool:
    return bool(_IN_FORCE.match(after) or _TENDER.search(before))


def _is_other_day(mention: DayMention, before: str, published_on: date | None) -> bool:
    if _BACKGROUND.search(before) and not _CEREMONY.search(before):
        return True
    if _is_long(mention) and not _COURSE.search(before):
        return True
    if _ELSEWHEN.search(before) and not _GOES_ON_UNTIL.search(before):
        return True
    if _UNTIL.search(before) and _UNDERTAKING.search(before):
        return True
    return _is_old(mention, published_on)


def _is_long(mention: DayMention) -> bool:
    """A quarter or more: the time that a report is about, unless a course or a contest lasts it."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        return False
    years = last.year - first.year if last.year and first.year else last.month < first.month
    return last.month - first.month + 12 * years >= 3


def _is_old(mention: DayMention, published_on: date | None) -> bool:
    """An anniversary's pair of years, or a day long before the article."""
    first, last = mention.first, mention.last
    if first is None or first.year is None:
        return False
    if first.year < HISTORY_ENDS or (last and last.year and last.year - first.year > 1):
        return True
    return published_on is not None and published_on.year - first.year > 1


def _score(passage: Passage, mention: DayMention, before: str, after: str) -> float:
    score = (1.6, 2.0, 2.0, 0.6, 0.5)[min(passage.rank, 4)]
    if passage.rank <= 2 and _OPENING.match(before):
        score += 0.6
    if _TAKES_PLACE.search(before[-50:]) or _TAKES_PLACE.search(after[:70]):
        score += 0.4
    if mention.first and mention.first.year:
        score += 0.25
    if _EXPECTED.search(before[-30:]):
        score -= 0.3
    if mention.last:
        score += 0.1
    if _UNTIL.search(before):
        score -= 1.0
    if passage.rank > 2 and _AHEAD.search(before + after):
        score -= 0.8
    return score
