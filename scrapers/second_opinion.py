"""trafilatura, asked only about a page of which the generic reader is not sure.

Imported when needed: its import alone costs more than reading a hundred pages.
"""

from __future__ import annotations

import re
from collections import Counter

from monitor.core.text import clean

# Both set on the even pages of the public article-extraction benchmark: asked below the first on
# 6 % of its pages, F1 rises from .959 to .971; on the odd pages it rises from .940 to .962.
_UNSURE = 0.7  # the reader's own confidence
_UNSURE_VIETNAMESE = 0.4  # there trafilatura is the worse reader: .84 to .87, of pages we make .76
_HOLDS = 0.8  # the share of our text that a fuller reading must hold
_FULLER = 1.1  # how much longer it must be to be preferred
_LEAST = 250  # characters of a reading where we have none
_VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def is_unsure(confidence: float, start: str) -> bool:
    """Whether a reading that begins with `start` calls for a second opinion."""
    return confidence < (_UNSURE_VIETNAMESE if _VIETNAMESE.search(start) else _UNSURE)


def second_opinion(html: str, ours: list[str]) -> list[str] | None:
    """trafilatura's paragraphs if they hold ours and more, or if we have none; else None."""
    import trafilatura

    read = trafilatura.extract(html, include_comments=False, fast=True) or ""
    theirs = [line for line in (clean(raw) for raw in read.splitlines()) if line]
    size, mine = sum(map(len, theirs)), sum(map(len, ours))
    if not mine:
        return theirs if size >= _LEAST else None
    fuller = size > _FULLER * mine and _share(ours, theirs) >= _HOLDS
    return theirs if fuller else None


def _share(ours: list[str], theirs: list[str]) -> float:
    """The share of our 4-word shingles that stand in the other reading."""
    mine, other = _shingles(ours), _shingles(theirs)
    return (mine & other).total() / (mine.total() or 1)


def _shingles(texts: list[str]) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(" ".join(texts).lower())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
