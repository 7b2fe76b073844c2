"""Two fingerprints side by side: what they share, what contradicts, and how probable a copy is.

A contradiction is something that *both* sides have and the other has not: a shorter version lacks
much and contradicts nothing, a template filled in for another event contradicts at once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from monitor.core.aligned import REPLACED, replaced
from monitor.core.profiles import Profile, Slots
from monitor.core.same_values import same_in_words
from monitor.core.shingles import at_level

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common names and pairs of words are, from the corpus.

    `units`: the weight of a name's unit, from 0 (in every story) to 1, the weight of any that is
    not in the table. `common`: pairs of words that say nothing, left out of every comparison.
    """

    units: Mapping[str, float]
    common: frozenset[int]

    def unit(self, unit: str) -> float:
        """The weight of a name's unit."""
        return self.units.get(unit, 1.0)

    def weight(self, units: Iterable[str]) -> float:
        """The weight of several units."""
        return math.fsum(map(self.units.get, units, repeat(1.0)))


def _sum(weights: Iterable[float]) -> float:
    return math.fsum(weights)


IN_LIKE_TEXT = (
    "head dates conflicting",
    "head names conflicting",
    "head numbers conflicting",
    "ordinals conflicting",
    "other event date",
    "other places of one kind",
    "other names in the same words",
    "other numbers in the same words",
    "provinces conflicting",
    "places conflicting",
    "years conflicting",
)
"""What contradicts the more, the more the texts agree: a template filled in for another event."""


LIKE_TEXT = "like text, "


def first_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """Those of `pair_features` that tell most pairs apart; sketches have all they need."""
    return {
        **_text_features(a, b, rarity),
        **_name_features(a, b, rarity),
        "announcement apart": float(a.ahead != b.ahead),
        **_event_features(a, b),
        **_published_features(a, b),
    }


def further_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """Those that sketches have all they need for, beside the first ones."""
    return {
        **_number_features(a, b),
        **_time_features(a, b),
        **_place_features(a, b),
        **_head_features(a, b, rarity),
    }


def pair_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """What two articles share and where they contradict one another, by name. Symmetric."""
    features: dict[str, float] = {}
    features.update(_text_features(a, b, rarity))
    features.update(_name_features(a, b, rarity))
    features.update(_number_features(a, b))
    features.update(_time_features(a, b))
    features.update(_place_features(a, b))
    features.update(_slot_features(a, b))
    features.update(_head_features(a, b, rarity))
    alike = features["text in the shorter"]
    features.update(_aligned_features(a, b, alike))
    features.update({f"{LIKE_TEXT}{name}": alike * features[name] for name in IN_LIKE_TEXT})
    return features


MERGED = date(2025, 7, 1).toordinal()
"""The day from which provinces have new names."""
ALIGNED_FROM = 0.3
"""From which share of the shorter text two texts are aligned: below, no run of words carries on."""


def _aligned_features(a: Profile, b: Profile, alike: float) -> dict[str, float]:
    """Values replaced in words that are the same around them; two of a kind are enough."""
    if alike < ALIGNED_FROM:
        found: Mapping[str, float] = {}
    else:
        renamed = any(p.published is None or p.published >= MERGED for p in (a, b))
        found = replaced(a.outline, b.outline, renamed=renamed)
    return {f"other {kind} in aligned text": min(found.get(kind, 0.0), 2.0) for kind in REPLACED}


def _text_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    left, right = _comparable(a.shingles, b.shingles, a.shingle_level, b.shingle_level)
    shared = len(left & right)
    small, big = sorted((len(left), len(right)))
    one, two = _comparable(a.bigrams, b.bigrams, a.bigram_level, b.bigram_level)
    one, two = one - rarity.common, two - rarity.common
    return {
        "text in the shorter": shared / (small + 1),
        "text in the longer": shared / (big + 1),
        "word pairs": len(one & two) / (min(len(one), len(two)) + 3),
        "title": len(a.title & b.title) / (min(len(a.title), len(b.title)) + 1),
    }


