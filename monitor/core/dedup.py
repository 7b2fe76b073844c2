"""New or known, and which story: fingerprints, candidates and the decision on a pair.

Refuses to judge by the text's likeness alone: templates filled in for two events are two stories.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from hashlib import blake2b
from itertools import chain

from monitor.core.model import Article, Facts, Fingerprint, KnownArticle, Match, MatchKind
from monitor.core.names import Marks, name_units, read_marks
from monitor.core.outlines import outline_of
from monitor.core.pairs import (
    Rarity,
    Weights,
    pair_features,
    probability,
)
from monitor.core.ports import Deduplicator
from monitor.core.profiles import VERSION, Profile, read_profile, stored_profile
from monitor.core.prospects import Prospects, Sketches
from monitor.core.provinces import provinces_2025
from monitor.core.shingles import bigrams, hash64, pack, short, signed, thin, trigrams, unpack
from monitor.core.text import fold, matching_words

POSTINGS = 64
"""How many articles, the newest, are looked at under one sample hash."""
CANDIDATES = 16
"""How many candidates are scored for one article; in the corpus all articles of a story are among
each other's first twelve."""


def content_hash(article: Article) -> str:
    """Equal for texts that differ in nothing but spacing, case, marks, punctuation and captions."""
    pieces = [article.title, article.lead or "", *told(article.body)]
    text = " ".join(chain.from_iterable(map(matching_words, pieces)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


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


# ── fingerprints ─────────────────────────────────────────────────────────────

_SHINGLES, _BIGRAMS, _VALUES, _NAMES, _SHORT_LIST = 256, 384, 48, 64, 40
_LINE, _ENDS = 160, ".!?…:;”\"')»"  # a line's length in letters; how sentences end
_SAMPLED = 96  # 3-grams, and as many facts, under which an article is found


def fingerprint(article: Article, facts: Facts) -> Fingerprint:
    """What the article is known by: hashes, names, numbers, dates and places, no sentence."""
    marks = read_marks([article.title, article.lead or "", *told(article.body)])
    three = trigrams(marks.words)
    shingle_level, shingles = thin(three, _SHINGLES)
    bigram_level, pairs = thin(bigrams(marks.words), _BIGRAMS)
    names, numbers = list(marks.names)[:_NAMES], list(marks.numbers)[:_SHORT_LIST]
    features: dict[str, object] = {
        "version": VERSION,
        "shingle_level": shingle_level,
        "shingles": pack(sorted(shingles)),
        "bigram_level": bigram_level,
        "bigrams": pack(sorted(pairs)),
        "title": sorted(set(matching_words(article.title)))[:_SHORT_LIST],
        "names": names,
        "numbers": numbers,
        "days": [y * 10000 + m * 100 + d for y, m, d in marks.days][:_SHORT_LIST],
        "years": list(marks.years)[:_SHORT_LIST],
        "places": list(marks.places)[:_SHORT_LIST],
        "provinces": sorted(_provinces(facts, marks)),
        "ordinals": {key: sorted(values) for key, values in marks.ordinals.items()},
        "head": list(marks.head),
        "ahead": marks.ahead or _lies_ahead(article, facts),
        "number_slots": _packed_values(marks, "number"),
        "name_slots": _packed_values(marks, "name"),
    }
    features.update(outline_of(marks, names, numbers))
    features.update(_when(article, facts))
    sample = (*_sampled_text(three), *_sampled_facts(marks))
    return Fingerprint(sample=tuple(dict.fromkeys(sample)), features=features)


def told(body: Sequence[str]) -> list[str]:
    """The paragraphs that tell something: no captions, menus, headlines of other articles.

    Those are short and end without a full stop. Where they are most of the text, all of it tells.
    """
    kept = [p for p in body if len(p) > _LINE or p.rstrip()[-1:] in _ENDS]
    enough = 2 * sum(map(len, kept)) >= sum(map(len, body))
    return kept if enough else list(body)


def _lies_ahead(article: Article, facts: Facts) -> bool:
    if facts.event_start is None or article.published_at is None:
        return False
    return facts.event_start > article.published_at.astimezone(UTC).date() + timedelta(days=1)


def _provinces(facts: Facts, marks: Marks) -> set[str]:
    """The units of 2025 of the provinces that the told text names; not those of its noise."""
    if not facts.provinces:
        return {fold(name) for name in facts.provinces_2025}
    text = " ".join(marks.words)
    named = [name for name in facts.provinces if " ".join(matching_words(name)) in text]
    return {fold(name) for name in provinces_2025(named)}


def _packed_values(marks: Marks, kind: str) -> str:
    """Hashes of what stands before a value, of what stands after it, and of the value."""
    found = [(left, right, value) for what, left, right, value in marks.values if what == kind]
    return pack([short(hash64(text)) if text else 0 for three in found[:_VALUES] for text in three])


def _when(article: Article, facts: Facts) -> dict[str, object]:
    features: dict[str, object] = {}
    if article.published_at is not None:
        features["published"] = article.published_at.date().toordinal()
    start = facts.event_start or facts.event_end
    if start is not None:
        end = facts.event_end or start
        features["event"] = [start.toordinal(), end.toordinal()]
    return features


def _sampled_text(three: set[int]) -> list[int]:
    """The 3-grams that a power of two divides, the lowest that leaves few enough."""
    level = 0
    while len(three) > _SAMPLED:
        level += 1
        three = {value for value in three if not value & ((1 << level) - 1)}
    return [signed(value) for value in sorted(three)]


def _sampled_facts(marks: Marks) -> list[int]:
    """Names of two words and more, days, numbers of three digits and more, named places."""
    named = [f"name {unit}" for name in marks.names for unit in name_units(name)]
    dated = [f"day {m}/{d}" for _, m, d in marks.days if d]
    counted = [f"number {number}" for number in marks.numbers if len(number) > 2]
    placed = [f"place {place}" for place in marks.places]
    facts = [*dated, *counted, *placed, *named]
    return [signed(hash64(fact)) for fact in facts[:_SAMPLED]]


def encode_fingerprint(found: Fingerprint) -> str:
    """A fingerprint as compact JSON, for the store."""
    return json.dumps(
        [list(found.sample), found.features], ensure_ascii=False, separators=(",", ":")
    )


def decode_fingerprint(text: str) -> Fingerprint:
    """What `encode_fingerprint` wrote. Raises ValueError for anything else."""
    try:
        sample, features = json.loads(text)
        return Fingerprint(sample=tuple(int(v) for v in sample), features=dict(features))
    except (TypeError, ValueError) as error:
        raise ValueError(f"not a fingerprint: {text[:60]!r}") from error


# ── the decision ─────────────────────────────────────────────────────────────


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
    """Two articles compared: probabilities, what was measured, and the verdict (None: apart)."""

    story: float
    copy: float
    features: Mapping[str, float]
    kind: MatchKind | None


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
    kind = None
    if story >= model.story_from and any(features[name] for name in _NEEDED):
        kind = MatchKind.COPY if copy >= model.copy_from else MatchKind.SAME_STORY
    return Comparison(story=story, copy=copy, features=features, kind=kind)


def build_deduplicator(model: Mapping[str, object]) -> Deduplicator:
    """The decision on one article and its candidates, from monitor/data/pair_model.json."""
    read = read_model(model)
    sketches = Sketches(read.rarity.common)

    def best_match(found: Fingerprint, candidates: Sequence[KnownArticle]) -> Match | None:
        """A copy before a report of the same story, then the likelier, then the older article."""
        mine = read_profile(found.features)
        prospects = Prospects(mine, read.rarity, read.story, read.story_from)
        best: tuple[tuple[bool, float, int], Match] | None = None
        for known in candidates:
            if not prospects.has(sketches.of(known)):
                continue
            pair = judge_pair(read, mine, stored_profile(known.fingerprint))
            if pair.kind is None:
                continue
            rank = (pair.kind is MatchKind.COPY, pair.story, -known.id)
            if best is None or rank > best[0]:
                best = (rank, _match(pair, pair.kind, known))
        return best[1] if best else None

    return best_match


def _match(pair: Comparison, kind: MatchKind, known: KnownArticle) -> Match:
    return Match(
        kind=kind, of=known.id, story=known.story, similarity=pair.story, features=pair.features
    )
