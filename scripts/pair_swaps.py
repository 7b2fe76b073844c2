"""Other events told in the same words: a corpus article in which one value alone is replaced.

The value stands in title, lead or first paragraph, and is replaced wherever it stands. What a
reader takes for a correction (a count, a person's name) is no kind here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from monitor.core.letters import UPPER
from monitor.core.model import Article
from monitor.core.provinces import NEW_UNIT, PROVINCES
from monitor.core.text import fold
from scripts.pair_cases import Case, texts_of, with_texts

_NAME = rf"[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,2}}"
_DISTRICT = re.compile(rf"\b(?:[Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]hị xã|[Tt]hị trấn) ({_NAME})")
_SCHOOL = re.compile(
    r"\b(?:[Tt]rường|[Bb]ệnh viện|[Tt]rung tâm)(?: (?:[Tt]iểu học|THCS|THPT|[Mm]ầm non|[Đđ]a khoa"
    rf"|[Bb]ảo trợ xã hội|[Yy] tế|trẻ em|huyện|xã))+ ({_NAME})"
)
_PROVINCE = re.compile(rf"\b({'|'.join(map(re.escape, PROVINCES))})\b")
_YEAR = re.compile(r"(?<![\d/.-])(20[0-2]\d)\b(?!-)")
_CLUSTER = re.compile(r"\b(?i:cụm)(?: thi đua)?(?: số)? (\d{1,2}|[IVX]{1,4})\b")
_ORDINAL = re.compile(r"\b(?i:lần thứ|đợt|khóa|khoá|vòng) (\d{1,3}|[IVX]{1,5})\b")
_DONORS = (
    "World Vision", "Plan International", "Zhi Shan Foundation", "Good Neighbors International",
    "Save the Children", "Operation Smile", "Habitat for Humanity", "PeaceTrees Vietnam",
    "Saigonchildren", "Room to Read", "Medipeace", "Global Civic Sharing", "Rotary Club", "Samsung",
    "MetLife Foundation", "Saigon Children's Charity", "Caritas Germany", "Project Vietnam",
    "Giving It Back To Kids", "Care the People", "Humanity and Inclusion", "East Meets West",
    "Blue Dragon", "Korea Food for the Hungry", "Hyundai", "Heifer International",
    "CARE", "COPION", "GNI", "KFHI", "MAG", "NPA", "ADRA", "CRS", "OXFAM", "UNICEF", "JICA",
)  # fmt: skip
_DONOR = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _DONORS))})(?!\w)")
_COUNTRIES = (
    "Lào", "Campuchia", "Cuba", "Myanmar", "Slovakia", "Ba Lan", "Hungary", "Bulgaria", "Ấn Độ",
    "Nhật Bản", "Hàn Quốc", "Trung Quốc", "Thái Lan", "Indonesia", "Philippines", "Australia",
    "Italia", "Thụy Sĩ", "Thụy Điển", "Pháp",
)  # fmt: skip
_COUNTRY = re.compile(rf"\b({'|'.join(_COUNTRIES)})\b")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})(?=(?:/| tháng )\d{1,2}\b)")
_SUM = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)*)(?= (?:nghìn |triệu |tỷ |tỉ )?(?:đồng|USD|đô la)\b)"
)
_COUNTED = {"cluster": _CLUSTER, "ordinal": _ORDINAL}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

Pools = dict[str, list[str]]


def pools_of(cases: list[Case]) -> Pools:
    """Names to put in the place of others, by kind."""
    text = "\n".join(part for case in cases for part in texts_of(case.article))
    return {
        "district": sorted({m[1] for m in _DISTRICT.finditer(text) if _whole(m[1])}),
        "school": sorted({m[1] for m in _SCHOOL.finditer(text) if _whole(m[1])}),
    }


def _whole(name: str) -> bool:
    """Of two words and no province's; the rest is cut off from something longer."""
    return name.count(" ") == 1 and name not in PROVINCES


def _named(pattern: re.Pattern[str], kind: str) -> Callable[[str, Random, Pools], tuple[str, str]]:
    def pick(head: str, random: Random, pools: Pools) -> tuple[str, str]:
        old = random.choice(sorted({m[1] for m in pattern.finditer(head) if _whole(m[1])}))
        return old, random.choice([name for name in pools[kind] if _another(old, name)])

    return pick


def _another(old: str, new: str) -> bool:
    return fold(old) not in fold(new) and fold(new) not in fold(old)


