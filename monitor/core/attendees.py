"""How many took part in the event. Refuses programme totals, members, beneficiaries, votes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.core.headcounts import counted_people
from monitor.core.numerals import count
from monitor.core.passages import Passage

_ENOUGH = 1.0
# A passage with more counts of people is a table, and a title or lead that is longer is none.
_MOST_COUNTS = 30
_HEAD = 600
_MOST_PASSAGES = 6
_ABOUT = (
    r"(?:(?:hơn|trên|gần|khoảng|chừng|ngót|xấp xỉ|độ|tới|đủ|đúng|tất cả|tổng cộng|tổng số"
    r"|số lượng)\s){0,2}"
)
_GO = r"\bdự\b(?! án| kiến| thảo| trù| báo| toán| tính| phòng)"
_TAKES_PART = re.compile(
    rf"(?:tham dự|tham gia|{_GO}|huấn luyện|theo học|về học|đến học|có mặt|tập huấn|bồi dưỡng"
    r"|lớp(?! \d)|khóa|khoá|hội thảo|hội nghị|học viên|đồng diễn|được học|được nghe|được cập nhật"
    r"|đại biểu|attend|participat|took part|hội tụ|quy tụ|thu hút|(?<!sau )buổi|đào tạo|trải nghiệm"
    r"|giao lưu|đang học|hoàn thành khóa|họp\b|trại hè|mít tinh|diễn đàn|góp mặt|hiện diện"
    r"|tập hợp|gặp mặt|brought together|gathered|điểm cầu|tọa đàm|toạ đàm)"
)
# One event, and straight after it its people: "lớp tiếng Lào khóa hai có 35 học viên".
_OF_EVENT = re.compile(
    r"(?:(?<!các )(?<!nhiều )(?<!\d\d )(?:\blớp|khóa|khoá|tập huấn|bồi dưỡng|buổi|hội thảo"
    r"|hội nghị|tọa đàm|toạ đàm|diễn đàn|\btrại\b|họp mặt|gặp mặt|họp\b|mít tinh|\blễ\b|ngày hội"
    r"|cuộc thi|hội thi|hành trình|chuyến đi|truyền thông|giao lưu|điểm cầu|đồng diễn)"
    rf"[^;]{{0,90}}\b(?:cho|với|gồm|có|là|của|đón|cộng)\s{_ABOUT})$"
)
_GATHERS = re.compile(
    rf"(?:\btrước (?:mặt |sự chứng kiến của )?{_ABOUT}$)|"
    r"(?:(?:quy tụ|thu hút|lôi cuốn|cử tọa|cử toạ|người học|người nghe|hội tụ"
    r"|tập hợp|tham dự|tham gia|góp mặt|hiện diện|có mặt"
    rf"|chứng kiến|brought together|gathered|{_GO})[^,;]{{0,30}})$"
)
# The sum of several places or groups; a number beside it is one of its parts.
_ALTOGETHER = re.compile(
    r"(?:(?:tổng (?:số|cộng)|tất cả)(?:[^,;]{0,60}(?:là|đạt|có|lên tới|với))?"
    rf"|(?:\d|các|toàn)(?: bộ)? điểm cầu(?! (?:còn|khác))[^,;]{{0,30}})\s{_ABOUT}$"
)
# What so many perform or sent in: they are no audience.
_SHOWN = re.compile(
    r"(?:\b(?:màn (?!đồng diễn)|tiếng |điệu |tiết mục|ca khúc|bài (?!học|giảng|bản)|tác phẩm"
    rf"|tham luận |bức |tranh |ảnh |sản phẩm)[^,;]{{0,40}}\b(?:của|do)\s{_ABOUT})$"
)
_PART_OF = re.compile(r"(?:trong đó|trong số (?:này|đó|họ)|including)[^,;.]{0,25}$")
_JOINS = re.compile(rf"(?:{_GO}|tham gia|có mặt|attended|took part)")
# "Có 115 hội viên, Đại hội thông qua …".
_HEADS = re.compile(r"[^,;]{0,25}, (?:đại hội|hội nghị|hội thảo|buổi|lớp|cuộc|phiên)")
# What people do at an event, told right after their number: "115 hội viên đã bỏ phiếu".
_ACTS = re.compile(
    r"(?:(?<!iểu )(?<!rung )(?<!ại )(?<!oa )(?<!ăm )\bhọc\b(?! bổng| sinh| lực| phí| kỳ| vấn| nhờ)"
    r"|được (?:hướng dẫn|phổ biến|truyền đạt|dạy nghề"
    r"|giới thiệu|chia sẻ|trau dồi|cấp chứng|trải nghiệm|(?:trang bị|tiếp cận) (?:kiến|kỹ|kĩ))"
    r"|thảo luận|trao đổi|bàn (?:về|cách|việc|thảo)|bắt đầu|bước vào|hòa vào|trồng cây|trình diễn"
    r"|bàn bạc|góp ý|chia sẻ|bỏ phiếu|chung vui|ôn lại|chia tay|\bvui\b|gặp gỡ|gặp mặt|họp\b"
    r"|ngồi lại|thực hành|tề tựu|hội ngộ|tụ hội|lắng nghe|\bnghe\b|thưởng thức"
    r"|(?:dâng|thắp) hương|viếng|trình bày|tốt nghiệp|thi tài|tranh tài"
    r"|nhận (?:bằng(?! khen)|chứng chỉ|chứng nhận|giấy chứng)|diễu hành|đi bộ|đặt chân|lên đường"
    r"|đổ về|(?:đến|tới|về) (?:xem|nghe|dự|thắp|thăm|dâng|học)|trả lời"
    r"|đến từ|chạy\b|\bthăm\b(?! khám| hỏi)|biểu diễn|nắm tay|khai giảng"
    r"|đón (?:tết|xuân|năm mới|mừng)|cùng (?:thầy cô |bạn bè |gia đình |người dân |bà con )?"
    r"(?:múa|hát|nhảy|chạy|đạp|chơi|gói|thi|vẽ|làm|đi|đón|trồng|xem|nghe|bàn|họp|trao))"
)
# Who taught them stands in between: "được chuyên gia của bệnh viện hướng dẫn".
_TAUGHT = re.compile(
    r"(?:được [^.;,]{0,70}?(?:hướng dẫn|tập huấn|truyền đạt|chỉ cách|dạy\b(?! học)))"
)
# A title or lead that says that people met, and one that says that they were given something.
_CONVENED = re.compile(
    r"(?:hội nghị|hội thảo|tọa đàm|toạ đàm|tập huấn|bồi dưỡng|khóa|khoá"
    r"|(?<!tầng )(?<!phòng )\blớp\b(?! \d)|khai giảng|bế giảng|khai mạc|\bhọp\b|họp mặt"
    r"|gặp mặt|gặp gỡ|giao lưu|giao ban|diễn đàn|đối thoại|đại hội|\blễ\b|liên hoan|hội thi"
    r"|cuộc thi|ngày hội|\btrại\b|festival|lễ hội|mít tinh|kỷ niệm|\bhọc (?!bổng|sinh)|huấn luyện"
    r"|workshop|conference|training|forum|seminar)"
)
_GIVEN = re.compile(
    r"(?:trao|tặng|học bổng|hỗ trợ|khám|phẫu thuật|\bmổ\b|chữa|điều trị|cứu trợ|bàn giao"
    r"|khánh thành|thành lập|tuyển)"
)
# A call for applicants: in the title or the lead, and anywhere.
_CALL = re.compile(r"(?:tuyển sinh|chiêu sinh|tuyển (?:chọn )?(?:\d|học viên)|mời nộp hồ sơ)")
_APPLY = re.compile(r"(?:hạn (?:chót |cuối )?(?:nộp|nhận) hồ sơ|hồ sơ (?:dự tuyển|gồm))")
_GROUP = re.compile(
    r"(?:\bđoàn(?: khách| công tác| đại biểu| cán bộ| khảo sát| chuyên gia)?(?: có| gồm)?) ?$"
)
_OF_EACH = re.compile(
    rf"(?:mỗi (?:lớp|khóa|khoá|buổi|đợt|phiên|bên|nhóm|đội) (?:(?:có|gồm|với) )?{_ABOUT})$"
)
_RECEIVED = re.compile(r"(?:\b(?:tiếp|đón|đưa|tiễn)\s(?:[^,;]{0,20}\s)?đoàn ?(?:gồm )?)$")
_HIRED = re.compile(
    r"(?:tuyển(?: chọn| dụng| xong)?|chọn ra|đang có|sẽ dạy|sẽ (?:đào tạo|tập huấn|bồi dưỡng)"
    r"|mong muốn|(?<!đoàn )khảo sát|bài dự thi|\blại cho|hiện có|tiếp nhận"
    r"|mỗi (?!lớp|đợt|khóa|khoá|buổi)[^,]*$|\d đoàn|\bchỉ có)"
)
_RECEIVES = re.compile(
    r"(?:nhận (?:học bổng|quà|nhà|xe|hỗ trợ)|học bổng|suất|thụ hưởng|hưởng lợi|được phẫu thuật"
    r"|(?<!học )(?<!cách )(?<!dẫn )khám|phẫu thuật|nhận được|tặng|trao(?! đổi)|cấp phát|hộ vay"
    r"|nạn nhân|nơi |trong diện|được bảo trợ|hộ nghèo|người nghèo|thiệt mạng|bị thương|tử vong"
    r"|lượt hộ|đạt|chỉ tiêu|sinh sống|(?<!viên )dân số|nhân khẩu|\d người dân(?![^.;]{0,30} cùng ))"
)
_HELPS = re.compile(r"(?:giúp|hỗ trợ|phục vụ)")
_ELECTED = re.compile(
    r"(?:bầu|ban (?:chấp hành|thường vụ|kiểm tra)|[uủ][ỷy] viên|bằng khen|giấy khen|khen thưởng"
    r"|biên chế|kết nạp|hội viên chính thức|danh dự|biểu dương|tuyên dương|triệu tập|thay mặt)"
)
_OFFICERS = ("ủy viên", "uỷ viên")
_HEALERS = ("bác sĩ", "y sĩ", "y tá", "điều dưỡng", "tình nguyện viên")
# Those who belong to a body: "Chi hội mới ra mắt gồm 42 hội viên".
_BODY = re.compile(
    r"(?:(?:^|[,;:] |đó )(?:(?:chi )?hội(?! nghị| thảo| thi| trại)|liên hiệp|liên đoàn|câu lạc bộ"
    r"|tổ\b|đội\b|mạng lưới|quốc hội|ban\b|trường|công ty|bệnh viện|trung tâm|cơ sở)"
    rf"(?:(?!(?<!các )tổ chức|\bmở\b|họp|gặp)[^,;]){{0,60}}\b(?:có|gồm|với)\s{_ABOUT})$"
)
# Those who live or study at a place, at an event or not.
_RESIDENT = re.compile(
    r"(?:(?:đang|theo) (?:theo )?(?:học|học tập|sống|làm việc|công tác|nghiên cứu)\b"
    r"(?: tập)? (?:tại|ở))"
)
_TOTAL = re.compile(
    r"(?:từ năm|từ đầu năm|đến nay|tính đến|mỗi năm|hằng năm|hàng năm|mỗi tháng|trong năm"
    r"|(?:trong|sau) (?:\d+|hai|ba|bốn|năm|sáu|mười) năm|lũy kế|trước đó"
    r"|nhiệm kỳ qua|nâng (?:tổng )?số|những năm|năm qua|năm (?:ngoái|trước)"
    r"|(?:sáu|chín|[69]) tháng(?: đầu năm| qua)?,|(?:khóa|khoá|lớp|lần|kỳ) trước"
    r"|\d\d lớp|(?<!\d )năm \d{4},)"
)
_SEVERAL = re.compile(r"(?:(?:các|nhiều) (?:lớp|khóa|khoá|buổi|đợt))")
# "72 người của hai khóa đầu".
_EARLIER_COURSES = re.compile(
    r"\s(?:của|từ|qua|ở) (?:các|những|\w+) (?:khóa|khoá|lớp|kỳ|đợt|lần) (?:đầu|trước|vừa qua|qua)"
)
_PROGRAMME = re.compile(
    r"(?:giai đoạn|nhiệm kỳ(?! \d)|đã có|dự án|tháng qua|mục tiêu"
    r"|toàn (?:tỉnh|huyện|xã|quốc|vùng|thành phố|hệ thống|ngành|hội)"
    r"|cả nước|(?:^|, )hiện\b|cho biết|cho hay|tổng cộng(?! *$)|từng"
    r"|kế hoạch(?! và đầu tư)|trên tổng số)"
)
_GOES_ON = re.compile(
    r"(?:tham gia (?:vào )?(?:các )?(?:khám|phẫu thuật|mổ|cứu|rà phá|xây|phục vụ|giúp"
    r"|nhóm|tổ|câu lạc bộ|mô hình|bảo hiểm|lực lượng|phái bộ)"
    r"|có việc làm|đạt (?:loại|yêu cầu)|(?:trong|mỗi|hằng|hàng|suốt) (?:\w+ )?năm\b(?! 20))"
)
_FOREIGN_TALE = re.compile(r"(?:lượt|trẻ em|sẽ được)")


# What may stand before a number, within how many characters, and how much it speaks against it.
_EARLIER = (
    (_OF_EACH, 40, 1.0),
    (_HIRED, 25, 1.0),
    (_SHOWN, 80, 2.0),
    (_HELPS, 25, 0.8),
    (_PART_OF, 50, 1.0),
    (_ELECTED, 50, 1.5),
    (_TOTAL, 100, 2.0),
    (_SEVERAL, 70, 0.8),
)
_CHILD = re.compile(r"(?:học sinh|(?<!chị )em|(?<!bạn )trẻ|cháu)$")


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people, and the words that say so."""

    count: int
    text: str


