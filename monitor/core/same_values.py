"""Whether two values of nearly equal texts are one, written otherwise, and of what kind they are.

One: a letter set right, a number rounded or written out, a day without its year, a province under
its new name, an abbreviation, a part of a name for the whole. Names are folded words.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.core.outlines import NAMES, Value, same_day
from monitor.core.provinces import NEW_UNIT
from monitor.core.text import matching_words

ROUNDED = 0.12
"""Numbers that differ by less than this share are one, rounded: 198 and `khoảng 200`, with room.
Set by hand: two digits are kept by who rounds, and 110 for 120 is as far as that goes."""
WRITTEN_OUT, COUNTED_ONE_BY_ONE = 1_000_000, 20
"""From which number on its noughts may be a word instead (`2 tỷ`); and below which whole numbers
are not rounded."""
UNITS_2025 = {
    " ".join(matching_words(old)): " ".join(matching_words(new)) for old, new in NEW_UNIT.items()
}
"""The provinces as they are compared, and what each became part of in July 2025."""
_ALIASES = [
    set(names.split(", "))
    for names in (
        "my, hoa ky, usa",
        "uc, australia, oxtraylia",
        "y, italia",
        "ho chi minh, hcm, tphcm, tp hcm, tp ho chi minh, thanh ho chi minh, say gon",
    )
]
_ABBREVIATED = "ubnd hdnd mttq mttqvn bch btv vufo"
_BODIES = frozenset(_ABBREVIATED.split())  # in every text, and of no event
_HEADS = "ban bo cuc hoi so uy vien vu pho lien giam"
_OFFICES = frozenset(_HEADS.split())
"""With what the names of bodies and offices begin, of which a part alone has capitals."""
_SCHOOLS = frozenset(("thcs", "thpt", "tieu", "mam"))  # `Trường` is a surname, too
_VOWELS = frozenset("aeiouy")
_FAMILIES = """
    nguyen tran le pham hoang huynh phan vu vo dang buy do ho ngo duong ly dinh truong luong doan
    may trinh ta ha cao lam to
