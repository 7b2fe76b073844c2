"""A fingerprint's features unpacked into sets, ready to be compared.

What is missing or of another type counts as not known; damaged hashes are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.core.model import Fingerprint
from monitor.core.names import name_units
from monitor.core.outlines import Outline, read_outline
from monitor.core.same_values import UNITS_2025
from monitor.core.shingles import hash64, short, unpack

VERSION = 2
"""Of the features' form and meaning. Raise it with every change; then write seeds/known.jsonl and
the model anew."""
READABLE = (1, 2)
"""Version 1 lacks the outline and means the same otherwise: its articles are still known, and told
apart by everything else. Those of other versions match nothing: better a repeat than a wrong match.
"""


@dataclass(frozen=True, slots=True)
class Slots:
    """Values by the words before them and by the words after them, all as hashes."""

    before: Mapping[int, frozenset[int]]
    after: Mapping[int, frozenset[int]]
    values: frozenset[int]
    known: Mapping[int, str]  # as far as they are kept as text


_NO_SLOTS = Slots(before={}, after={}, values=frozenset(), known={})


@dataclass(frozen=True, slots=True)
class Profile:
    """A fingerprint's features as sets, ready to be compared."""

    shingle_level: int
    shingles: frozenset[int]
    bigram_level: int
    bigrams: frozenset[int]
    title: frozenset[str]
    head_units: frozenset[str]
    head_numbers: frozenset[str]
    head_days: tuple[int, ...]
    units: frozenset[str]
    numbers: frozenset[str]
    days: tuple[int, ...]
    years: frozenset[int]
    places: frozenset[str]
    provinces: frozenset[str]
    ordinals: Mapping[str, frozenset[str]]
    number_slots: Slots
    name_slots: Slots
    outline: Outline
    ahead: bool
    event: tuple[int, int] | None
    published: int | None


def read_profile(features: Mapping[str, object]) -> Profile:
    """What `dedup.fingerprint` wrote; empty for another version.

    Raises ValueError where packed hashes are damaged.
    """
    if features.get("version") not in READABLE:
        features = {}
    printed = _strings(features.get("names"))
    names = [name_units(name) for name in printed]
    numbers = _strings(features.get("numbers"))
    days = _numbers(features.get("days"))
    head = [*_numbers(features.get("head")), 0, 0, 0]
    event = _numbers(features.get("event"))
    published = features.get("published")
    return Profile(
        shingle_level=_whole(features.get("shingle_level")),
        shingles=frozenset(unpack(str(features.get("shingles") or ""))),
        bigram_level=_whole(features.get("bigram_level")),
        bigrams=frozenset(unpack(str(features.get("bigrams") or ""))),
        title=frozenset(_strings(features.get("title"))),
        head_units=frozenset(unit for name in names[: head[0]] for unit in name),
        head_numbers=frozenset(numbers[: head[1]]),
        head_days=tuple(days[: head[2]]),
        units=frozenset(unit for name in names for unit in name),
        numbers=frozenset(numbers),
        days=tuple(days),
        years=frozenset(_numbers(features.get("years"))),
        places=frozenset(map(_as_of_2025, _strings(features.get("places")))),
        provinces=frozenset(_strings(features.get("provinces"))),
        ordinals=_ordinals(features.get("ordinals")),
        number_slots=_slots(features.get("number_slots"), numbers),
        name_slots=_slots(features.get("name_slots"), printed),
        outline=read_outline(features, printed, numbers),
        ahead=features.get("ahead") is True,
        event=(event[0], event[-1]) if event else None,
        published=published if isinstance(published, int) else None,
    )


_LEFT_OUT = frozenset({"number_slots", "name_slots", "ordinals", "words", "values"})


def sketch_of(found: Fingerprint) -> Profile:
    """A stored profile without what takes longest to read: values in their words, the outline."""
    features = {key: value for key, value in found.features.items() if key not in _LEFT_OUT}
    return stored_profile(Fingerprint(sample=(), features=features))


def stored_profile(found: Fingerprint) -> Profile:
    """`read_profile` of what the store holds: empty, which matches nothing, where it is damaged."""
    try:
        return read_profile(found.features)
    except ValueError:
        return read_profile({})


def _as_of_2025(place: str) -> str:
    """A province under the name that it has since July 2025; every other place as it is."""
    unit, _, name = place.partition(" ")
    return f"{unit} {UNITS_2025.get(name, name)}" if unit in ("tinh", "pho") else place


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _numbers(value: object) -> list[int]:
    return [v for v in value if isinstance(v, int)] if isinstance(value, list) else []


def _ordinals(value: object) -> dict[str, frozenset[str]]:
    if not isinstance(value, Mapping):
        return {}
    return {str(key): frozenset(_strings(held)) for key, held in value.items()}


def _slots(packed: object, known: Sequence[str]) -> Slots:
    if not packed:
        return _NO_SLOTS
    flat = unpack(packed) if isinstance(packed, str) else ()
    before: dict[int, set[int]] = {}
    after: dict[int, set[int]] = {}
    for left, right, value in zip(flat[::3], flat[1::3], flat[2::3], strict=False):
        if left:
            before.setdefault(left, set()).add(value)
        if right:
            after.setdefault(right, set()).add(value)
    return Slots(
        before={context: frozenset(values) for context, values in before.items()},
        after={context: frozenset(values) for context, values in after.items()},
        values=frozenset(flat[2::3]),
        known={short(hash64(value)): value for value in known},
    )
