"""Which phrases of an article spoke for its labels, the strongest first. It changes no label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from monitor.core.blocks import frame
from monitor.core.features import OPENING, Part
from monitor.core.kind_model import CATEGORIES, Model, columns, share
from monitor.core.model import Category, Evidence

PHRASES = 6  # shown for the primary label
SECOND_PHRASES = 3  # shown for each further label

_Place = tuple[int, int, int]  # part, first token, number of tokens
_Told = tuple[float, int, tuple[_Place, ...]]
"""What a feature's weights count for, its row of weights, and the phrases that share them."""


def find_evidence(
    model: Model,
    read: Sequence[Part],
    found: Mapping[str, set[str]],
    labels: Sequence[Category],
) -> tuple[Evidence, ...]:
    """The evidence for each label in turn. `read` are the parts, `found` the features."""
    told: list[_Told] = []
    for number, part in enumerate(read):
        each = share(found[part.name]) / model.scale
        known = _known(number, part, model.weights.get(part.name, {}))
        told += [(each, row, places) for row, places in known]
    evidence: list[Evidence] = []
    for label in labels:
        most = PHRASES if label is labels[0] else SECOND_PHRASES
        evidence += _strongest(read, _weights(told, CATEGORIES.index(label)), label, most)
    return tuple(evidence)


def _known(
    number: int, part: Part, table: Mapping[str, int]
) -> Iterator[tuple[int, tuple[_Place, ...]]]:
    """The rows of the part's concepts and pairs of them, each where it first occurs."""
    seen: set[str] = set()
    for sentence in part.sentences:
        for feature, members in frame(sentence.names).items():
            if feature in table and feature not in seen:
                seen.add(feature)
                yield table[feature], tuple([(number, *sentence.places[at]) for at in members])


def _weights(told: Sequence[_Told], column: int) -> dict[_Place, float]:
    """How much each phrase spoke for a category."""
    weights: dict[_Place, float] = {}
    for each, row, places in told:
        weight = each * _contrasts(row)[column] / len(places)
        for place in places:
            weights[place] = weights.get(place, 0.0) + weight
    return weights


@lru_cache(maxsize=4096)  # as many as there are frames in the model
def _contrasts(row: int) -> tuple[float, ...]:
    """A row's weight for each category, against the mean of all four."""
    weights = columns(row)[: len(CATEGORIES)]
    mean = sum(weights) / len(CATEGORIES)
    return tuple(weight - mean for weight in weights)


def _strongest(
    read: Sequence[Part], weights: Mapping[_Place, float], label: Category, most: int
) -> list[Evidence]:
    chosen: dict[tuple[str, str], Evidence] = {}
    spoke = [item for item in weights.items() if item[1] > 0.0]
    for (number, start, size), weight in sorted(spoke, key=itemgetter(1), reverse=True):
        if len(chosen) == most:
            break
        part = read[number]
        where = "body" if part.name == OPENING else part.name
        phrase = part.text.phrase(start, size)
        found = Evidence(phrase=phrase, where=where, category=label, weight=round(weight, 4))
        chosen.setdefault((where, phrase), found)
    return list(chosen.values())
