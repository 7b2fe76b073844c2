"""How many took part in the event. Refuses programme totals, members, beneficiaries, votes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.core.numerals import NUMBER_WORDS, count
from monitor.core.passages import Passage

_ENOUGH = 1.0
# A passage with more counts of people is a table, and a title or lead that is longer is none.
_MOST_COUNTS = 30
_HEAD = 600
_DIGIT = re.compile(r"\d(?<![\w.,/-]\d)")
_WORD = re.compile(rf"(?<!\w)(?i:{NUMBER_WORDS})")
_NUMBER = rf"\d{{1,3}}(?:[.,]\d{{3}}){{1,3}}(?!\d)|\d{{1,5}}(?![\d.,]\d)|(?i:{NUMBER_WORDS})"
_GUESTS = (
    r"đại biểu|học viên|khách mời|quan khách|khán giả|trại sinh|tập huấn viên|thực tập sinh"
    r"|vận động viên"
    r"|thí sinh|lượt đại biểu|người tham dự|người tham gia|người dự|người học|khách dự"
    r"|(?:[A-Za-z-]+\s){0,3}(?:participants?|delegates?|trainees?|attendees?|guests)"
)
_PEOPLE = (
    r"hội viên|lưu học sinh|du học sinh|kiều bào|Việt kiều|bạn|cán bộ|công chức|viên chức"
    r"|thầy(?:,? cô)|thầy giáo|cô giáo|nhà giáo|người|(?:anh )?chị em|anh em"
    r"|bạn trẻ|thanh thiếu niên|thanh niên|thiếu niên|thiếu nhi|sinh viên|học sinh"
    r"|nghiên cứu sinh|em|trẻ|cháu"
    r"|cựu binh|chiến binh|quân nhân|giáo sư"
    r"|nhân viên|(?:y, )?bác sĩ|y sĩ|y tá|dược sĩ|điều dưỡng|hộ sinh|cô đỡ|thầy thuốc|kiểm lâm"
    r"|chuyên gia|cố vấn|kỹ sư|luật sư|quan chức|lãnh đạo|chiến sĩ|sĩ quan|võ sinh"
    r"|nhà (?:báo|khoa học|nghiên cứu|ngoại giao|quản lý|tài trợ|đầu tư|văn|thơ|sử học|hảo tâm)"
    r"|(?:nghệ|họa|nhạc|ca|nghị|võ|thi) sĩ|nghệ nhân|phụ nữ|bà mẹ|bà con|cha mẹ|phụ huynh|nông dân"
    r"|ngư dân|lái xe|tài xế|chị"
    r"|công nhân|lao động|doanh nhân|thương nhân|tiểu thương|đại diện(?! cho)|đồng chí|trí thức"
    r"|(?:học|diễn|dịch|tác) giả|gương mặt|già làng|trưởng (?:bản|thôn|đoàn|phòng|ban|nhóm)|bí thư"
    r"|chủ tịch|chủ nhiệm|giám đốc|hiệu trưởng|đại sứ|tùy viên|tăng ni|chức sắc|du khách|khách"
    r"|(?!(?:hội|nước|công|tổ|bên|quốc|đơn|cơ) )(?:\w+\s){1,2}viên"
    r"|(?:[A-Za-z-]+\s){0,3}(?:people|teachers|officials|officers|students|farmers|doctors"
    r"|nurses|experts|journalists|volunteers|women|representatives|scholars|leaders)"
)
_COUNTED = re.compile(
    rf"(?P<n>{_NUMBER})(?:/\d{{1,4}})?\s(?:vị\s|bạn\s|lượt\s|nữ\s|cựu\s)?"
    rf"(?:(?P<guests>{_GUESTS})|(?P<people>{_PEOPLE}))(?!\w)"
)
_ABOUT = (
    r"(?:(?:hơn|trên|gần|khoảng|chừng|ngót|xấp xỉ|độ|tới|đủ|đúng|tất cả|tổng cộng|tổng số"
    r"|số lượng)\s){0,2}"
)
_GO = r"\bdự\b(?! án| kiến| thảo| trù| báo| toán| tính| phòng)"
_TAKES_PART = re.compile(
    rf"(?i:tham dự|tham gia|{_GO}|huấn luyện|theo học|về học|đến học|có mặt|tập huấn|bồi dưỡng"
    r"|lớp(?! \d)|khóa|khoá|hội thảo|hội nghị|học viên|đồng diễn|được học|được nghe|được cập nhật"
    r"|đại biểu|attend|participat|took part|hội tụ|quy tụ|thu hút|buổi|đào tạo|trải nghiệm"
    r"|giao lưu|gồm|đang học|hoàn thành khóa|họp\b|trại hè|mít tinh|diễn đàn|góp mặt|hiện diện"
    r"|tập hợp|gặp mặt|brought together|gathered|điểm cầu|tọa đàm|toạ đàm)"
)
# One event, and straight after it its people: "lớp tiếng Lào khóa hai có 35 học viên".
_OF_EVENT = re.compile(
    r"(?i:(?<!các )(?<!nhiều )(?<!\d\d )(?:\blớp|khóa|khoá|tập huấn|bồi dưỡng|buổi|hội thảo"
    r"|hội nghị|tọa đàm|toạ đàm|diễn đàn|trại hè|họp mặt|gặp mặt|họp\b|mít tinh|\blễ\b|ngày hội"
    r"|cuộc thi|hội thi|truyền thông|giao lưu|điểm cầu|đồng diễn)"
    rf"[^;]{{0,90}}\b(?:cho|với|gồm|có|là|của|đón|cộng)\s{_ABOUT})$"
)
_GATHERS = re.compile(
    r"(?i:(?:quy tụ|thu hút|lôi cuốn|cử tọa|cử toạ|người học|người nghe|hội tụ"
    r"|tập hợp|tham dự|tham gia|góp mặt|hiện diện|có mặt"
    rf"|chứng kiến|brought together|gathered|{_GO})[^,;]{{0,30}})$"
)
# The sum of several places or groups; a number beside it is one of its parts.
_ALTOGETHER = re.compile(
    r"(?i:(?:tổng (?:số|cộng)|tất cả)(?:[^,;]{0,60}(?:là|đạt|có|lên tới|với))?"
    rf"|(?:\d|các|toàn)(?: bộ)? điểm cầu(?! (?:còn|khác))[^,;]{{0,30}})\s{_ABOUT}$"
)
# What so many perform or sent in: they are no audience.
_SHOWN = re.compile(
    r"(?i:\b(?:màn (?!đồng diễn)|điệu |tiết mục|ca khúc|bài |tác phẩm|bức |tranh |ảnh |sản phẩm)"
    rf"[^,;]{{0,40}}\b(?:của|do)\s{_ABOUT})$"
)
_PART_OF = re.compile(r"(?i:trong đó|trong số (?:này|đó|họ)|including)[^,;.]{0,25}$")
_JOINS = re.compile(rf"(?i:{_GO}|tham gia|có mặt|attended|took part)")
# "Có 115 hội viên, Đại hội thông qua …".
_HEADS = re.compile(r"[^,;]{0,25}, (?i:đại hội|hội nghị|hội thảo|buổi|lớp|cuộc|phiên)")
# What people do at an event, told right after their number: "115 hội viên đã bỏ phiếu".
_ACTS = re.compile(
    r"(?i:(?<!iểu )(?<!rung )(?<!ại )(?<!oa )(?<!ăm )\bhọc\b(?! bổng| sinh| lực| phí| kỳ| vấn| nhờ)"
    r"|được (?:hướng dẫn|phổ biến|truyền đạt|dạy nghề"
    r"|giới thiệu|chia sẻ|trau dồi|cấp chứng|trải nghiệm|(?:trang bị|tiếp cận) (?:kiến|kỹ|kĩ))"
    r"|thảo luận|trao đổi|bàn (?:về|cách|việc|thảo)|bắt đầu|bước vào|hòa vào|trồng cây|trình diễn"
    r"|bàn bạc|góp ý|chia sẻ|bỏ phiếu|chung vui|ôn lại|chia tay|\bvui\b|gặp gỡ|gặp mặt|họp\b"
    r"|ngồi lại|thực hành"
    r"|tề tựu|hội ngộ|tụ hội|lắng nghe|\bnghe\b|thưởng thức|trình bày|tốt nghiệp|thi tài|tranh tài"
    r"|nhận (?:bằng(?! khen)|chứng chỉ|chứng nhận|giấy chứng)|diễu hành|đi bộ|đặt chân|lên đường"
    r"|đổ về|(?:đến|tới|về) (?:xem|nghe|dự|thắp|thăm|dâng|học)|trả lời"
    r"|đến từ|chạy\b|\bthăm\b(?! khám)|biểu diễn|nắm tay|đón (?:Tết|xuân|năm mới|mừng)|khai giảng"
    r"|cùng (?:thầy cô |bạn bè |gia đình |người dân |bà con )?"
    r"(?:múa|hát|nhảy|chạy|đạp|chơi|gói|thi|vẽ|làm|đi|đón|trồng|xem|nghe|bàn|họp|trao))"
)
# Who taught them stands in between: "được chuyên gia của bệnh viện hướng dẫn".
_TAUGHT = re.compile(
    r"(?i:được [^.;,]{0,70}?(?:hướng dẫn|tập huấn|truyền đạt|chỉ cách|dạy (?:cách|nghề|cho)))"
)
# A title or lead that says that people met, and one that says that they were given something.
_CONVENED = re.compile(
    r"(?i:hội nghị|hội thảo|tọa đàm|toạ đàm|tập huấn|bồi dưỡng|\blớp\b|khóa|khoá|khai giảng"
    r"|bế giảng|khai mạc|\bhọp\b|họp mặt|gặp mặt|gặp gỡ|giao lưu|giao ban|diễn đàn|đối thoại"
    r"|đại hội|\blễ\b|liên hoan|hội thi|cuộc thi|ngày hội|\btrại\b|festival|lễ hội|mít tinh"
    r"|kỷ niệm|\bhọc (?!bổng|sinh)|huấn luyện|workshop|conference|training|forum|seminar)"
)
_GIVEN = re.compile(
    r"(?i:trao|tặng|học bổng|hỗ trợ|khám|phẫu thuật|cứu trợ|bàn giao|khánh thành|thành lập|tuyển)"
)
_GROUP = re.compile(
    r"(?i:\bđoàn(?: khách| công tác| đại biểu| cán bộ| khảo sát| chuyên gia)?(?: có| gồm)?) ?$"
)
_HIRED = re.compile(
    r"(?i:tuyển(?: chọn| dụng| xong)?|chọn ra|đang có|sẽ dạy|sẽ (?:đào tạo|tập huấn|bồi dưỡng)"
    r"|mong muốn|(?<!đoàn )khảo sát|bài dự thi|\blại cho|hiện có|tiếp nhận"
    r"|mỗi (?!lớp|đợt|khóa|khoá|buổi)|\d đoàn|\bchỉ có)"
)
_RECEIVES = re.compile(
    r"(?i:nhận (?:học bổng|quà|nhà|xe|hỗ trợ)|học bổng|suất|thụ hưởng|hưởng lợi|được phẫu thuật"
    r"|(?<!học )(?<!cách )(?<!dẫn )khám|phẫu thuật|nhận được|tặng|trao(?! đổi)|cấp phát"
    r"|nạn nhân|nơi |trong diện"
    r"|được bảo trợ|hộ nghèo|người nghèo|thiệt mạng|bị thương|tử vong|hộ vay|lượt hộ|đạt|chỉ tiêu"
    r"|sinh sống|(?<!viên )dân số|nhân khẩu|\d người dân(?![^.;]{0,30} cùng ))"
)
_HELPS = re.compile(r"(?i:giúp|hỗ trợ|phục vụ)")
_ELECTED = re.compile(
    r"(?i:bầu|ban chấp hành|ban thường vụ|ban kiểm tra|ủy viên|uỷ viên|bằng khen|giấy khen"
    r"|khen thưởng|biên chế|kết nạp|hội viên chính thức|danh dự|biểu dương|tuyên dương|triệu tập"
    r"|thay mặt)"
)
# Those who belong to a body: "Chi hội mới ra mắt gồm 42 hội viên".
_BODY = re.compile(
    r"(?i:(?:^|[,;:] |đó )(?:(?:chi )?hội(?! nghị| thảo| thi| trại)|liên hiệp|liên đoàn|câu lạc bộ"
    r"|tổ\b|đội\b|mạng lưới|quốc hội|ban\b|trường|công ty|bệnh viện|trung tâm|cơ sở)"
    rf"[^,;]{{0,60}}\b(?:có|gồm|với)\s{_ABOUT})$"
)
# Those who live or study at a place, at an event or not.
_RESIDENT = re.compile(
    r"(?i:(?:đang|theo) (?:theo )?(?:học|học tập|sống|làm việc|công tác|nghiên cứu)\b"
    r"(?: tập)? (?:tại|ở))"
)
_TOTAL = re.compile(
    r"(?i:từ năm|từ đầu năm|đến nay|tính đến|mỗi năm|hằng năm|hàng năm|mỗi tháng|trong năm"
    r"|(?:trong|sau) (?:\d+|hai|ba|bốn|năm|sáu|mười) năm|lũy kế|trước đó"
    r"|nhiệm kỳ qua|nâng (?:tổng )?số|những năm|năm qua"
    r"|(?:sáu|chín|[69]) tháng(?: đầu năm| qua)?,|năm ngoái|năm trước|khóa trước|lần trước"
    r"|\d\d lớp|(?<!\d )năm \d{4},)"
)
_SEVERAL = re.compile(r"(?i:(?:các|nhiều) (?:lớp|khóa|khoá|buổi|đợt))")
_PROGRAMME = re.compile(
    r"(?i:giai đoạn|nhiệm kỳ|đã có|toàn (?:tỉnh|huyện|xã|quốc)|cả nước|(?:^|, )hiện\b"
    r"|cho biết|cho hay|tổng cộng(?! *$)|từng|dự án|tháng qua|mục tiêu"
    r"|kế hoạch|trên tổng số)"
)
_GOES_ON = re.compile(
    r"(?i:tham gia (?:vào )?(?:các )?(?:nhóm|tổ|câu lạc bộ|mô hình|bảo hiểm|lực lượng|phái bộ)"
    r"|có việc làm|đạt (?:loại|yêu cầu)|(?:trong|mỗi|hằng|hàng) (?:\w+ )?năm\b(?! 20))"
)
_FOREIGN_TALE = re.compile(r"(?i:lượt|trẻ em|sẽ được)")


# What may stand before a number, within how many characters, and how much it speaks against it.
_EARLIER = (
    (_HIRED, 25, 1.0),
    (_SHOWN, 80, 2.0),
    (_HELPS, 25, 0.8),
    (_PART_OF, 50, 1.0),
    (_ELECTED, 50, 1.5),
    (_TOTAL, 100, 2.0),
    (_SEVERAL, 70, 0.8),
)
# A delegation of those who examine and operate, not of those who are examined.
_HEALER = re.compile(r"(?:bác sĩ|y sĩ|y tá|dược sĩ|điều dưỡng|chuyên gia|viên)$")
_CHILD = re.compile(r"(?:học sinh|(?<!chị )em|(?<!bạn )trẻ|cháu)$")


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people, and the words that say so."""

    count: int
    text: str


