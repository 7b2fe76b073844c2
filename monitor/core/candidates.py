"""Which known articles are worth comparing with a new one: those that share rare hashes with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

POSTINGS = 64
"""How many articles, the newest, are looked at under one sample hash."""
CANDIDATES = 16
"""How many candidates are scored for one article; in the corpus all articles of a story are among
each other's first twelve."""


def rank_candidates(postings: Iterable[Sequence[int]], limit: int = CANDIDATES) -> list[int]:
    """The likeliest articles, best first, from the postings of one fingerprint's sample.

    Each item of `postings` holds the ids of the articles kept under one hash of the sample: the
    newest POSTINGS of them (the article itself left out). An article's score is the sum of
    1 / (number of ids) over the hashes that lead to it, so rare hashes count most; equal scores
    put the higher id first. A store fetches postings as it likes and ranks them with this.
    """
    scores: dict[int, float] = {}
    for ids in postings:
        for known in ids:
            scores[known] = scores.get(known, 0.0) + 1 / len(ids)
    return sorted(scores, key=lambda known: (-scores[known], -known))[:limit]


@dataclass(slots=True)
class CandidateIndex:
    """The store's index in memory: for the articles of one batch, and for measuring.

    The rule is the store's: see `rank_candidates`. Ids must be added in ascending order.
    """

    _postings: dict[int, list[int]] = field(default_factory=dict)

    def add(self, known: int, sample: Iterable[int]) -> None:
        """Keep an article under its sample's hashes."""
        for value in sample:
            self._postings.setdefault(value, []).append(known)

    def candidates(self, sample: Iterable[int], limit: int = CANDIDATES) -> list[int]:
        """The ids of the likeliest articles, best first."""
        found = (self._postings[value][-POSTINGS:] for value in sample if value in self._postings)
        return rank_candidates(found, limit)
