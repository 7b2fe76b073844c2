"""How many took part in the event. Refuses programme totals, members, beneficiaries, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.core.numerals import NUMBER_WORDS, count
from monitor.core.passages import Passage

_ENOUGH = 1.0
_DIGIT = re.compile(r"\d(?<![\w.,/-]\d)")
_WORD = re.compile(rf"(?<!\w)(?i:{NUMBER_WORDS})")
_NUMBER = rf"\d{{1,3}}(?:[.,]\d{{3}}){{1,3}}(?!\d)|\d{{1,5}}(?![\d.,]\d)|(?i:{NUMBER_WORDS})"
_GUESTS = (
    r"đại biểu|học viên|khách mời|khán giả|tập huấn viên|thực tập sinh|vận động viên|thí sinh"
    r"|lượt đại biểu|người tham dự|người tham gia|người dự|người học|participants?|delegates?"
    r"|trainees?|attendees?"
)
_PEOPLE = (
    r"lưu học sinh|du học sinh|kiều bào|nghệ sĩ|bạn|cán bộ|công chức|viên chức|giáo viên|thầy cô"
    r"|người|bạn trẻ|thanh niên|sinh viên|học sinh|em|trẻ"
    r"|nhân viên|bác sĩ|điều dưỡng|y sĩ|y, bác sĩ|phóng viên|nhà báo|chuyên gia|nhà khoa học"
    r"|lãnh đạo"
    r"|đoàn viên|hội viên|phụ nữ|nông dân|doanh nhân|tình nguyện viên"
    r"|đại diện(?! cho)|tuyên truyền viên|kỹ thuật viên|huấn luyện viên|báo cáo viên|đảng viên"
    r"|công nhân|đồng chí|chị em|trí thức|học giả|diễn giả|nhà nghiên cứu|nhà ngoại giao|cựu binh"
    r"|cựu học sinh|cựu sinh viên|cựu lưu học sinh|gương mặt|thầy giáo|cô giáo|phụ huynh|già làng"
    r"|cộng tác viên|hướng dẫn viên|thành viên|chiến sĩ|sĩ quan|giảng viên|cựu chiến binh|khách"
    r"|people|teachers|officials|officers|students"
)
_COUNTED = re.compile(
    rf"(?P<n>{_NUMBER})(?:/\d{{1,4}})?\s(?:vị\s|bạn\s|lượt\s)?(?:(?P<guests>{_GUESTS})"
    rf"|(?P<people>{_PEOPLE}))(?!\w)"
)
_TAKES_PART = re.compile(
    r"(?i:tham dự|tham gia|dự\b|huấn luyện|theo học|về học|đến học|có mặt|tập huấn|bồi dưỡng|lớp"
    r"|khóa|khoá|hội thảo|hội nghị|học viên|đồng diễn|được học|được nghe|được cập nhật|đại biểu"
    r"|attend|participat|took part|hội tụ|quy tụ|thu hút|buổi|đào tạo|trải nghiệm|giao lưu|gồm"
    r"|đang học|hoàn thành khóa)"
)
# What people do at an event, told right after their number: "115 hội viên đã bỏ phiếu".
_ACTS = re.compile(
    r"(?i:(?<!iểu )(?<!rung )(?<!ại )(?<!oa )\bhọc\b(?! bổng| sinh| lực| phí| kỳ| vấn| nhờ)"
    r"|được (?:hướng dẫn|phổ biến|truyền đạt"
    r"|giới thiệu|chia sẻ|trau dồi|cấp chứng|trải nghiệm|(?:trang bị|tiếp cận) (?:kiến|kỹ|kĩ))"
    r"|thảo luận|trao đổi|bàn (?:về|cách|việc|thảo)"
    r"|bàn bạc|góp ý|chia sẻ|bỏ phiếu|chung vui|\bvui\b|gặp gỡ|gặp mặt|họp\b|ngồi lại|thực hành"
    r"|tề tựu|hội ngộ|tụ hội|lắng nghe|\bnghe\b|thưởng thức|trình bày|tốt nghiệp|thi tài|tranh tài"
    r"|nhận (?:bằng(?! khen)|chứng chỉ|chứng nhận|giấy chứng)|diễu hành|đi bộ|đặt chân|lên đường"
    r"|đổ về|trả lời|đến từ|chạy\b|biểu diễn|nắm tay"
    r"|cùng (?:múa|hát|nhảy|chạy|đạp|chơi|gói|thi|vẽ|làm|đi|đón|trồng|xem|nghe|bàn|họp|trao))"
)
_GROUP = re.compile(r"(?i:\bđoàn(?: khách| công tác| đại biểu| cán bộ)?(?: có| gồm)?) ?$")
_HIRED = re.compile(r"(?i:tuyển(?: chọn| dụng| xong)?|chọn ra|đang có|sẽ dạy|sẽ đào tạo|mong muốn)")
_RECEIVES = re.compile(
    r"(?i:nhận (?:học bổng|quà|nhà|xe|hỗ trợ)|học bổng|suất|thụ hưởng|hưởng lợi|được phẫu thuật"
    r"|khám"
    r"|phẫu thuật|nhận được|tặng|trao(?! đổi)|cấp phát|nạn nhân|nơi |trong diện|được bảo trợ"
    r"|hộ nghèo|người nghèo|thiệt mạng"
    r"|bị thương|tử vong"
    r"|hộ vay|lượt hộ|đạt|chỉ tiêu|sinh sống|dân số|nhân khẩu|người dân)"
)
_JOINS = re.compile(r"(?i:\b(?:tham )?dự\b(?! án)|tham gia|có mặt)")
_HELPS = re.compile(r"(?i:giúp|hỗ trợ|phục vụ)")
_ELECTED = re.compile(
    r"(?i:bầu|ban chấp hành|ban thường vụ|ban kiểm tra|ủy viên|uỷ viên|bằng khen|giấy khen"
    r"|khen thưởng"
    r"|biên chế|kết nạp|hội viên chính thức|danh dự|biểu dương|tuyên dương|triệu tập|thay mặt)"
)
_PROGRAMME = re.compile(
    r"(?i:từ năm|đến nay|tính đến|giai đoạn|nhiệm kỳ|mỗi năm|hằng năm|hàng năm|đã có|trong năm"
    r"|toàn tỉnh"
    r"|tổng cộng(?! *$)|lũy kế|từng|trước đó|những năm|năm qua|dự án|tháng qua|mục tiêu|kế hoạch"
    r"|trên tổng số|(?<!\d )năm \d{4},)"
)
_FOREIGN_TALE = re.compile(r"(?i:lượt|trẻ em|sẽ được)")


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people, and the words that say so."""

    count: int
    text: str