def find_attendees(passages: Sequence[Passage]) -> Attendance | None:
    """The number of people at the event; None where the text does not give it."""
    convened = _is_convened(passages[:2])
    rated = [rated for passage in passages[:6] for rated in _rated(passage, convened=convened)]
    best = max(rated, key=lambda item: item[0], default=None)
    return best[1] if best and best[0] >= _ENOUGH else None


def _is_convened(head: Sequence[Passage]) -> bool:
    texts = [passage.text[:_HEAD] for passage in head]
    return any(map(_CONVENED.search, texts)) and not any(map(_GIVEN.search, texts))


def _rated(passage: Passage, *, convened: bool) -> Iterator[tuple[float, Attendance]]:
    for match in islice(_counted(passage.text), _MOST_COUNTS):
        people = count(match["n"])
        if people is None or not 5 <= people <= 100_000:
            continue
        before, after = passage.around(match.start(), match.end())
        score = _score(match, before, after, convened=convened)
        score += (0.5, 0.5, 0.5, 0.4, 0.2)[min(passage.rank, 4)]
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


def _score(match: re.Match[str], before: str, after: str, *, convened: bool) -> float:
    counted = match.group()
    score = 1.5 if match["guests"] or " vị " in counted else 0.2
    score += 0.4 if _ALTOGETHER.search(before[-100:]) else 0.0
    score -= _against(before, counted, after)
    if _surely_present(before, after):
        return score + 0.8
    if _takes_part(before, after) or (convened and not _CHILD.search(counted)):
        score += 0.5
    return score - _unless_sure(match, before, after)


