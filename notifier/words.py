"""The words of a digest in Vietnamese and English, and how each writes numbers, days and sums."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from monitor.core.model import Amount, Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says. `number` is a pair: the separator of thousands and of decimals."""

    heading: str
    weekdays: tuple[str, ...]  # Monday first
    groups: Mapping[Category, str]
    continued: str
    coming: str
    until: str  # before a last day whose first is not known
    now_part_of: str
    also: str
    more_sources: tuple[str, str]  # for one, for several
    people: Mapping[Category, str]
    about: Mapping[str, str]  # words before a headcount, as printed → as shown
    number: tuple[str, str]
    scales: tuple[tuple[float, str], ...]
    dong: str


VIETNAMESE = Words(
    heading="Tin đối ngoại nhân dân",
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    groups={
        Category.CONFERENCE: "Hội nghị",
        Category.TRAINING: "Tập huấn",
        Category.AID: "Viện trợ",
        Category.OTHER: "Khác",
    },
    continued="tiếp",
    coming="sắp diễn ra",
    until="đến",
    now_part_of="nay là",
    also="cùng đưa tin",
    more_sources=("+{} nguồn", "+{} nguồn"),
    people={
        Category.CONFERENCE: "đại biểu",
        Category.TRAINING: "học viên",
        Category.AID: "người dự",
        Category.OTHER: "người dự",
    },
    about={"hơn": "hơn", "trên": "hơn", "gần": "gần", "khoảng": "khoảng", "chừng": "khoảng"},
    number=(".", ","),
    scales=((1e9, "tỷ"), (1e6, "triệu")),
    dong="đồng",
)
ENGLISH = Words(
    heading="People-to-people diplomacy",
    weekdays=(
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
    groups={
        Category.CONFERENCE: "Conferences",
        Category.TRAINING: "Trainings",
        Category.AID: "Aid",
        Category.OTHER: "Other",
    },
    continued="continued",
    coming="coming up",
    until="until",
    now_part_of="now",
    also="also",
    more_sources=("+{} source", "+{} sources"),
    people={
        Category.CONFERENCE: "delegates",
        Category.TRAINING: "trainees",
        Category.AID: "people",
        Category.OTHER: "people",
    },
    about={
        "hơn": "over", "trên": "over", "gần": "nearly", "khoảng": "about", "chừng": "about",
        "over": "over", "nearly": "nearly", "about": "about", "almost": "nearly",
    },
    number=(",", "."),
    scales=((1e9, "billion"), (1e6, "million")),
    dong="VND",
)  # fmt: skip

_COUNTED = re.compile(
    r"\b(đại biểu|học viên|cán bộ|người|đại diện|sinh viên|học sinh|giáo viên|tình nguyện viên)\b"
)


def words_for(language: str) -> Words:
    """The words of a language; Vietnamese for whatever is not known."""
    return ENGLISH if language == "en" else VIETNAMESE


def say_number(value: float, words: Words) -> str:
    """A number with the language's separators, and at most two decimals."""
    thousands, decimals = words.number
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "_").replace(".", decimals).replace("_", thousands)


def say_amount(amount: Amount, words: Words) -> str:
    """A sum as people write it: "1,8 tỷ đồng", "228.000 USD", "2,5 triệu USD".

    Scaled only where two decimals say it exactly, and foreign money only from a million on.
    """
    unit = words.dong if amount.unit == "VND" else amount.unit
    for scale, name in words.scales:
        scaled = amount.value / scale
        if scaled >= 1 and abs(scaled * 100 - round(scaled * 100)) < 1e-6:
            return f"{say_number(scaled, words)} {name} {unit}"
    return f"{say_number(amount.value, words)} {unit}"


def say_days(start: date, end: date | None) -> str:
    """Days as short as they stay clear: "6–8/7/2022", "30/6–2/7/2022", "9/11/2026"."""
    if end is None or end <= start:
        return f"{start.day}/{start.month}/{start.year}"
    last = f"{end.day}/{end.month}/{end.year}"
    if start.year != end.year:
        return f"{start.day}/{start.month}/{start.year}–{last}"
    if start.month != end.month:
        return f"{start.day}/{start.month}–{last}"
    return f"{start.day}–{last}"


def say_moment(local: datetime, words: Words) -> str:
    """A slot's local time: "Thứ Bảy, 21/11/2026, 7:00"."""
    day = f"{words.weekdays[local.weekday()]}, {local.day}/{local.month}/{local.year}"
    return f"{day}, {local.hour}:{local.minute:02}"


def say_people(count: int, said: str, category: Category, words: Words) -> str:
    """A headcount: "hơn 200 đại biểu". `said` is the text it came from, "" where not known."""
    before = re.split(r"\d", said.lower(), maxsplit=1)[0].split()
    about = words.about.get(before[-1], "") if before else ""
    noun = words.people[category]
    counted = _COUNTED.search(said.lower())
    if counted and words is VIETNAMESE:
        noun = counted[1]
    return " ".join(filter(None, (about, say_number(count, words), noun)))
