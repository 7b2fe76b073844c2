"""Template siblings of corpus articles: the same text filled in for another event."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from monitor.core.model import Article
from scripts.pair_cases import CAPITALISED, PERSON, Case, texts_of, with_texts

_DISTRICT = re.compile(
    rf"\b([Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Tt]rường [^,.]{{3,12}}) "
    rf"({CAPITALISED}(?: {CAPITALISED}){{0,2}})"
)
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})(?!\d)(?!/?\d{1,2}\b(?!\d))")
_DAY_YEAR = re.compile(r"\b(20[0-2]\d)\b")
_COUNT = re.compile(r"(?<![\d/.,-])(\d{2,3}(?:\.\d{3})*|\d{1,2},\d+)(?![\d/,-]|\.\d)")
_ORDINAL = re.compile(r"\b(Cụm(?: số)?|lần thứ|đợt|khóa|[Kk]hoá) (\d{1,2}|[IVX]{1,4})\b")
_PROVINCES = (
    "Cao Bằng|Lạng Sơn|Hà Giang|Tuyên Quang|Yên Bái|Lào Cai|Sơn La|Điện Biên|Lai Châu|Hòa Bình|"
    "Phú Thọ|Vĩnh Phúc|Bắc Giang|Bắc Ninh|Quảng Ninh|Hải Dương|Hải Phòng|Hưng Yên|Thái Bình|"
    "Nam Định|Ninh Bình|Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Quảng Nam|Quảng Ngãi|"
    "Bình Định|Phú Yên|Khánh Hòa|Ninh Thuận|Bình Thuận|Kon Tum|Gia Lai|Đắk Lắk|Lâm Đồng|Đồng Nai|"
    "Bình Dương|Bình Phước|Tây Ninh|Long An|Tiền Giang|Bến Tre|Trà Vinh|Vĩnh Long|Đồng Tháp|"
    "An Giang|Kiên Giang|Cần Thơ|Hậu Giang|Sóc Trăng|Bạc Liêu|Cà Mau|Thái Nguyên|Bắc Kạn|Hà Nam"
)
_PROVINCE = re.compile(rf"\b(?:{_PROVINCES}|Hà Nội|Đà Nẵng|TP\\.HCM|Thành phố Hồ Chí Minh|Huế)\b")
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


class Swap:
    """One consistent replacement of values: the same old value always gets the same new one."""

    def __init__(self, random: Random, pools: dict[str, list[str]]) -> None:
        self.random, self.pools = random, pools
        self.known: dict[tuple[str, str], str] = {}
        self.years = random.choice([-3, -2, -1, -1, 1, 1, 2])

    def _new(self, kind: str, old: str, make: list[str]) -> str:
        if (kind, old) not in self.known:
            self.known[kind, old] = self.random.choice([v for v in make if v != old] or [old])
        return self.known[kind, old]

    def _date(self, m: re.Match[str]) -> str:
        day = self._new("day", m[1], [str(d) for d in range(1, 29)])
        return f"{day}/{self._new('month', m[2], [str(d) for d in range(1, 13)])}"

    def _count(self, m: re.Match[str]) -> str:
        fresh = "".join(c if not c.isdigit() else str(self.random.randint(1, 9)) for c in m[1])
        return self._new("count", m[1], [fresh])

    def _ordinal(self, m: re.Match[str]) -> str:
        values = [str(n) for n in range(1, 9)] if m[2].isdigit() else _ROMAN
        return f"{m[1]} {self._new('ordinal', m[2], values)}"

    def apply(self, kind: str, text: str) -> str:
        """The text with all values of one kind replaced."""
        if kind == "province":
            names = _PROVINCES.split("|")
            return _PROVINCE.sub(lambda m: self._new(kind, m[0], names), text)
        if kind == "person":
            return PERSON.sub(lambda m: self._new(kind, m[0], self.pools[kind]), text)
        if kind == "district":
            return _DISTRICT.sub(
                lambda m: f"{m[1]} {self._new(kind, m[2], self.pools[kind])}", text
            )
        if kind == "year":
            return _DAY_YEAR.sub(lambda m: str(int(m[1]) + self.years), text)
        pattern, change = {
            "date": (_DATE, self._date),
            "count": (_COUNT, self._count),
            "ordinal": (_ORDINAL, self._ordinal),
        }[kind]
        return pattern.sub(change, text)


def pools_of(cases: list[Case]) -> dict[str, list[str]]:
    """Names to put in the place of others."""
    texts = [text for case in cases for text in texts_of(case.article)]
    return {
        "person": sorted({m[0] for text in texts for m in PERSON.finditer(text)}),
        "district": sorted({m[2] for text in texts for m in _DISTRICT.finditer(text)}),
    }


_SIBLINGS = {
    "other cluster": (["ordinal", "province"], ["date", "person", "count"]),
    "other edition": (["year"], ["date", "ordinal", "count", "person", "province"]),
    "other province": (["province", "district"], ["date", "person", "count"]),
    "other district": (["district", "count"], ["date", "person"]),
    "other gift": (["date", "count"], ["district", "person", "year"]),
}


def sibling_of(
    article: Article, random: Random, pools: dict[str, list[str]]
) -> tuple[str, Article] | None:
    """The same template filled in for another event; None where too little could be changed.

    What changes stands in title, lead or first paragraph; numbers and people by themselves do not
    make another event, they could be corrections.
    """
    name = random.choice(sorted(_SIBLINGS))
    always, sometimes = _SIBLINGS[name]
    kinds = [*always, *(kind for kind in sometimes if random.random() < 0.6)]
    swap, changed = Swap(random, pools), set()
    texts = texts_of(article)
    for kind in kinds:
        fresh = [swap.apply(kind, text) for text in texts]
        if fresh != texts:
            changed.add(kind)
        texts = fresh
    head, before = " ".join(texts[:3]), " ".join(texts_of(article)[:3])
    central = sum(swap.apply(kind, before) != before for kind in sorted(changed))
    if central < 2 or head == before or changed <= {"count", "person"}:
        return None
    published = article.published_at if changed.isdisjoint({"date", "year"}) else None
    return name, replace(with_texts(article, texts), published_at=published)
