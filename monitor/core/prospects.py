"""Which candidates can match at all: the most that the probability of one story can be.

Nine of ten candidates share a few names and nothing else. What raises the probability is seen from
texts, names and dates, a part of a profile that is soon read; of the rest the most is taken that it
could be. Refuses none that the whole comparison would accept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from monitor.core.model import KnownArticle
from monitor.core.pairs import (
    IN_LIKE_TEXT,
    LIKE_TEXT,
    Rarity,
    Weights,
    first_features,
    further_features,
)
from monitor.core.profiles import Profile, sketch_of

_ROUNDING = 1e-9
_ONCE = (
    "dates conflicting",
    "dates shared",
    "head dates conflicting",
    "head names conflicting",
    "head names mostly conflicting",
    "head names shared",
    "head numbers conflicting",
    "mostly other values in the same words",
    "numbers all other",
    "places conflicting",
    "places shared",
    "provinces conflicting",
    "provinces shared",
    "years conflicting",
)
_TWICE = ("ordinals conflicting", "ordinals shared")


_KEPT = 512


class Sketches:
    """Of stored articles: those of one cycle have many candidates in common.

    Pairs of words that say nothing are taken out once, and not again in each comparison.
    """

    def __init__(self, common: AbstractSet[int]) -> None:
        self._common = common
        self._kept: dict[tuple[int, str], Profile] = {}

    def of(self, known: KnownArticle) -> Profile:
        """The sketch of an article as it is stored now."""
        text = known.id, known.content_hash
        sketch = self._kept.get(text)
        if sketch is None:
            sketch = without(self._common, sketch_of(known.fingerprint))
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[text] = sketch
        return sketch


def without(common: AbstractSet[int], profile: Profile) -> Profile:
    """The profile without these pairs of words."""
    return replace(profile, bigrams=profile.bigrams - common)


class Prospects:
    """What one article's candidates can come to, each as `Sketches` gives it."""

    def __init__(self, mine: Profile, rarity: Rarity, weights: Weights, story_from: float) -> None:
        self._mine = without(rarity.common, mine)
        self._rarity = Rarity(units=rarity.units, common=frozenset())
        self._weights = weights
        self._least = _log_odds(story_from) - _ROUNDING - weights.get("", 0.0)
        first = first_features(mine, mine, rarity).keys()
        further = further_features(mine, mine, rarity).keys()
        limits = _limits(mine)
        self._rest = _most_of_the_rest(weights, limits, first)
        self._last = _most_of_the_rest(weights, limits, first | further)

    def has(self, other: Profile) -> bool:
        """Whether the two may be one story, by what a sketch of the other says."""
        seen = first_features(self._mine, other, self._rarity)
        if self._sum(seen) + self._rest < self._least:
            return False
        seen.update(further_features(self._mine, other, self._rarity))
        alike = seen["text in the shorter"]
        seen.update({f"{LIKE_TEXT}{n}": alike * seen[n] for n in IN_LIKE_TEXT if n in seen})
        return self._sum(seen) + self._last >= self._least

    def _sum(self, seen: Mapping[str, float]) -> float:
        weights = self._weights
        return sum(weights.get(name, 0.0) * value for name, value in seen.items())


def _log_odds(probability: float) -> float:
    if not 0 < probability < 1:
        return -math.inf
    return math.log(probability / (1 - probability))


def _most_of_the_rest(
    weights: Weights, limits: Mapping[str, float], seen: AbstractSet[str]
) -> float:
    """The most that features not seen can add; infinite where one is not known here."""
    return sum(
        weight * limits.get(name.removeprefix(LIKE_TEXT), math.inf)
        for name, weight in weights.items()
        if name and weight > 0 and name not in seen
    )


def _limits(mine: Profile) -> Mapping[str, float]:
    """The most that each feature can be, whatever the other article is."""
    numbers = math.log1p(len(mine.numbers))
    values = math.log1p(len(mine.number_slots.values))
    return {
        **dict.fromkeys(_ONCE, 1.0),
        **dict.fromkeys(_TWICE, 2.0),
        "numbers shared": numbers,
        "numbers conflicting": numbers,
        "other places of one kind": math.log1p(len(mine.places)),
        "same numbers in the same words": values,
        "other numbers in the same words": values,
        "other names in the same words": math.log1p(len(mine.name_slots.values)),
    }
