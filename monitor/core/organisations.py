"""Bodies that a text names: unions, ministries, NGOs, by a gazetteer and by patterns.

Names are given as printed, cut where the name ends. Refused: departments and schools without a
name of their own, brands, parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.core.letters import UPPER
from monitor.core.provinces import PRINTED_NAMES

_GAZETTEER = (
    "Plan International",
    "World Vision International",
    "World Vision",
    "Tầm nhìn Thế giới Việt Nam",
    "Tầm nhìn Thế giới",
    "Good Neighbors International",
    "Good Neighbors",
    "GNI",
    "Zhishan Foundation",
    "Zhi Shan Foundation",
    "Zhishan",
    "Zhi Shan",
    "Save the Children",
    "ChildFund",
    "Habitat for Humanity International",
    "Habitat for Humanity Việt Nam",
    "Habitat for Humanity",
    "Oxfam",
    "CARE International",
    "CARE",
    "Aide et Action",
    "Room to Read",
    "East Meets West",
    "Thrive Networks",
    "MAG",
    "PeaceTrees Vietnam",
    "PeaceTrees",
    "NPA",
    "RENEW",
    "DDG",
    "Samaritan's Purse",
    "KOICA",
    "JICA",
    "USAID",
    "GIZ",
    "AFD",
    "UNDP",
    "UNICEF",
    "UNESCO",
    "UNFPA",
    "UNHCR",
    "UN Women",
    "FAO",
    "ILO",
    "IOM",
    "WHO",
    "ADB",
    "CERF",
    "ECHO",
    "COPION",
    "KSSA",
    "Global Civic Sharing",
    "Saigonchildren",
    "Operation Smile",
    "Orbis",
    "Swim Vietnam",
    "Seed to Table",
    "Children Action",
    "Medipeace",
    "Blue Dragon",
    "Rồng Xanh",
    "SNV",
    "WWF",
    "IUCN",
    "TFCF",
    "Caritas",
    "CRS",
    "Malteser International",
    "Bread for the World",
    "Brot für die Welt",
    "HEKS",
    "Fred Hollows",
    "Christian Blind Mission",
    "CBM",
    "Humanity & Inclusion",
    "Handicap International",
    "Helvetas",
    "Norwegian Mission Alliance",
    "VVAF",
    "FHI 360",
    "PATH",
    "PACCOM",
    "COMINGO",
    "VUFO",
    "HUFO",
    "HAUFO",
    "DUFO",
    "VNMAC",
    "AHA",
    "Care the People",
    "Rotary Club",
    "Lions Club",
    "Samsung",
    "Operation Blessing",
    "Holt International",
    "Compassion International",
    "Heifer International",
    "Heifer",
    "The Asia Foundation",
    "Quỹ Châu Á",
    "ActionAid",
    "Terre des Hommes",
    "SOS Children's Villages",
    "Làng trẻ em SOS",
    "Vietnam Children's Fund",
    "Project Vietnam Foundation",
    "Pacific Links",
    "Liên minh Châu Âu",
)


def _by_letter() -> dict[str, re.Pattern[str]]:
    """A pattern for each first letter, longer names first."""
    names: dict[str, list[str]] = {}
    for name in sorted(_GAZETTEER, key=len, reverse=True):
        names.setdefault(name[0], []).append(re.escape(name))
    return {
        letter: re.compile(rf"(?:{'|'.join(group)})(?![\w-])") for letter, group in names.items()
    }


_KNOWN = _by_letter()
_INITIAL = re.compile(rf"[{''.join(_KNOWN)}](?<![\w-].)")
# A name after a body's name may be its head's: "UBND tỉnh Nguyễn Văn An" is a person's office.
_NOT_A_PERSON = (
    r"(?!(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lưu"
    r"|Trịnh|Tạ|Đoàn|Mai|Cao|Chu|Đào|Thái|Tô|Giàng|Lò|Rah|Phó|Chủ|Ông|Bà)\s)"
)
_NAME = rf"(?:[{UPPER}][\w'’&/-]*)"
_OWN_NAME = rf"(?:{_NOT_A_PERSON}{_NAME})"
_PROVINCE = "(?:" + "|".join(sorted(map(re.escape, PRINTED_NAMES), key=len, reverse=True)) + ")"
_COUNTRY = rf"(?!TP|Thành){_NAME}(?:\s(?!TP|Thành){_OWN_NAME})?"
# What may follow a body's name: where it is. Tried once, after any head that takes it.
_PLACE = re.compile(
    rf"(?:(?:\s(?:tỉnh|[Tt]hành phố|TP\.?|T\.P))?\s?{_PROVINCE}|\sTP\.?\s?HCM"
    rf"|\s(?:huyện|quận|thị xã|xã|phường)\s{_OWN_NAME}(?:\s{_NAME})?)(?!\w)"
)
_UNIT = re.compile(rf"\s(?:tỉnh|thành phố)(?!\s[{UPPER}])")
_UNIONS = re.compile(r"Liên hiệp các [Tt]ổ chức [Hh]ữu nghị(?:\sViệt Nam)?")
_WITH_PLACE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"Hội [Hh]ữu nghị(?: đối ngoại nhân dân)? {_COUNTRY}(?:\s?[-–]\s?{_COUNTRY})?",
        r"Hội (?:Chữ thập đỏ|Nông dân|Liên hiệp Phụ nữ|Nạn nhân chất độc da cam/dioxin|Khuyến học"
        r"|Từ thiện|Cựu chiến binh|Bảo trợ|Người khuyết tật)(?: Việt Nam)?",
        r"(?:Ủy ban|Uỷ ban) (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?",
        r"Sở (?:Ngoại vụ|Y tế|Du lịch|Kế hoạch và Đầu tư|Giáo dục và Đào tạo|Tài chính)",
    )
)
_OFFICE = re.compile(r"UBND(?=\s)")
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:Ủy|Uỷ) ban Công tác về các tổ chức phi chính phủ nước ngoài",
        r"(?:Ủy|Uỷ) ban Nhà nước về người Việt Nam ở nước ngoài",
        r"Ban (?:Điều phối viện trợ nhân dân|(?:Đối ngoại|Tuyên giáo|Dân vận|Tổ chức|Kinh tế)"
        r" Trung ương)",
        r"Hội Việt - (?:Mỹ|Nga|Lào|Trung|Nhật|Pháp|Đức|Hàn)",
        r"Bộ (?:Ngoại giao|Quốc phòng|Công an|Y tế|Nội vụ|Tài chính|Công Thương|Xây dựng|Tư pháp"
        r"|Giáo dục và Đào tạo|Nông nghiệp và (?:Phát triển nông thôn|Môi trường)"
        r"|Kế hoạch và Đầu tư|Văn hóa, Thể thao và Du lịch|Thông tin và Truyền thông"
        r"|Khoa học và Công nghệ|Lao động - Thương binh và Xã hội|Tài nguyên và Môi trường)",
        rf"(?:Đại sứ quán|Tổng Lãnh sự quán) {_COUNTRY}",
        rf"(?:Tổ chức|Quỹ) (?P<own>(?!Hội nghị|Lễ|Liên hợp|Bảo|Cứu|Trả){_NAME}"
        rf"(?:\s(?:{_NAME}|of|for|the|de|et|and|to)){{0,6}})",
        r"tổ chức (?P<own>(?!Cho|Trao|Giao|Khai|Thanh|Thi|Quang|Tham|Trong)[A-Z][A-Za-z'’&.-]+"
        r"(?:\s(?:[A-Z][A-Za-z'’&.-]*|of|for|the|de|et|and|to)){0,6})(?!\w)",
        rf"Tập đoàn {_NAME}(?:\s{_NAME}){{0,3}}",
        r"Học viện Chính trị [Qq]uốc gia Hồ Chí Minh|Tổ chức Cứu trợ Trẻ em"
        r"|Trung tâm Hành động bom mìn quốc gia Việt Nam",
        r"Chương trình Phát triển Liên hợp quốc|Liên [Hh]ợp [Qq]uốc",
    )
)
_DEFINED = re.compile(rf"\((?P<short>[{UPPER}]{{2,10}})\)")


def find_organisations(text: str) -> tuple[str, ...]:
    """The bodies that `text` names, in order, each once.

    The longest name at each place; not a short form that the text defines in brackets, nor a name
    that a longer one of the text begins with.
    """
    found = sorted(
        (*_gazetteer(text), *_whole(text), *_placed(text)),
        key=lambda item: (item[0], -len(item[1])),
    )
    reached, names = -1, dict[str, str]()
    defined = {match["short"] for match in _DEFINED.finditer(text)}
    for start, name in found:
        if start >= reached:
            reached = start + len(name)
            names.setdefault(name.casefold(), name)
    kept = (name for key, name in names.items() if not _is_part(key, names))
    return tuple(name for name in kept if name not in defined or len(names) == 1)


def _is_part(key: str, names: Iterable[str]) -> bool:
    return any(other != key and other.startswith(f"{key} ") for other in names)


def _gazetteer(text: str) -> Iterator[tuple[int, str]]:
    for initial in _INITIAL.finditer(text):
        known = _KNOWN[initial.group()].match(text, initial.start())
        if known:
            yield known.start(), known.group()


def _whole(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _WHOLE:
        for match in pattern.finditer(text):
            group = "own" if "own" in pattern.groupindex else 0
            yield match.start(group), match[group].rstrip(" .,;:-")


def _placed(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _WITH_PLACE:
        for match in pattern.finditer(text):
            yield match.start(), match.group() + _after(_PLACE, text, match.end())
    for match in _UNIONS.finditer(text):
        place = _after(_PLACE, text, match.end()) or _after(_UNIT, text, match.end())
        yield match.start(), match.group() + place
    for match in _OFFICE.finditer(text):
        place = _after(_PLACE, text, match.end())
        if place:
            yield match.start(), match.group() + place


def _after(pattern: re.Pattern[str], text: str, start: int) -> str:
    match = pattern.match(text, start)
    return match.group() if match else ""
