"""The stretch of a text that shows why it was found; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.core.text import fold

WORD = re.compile(r"[^\W_]+")

_BEFORE, _AFTER = 60, 160  # characters shown around the start of the best run of hits


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Hits that stand side by side: from, to, and which words they are."""

    start: int
    end: int
    words: frozenset[str]


def snippet(texts: Sequence[str], tokens: Collection[str]) -> str:
    """Part of the text that holds most of `tokens` (folded words), hits in « and »; "" for none.

    As printed, tone marks and case included; "…" says that there is more.
    """
    folded = [fold(text) for text in texts]
    counts = [sum(token in text for token in tokens) for text in folded]
    best = texts[counts.index(max(counts))]
    runs = _runs(best, tokens)
    if not runs:
        return ""
    centre = max(runs, key=lambda run: len(run.words))
    start, end = _window(best, centre)
    return _marked(best, [run for run in runs if start <= run.start and run.end <= end], start, end)


def _runs(text: str, tokens: Collection[str]) -> list[_Run]:
    runs: list[_Run] = []
    beside = False  # does the run go on?
    for match in WORD.finditer(text):
        word = fold(match.group())
        hit = word in tokens
        if hit and beside:
            last = runs.pop()
            runs.append(_Run(start=last.start, end=match.end(), words=last.words | {word}))
        elif hit:
            runs.append(_Run(start=match.start(), end=match.end(), words=frozenset((word,))))
        beside = hit
    return runs


def _window(text: str, centre: _Run) -> tuple[int, int]:
    """From where to where to show, cut between words, the run in the middle always whole."""
    start, end = max(0, centre.start - _BEFORE), max(centre.end, centre.start + _AFTER)
    if start > 0:
        start = text.find(" ", start, centre.start) + 1 or centre.start
    if end < len(text):
        end = max(text.rfind(" ", centre.end, end), centre.end)
    return start, min(end, len(text))


def _marked(text: str, runs: Sequence[_Run], start: int, end: int) -> str:
    pieces, at = ["…" if start > 0 else ""], start
    for run in runs:
        pieces += [text[at : run.start], "«", text[run.start : run.end], "»"]
        at = run.end
    pieces += [text[at:end], "…" if end < len(text) else ""]
    return "".join(pieces)