def _comparable(
    one: frozenset[int], two: frozenset[int], level: int, other: int
) -> tuple[frozenset[int], frozenset[int]]:
    """Two thinned sets at the higher of their levels."""
    if level < other:
        one = at_level(one, other)
    elif other < level:
        two = at_level(two, level)
    return one, two


def _name_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    shared = rarity.weight(a.units & b.units)
    only_a = rarity.weight(a.units - b.units)
    only_b = rarity.weight(b.units - a.units)
    fewer = min(only_a, only_b)
    return {
        "names shared": math.log1p(shared),
        "names in the shorter": shared / (shared + fewer + 1),
        "names conflicting": math.log1p(fewer),
    }


def _head_features(a: Profile, b: Profile, rarity: Rarity) -> dict[str, float]:
    """What title, lead and first paragraph name, and whether the other article has it anywhere.

    A page's noise and a text's details do not weigh here.
    """
    one = _found(a.head_units, b.units, rarity.unit)
    two = _found(b.head_units, a.units, rarity.unit)
    three = _found(a.head_numbers, b.numbers, _number_weight)
    four = _found(b.head_numbers, a.numbers, _number_weight)
    apart = bool(a.head_days and b.head_days)
    apart = apart and not _day_shared(a.head_days, b.days) and not _day_shared(b.head_days, a.days)
    return {
        "head names shared": min(one[0], two[0]) / (min(one[0], two[0]) + 2),
        "head names conflicting": min(one[1], two[1]) / (min(one[1], two[1]) + 2),
        "head names mostly conflicting": min(_lost(one), _lost(two)),
        "head numbers conflicting": min(three[1], four[1]) / (min(three[1], four[1]) + 1),
        "head dates conflicting": float(apart),
    }


def _lost(found: tuple[float, float]) -> float:
    """The share of the weight that is not found."""
    return found[1] / (found[0] + found[1] + 1)


def _found(
    some: frozenset[str], among: frozenset[str], weight: Callable[[str], float]
) -> tuple[float, float]:
    """The weight of what is found, and of what is not."""
    return _sum(map(weight, some & among)), _sum(map(weight, some - among))


def _number_weight(number: str) -> float:
    """Small whole numbers turn up everywhere; 100 and more seldom agree by chance."""
    digits = number.replace(".", "").strip("0") or "0"
    return min(
        1.0, 0.15 + 0.3 * (len(digits) - 1) + (0.2 if float(number.split(".")[0]) > 99 else 0)
    )


def _number_features(a: Profile, b: Profile) -> dict[str, float]:
    shared = _sum(map(_number_weight, a.numbers & b.numbers))
    only_a = _sum(map(_number_weight, a.numbers - b.numbers))
    only_b = _sum(map(_number_weight, b.numbers - a.numbers))
    fewer = min(only_a, only_b)
    return {
        "numbers shared": math.log1p(shared),
        "numbers conflicting": math.log1p(fewer),
        "numbers all other": fewer / (shared + fewer + 0.5),
    }


def _same_day(one: int, two: int) -> bool:
    """Days as yyyymmdd; a year of 0 goes with any, a day of 0 with every day of its month."""
    if not (one % 100 and two % 100):
        one, two = one // 100 * 100, two // 100 * 100
    if one % 10000 != two % 10000:
        return False
    return one // 10000 == two // 10000 or one < 10000 or two < 10000


def _day_shared(some: Sequence[int], among: Sequence[int]) -> bool:
    return any(_same_day(one, two) for one in some for two in among)


