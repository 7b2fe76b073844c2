"""Pacing, against a server with both limits and a clock that is turned by hand."""

from __future__ import annotations

from collections import deque
from datetime import timedelta

import pytest

from monitor.core.pacing import CHAT_LIMIT, Pacer, backoff, pause_for


class Limits:
    """Thirty a second to all, twenty in any minute to each chat; messages arrive a bit late."""

    def __init__(self, jitter: float) -> None:
        self.jitter, self.number = jitter, 0
        self.all: deque[float] = deque()
        self.each: dict[str, deque[float]] = {}
        self.rejected = 0

    def receive(self, chat: str, now: float) -> None:
        self.number += 1
        now += self.jitter * (self.number % 3) / 2
        mine = self.each.setdefault(chat, deque())
        for times, window, limit in ((self.all, 1.0, 30), (mine, 60.0, CHAT_LIMIT)):
            while times and times[0] <= now - window:
                times.popleft()
            self.rejected += len(times) >= limit
            times.append(now)


def send_all(chats: list[str], server: Limits) -> float:
    """Send one message to each chat of the list, in order; the time it takes."""
    pacer, now = Pacer(), 0.0
    for chat in chats:
        now += pacer.delay(chat, now)
        pacer.note(chat, now)
        server.receive(chat, now)
    return now


@pytest.mark.parametrize("jitter", [0.0, 0.03])
def test_many_chats_take_thirty_a_second(jitter: float) -> None:
    server = Limits(jitter)
    chats = [f"c{number % 12}" for number in range(120)]
    assert send_all(chats, server) <= (119 / 30) / 0.95
    assert server.rejected == 0


@pytest.mark.parametrize("jitter", [0.0, 0.5])
def test_one_chat_takes_twenty_a_minute(jitter: float) -> None:
    server = Limits(jitter)
    assert send_all(["c"] * 120, server) <= (5 * 60) / 0.95
    assert server.rejected == 0


@pytest.mark.parametrize("stall", [0.004, 0.2, 3.0])
def test_the_time_of_a_stall_is_made_up_for_without_a_flood(stall: float) -> None:
    server, pacer, now = Limits(0.004), Pacer(), 0.0
    for number in range(240):
        delay = pacer.delay(f"c{number % 24}", now)
        now += delay + (stall if number % 40 == 39 or (stall < 0.1 and delay) else 0.0)
        pacer.note(f"c{number % 24}", now)
        server.receive(f"c{number % 24}", now)
    assert now <= 239 / 30 / 0.95 + 6 * max(0.0, stall - 0.19)  # a quarter second is made up for
    assert server.rejected == 0


def test_a_held_chat_waits_and_the_others_do_not() -> None:
    pacer = Pacer()
    pacer.hold("a", 30.0)
    pacer.hold("a", 10.0)
    assert pacer.delay("a", 5.0) == 25.0
    assert pacer.delay("b", 5.0) == 0.0
    assert pacer.delay("a", 31.0) == 0.0


def test_requests_that_post_nothing_count_for_all_and_for_no_chat() -> None:
    pacer = Pacer()
    for _ in range(19):
        pacer.note_call(0.0)
    assert pacer.delay("a", 0.0) > 0
    assert pacer.delay("a", 0.5) == 0.0
    for _ in range(5):
        pacer.note("a", 0.5, calls=2)
    assert pacer.delay("b", 0.9) == pytest.approx(0.105)


def test_tries_are_spaced_further_and_further() -> None:
    assert [backoff(number) for number in (1, 2, 3, 9, 99)] == [2, 4, 8, 512, 900]
    assert [pause_for(number) for number in (1, 3, 4, 5, 99)] == [
        timedelta(minutes=minutes) for minutes in (0, 0, 1, 2, 30)
    ]


def test_what_another_process_sent_counts() -> None:
    pacer = Pacer()
    assert pacer.is_new
    for number in range(CHAT_LIMIT):
        pacer.recall("a", -30.0 + number)
    assert not pacer.is_new
    assert pacer.delay("a", 0.0) == pytest.approx(30.6)
    assert pacer.delay("b", 0.0) == 0.0
    pacer.hold("a", 5.0)
    pacer.forget_chats()  # to be told anew
    assert pacer.is_new
    assert pacer.delay("a", 0.0) == 5.0
