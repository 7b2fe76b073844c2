"""The provinces of Việt Nam, before and since 1 July 2025, and where a text names them.

Source: Resolution 202/2025/QH15 (63 units became 34). A name that survived the merger is the name
of the unit that it became part of, so the map needs no date. Refused: districts, communes, streets,
rivers, persons and institutions that bear a province's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.core.letters import LOWER, UPPER
from monitor.core.text import fold

# new unit: the old ones that it holds
_UNITS = """
Hà Nội: Hà Nội
Tuyên Quang: Hà Giang, Tuyên Quang
Cao Bằng: Cao Bằng
Thái Nguyên: Bắc Kạn, Thái Nguyên
Lào Cai: Lào Cai, Yên Bái
Điện Biên: Điện Biên
Lai Châu: Lai Châu
Sơn La: Sơn La
Phú Thọ: Hòa Bình, Phú Thọ, Vĩnh Phúc
Lạng Sơn: Lạng Sơn
Quảng Ninh: Quảng Ninh
Bắc Ninh: Bắc Giang, Bắc Ninh
Hải Phòng: Hải Dương, Hải Phòng
Hưng Yên: Hưng Yên, Thái Bình
Ninh Bình: Hà Nam, Nam Định, Ninh Bình
Thanh Hóa: Thanh Hóa
Nghệ An: Nghệ An
Hà Tĩnh: Hà Tĩnh
Quảng Trị: Quảng Bình, Quảng Trị
Huế: Huế
Đà Nẵng: Đà Nẵng, Quảng Nam
Quảng Ngãi: Quảng Ngãi, Kon Tum
Gia Lai: Bình Định, Gia Lai
Đắk Lắk: Phú Yên, Đắk Lắk
Khánh Hòa: Khánh Hòa, Ninh Thuận
Lâm Đồng: Bình Thuận, Đắk Nông, Lâm Đồng
Đồng Nai: Bình Phước, Đồng Nai
Tây Ninh: Tây Ninh, Long An
Hồ Chí Minh: Bình Dương, Bà Rịa - Vũng Tàu, Hồ Chí Minh
Đồng Tháp: Tiền Giang, Đồng Tháp
Vĩnh Long: Bến Tre, Trà Vinh, Vĩnh Long
An Giang: An Giang, Kiên Giang
Cần Thơ: Cần Thơ, Hậu Giang, Sóc Trăng
Cà Mau: Bạc Liêu, Cà Mau
"""
NEW_UNIT: dict[str, str] = {
    old: new
    for new, olds in (line.split(": ") for line in _UNITS.strip().splitlines())
    for old in olds.split(", ")
}
PROVINCES: tuple[str, ...] = tuple(NEW_UNIT)
"""The 63 units before the merger, by their short names."""

_HCMC = r"(?:Hồ\sChí\sMinh|HỒ\sCHÍ\sMINH|HCM)"
PRINTED_NAMES: tuple[str, ...] = (
    *PROVINCES,
    *(
        "Thừa Thiên Huế",
        "Thừa Thiên - Huế",
        "Khánh Hoà",
        "Thanh Hoá",
        "Hoà Bình",
        "Đắc Lắc",
        "Đăk Lăk",
    ),
)
"""The short names, and other spellings that stand in the names of bodies."""

# Other spellings, as patterns over a text in NFC. The bare name Hồ Chí Minh is a person's.
_ALIASES: dict[str, str] = {
    "Hồ Chí Minh": rf"(?:T\.?[Pp]\.?|Th\.?[Pp]\.?|Thành\s[Pp]hố|THÀNH\sPHỐ)[\s-]?{_HCMC}|HCMC"
    r"|(?:(?<=thành phố )|(?<=tp )|(?<=tp\.)|(?<=tp\. ))(?:Hồ\sChí\sMinh|HCM)"
    r"|Ho\sChi\sMinh\sCity",
    "Huế": r"(?:Thừa\sThiên|T\.?T\.?)(?:\s?[-–]\s?|\s)Huế|THỪA\sTHIÊN(?:\s?[-–]\s?|\s)HUẾ"
    r"|Huế|HUẾ",
    "Bà Rịa - Vũng Tàu": r"Bà\sRịa\s?[-–]?\s?Vũng\sTàu|BÀ\sRỊA\s?[-–]?\s?VŨNG\sTÀU"
    r"|BR\s?[-–]?\s?VT",
    "Đắk Lắk": r"[ĐD][ắăặa][kc][\s-]?[Ll][ắăặa][kc]|ĐẮ[KC]\sLẮ[KC]",
    "Đắk Nông": r"[ĐD][ắăặa][kc][\s-]?[Nn][ôo]ng|ĐẮ[KC]\sNÔNG",
    "Hòa Bình": r"H(?:òa|oà)\sBình|H(?:ÒA|OÀ)\sBÌNH",
    "Khánh Hòa": r"Khánh\sH(?:òa|oà)|KHÁNH\sH(?:ÒA|OÀ)",
    "Thanh Hóa": r"Thanh\sH(?:óa|oá)|THANH\sH(?:ÓA|OÁ)",
    "Kon Tum": r"Kon\s?[Tt]um|KON\s?TUM|Công\sTum",
    "Bắc Kạn": r"Bắc\s(?:Kạn|Cạn)|BẮC\s(?:KẠN|CẠN)",
    "Quảng Ngãi": r"Quảng\sNg(?:ãi|hĩa)|QUẢNG\sNGÃI",
}
_OTHER_LETTERS = {"Huế": "T", "Hồ Chí Minh": "T", "Đắk Lắk": "D", "Đắk Nông": "D", "Kon Tum": "C"}
# "Thái Bình Dương" (the Pacific) and its like are eaten before a province is found in them.
_NOT_PLACES = (
    r"Thái\sBình\sDương|THÁI\sBÌNH\sDƯƠNG|Hải\sDương\shọc|H(?:òa|oà)\sBình\s(?:Xanh|Dương)"
    r"|(?<!phố\s)(?<!TP\s)(?<!TP\.\s)Điện\sBiên\sPhủ"
)
_GROUP_OF = {f"p{i}": province for i, province in enumerate(PROVINCES)}


def _spellings(province: str) -> str:
    either = re.escape(province), re.escape(province.upper())
    return _ALIASES.get(province) or "|".join(either).replace(r"\ ", r"\s")


def _by_letter() -> dict[str, re.Pattern[str]]:
    """A pattern for each first letter: a text has many capitals, and few of them begin a name."""
    names: dict[str, list[str]] = {}
    for group, province in _GROUP_OF.items():
        for letter in province[0] + _OTHER_LETTERS.get(province, ""):
            names.setdefault(letter, []).append(f"(?P<{group}>{_spellings(province)})")
    return {
        letter: re.compile(rf"(?:{_NOT_PLACES}|{'|'.join(groups)})(?!\w)")
        for letter, groups in names.items()
    }


_NAMES = _by_letter()
# English pages print no marks; a Vietnamese sentence has some.
_ENGLISH: dict[str, str] = {
    **{fold(name).title(): name for name in PROVINCES if name != "Hồ Chí Minh"},
    **{fold(name).upper(): name for name in PROVINCES if name != "Hồ Chí Minh"},
    "Hanoi": "Hà Nội",
    "Danang": "Đà Nẵng",
    "Haiphong": "Hải Phòng",
    "Thua Thien Hue": "Huế",
    "Thua Thien - Hue": "Huế",
    "Daklak": "Đắk Lắk",
    "BR-VT": "Bà Rịa - Vũng Tàu",
    **dict.fromkeys(
        ("Ho Chi Minh City", "HCMC", "HCM City", "TPHCM", "TP.HCM", "TP HCM"), "Hồ Chí Minh"
    ),
}
_ANY_ENGLISH = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _ENGLISH), key=len, reverse=True))})(?!\w)"
)
_CITY = re.compile(r"(?:thành phố|tp\.?)\s?$")
_INITIAL = re.compile(rf"[{''.join(_NAMES)}](?<!\w.)")

# A word before the name that makes it something else than the province.
_SMALLER_THINGS = (
    "huyện|quận|xã|phường|thị trấn|thôn|bản|ấp|khóm|làng|khu phố|đường|phố|đại lộ|quốc lộ"
    "|sông|suối|núi|hồ|đèo|cầu|chợ|đảo|nobel|vì|giải|khách sạn|rạp|công viên"
    "|quảng trường|chùa|đền"
    "|giờ|cung|nhà hát|bến xe|nhà máy thủy điện|thủy điện|hòa ước|hiệp định|đội tuyển|du thuyền"
)
_SMALLER = tuple(f"{word} " for word in _SMALLER_THINGS.split("|"))
_NO_BRIDGE = ("đầu cầu ", "điểm cầu ")  # a place that takes part by video
_PERSON = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trương|Lưu|Trịnh"
    r"|Tạ|Thị|Văn)\s$"
)
# What is made, sung or told, and who plays: "điệu xoan Phú Thọ", "ca khúc về Hà Nội".
_THING = re.compile(
    r"(?:\b(?:món|đặc sản|phở|bún|nem|chè|bưởi|nhãn|gốm|lụa|nón|điệu|làn điệu|dân ca|quan họ"
    r"|xoan|u\d\d(?: nam| nữ)?)"
    r"(?: (?!(?:cho|của|tại|ở|tỉnh|từ|do|đến|với|về|và|quà)\b)\w+){0,2}"
    r"|(?:ca khúc|bài hát|bài ca|bài thơ|bộ phim)(?:[^.;]{0,20}(?<!trở) về)?)\s$"
)
_PEACE = re.compile(
    r"(?i:quỹ|ủy ban|uỷ ban|hội đồng|vì|nobel|trường|đại sứ|đồng hồ|tổ chức|chương trình)\s$"
)
_CHINA = re.compile(r"\s?[(,]\s?Trung\s?Quốc")
_COMMUNE_OF = re.compile(rf"\s\((?!Việt|Trung|Hàn|Nhật)[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}]+\)")
_COMMUNES = re.compile(r"\b(?:xã|phường|thị trấn)\s[^.;]*$")
_PLURAL_LIST = re.compile(
    r"\b(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+)"
    r"\s(?:huyện|quận|xã|phường|thị trấn|thôn)"
    rf"(?:\s[{UPPER}]\w*|,)*,?\s$"
)
_INSTITUTION = re.compile(
    r"\b(?:[Tt]rường|Đại học|ĐH|Cao đẳng|Học viện|Viện|Báo|[Bb]áo|Đài|Tạp chí|Bệnh viện|Công ty"
    r"|Sở|Ngân hàng|CLB|Câu lạc bộ|Nhà xuất bản|Hãng|Khu công nghiệp|Cảng|FC)(?:\s[\w&-]+){0,7}\s$"
)
_WITH_UNIT = re.compile(r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|T\.P)\s$")
_PLACED = re.compile(r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|T\.P|\bở)\s$")

Mention = tuple[str, int, int]


def provinces_2025(names: Iterable[str]) -> tuple[str, ...]:
    """The units since July 2025 that hold these provinces, in order, each once.

    Takes any spelling that `find_provinces` knows; what is no province is left out.
    """
    units = (canonical_province(name) for name in names)
    return tuple(dict.fromkeys(NEW_UNIT[unit] for unit in units if unit))


def canonical_province(name: str) -> str | None:
    """The short name (as in PROVINCES) of a province in any spelling; None where it is none."""
    name = re.sub(r"^(?i:tỉnh|thành phố|tp\.?)\s?", "", name.strip())
    if name in NEW_UNIT:
        return name
    if name == "HCM":
        return "Hồ Chí Minh"
    return next((province for province, _, _ in _raw_mentions(name)), None)


def find_provinces(text: str) -> tuple[Mention, ...]:
    """Every mention of a province: (short name, start, end), in order."""
    strong, weak = province_mentions(text)
    return tuple(sorted((*strong, *weak), key=lambda mention: mention[1]))


def province_mentions(text: str) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Mentions of places, and those that only stand in an institution's name ("Báo Đồng Nai")."""
    strong: list[Mention] = []
    weak: list[Mention] = []
    for province, start, end in _raw_mentions(text):
        before = text[max(0, start - 60) : start]
        if _is_another_thing(province, before, text[end : end + 40]):
            continue
        institution = _INSTITUTION.search(before) and not _PLACED.search(before)
        (weak if institution else strong).append((province, start, end))
    return tuple(strong), tuple(weak)


