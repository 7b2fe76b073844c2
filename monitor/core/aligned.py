"""Two nearly equal texts word by word: what stands in one where the other has something else.

A reader who is told the same in the same words, but of another district, takes it for another
event; a letter set right, a sum rounded or written out, a province under its new name make none.
A value counts as replaced where both texts go on in the same words before and after it, and where
neither value stands in its own place anywhere else: what is set right in one line only, does.

The numbers below were set on the corpus' articles with one value swapped (scripts/pair_swaps.py)
and with one edit (scripts/pair_edits.py), as they are and with words changed around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from monitor.core.outlines import NAMES, Outline, Value
from monitor.core.same_values import kind_of, same_value

RUN, SHORT_RUN = 4, 2
"""So many words in a row, once in each text, align two texts: 32 bits of their hashes. And so many
between two such runs, where few others can be meant."""
GAP, WIDE = 8, 30
"""How many words may stand between two aligned runs for what is in them to be one another's; and
how many for shorter runs to be looked for."""
AROUND = 3
"""And how many of them may be no value's and not in both, on one side at most one more than on the
other: a sentence written anew replaces nothing, nor does a name written out."""
FURTHER_DOWN = 0.4
"""What a value replaced below the first paragraph counts, where details are mended too; and a sum
that is printed once."""
REPLACED = ("place", "name", "person", "number", "sum", "day", "year", "ordinal")
"""The kinds of value that are counted."""

_Segment = tuple[int, int, int]  # places in the one text and the other, and how many words
_Pair = tuple[Value, Value]
_Text = tuple[bytes, Sequence[Value]]
_Side = tuple[list[Value], Counter[int]]  # values, and the words around them


def replaced(a: Outline, b: Outline, *, renamed: bool) -> dict[str, float]:
    """How many values of each kind are replaced. Symmetric; nothing where a text has no outline.

    `renamed`: whether one text may name a province as it is called since July 2025.
    """
    if a.words > b.words:
        a, b = b, a
    counts = dict.fromkeys(REPLACED, 0.0)
    segments = _refined(a.words, b.words, aligned(a.words, b.words))
    if not segments:
        return counts
    held_a, held_b = a.values(), b.values()
    kept, pairs = _kept(held_a, held_b, segments)
    pairs += _replaced((a.words, held_a), (b.words, held_b), segments)
    found: dict[tuple[str, object, object], list[float]] = {}
    for one, two in pairs:
        if same_value(one, two, renamed=renamed):
            continue
        key = (kind_of(one, two), one.held, two.held)
        weight = 1.0 if one.start < a.head or two.start < b.head else FURTHER_DOWN
        found.setdefault(key, []).append(weight)
    for (kind, old, new), weights in found.items():
        if len(weights) > sum((_group(kind), held) in kept for held in (old, new)):
            single = kind == "sum" and len(weights) == 1
            counts[kind] += FURTHER_DOWN if single else max(weights)
    return counts


# ── alignment ────────────────────────────────────────────────────────────────


def aligned(a: bytes, b: bytes, run_of: int = RUN) -> list[_Segment]:
    """Longest runs of equal words around such as occur once in each text, in `a`'s order."""
    in_a, in_b = _runs(a, run_of), _runs(b, run_of)
    segments: list[_Segment] = []
    for run, i in in_a.items():
        j = in_b.get(run, -1)
        if i < 0 or j < 0:
            continue
        if segments and segments[-1][1] - segments[-1][0] == j - i and i < _end(segments[-1]):
            continue
        segments.append(_extended(a, b, i, j))
    return segments


def _refined(a: bytes, b: bytes, segments: list[_Segment]) -> list[_Segment]:
    """With both ends, and with shorter runs where two follow one another in both texts."""
    if not segments:
        return []
    whole: list[_Segment] = [(0, 0, 0)]
    for segment in [*segments, (len(a), len(b), 0)]:
        i, j = _end(whole[-1]), whole[-1][1] + whole[-1][2]
        if SHORT_RUN < segment[0] - i <= WIDE and SHORT_RUN < segment[1] - j <= WIDE:
            between = aligned(a[i : segment[0]], b[j : segment[1]], SHORT_RUN)
            whole += [(i + x, j + y, n) for x, y, n in between]
        whole.append(segment)
    return whole


def _end(segment: _Segment) -> int:
    return segment[0] + segment[2]