def _time_features(a: Profile, b: Profile) -> dict[str, float]:
    shared = [(d, e) for d in a.days for e in b.days if _same_day(d, e)]
    full = any(d % 100 and e % 100 for d, e in shared)
    apart = bool(a.days and b.days) and not shared
    years = bool(a.years and b.years) and not (a.years & b.years)
    return {
        "dates shared": float(full),
        "dates conflicting": float(apart),
        "years conflicting": float(years),
        "announcement apart": float(a.ahead != b.ahead),
        **_event_features(a, b),
        **_published_features(a, b),
    }


def _event_features(a: Profile, b: Profile) -> dict[str, float]:
    if a.event is None or b.event is None:
        return {"same event date": 0.0, "other event date": 0.0}
    gap = max(a.event[0] - b.event[1], b.event[0] - a.event[1], 0)
    return {"same event date": float(gap <= 1), "other event date": min(gap, 30) / 30}


def _published_features(a: Profile, b: Profile) -> dict[str, float]:
    if a.published is None or b.published is None:
        return {"published near": 0.0, "published apart": 0.0}
    gap = abs(a.published - b.published)
    return {"published near": float(gap <= 4), "published apart": min(gap, 60) / 60}


def _place_features(a: Profile, b: Profile) -> dict[str, float]:
    features = {}
    for name, one, two in (
        ("provinces", a.provinces, b.provinces),
        ("places", a.places, b.places),
    ):
        both = bool(one) and bool(two)
        features[f"{name} shared"] = float(bool(one & two))
        features[f"{name} conflicting"] = float(both and not one & two)
    features["other places of one kind"] = math.log1p(_places_replaced(a, b))
    return features


def _slot_features(a: Profile, b: Profile) -> dict[str, float]:
    keys = a.ordinals.keys() & b.ordinals.keys()
    clash = sum(1 for key in keys if not a.ordinals[key] & b.ordinals[key])
    numbers_same, numbers_other = _slots_compared(a.number_slots, b.number_slots)
    names_same, names_other = _slots_compared(a.name_slots, b.name_slots)
    return {
        "ordinals conflicting": float(min(clash, 2)),
        "ordinals shared": float(min(len(keys) - clash, 2)),
        "same numbers in the same words": math.log1p(numbers_same),
        "other numbers in the same words": math.log1p(numbers_other),
        "other names in the same words": math.log1p(names_other),
        "mostly other values in the same words": (numbers_other + names_other)
        / (numbers_same + numbers_other + names_same + names_other + 1),
    }


def _slots_compared(a: Slots, b: Slots) -> tuple[int, int]:
    """How many values stand between the same words in both, and how many are replaced there.

    A value that the other text has elsewhere is not replaced: the words met by chance.
    """
    same: set[int] = set()
    gone: set[int] = set()
    come: set[int] = set()
    for one, two in ((a.before, b.before), (a.after, b.after)):
        for context in one.keys() & two.keys():
            same |= one[context] & two[context]
            if not one[context] & two[context]:
                gone |= one[context] - b.values
                come |= two[context] - a.values
    return len(same), min(len(_changed(gone, a, come, b)), len(_changed(come, b, gone, a)))


def _changed(some: set[int], of: Slots, others: set[int], by: Slots) -> list[int]:
    """The values that are replaced, not only written in another way."""
    written = [by.known[value] for value in others if value in by.known]
    return [v for v in some if not any(same_in_words(of.known.get(v, ""), w) for w in written)]


def _places_replaced(a: Profile, b: Profile) -> int:
    """Places of one kind (districts, communes, schools) that only one side names."""
    gone = Counter(place.split(" ", 1)[0] for place in a.places - b.places)
    come = Counter(place.split(" ", 1)[0] for place in b.places - a.places)
    return (gone & come).total()


# ── the scorer ───────────────────────────────────────────────────────────────


def probability(features: Mapping[str, float], weights: Weights) -> float:
    """The logistic function of the weighted sum; `""` is the constant."""
    total = weights.get("", 0.0) + math.fsum(
        weight * features.get(name, 0.0) for name, weight in weights.items() if name
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
