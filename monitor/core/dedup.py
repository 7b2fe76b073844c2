"""New or known, and which story: the decision on one article and those it resembles.

Refuses to judge by the text's likeness alone: templates filled in for two events are two stories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_

from monitor.core.model import Fingerprint, KnownArticle, Match, MatchKind
from monitor.core.pairs import (
    Rarity,
    Weights,
    pair_features,
    probability,
)
from monitor.core.ports import Deduplicator
from monitor.core.profiles import Profile, read_profile, stored_profile
from monitor.core.prospects import Prospects, Sketches
from monitor.core.shingles import unpack


@dataclass(frozen=True, slots=True)
class PairModel:
    """What scripts/train_pairs.py learned: weights of the two scorers, thresholds, rarity."""

    story: Weights
    copy: Weights
    story_from: float
    copy_from: float
    rarity: Rarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two articles compared: probabilities, what was measured, and the verdict (None: apart).

    `template`: apart, though the words are a copy's: one text filled in for two events.
    """

    story: float
    copy: float
    features: Mapping[str, float]
    kind: MatchKind | None
    template: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A known article with its story, and how the new one compares with it."""

    id: int
    story: int
    pair: Comparison


def read_model(model: Mapping[str, object]) -> PairModel:
    """monitor/data/pair_model.json, checked. Raises ValueError where something is missing."""
    try:
        return PairModel(
            story=_weights(model["story"]),
            copy=_weights(model["copy"]),
            story_from=_number(model["story_from"]),
            copy_from=_number(model["copy_from"]),
            rarity=_rarity(model["rarity"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"the pair model lacks or misstates {error}") from error


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"a number: {value!r}")
    return float(value)


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"a table: {value!r}")
    return value


def _weights(value: object) -> dict[str, float]:
    return {str(name): _number(weight) for name, weight in _table(value).items()}


def _rarity(value: object) -> Rarity:
    table = _table(value)
    return Rarity(units=_weights(table["units"]), common=frozenset(unpack(str(table["common"]))))


def compare(model: Mapping[str, object] | PairModel, a: Fingerprint, b: Fingerprint) -> Comparison:
    """Two articles side by side, for `explain`; the order does not matter."""
    read = model if isinstance(model, PairModel) else read_model(model)
    return judge_pair(read, read_profile(a.features), read_profile(b.features))


_NEEDED = ("names shared", "numbers shared", "text in the shorter")
"""What a story's reports share at least one of, however little speaks against them."""


def judge_pair(model: PairModel, a: Profile, b: Profile) -> Comparison:
    """`compare` for fingerprints that are unpacked already."""
    features = pair_features(a, b, model.rarity)
    story, copy = probability(features, model.story), probability(features, model.copy)
    kind, worded_alike = None, copy >= model.copy_from
    if story >= model.story_from and any(features[name] for name in _NEEDED):
        kind = MatchKind.COPY if worded_alike else MatchKind.SAME_STORY
    template = kind is None and worded_alike
    return Comparison(story=story, copy=copy, features=features, kind=kind, template=template)


AGAINST = 0.05
BELONGS_FROM = 0.4
"""The mean probability from which an article belongs to a story, over those of its articles that
match it and those, below AGAINST, that contradict it; a brief that shares little with one says
nothing. On the corpus nothing depends on the two; on the blind sets .03 to .1 and .3 to .5 do as
well."""


def choose(compared: Sequence[Compared]) -> Match | None:
    """What the new article matches: a copy before a report, the likelier, the older.

    A story counts as a whole. One in which the same text stands with other values is another
    event's, whatever its other articles leave open: a shortened copy that has lost the ordinal
    goes with every edition.
    """
    stories: dict[int, list[Comparison]] = {}
    for known in compared:
        stories.setdefault(known.story, []).append(known.pair)
    return max(
        (
            _match(known.pair.kind, known)
            for known in compared
            if known.pair.kind and _belongs(stories[known.story])
        ),
        key=_rank,
        default=None,
    )


def _belongs(story: Sequence[Comparison]) -> bool:
    if any(pair.template for pair in story):
        return False
    telling = [pair.story for pair in story if pair.kind or pair.story < AGAINST]
    return sum(telling) >= BELONGS_FROM * len(telling)


def _match(kind: MatchKind, known: Compared) -> Match:
    pair = known.pair
    return Match(
        kind=kind, of=known.id, story=known.story, similarity=pair.story, features=pair.features
    )


def _rank(match: Match) -> tuple[bool, float, int]:
    return match.kind is MatchKind.COPY, match.similarity, -match.of


def build_deduplicator(model: Mapping[str, object]) -> Deduplicator:
    """The decision on one article and its candidates, from monitor/data/pair_model.json."""
    read = read_model(model)
    sketches = Sketches(read.rarity.common)

    def best_match(found: Fingerprint, candidates: Sequence[KnownArticle]) -> Match | None:
        """What `choose` says; all articles of a matching story are compared, likely or not."""
        mine = read_profile(found.features)
        prospects = Prospects(mine, read.rarity, read.story, read.story_from)

        def against(known: KnownArticle) -> Compared:
            pair = judge_pair(read, mine, stored_profile(known.fingerprint))
            return Compared(known.id, known.story, pair)

        likely = [prospects.has(sketches.of(known)) for known in candidates]
        compared = [against(known) for known in compress(candidates, likely)]
        stories = {known.story for known in compared if known.pair.kind}
        unlikely = compress(candidates, map(not_, likely))
        compared += [against(known) for known in unlikely if known.story in stories]
        return choose(compared)

    return best_match