def _runs(words: bytes, run_of: int) -> dict[bytes, int]:
    """Where each run stands, in order; -1 for what stands in several places."""
    found: dict[bytes, int] = {}
    for i in range(len(words) - run_of + 1):
        run = words[i : i + run_of]
        found[run] = -1 if run in found else i
    return found


def _extended(a: bytes, b: bytes, i: int, j: int) -> _Segment:
    end = 0
    while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end]:
        end += 1
    while i and j and a[i - 1] == b[j - 1]:
        i, j, end = i - 1, j - 1, end + 1
    return i, j, end


def _group(kind: str) -> str:
    return "name" if kind in NAMES else kind


def _kept(
    of_a: Iterable[Value], of_b: Iterable[Value], segments: Sequence[_Segment]
) -> tuple[set[tuple[str, str | int]], list[_Pair]]:
    """The values that stand in their places in both texts, by group.

    And those that are others there all the same: different words may have the same byte.
    """
    kept: set[tuple[str, str | int]] = set()
    others: list[_Pair] = []
    held = {(value.start, _group(value.kind)): value for value in of_b}
    for value in of_a:
        diagonal = _diagonal(value, segments)
        if diagonal is None:
            continue
        there = held.get((value.start + diagonal, _group(value.kind)), value)
        if value.held == there.held:
            kept.add((_group(value.kind), value.held))
        else:
            others.append((value, there))
    return kept, others


def _diagonal(value: Value, segments: Sequence[_Segment]) -> int | None:
    """How much further on in the other text a value's words stand; None where they are not all."""
    return next((j - i for i, j, n in segments if i <= value.start and value.end <= i + n), None)


def _replaced(of_a: _Text, of_b: _Text, segments: Sequence[_Segment]) -> list[_Pair]:
    """Values that stand between the same two runs."""
    pairs: list[_Pair] = []
    for (i, j, n), (next_i, next_j, _) in pairwise(segments):
        sizes = sorted((next_i - i - n, next_j - j - n))
        if sizes[0] >= 0 and 0 < sizes[1] <= GAP:
            pairs += _paired(_side(of_a, (i + n, next_i)), _side(of_b, (j + n, next_j)))
    return pairs


def _side(text: _Text, gap: tuple[int, int]) -> _Side:
    """What stands in a gap, and its words that are no value's.

    What a name encloses is its own: `Save` the `Children`.
    """
    words, values = text
    held = _touching(values, gap)
    names = [value for value in held if value.kind in NAMES]
    enclosed = range(names[0].start, names[-1].end) if names else range(0)
    covered = {at for value in held for at in range(value.start, value.end)}.union(enclosed)
    return held, Counter(words[at] for at in range(*gap) if at not in covered)


def _touching(values: Iterable[Value], gap: tuple[int, int]) -> list[Value]:
    """Whole values that reach into a gap; an ordinal holds its number."""
    low, high = gap if gap[0] < gap[1] else (gap[0] - 1, gap[1] + 1)  # a word's byte met by chance
    found = [v for v in values if v.start < high and low < v.end]
    ordinals = [v for v in found if v.kind == "ordinal"]
    return [v for v in found if v in ordinals or not any(_holds(o, v) for o in ordinals)]


def _holds(one: Value, two: Value) -> bool:
    return one.start <= two.start and two.end <= one.end


def _paired(one: _Side, two: _Side) -> list[_Pair]:
    """One another's values in a gap, kind by kind, where there are as many on both sides."""
    pairs: list[_Pair] = []
    (some, bare), (others, other_bare) = one, two
    fewer, more = sorted(((bare - other_bare).total(), (other_bare - bare).total()))
    if more > min(fewer + 1, AROUND):
        return pairs
    for kinds in (NAMES, *({kind} for kind in REPLACED if kind not in NAMES)):
        left, right = ([v for v in side if v.kind in kinds] for side in (some, others))
        held = {v.held for v in left} & {v.held for v in right}
        left, right = ([v for v in side if v.held not in held] for side in (left, right))
        if len(left) != len(right) and kinds is NAMES:
            left, right = _joined(left), _joined(right)
        if len(left) == len(right):
            pairs += zip(left, right, strict=True)
    return pairs


def _joined(names: list[Value]) -> list[Value]:
    """One name of several, parted by a hyphen or a small word: `save` (the) `children`."""
    if len(names) < 2:
        return names
    whole = " ".join(str(name.held) for name in names)
    return [Value(names[0].start, names[-1].end, names[0].kind, whole)]
