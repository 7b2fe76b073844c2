"""The features of an article in blocks: what its kind is judged by.

Each part (features.py) gives frames: which concepts occur, and which comes before which in a
sentence. Beside them stand the frames of the sentences that bear a date (they tell the event,
others the background), the words before each concept, the words of the whole and of the headline,
and how often the concepts come. Every block weighs the same however much is in it.
It judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from monitor.core.features import PAIR_REACH, Part

WORDS = "words"  # n-grams of the whole; the blocks of frames bear the names of the parts
HEADLINE = "headline"  # n-grams of title and lead
EVENT = "event"  # frames of the sentences with a date
BEFORE = "before"  # a concept with the one and the two words before it
COUNTS = "counts"  # how often concepts come, and which group of them the most
DATE = "DATE"
OFTEN = (2, 4)
# What speaks for each of the three kinds, and against all of them.
GROUPS = {
    "conference": "CONF MEETING CONGRESS REVIEW DELEGATES DISCUSS ELECT PLAN",
    "training": "TRAIN TRAINCONF LEARNER TEACHER COURSE SKILL LOP LEARN",
    "aid": "GIVE RECEIVE FUND AID MOBILISE HANDOVER AIDDEAL GOODS NEEDY MONEY",
    "other": """RECEPTION VISIT EXCHANGE ANNIVERSARY EXHIBIT CONTEST HONOUR WAR FORCES LOAN SPORT
        POLITICS APPOINT REGULATION ADMISSION PORTRAIT SOUVENIR MEETUP TOURISM""",
}
GROUP_OF = {concept: group for group, listed in GROUPS.items() for concept in listed.split()}
TENTHS = range(1, 8)  # of the concepts that belong to a group


def ngrams(part: Part) -> set[str]:
    """Words and pairs of neighbouring words."""
    found = set(part.tokens)
    found.update(map(" ".join, pairwise(part.tokens)))
    return found


def frames(part: Part) -> set[str]:
    """Concepts: that occur, `=C`; that open the part, `^C`; in order in a sentence, `C>D`."""
    named = [sentence.names for sentence in part.sentences]
    found = set().union(*map(frame, named))
    found.update(f"^{names[0]}" for names in named[:1])
    return found


def event_frames(read: Sequence[Part]) -> set[str]:
    """The frames of the sentences that bear a date, wherever they stand."""
    named = [sentence.names for part in read for sentence in part.sentences]
    return set().union(*(frame(names) for names in named if DATE in names))


@lru_cache(maxsize=512)  # the opening and the event are sentences of the other parts
def frame(names: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """The concepts and pairs of a sentence in order, each with the first place of its concepts."""
    found: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(names):
        found.setdefault(f"={name}", (at,))
        for other in range(at + 1, min(at + PAIR_REACH, len(names))):
            found.setdefault(f"{name}>{names[other]}", (at, other))
    return found


def words_before(read: Sequence[Part]) -> set[str]:
    """Each concept with the word before it, and with the two: "tại_CONF", "cho biết_CONF"."""
    found: set[str] = set()
    for part in read:
        tokens = part.tokens
        for sentence in part.sentences:
            for concept, (start, _) in zip(sentence.names, sentence.places, strict=True):
                if start > 0:
                    found.add(f"{tokens[start - 1]}_{concept}")
                if start > 1:
                    found.add(f"{tokens[start - 2]} {tokens[start - 1]}_{concept}")
    return found


def counts(read: Sequence[Part]) -> set[str]:
    """Concepts that come often, `C*n`; the share of a group of them, `G>tenths`; the top two."""
    named = (sentence.names for part in read for sentence in part.sentences)
    times = Counter(chain.from_iterable(named))
    found = {f"{name}*{least}" for name in times for least in OFTEN if times[name] >= least}
    groups: dict[str, int] = {}
    for name in times.keys() & GROUP_OF.keys():
        group = GROUP_OF[name]
        groups[group] = groups.get(group, 0) + times[name]
    whole = sum(groups.values())
    found.update(
        f"{g}>{tenths}" for g in groups for tenths in TENTHS if groups[g] * 10 >= tenths * whole
    )
    ranked = sorted(groups, key=lambda group: (-groups[group], group))
    if ranked:
        found.add(f"top {ranked[0]}")
        found.add(f"top {' '.join(ranked[:2])}")
    return found


def blocks(read: Sequence[Part]) -> dict[str, set[str]]:
    """The features of an article by block."""
    title, lead, _, body = read
    whole = (title, lead, body)  # the opening is part of the body
    headline = ngrams(title) | ngrams(lead)
    words = ngrams(body)
    words |= headline
    return {
        **{part.name: frames(part) for part in read},
        WORDS: words,
        HEADLINE: headline,
        EVENT: event_frames(whole),
        BEFORE: words_before(whole),
        COUNTS: counts(whole),
    }