def find_attendees(passages: Sequence[Passage]) -> Attendance | None:
    """The number of people at the event; None where the text does not give it."""
    rated = [rated for passage in passages[:6] for rated in _rated(passage)]
    best = max(rated, key=lambda item: item[0], default=None)
    return best[1] if best and best[0] >= _ENOUGH else None


def _rated(passage: Passage) -> Iterator[tuple[float, Attendance]]:
    for match in _counted(passage.text):
        people = count(match["n"])
        if people is None or not 5 <= people <= 100_000:
            continue
        before, after = passage.around(match.start(), match.end())
        score = _score(passage, match, before, after)
        text = passage.quote(match.start(), match.end(), margin=30)
        yield score, Attendance(people, text)


def _counted(text: str) -> Iterator[re.Match[str]]:
    starts = [digit.start() for digit in _DIGIT.finditer(text)]
    if "mươi" in text or "trăm" in text or "ười" in text:
        starts += (word.start() for word in _WORD.finditer(text))
    for start in starts:
        match = _COUNTED.match(text, start)
        if match:
            yield match


def _score(passage: Passage, match: re.Match[str], before: str, after: str) -> float:
    near = before[-60:] + match.group() + after[:60]
    score = 1.5 if match["guests"] or " vị " in match.group() else 0.2
    score += (0.5, 0.5, 0.5, 0.4, 0.2)[min(passage.rank, 4)]
    if _takes_part(before, after):
        score += 0.5
    if _HIRED.search(before[-25:]):
        score -= 1.0
    if not _JOINS.search(after[:30]) and _RECEIVES.search(near):
        score -= 0.8
    if _HELPS.search(before[-25:]):
        score -= 0.8
    if _ELECTED.search(before[-50:]) or _ELECTED.search(after[:25]):
        score -= 1.5
    if _PROGRAMME.search(before[-70:]):
        score -= 0.8
    if _FOREIGN_TALE.search(match.group() + after[:25]):
        score -= 1.0
    return score


def _takes_part(before: str, after: str) -> bool:
    return bool(
        _TAKES_PART.search(before[-80:])
        or _TAKES_PART.search(after[:130])
        or _GROUP.search(before)
        or _ACTS.search(after[:70])
    )