def _surely_present(before: str, after: str) -> bool:
    return bool(
        _OF_EVENT.search(before[-130:])
        or _GATHERS.search(before[-60:])
        or _JOINS.search(after[:30])
        or (len(before) < 25 and _HEADS.match(after))
    )


def _takes_part(before: str, after: str) -> bool:
    return bool(
        _TAKES_PART.search(before[-80:])
        or _TAKES_PART.search(after[:130])
        or _GROUP.search(before[-40:])
        or _ACTS.search(after[:70])
        or _TAUGHT.search(after[:130])
    )


def _against(before: str, counted: str, after: str) -> float:
    """What speaks against these people even where the text seems to say that they came."""
    score = sum(weight for pattern, reach, weight in _EARLIER if pattern.search(before[-reach:]))
    if _ELECTED.search(after[:25]) and not _JOINS.search(after[:60]):
        score += 1.5
    if _GOES_ON.search(after[:40]):
        score += 1.0
    if "lượt" in counted + after[:10]:
        score += 1.0
    return score


def _unless_sure(match: re.Match[str], before: str, after: str) -> float:
    """What speaks against these people where the text only hints that they came."""
    score = 0.0
    given = _RECEIVES.search(before[-60:] + match.group() + after[:60])
    if given and not (_HEALER.search(match.group()) and _GROUP.search(before[-40:])):
        score += 0.8
    if _PROGRAMME.search(before[-70:]):
        score += 0.8
    if _FOREIGN_TALE.search(match.group() + after[:25]):
        score += 1.0
    if _BODY.search(before[-110:]):
        score += 1.5
    if _only_resides(before, after):
        score += 0.7
    return score


def _only_resides(before: str, after: str) -> bool:
    at_home = _RESIDENT.search(after, 0, 60)
    return bool(
        at_home
        and not _TAKES_PART.search(before[-80:])
        and not _TAKES_PART.search(after[at_home.end() : 130])
        and not _ACTS.search(after[at_home.end() : 130])
    )