def find_attendees(passages: Sequence[Passage]) -> Attendance | None:
    """The number of people at the event; None where the text does not give it."""
    read = passages[:_MOST_PASSAGES]
    counts = [
        (passage, match)
        for passage in read
        for match in islice(counted_people(passage.text), _MOST_COUNTS)
        if 5 <= (count(match["n"]) or 0) <= 100_000
    ]
    if not counts or _is_call(read):
        return None
    told = _told(read)
    rated = [(_rate(*counted, told), *counted) for counted in counts]
    score, passage, match = max(rated, key=lambda item: item[0])
    if score < _ENOUGH:
        return None
    text = passage.quote(match.start(), match.end(), margin=30)
    return Attendance(count(match["n"]) or 0, text)


def _is_call(passages: Sequence[Passage]) -> bool:
    """Whether applicants are sought: the people told of are places to be filled."""
    return any(_CALL.search(passage.text[:_HEAD].lower()) for passage in passages[:2]) or any(
        "ồ sơ" in passage.text and _APPLY.search(passage.text.lower()) for passage in passages
    )


def _told(passages: Sequence[Passage]) -> str:
    """What the head tells of: people who "met", things "given" or treatment, or neither (empty).

    Title and lead say it; where they say neither, the first paragraph may tell of gifts.
    """
    texts = [passage.text[:_HEAD].lower() for passage in passages[:3]]
    met, given = any(map(_CONVENED.search, texts[:2])), any(map(_GIVEN.search, texts[:2]))
    if met == given:
        return "given" if not met and any(map(_GIVEN.search, texts[2:])) else ""
    return "met" if met else "given"


