"""A text's outline: one byte for each word, in order, and where its values stand.

Eight bits of a word's hash do not give the word back, yet runs of them align two texts of which one
was made from the other. Values are kept in bits too; names and numbers point into the
fingerprint's lists of them.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from monitor.core.names import Marks, Span
from monitor.core.shingles import hash64, pack, unpack
from monitor.core.slotted import dataclass

WORDS = 1024
"""How much of a text is outlined, in words; what makes an event stands in its first hundred."""
_START, _LENGTH, _KIND, _HELD = 10, 4, 4, 14  # bits of a packed value, from the highest
_KINDS = ("name", "place", "person", "number", "sum", "day", "year", "ordinal")
NAMES, NUMBERS = frozenset(_KINDS[:3]), frozenset(_KINDS[3:5])
_YEARS = 31


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the words that it covers, from `start` to before `end`.

    `held`: a name or a number as text; a year; a day or an ordinal as a number that stands for it.
    """

    start: int
    end: int
    kind: str
    held: str | int


@dataclass(frozen=True, slots=True)
class Outline:
    """A text word by word. `head`: how many words its title, lead and first paragraph have."""

    words: bytes
    packed: Sequence[int]
    head: int
    names: Sequence[str]
    numbers: Sequence[str]

    def values(self) -> list[Value]:
        """The values in order of their places."""
        return [value for packed in self.packed if (value := self._value(packed)) is not None]

    def _value(self, packed: int) -> Value | None:
        """None where the list that it points into was cut, or for a kind of a later version."""
        held = _bits(packed, 0, _HELD)
        number = _bits(packed, _HELD, _KIND)
        start = _bits(packed, _HELD + _KIND + _LENGTH, _START)
        kind = _KINDS[number] if number < len(_KINDS) else ""
        listed = self.names if kind in NAMES else self.numbers if kind in NUMBERS else None
        if not kind or (listed is not None and held >= len(listed)):
            return None
        end = start + _bits(packed, _HELD + _KIND, _LENGTH)
        return Value(start, end, kind, held if listed is None else listed[held])


def _bits(packed: int, low: int, count: int) -> int:
    return packed >> low & ((1 << count) - 1)


def outline_of(marks: Marks, names: Sequence[str], numbers: Sequence[str]) -> dict[str, object]:
    """What a fingerprint keeps: `names` and `numbers` are its lists, which values point into."""
    words = bytes(hash64(word) & 0xFF for word in marks.words[:WORDS])
    places = {name: i for i, name in enumerate(names)}
    places.update({f"#{number}": i for i, number in enumerate(numbers)})
    packed = []
    for span in sorted(marks.spans):
        held = _held(span, places)
        if held is not None and span[0] + span[1] <= WORDS:
            start, length, kind = span[0], min(span[1], (1 << _LENGTH) - 1), _KINDS.index(span[2])
            packed.append(((start << _LENGTH | length) << _KIND | kind) << _HELD | held)
    return {
        "words": base64.b64encode(words).decode("ascii"),
        "values": pack(packed),
        "head_words": min(marks.head_words, WORDS),
    }


def _held(span: Span, places: Mapping[str, int]) -> int | None:
    """A value in 14 bits; None where it has no place in its list."""
    _, _, kind, value = span
    if kind in NAMES:
        return places.get(value)
    if kind in NUMBERS:
        return places.get(f"#{value}")
    if kind == "ordinal":
        return hash64(value) & 0x3FFF
    if kind == "year":
        return int(value)
    return _day([int(part) for part in value.split("/") if part])


def _day(parts: list[int]) -> int:
    """Month, day (of a range the last, of a month 0) and year, which is 0 where it is not said."""
    year = parts.pop() % _YEARS + 1 if parts and parts[-1] > 31 else 0
    month = parts.pop() if parts else 0
    day = parts.pop() if parts else 0
    return (month & 0xF) << 10 | (day & 0x1F) << 5 | year


def same_day(one: int, two: int) -> bool:
    """Days as they are packed; one without a year goes with any, a month with its days."""
    day, other = one >> 5 & 0x1F, two >> 5 & 0x1F
    if one >> 10 != two >> 10 or (day and other and day != other):
        return False
    return one & 0x1F == two & 0x1F or not one & 0x1F or not two & 0x1F


def read_outline(
    features: Mapping[str, object], names: Sequence[str], numbers: Sequence[str]
) -> Outline:
    """What `outline_of` made; empty where it is missing. Raises ValueError where damaged."""
    words, packed = features.get("words"), features.get("values")
    head = features.get("head_words")
    return Outline(
        words=base64.b64decode(words, validate=True) if isinstance(words, str) else b"",
        packed=unpack(packed) if isinstance(packed, str) else (),
        head=head if isinstance(head, int) else 0,
        names=names,
        numbers=numbers,
    )