def _raw_mentions(text: str) -> Iterator[Mention]:
    if text.isascii():
        for found in _ANY_ENGLISH.finditer(text):
            yield _ENGLISH[found.group()], found.start(), found.end()
        return
    reached = 0
    for initial in _INITIAL.finditer(text):
        if initial.start() < reached:
            continue
        match = _NAMES[initial.group()].match(text, initial.start())
        if match:
            reached = match.end()
            if match.lastgroup:
                yield _GROUP_OF[match.lastgroup], _start(match), match.end()


def _start(match: re.Match[str]) -> int:
    """Where the mention begins: a city in lower case before the name belongs to it."""
    before = _CITY.search(match.string, max(0, match.start() - 11), match.start())
    named = _GROUP_OF[match.lastgroup or ""] == "Hồ Chí Minh"
    return before.start() if before and named else match.start()


def _is_another_thing(province: str, before: str, after: str) -> bool:
    if province == "Hồ Chí Minh":
        return False
    near = before[-20:]
    if _names_smaller(near.lower()) or _PERSON.search(near) or _PLURAL_LIST.search(before):
        return not _WITH_UNIT.search(near)
    if _THING.search(before[-45:].lower()):
        return True
    if province == "Hòa Bình" and _PEACE.search(before):
        return True
    if province == "Hà Nam" and _CHINA.match(after):
        return True
    return bool(_COMMUNE_OF.match(after) and _COMMUNES.search(before))


def _names_smaller(before: str) -> bool:
    return before.endswith(_SMALLER) and not before.endswith(_NO_BRIDGE)
