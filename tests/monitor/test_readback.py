"""Finding a message in a chat that is read one id at a time."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.readback import (
    GAP,
    MOST,
    WIDE_GAP,
    TooManyMessages,
    find_after,
    find_near_end,
    gap_for,
)


class Reading:
    """A chat in which "tin" stands under some ids and other posts under others."""

    def __init__(self, others: Iterable[int], *ours: int) -> None:
        self.posts = {**dict.fromkeys(others, "khác"), **dict.fromkeys(ours, "  tin\n")}
        self.read: list[int] = []

    def __call__(self, message_id: int) -> str | None:
        self.read.append(message_id)
        return self.posts.get(message_id)


def test_the_next_message_is_found_at_once() -> None:
    chat = Reading(range(1, 8), 8)
    assert find_after(chat, "tin", 7) == 8
    assert chat.read == [8]


def test_posts_of_others_and_gaps_are_passed_over() -> None:
    assert find_after(Reading((9, 10, 13), 13 + GAP), "tin", 7) == 13 + GAP


def test_what_is_not_there_is_not_found() -> None:
    chat = Reading(range(1, 12))
    assert find_after(chat, "tin", 7) is None
    assert chat.read == list(range(8, 12 + GAP))


def test_our_other_messages_are_not_read_and_show_how_far_the_chat_goes() -> None:
    chat = Reading((), 200)
    assert find_after(chat, "tin", 7, own=frozenset((9, 170))) == 200
    assert not {9, 170} & set(chat.read)


def test_an_equal_message_that_is_known_already_is_not_taken() -> None:
    assert find_after(Reading((), 9, 12), "tin", 7, own=frozenset((9,))) == 12
    assert find_near_end(Reading((), 9, 12), "tin", own=frozenset((12,))) == 9


def test_a_crowd_is_not_read_to_the_end() -> None:
    with pytest.raises(TooManyMessages):
        find_after(Reading(range(1, 2 * MOST)), "tin", 0)


def test_gaps_are_wider_where_the_ids_are_shared_between_chats() -> None:
    assert gap_for("@main") == gap_for("-1001234567890") == GAP
    assert gap_for("-5") == gap_for("777") == WIDE_GAP


@pytest.mark.parametrize(
    ("first", "count"), [(1, 1), (1, 30), (41, 3), (1000, 4), (1, 5000), (2, 70_000), (100, 1)]
)
def test_the_last_message_is_found_without_a_known_one(first: int, count: int) -> None:
    last = first + count - 1
    chat = Reading(range(first, last), last)
    assert find_near_end(chat, "tin") == last
    assert len(chat.read) < 600
    assert find_near_end(Reading(range(first, last + 1)), "tin") is None


def test_an_empty_chat_holds_nothing() -> None:
    assert find_near_end(Reading(()), "tin") is None


@given(st.integers(1, 30_000), st.integers(0, 10_000))
def test_a_chat_with_deleted_posts_is_read_near_its_end(last: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a reproducible chat
    others = [number for number in range(1, last) if chance.random() < 0.8]
    assert find_near_end(Reading(others, last), "tin") == last
