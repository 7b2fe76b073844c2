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
_MIX_1 = 0x9E3779B97F4A7C15
_MIX_2 = 0xC2B2AE3D27D4EB4F
_MIX_3 = 0x165667B19E3779F9
_WORD_BITS = 24


@lru_cache(maxsize=32768)
def hash64(text: str) -> int:
    """64 bits of BLAKE2b of the text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def signed(value: int) -> int:
    """The same 64 bits as a signed number, which is what databases keep."""
    return value - (1 << 64) if value >> 63 else value


def bigrams(words: Sequence[str]) -> set[int]:
    """64-bit hashes of all runs of two words."""
    hashes = [hash64(word) for word in words]
    return {_mixed((a * _MIX_1 + b * _MIX_2) & _MASK) for a, b in pairwise(hashes)}


def trigrams(words: Sequence[str]) -> set[int]:
    """64-bit hashes of all runs of three words."""
    hashes = [hash64(word) for word in words]
    return {
        _mixed((a * _MIX_1 + b * _MIX_2 + c * _MIX_3) & _MASK)
        for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    }


def _mixed(value: int) -> int:
    value ^= value >> 31
    value = (value * _MIX_2) & _MASK
    return value ^ (value >> 29)


def thin(hashes: Iterable[int], limit: int) -> tuple[int, frozenset[int]]:
    """At most about `limit` hashes of 24 bits, and the level at which they were kept.

    Level n keeps the hashes that 2**n divides, of any text the same ones: sets of two texts are
    comparable at the higher of their levels.
    """
    kept = frozenset(value >> 16 & 0xFFFFFF for value in hashes)
    level = 0
    while len(kept) > limit:
        level += 1
        kept = frozenset(value for value in kept if not value & ((1 << level) - 1))
    return level, kept


def at_level(hashes: frozenset[int], level: int) -> frozenset[int]:
    """What a higher level would have kept."""
    mask = (1 << level) - 1
    return frozenset(value for value in hashes if not value & mask)


def pack(values: Iterable[int]) -> str:
    """24-bit numbers, in their order, as text."""
    raw = b"".join(value.to_bytes(3, "big") for value in values)
    return base64.b64encode(raw).decode("ascii")


def unpack(text: str) -> list[int]:
    """What `pack` wrote, in its order."""
    raw = base64.b64decode(text)
    padded = b"".join(b"\0" + raw[i : i + 3] for i in range(0, len(raw), 3))
    return list(struct.unpack(f">{len(raw) // 3}I", padded))
