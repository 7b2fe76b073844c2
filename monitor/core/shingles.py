"""Hashes of words and of runs of words, thinned to a fixed size. Holds no text.

All hashes are the same on every Python version and platform.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

_MASK = (1 << 64) - 1
_FIRST, _SECOND, _THIRD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
"""Odd numbers that tell the places of a run's words apart."""


@lru_cache(maxsize=32768)
def hash64(text: str) -> int:
    """64 bits of BLAKE2b of the text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def signed(value: int) -> int:
    """The same 64 bits as a signed number, which is what databases keep."""
    return value - (1 << 64) if value >> 63 else value


def short(value: int) -> int:
    """32 of the 64 bits, which are enough to compare two articles."""
    return value >> 16 & 0xFFFFFFFF


def bigrams(words: Sequence[str]) -> set[int]:
    """64-bit hashes of all runs of two words."""
    hashes = [*map(hash64, words)]
    return {(a * _FIRST + b * _SECOND) & _MASK for a, b in pairwise(hashes)}


def trigrams(words: Sequence[str]) -> set[int]:
    """64-bit hashes of all runs of three words."""
    hashes = [*map(hash64, words)]
    runs = zip(hashes, hashes[1:], hashes[2:], strict=False)
    return {(a * _FIRST + b * _SECOND + c * _THIRD) & _MASK for a, b, c in runs}


def thin(hashes: Iterable[int], limit: int) -> tuple[int, frozenset[int]]:
    """At most `limit` of the hashes, in short form, and the level at which they were kept.

    Level n keeps the hashes that 2**n divides, of any text the same ones: sets of two texts are
    comparable at the higher of their levels.
    """
    kept = frozenset({value >> 16 & 0xFFFFFFFF for value in hashes})
    level = 0
    while len(kept) > limit:
        level += 1
        kept = at_level(kept, level)
    return level, kept


def at_level(hashes: frozenset[int], level: int) -> frozenset[int]:
    """What this level keeps."""
    mask = (1 << level) - 1
    return frozenset({value for value in hashes if not value & mask})


def pack(values: Sequence[int]) -> str:
    """32-bit numbers, in their order, as text."""
    return base64.b64encode(struct.pack(f"<{len(values)}I", *values)).decode("ascii")


def unpack(text: str) -> tuple[int, ...]:
    """What `pack` wrote, in its order. Raises ValueError for anything else."""
    raw = base64.b64decode(text, validate=True)
    if len(raw) % 4:
        raise ValueError(f"not a list of 32-bit numbers: {text[:40]!r}")
    return struct.unpack(f"<{len(raw) // 4}I", raw)
