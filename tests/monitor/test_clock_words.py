"""What is said of clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock_words import clock_jumped, clock_problem, clock_went_back, span


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=70), "1 minute"),
        (timedelta(minutes=-90), "90 minutes"),
        (timedelta(hours=8), "8 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=-400), "400 days"),
    ],
)
def test_spans_are_rounded_and_have_no_sign(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_what_is_wrong_and_what_to_do() -> None:
    assert "3 days ahead of the sites' clocks: set it" in clock_problem(timedelta(days=3))
    assert "3 days behind the sites' clocks" in clock_problem(timedelta(days=-3))
    assert "5 hours later than this machine's clock" in clock_went_back(timedelta(hours=5))
    assert "set back by 5 hours" in clock_jumped(timedelta(hours=-5))
    assert "the machine slept" in clock_jumped(timedelta(hours=5))