def _rate(passage: Passage, match: re.Match[str], told: str) -> float:
    before, after = map(str.lower, passage.around(match.start(), match.end()))
    place = (0.5, 0.5, 0.5, 0.4, 0.2)[min(passage.rank, 4)]
    return place + _score(match, before, after, told)


def _score(match: re.Match[str], before: str, after: str, told: str) -> float:
    counted = match.group().lower()
    score = 1.5 if match["guests"] or " vị " in counted else 0.2
    score += 0.4 if _ALTOGETHER.search(before[-100:]) else 0.0
    score -= _against(before, counted, after)
    if told == "given" and counted.endswith(_HEALERS) and not _is_met(before, after):
        return score
    if _surely_present(before, after):
        return score + 0.8
    if _takes_part(before, after) or (told == "met" and not _CHILD.search(counted)):
        score += 0.5
    if told == "given" and not (match["guests"] or _is_met(before, after)):
        score -= 0.5
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
        _TAKES_PART.search(before[-50:])
        or _TAKES_PART.search(after[:100])
        or _GROUP.search(before[-40:])
        or _ACTS.search(after[:70])
        or _TAUGHT.search(after[:130])
    )


def _is_met(before: str, after: str) -> bool:
    """Whether they were received, invited or taught, though the article tells of gifts."""
    met = _RECEIVED.search(before[-40:]) or _OF_EVENT.search(before[-130:])
    return bool(met or _TAUGHT.search(after[:130]))


def _against(before: str, counted: str, after: str) -> float:
    """What speaks against these people even where the text seems to say that they came."""
    score = sum(weight for pattern, reach, weight in _EARLIER if pattern.search(before[-reach:]))
    elected = counted.endswith(_OFFICERS) or _ELECTED.search(after[:25])
    if elected and not _JOINS.search(after[:60]):
        score += 1.5
    if _EARLIER_COURSES.match(after):
        score += 2.0
    if _GOES_ON.search(after[:40]):
        score += 1.0
    if "lượt" in counted + after[:10]:
        score += 1.0
    return score


def _unless_sure(match: re.Match[str], before: str, after: str) -> float:
    """What speaks against these people where the text only hints that they came."""
    score = 0.0
    if _RECEIVES.search(before[-60:] + match.group().lower() + after[:60]):
        score += 0.8
    if _PROGRAMME.search(before[-70:]):
        score += 0.8
    if _FOREIGN_TALE.search(match.group().lower() + after[:25]):
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