"""
_SURNAMES = frozenset(_FAMILIES.split())


def same_value(one: Value, two: Value, *, renamed: bool) -> bool:
    """Whether two values are one, written otherwise."""
    if isinstance(one.held, int) or isinstance(two.held, int):
        return one.held == two.held or (one.kind == "day" and same_day(one.held, two.held))  # type: ignore[arg-type]
    if one.kind not in NAMES:
        return same_number(one.held, two.held)
    return _are_offices(one, two) or same_name(one.held, two.held, renamed=renamed)


def _are_offices(one: Value, two: Value) -> bool:
    """`Ban Chấp` (hành), `Hội` (nghị): who acts where is told in many ways, and makes no event."""
    some, others = (str(value.held).split(" ") for value in (one, two))
    if _BODIES.intersection(some) != _BODIES.intersection(others):
        return True
    return not _OFFICES.isdisjoint((some[0], others[0])) and not one.kind == two.kind == "place"


def same_name(one: str, two: str, *, renamed: bool) -> bool:
    """One name within the other, with a letter set right, or under another name of the place."""
    if f" {one} " in f" {two} " or f" {two} " in f" {one} ":
        return True
    parts = _parts(one, two)
    for some, others in parts:
        if some in UNITS_2025 and others in UNITS_2025:
            return renamed and (others == UNITS_2025[some] or some == UNITS_2025[others])
        if any(some in names and others in names for names in _ALIASES):
            return True
    some, others = parts[-1]
    return _abbreviates(some, others) or _abbreviates(others, some) or _misprinted(one, two)


def _misprinted(one: str, two: str) -> bool:
    """Whether the shorter name stands at an end of the longer, but for a letter."""
    short, long = sorted((one.split(" "), two.split(" ")), key=len)
    ends = (long[: len(short)], long[len(long) - len(short) :], long)
    return any(one_letter_apart(" ".join(short), " ".join(end)) for end in ends)


def _parts(one: str, two: str) -> list[tuple[str, str]]:
    """Two names without more and more of the words that both end with and begin with.

    Of `quang tri hoang xuan tan` and `hue hoang xuan tan` one is the pair of provinces.
    """
    some, others = one.split(" "), two.split(" ")
    longest = min(len(some), len(others)) - 1
    tail = _equal(some[::-1], others[::-1], longest)
    head = _equal(some, others, longest)
    return [
        (" ".join(some[h : len(some) - t]), " ".join(others[h : len(others) - t]))
        for t in range(tail + 1)
        for h in range(min(head, longest - t) + 1)
    ]


def _equal(some: Sequence[str], others: Sequence[str], longest: int) -> int:
    """How many of the first words are equal, `longest` at most."""
    pairs = enumerate(zip(some, others, strict=False))
    return min(next((i for i, (a, b) in pairs if a != b), longest), longest)


def _abbreviates(one: str, two: str) -> bool:
    """`ubnd` for `uy` (ban nhân dân), `tp` for `thanh` (phố), `bch` for `ban chap` (hành)."""
    if " " in one:
        return False
    if " " in two:
        initials = "".join(word[0] for word in two.split(" "))
        return one.startswith(initials) or one.endswith(initials) or _ends_with(initials, one)
    return one in _BODIES or (one[0] == two[0] and len(one) == 2 and _VOWELS.isdisjoint(one))


def _ends_with(initials: str, one: str) -> bool:
    """`hcm` for `campuchia tp ho chi minh`, of which the words before it are not replaced."""
    return len(one) > 2 and initials.endswith(one)


def one_letter_apart(one: str, two: str) -> bool:
    """Whether one letter was dropped, added, replaced, or exchanged with its neighbour."""
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > 1:
        return False
    start = _equal(one, two, min(len(one), len(two)))
    one, two = one[start:], two[start:]
    if one[:2] == two[1::-1] and one[2:] == two[2:]:
        return True
    return one[1:] == two[1:] or one[1:] == two or one == two[1:]


def same_number(one: str, two: str) -> bool:
    """`2` (tỷ) and `2000000000`, or one of them rounded."""
    if one.count(".") > 1 or two.count(".") > 1:  # no number: a list of them, a date
        return False
    small, big = sorted((float(one), float(two)))
    if small < WRITTEN_OUT <= big and _digits(one) == _digits(two):
        return True
    few = big < COUNTED_ONE_BY_ONE and "." not in one + two
    return not few and big - small < ROUNDED * big


def _digits(number: str) -> str:
    return number.replace(".", "").strip("0")


def kind_of(one: Value, two: Value) -> str:
    """Of what kind two values are that replace one another."""
    if isinstance(one.held, int) or isinstance(two.held, int) or one.kind not in NAMES:
        return one.kind
    parts = _parts(one.held, two.held)
    if any(some in UNITS_2025 and others in UNITS_2025 for some, others in parts):
        return "place"
    placed = [v.kind == "place" or v.held in UNITS_2025 for v in (one, two)]
    if "person" in (one.kind, two.kind) or any(_are_people(*part, *placed) for part in parts):
        return "person"
    return "place" if all(placed) else "name"


def _are_people(one: str, two: str, *placed: bool) -> bool:
    """Two names that begin with a surname. After `tỉnh`, a name of two words may be a place's."""
    least = 3 if all(placed) else 2
    names = [name.split(" ") for name in (one, two)]
    return all(
        len(name) >= least and name[0] in _SURNAMES and _SCHOOLS.isdisjoint(name) for name in names
    )


def same_in_words(one: str, two: str) -> bool:
    """A number rounded or written out; a province renamed; a name with a letter set right."""
    if one[:1].isdigit() and two[:1].isdigit():
        return same_number(one, two)
    if one in UNITS_2025 and two in UNITS_2025:
        return UNITS_2025[one] == UNITS_2025[two]
    return _letters_apart(one, two)


def _letters_apart(one: str, two: str) -> bool:
    """Whether one name is the other with a letter or two set right: `nhut`, `nhat`."""
    if min(len(one), len(two)) < 5 or abs(len(one) - len(two)) > 2:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(two))
    end = next(
        (i for i, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), len(two)
    )
    return start + end >= max(len(one), len(two)) - 2
