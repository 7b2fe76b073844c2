"""Hashes of words and of runs of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.shingles import (
    at_level,
    bigrams,
    hash64,
    pack,
    short,
    signed,
    thin,
    trigrams,
    unpack,
)


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hash64("hữu nghị") == 0xB12AEC5F7F7E9406
    assert sorted(trigrams(["a", "b", "c"])) == [15371593013635565369]
    assert sorted(bigrams(["a", "b"])) == [14535287556175568374]


def test_runs_depend_on_the_order_of_words() -> None:
    assert trigrams(["a", "b", "c"]) != trigrams(["c", "b", "a"])
    assert bigrams(["a", "b"]) != bigrams(["b", "a"])


def test_too_few_words_have_no_runs() -> None:
    assert trigrams(["a", "b"]) == set()
    assert bigrams(["a"]) == set()


@given(st.integers(min_value=0, max_value=(1 << 64) - 1))
def test_signed_keeps_all_bits(value: int) -> None:
    assert -(1 << 63) <= signed(value) < 1 << 63
    assert signed(value) % (1 << 64) == value


def test_few_hashes_are_all_kept() -> None:
    level, kept = thin({1 << 16, 2 << 16, 3 << 16}, 3)
    assert (level, kept) == (0, frozenset({1, 2, 3}))


def test_many_hashes_are_thinned_to_the_same_ones_whatever_the_text() -> None:
    hashes = {hash64(str(n)) for n in range(1000)}
    level, kept = thin(hashes, 100)
    assert 0 < len(kept) <= 100
    assert kept == at_level(frozenset(map(short, hashes)), level)
    assert at_level(kept, level) == kept


@given(st.lists(st.integers(min_value=0, max_value=0xFFFFFFFF)))
def test_packed_numbers_come_back_in_order(values: list[int]) -> None:
    assert list(unpack(pack(values))) == values


@pytest.mark.parametrize("text", ["AAA", "AAAAAAA=", "!"])
def test_damaged_hashes_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - two sources, both ValueError
        unpack(text)