def _donor(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    old = random.choice(sorted({m[1] for m in _DONOR.finditer(head)}))
    return old, random.choice([n for n in _DONORS if n.isupper() == old.isupper() and n != old])


def _province(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    """Another province, and none that became one with it."""
    old = random.choice(sorted({m[1] for m in _PROVINCE.finditer(head)}))
    return old, random.choice([p for p in PROVINCES if NEW_UNIT[p] != NEW_UNIT[old]])


def _country(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    old = random.choice(sorted({m[1] for m in _COUNTRY.finditer(head)}))
    return old, random.choice([country for country in _COUNTRIES if country != old])


def _year(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    old = random.choice(sorted({m[1] for m in _YEAR.finditer(head)}))
    return old, str(int(old) + random.choice([-2, -1, -1, 1, 1]))


def _counted(pattern: re.Pattern[str]) -> Callable[[str, Random, Pools], tuple[str, str]]:
    """One of the next two or the two before."""

    def pick(head: str, random: Random, pools: Pools) -> tuple[str, str]:
        value = random.choice(sorted({m[1] for m in pattern.finditer(head)}))
        near = [str(n) for n in range(1, 13)] if value.isdigit() else list(_ROMAN)
        at = near.index(value) if value in near else 3
        new = random.choice([n for n in near[max(0, at - 2) : at + 3] if n != value])
        return value, new

    return pick


def _day(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    """A day with its month."""
    found = sorted({(m[1], head[m.end() : m.end() + 9]) for m in _DAY.finditer(head)})
    day, rest = random.choice(found)
    month = re.match(r"(?:/| tháng )\d{1,2}", rest)
    tail = month[0] if month else "/"
    new = random.choice([d for d in range(1, 29) if abs(d - int(day)) > 1])
    return day + tail, f"{new}{tail}"


def _sum(head: str, random: Random, pools: Pools) -> tuple[str, str]:
    old = random.choice(sorted({m[1] for m in _SUM.finditer(head)}))
    first = random.choice([d for d in "123456789" if abs(int(d) - int(old[0] or "0")) > 1])
    return old, first + old[1:]


SWAPS: dict[str, Callable[[str, Random, Pools], tuple[str, str]]] = {
    "district": _named(_DISTRICT, "district"),
    "school": _named(_SCHOOL, "school"),
    "province": _province,
    "year": _year,
    "cluster": _counted(_CLUSTER),
    "ordinal": _counted(_ORDINAL),
    "donor": _donor,
    "country": _country,
    "day": _day,
    "sum": _sum,
}
"""How a value of each kind is chosen in the head, and what takes its place."""


KINDS = (*SWAPS, "edition")
"""The kinds of value that are swapped; an edition has all its years shifted."""


def swapped(kind: str, article: Article, random: Random, pools: Pools) -> Article | None:
    """The same text of another event; None where the head has no value of this kind."""
    if kind == "edition":
        return _edition(article, random)
    texts = texts_of(article)
    try:
        old, new = SWAPS[kind](" ".join(texts[:3]), random, pools)
    except IndexError:  # nothing to choose from
        return None
    pattern = _COUNTED.get(kind)
    if pattern:  # the same digits elsewhere count something else
        put = partial(_recounted, old=old, new=new)
        fresh = with_texts(article, [pattern.sub(put, text) for text in texts])
    else:
        fresh = with_texts(article, [replaced(text, old, new) for text in texts])
    return replace(fresh, published_at=None) if kind == "year" else fresh


def _edition(article: Article, random: Random) -> Article | None:
    """The same text a year or two before or after: every year in it is another."""
    texts, by = texts_of(article), random.choice([-2, -1, 1])
    fresh = [_YEAR.sub(lambda m: str(int(m[1]) + by), text) for text in texts]
    if fresh[:3] == texts[:3]:
        return None
    return replace(with_texts(article, fresh), published_at=None)


def _recounted(match: re.Match[str], old: str, new: str) -> str:
    return match[0][: -len(old)] + new if match[1] == old else match[0]


def replaced(text: str, old: str, new: str) -> str:
    """With a value replaced as a whole, in capitals too."""
    for one, two in ((old, new), (old.upper(), new.upper())):
        text = re.sub(rf"(?<![\w]){re.escape(one)}(?!\w)", lambda _, two=two: two, text)  # type: ignore[misc]
    return text
