"""The features of an article in blocks: what its kind is judged by.

Each part (features.py) gives frames: which concepts occur, and which comes before which in a
sentence. Beside them stand the frames of the sentences that bear a date (they tell the event,
others the background), the words before each concept, the words of the whole and of the headline,
and how often the concepts come. Every block weighs the same however much is in it.
It judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from monitor.core.features import OPENING, PAIR_REACH, STOP, Part, sentences

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
    found: set[str] = set()
    for number, sentence in enumerate(sentences(part)):
        names = [concept for concept, _, _ in sentence]
        found |= _frame(names)
        if number == 0:
            found.add(f"^{names[0]}")
    return found


def _frame(names: Sequence[str]) -> set[str]:
    found = {f"={name}" for name in names}
    for at, first in enumerate(names):
        found.update(f"{first}>{second}" for second in names[at + 1 : at + PAIR_REACH])
    return found


def event_frames(read: Sequence[Part]) -> set[str]:
    """The frames of the sentences that bear a date, wherever they stand."""
    found: set[str] = set()
    for part in read:
        for sentence in sentences(part):
            names = [concept for concept, _, _ in sentence]
            if DATE in names:
                found |= _frame(names)
    return found


def words_before(read: Sequence[Part]) -> set[str]:
    """Each concept with the word before it, and with the two: "tại_CONF", "cho biết_CONF"."""
    found: set[str] = set()
    for part in read:
        for concept, start, _ in part.concepts:
            if concept != STOP and start > 0:
                found.add(f"{part.tokens[start - 1]}_{concept}")
                if start > 1:
                    found.add(f"{part.tokens[start - 2]} {part.tokens[start - 1]}_{concept}")
    return found


def counts(read: Sequence[Part]) -> set[str]:
    """Concepts that come often, `C*n`; the share of a group of them, `G>tenths`; the top two."""
    times = Counter(name for part in read for name, _, _ in part.concepts if name != STOP)
    found = {f"{name}*{least}" for name in times for least in OFTEN if times[name] >= least}
    groups: Counter[str] = Counter()
    for name in times:
        if name in GROUP_OF:
            groups[GROUP_OF[name]] += times[name]
    whole = groups.total()
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
    found = {part.name: frames(part) for part in read}
    whole = [part for part in read if part.name != OPENING]  # the opening is part of the body
    words = [ngrams(part) for part in whole]
    found[WORDS] = set().union(*words)
    found[HEADLINE] = set().union(*words[:2])
    found[EVENT] = event_frames(whole)
    found[BEFORE] = words_before(whole)
    found[COUNTS] = counts(whole)
    return found
