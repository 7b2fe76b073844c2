"""What an article is known by: hashes, names, numbers, dates and places, and no sentence of it.

Refuses to judge: pairs.py compares two fingerprints, dedup.py decides what that means.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, timedelta
from hashlib import blake2b
from itertools import chain

from monitor.core.model import Article, Facts, Fingerprint
from monitor.core.names import Marks, name_units, read_marks
from monitor.core.outlines import outline_of
from monitor.core.profiles import VERSION
from monitor.core.provinces import provinces_2025
from monitor.core.shingles import bigrams, hash64, pack, short, signed, thin, trigrams
from monitor.core.text import fold, matching_words

_SHINGLES, _BIGRAMS, _VALUES, _NAMES, _SHORT_LIST = 256, 384, 48, 64, 40
_LINE, _ENDS = 160, ".!?…:;”\"')»"  # a line's length in letters; how sentences end
_SAMPLED = 96  # 3-grams, and as many facts, under which an article is found


def content_hash(article: Article) -> str:
    """Equal for texts that differ in nothing but spacing, case, marks, punctuation and captions."""
    pieces = [article.title, article.lead or "", *told(article.body)]
    text = " ".join(chain.from_iterable(map(matching_words, pieces)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


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
