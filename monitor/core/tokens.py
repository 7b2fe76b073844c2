"""The words of a text as its kind is judged by them, and where they stand in it.

Tone marks are kept, in one style (`khoá`, `khóa`). It judges nothing and leaves no word out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain

from monitor.core.slotted import dataclass

STOP = "¶"
NUMBER, YEAR, DATE = "0", "0000", "0/0"  # what stands for every number

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:\-]\d+)*|[.!?;:\n…]")
_POINT = "."  # it may end a sentence or shorten a word
_STOPS = frozenset("!?;:\n…")
_ENDS = frozenset((STOP, _POINT))
_ABBREVIATION = frozenset(
    ("tp", "ts", "ths", "pgs", "gs", "st", "mr", "mrs", "dr", "bs", "ks", "tx")
)
_OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONES = dict(zip(_OLD_TONES.split(), _NEW_TONES.split(), strict=True))
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words`: words, numbers (NUMBER, YEAR, DATE) and the stops that end a sentence (STOP).

    They were read from `chunks`, which are what stands between spaces: `ends` says how many tokens
    had been read after each, counting those that end no sentence and were left out, `idle`.
    """

    words: Sequence[str]
    chunks: Sequence[str]
    ends: Sequence[int]
    idle: Sequence[int]

    def phrase(self, first: int, size: int) -> str:
        """The text of `size` words from the word `first`."""
        left, start, _ = self._place(first)
        right, _, end = self._place(first + size - 1)
        text = " ".join(self.chunks[left : right + 1])
        return text[start : len(text) - len(self.chunks[right]) + end]

    def _place(self, word: int) -> tuple[int, int, int]:
        """The number of a word's chunk, and where in it the word begins and ends."""
        for number in self.idle:
            if number > word:
                break
            word += 1
        chunk = bisect_right(self.ends, word)
        spans = _spans(self.chunks[chunk])
        start, end = spans[word - self.ends[chunk]]  # counted from the chunk's end
        return chunk, start, end


def tokenize(text: str) -> Tokens:
    """The tokens of a text in NFC."""
    chunks = text.replace("\n", " \n ").split(" ")
    read = [*map(_read, chunks)]
    words = [*chain.from_iterable(read)]
    idle = _idle_stops(words)
    for number in reversed(idle):
        del words[number]
    return Tokens(words, chunks, [*accumulate(map(len, read))], idle)


def _idle_stops(words: list[str]) -> list[int]:
    """Which stops end no sentence. Points that do become STOP.

    Those that come after another stop, and the points after abbreviations, letters and numbers.
    """
    idle: list[int] = []
    last, reached = STOP, 0
    for at in [at for at, word in enumerate(words) if word in _ENDS]:
        if at > reached:
            last = words[at - 1]
        reached = at + 1
        point = words[at] == _POINT
        if last == STOP or (point and (last in _ABBREVIATION or len(last) == 1)):
            idle.append(at)
        else:
            words[at] = last = STOP
    return idle


@lru_cache(maxsize=8192)  # Vietnamese writes its syllables apart and has fewer of them
def _read(chunk: str) -> tuple[str, ...]:
    """The tokens of a text without spaces; points as they are."""
    return tuple(map(_token, _TOKEN.findall(_plain(chunk))))


@lru_cache(maxsize=512)  # evidence is made of the same words again and again
def _spans(chunk: str) -> list[tuple[int, int]]:
    """Where the tokens of a text without spaces begin and end."""
    return [match.span() for match in _TOKEN.finditer(_plain(chunk))]


def _token(raw: str) -> str:
    if raw in _STOPS:
        return STOP
    return _number(raw) if raw[0].isdigit() and not raw.isalpha() else raw


def _number(raw: str) -> str:
    if "/" in raw or raw.count("-") == 2:
        return DATE
    if len(raw) == 4 and raw[:2] in ("19", "20"):
        return YEAR
    return NUMBER


def _plain(text: str) -> str:
    """Lower case, tone marks in one style; every letter keeps its place."""
    low = text.lower()
    if len(low) != len(text):  # a few letters of other scripts become two
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return _TONE.sub(lambda match: _TONES[match.group()], low)
