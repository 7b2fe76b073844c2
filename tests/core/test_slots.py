"""Digest slots and quiet hours in local time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.slots import is_quiet, latest_slot, next_slot, quiet_until
from tests.factories_delivery import channel

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
TWICE = channel(digests=(time(7), time(17)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-21T06:59:59+07:00", "2026-11-20T17:00:00+07:00"),
        ("2026-11-21T07:00:00+07:00", "2026-11-21T07:00:00+07:00"),
        ("2026-11-21T16:59:59+07:00", "2026-11-21T07:00:00+07:00"),
        ("2026-11-21T23:30:00+07:00", "2026-11-21T17:00:00+07:00"),
        ("2026-11-21T00:00:00+00:00", "2026-11-21T07:00:00+07:00"),
    ],
)
def test_the_latest_slot_is_the_last_that_has_come(now: str, slot: str) -> None:
    assert latest_slot(TWICE, at(now), HANOI) == at(slot)


def test_the_next_slot_is_the_first_to_come() -> None:
    assert next_slot(TWICE, at("2026-11-21T07:00:00+07:00"), HANOI) == at(
        "2026-11-21T17:00:00+07:00"
    )
    assert next_slot(TWICE, at("2026-11-21T18:00:00+07:00"), HANOI) == at(
        "2026-11-22T07:00:00+07:00"
    )


def test_a_channel_without_fixed_times_has_no_slots() -> None:
    assert latest_slot(channel(), at("2026-11-21T07:00:00+07:00"), HANOI) is None
    assert next_slot(channel(), at("2026-11-21T07:00:00+07:00"), HANOI) is None


def test_a_time_that_the_clocks_skip_has_one_slot_all_the_same() -> None:
    early = channel(digests=(time(2, 30),))
    slots = {
        latest_slot(early, at(f"2026-03-29T{hour:02}:00:00+00:00"), BERLIN) for hour in range(6)
    }
    assert slots == {at("2026-03-28T02:30:00+01:00"), at("2026-03-29T03:30:00+02:00")}


def test_a_time_that_comes_twice_has_one_slot() -> None:
    early = channel(digests=(time(2, 30),))
    slots = {
        latest_slot(early, at(f"2026-10-25T{hour:02}:45:00+00:00"), BERLIN) for hour in range(6)
    }
    assert slots == {at("2026-10-25T02:30:00+02:00")}


@given(st.integers(0, 10 * 365 * 24 * 60))
def test_now_lies_between_the_latest_slot_and_the_next(minutes: int) -> None:
    now = at("2020-01-01T00:00:00+00:00") + timedelta(minutes=minutes)
    latest, coming = latest_slot(TWICE, now, BERLIN), next_slot(TWICE, now, BERLIN)
    assert latest is not None
    assert coming is not None
    assert latest <= now < coming
    assert latest_slot(TWICE, coming, BERLIN) == coming


@pytest.mark.parametrize(
    ("quiet", "hour", "expected"),
    [
        ((time(21), time(6, 30)), "20:59", False),
        ((time(21), time(6, 30)), "21:00", True),
        ((time(21), time(6, 30)), "03:00", True),
        ((time(21), time(6, 30)), "06:30", False),
        ((time(12), time(13)), "12:30", True),
        ((time(12), time(13)), "13:00", False),
        (None, "03:00", False),
    ],
)
def test_quiet_hours_may_span_midnight(
    quiet: tuple[time, time] | None, hour: str, expected: bool
) -> None:
    assert is_quiet(channel(quiet=quiet), at(f"2026-11-21T{hour}:00+07:00"), HANOI) is expected


def test_when_quiet_ends() -> None:
    night = channel(quiet=(time(21), time(6, 30)))
    assert quiet_until(night, at("2026-11-21T22:00:00+07:00"), HANOI) == at(
        "2026-11-22T06:30:00+07:00"
    )
    assert quiet_until(night, at("2026-11-22T05:00:00+07:00"), HANOI) == at(
        "2026-11-22T06:30:00+07:00"
    )
    assert quiet_until(night, at("2026-11-22T12:00:00+07:00"), HANOI) is None
    assert quiet_until(channel(), at("2026-11-22T12:00:00+07:00"), HANOI) is None
