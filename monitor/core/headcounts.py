"""Counts of people in a text: a number and right after it who they are. Refuses other things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.core.numerals import NUMBER_WORDS

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
    r"|thầy(?:,? cô)|thầy giáo|cô giáo|nhà giáo|người|(?:anh )?chị em|anh (?:em|chị)"
    r"|bạn trẻ|thanh thiếu niên|thanh niên|thiếu niên|thiếu nhi|sinh viên|học sinh"
    r"|nghiên cứu sinh|em|trẻ|cháu"
    r"|cựu binh|chiến binh|quân tình nguyện|quân nhân|giáo sư"
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

# "Số đại biểu được triệu tập là 120."
_HEADED = re.compile(
    rf"[Ss]ố (?:lượng )?(?P<guests>{_GUESTS})[^.;,:\d]{{0,40}}(?:\slà|:)"
    rf"\s(?:\w+\s)?(?P<n>{_NUMBER})(?=[.,;)/]|$| người)"
)


def counted_people(text: str) -> Iterator[re.Match[str]]:
    """Each count in order: groups `n`, and `guests` (those who came) or `people`."""
    starts = [digit.start() for digit in _DIGIT.finditer(text)]
    if "mươi" in text or "trăm" in text or "ười" in text:
        starts += (word.start() for word in _WORD.finditer(text))
    if not text[:1].isdigit():
        starts.append(0)
    for start in starts:
        match = _COUNTED.match(text, start)
        if match:
            yield match
    if "Số " in text or "số " in text:
        yield from _HEADED.finditer(text)
