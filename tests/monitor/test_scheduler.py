"""The schedule calls tasks one after the other, at their times, until told to stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.scheduler import Bell, ClockWatch, Timetable, run_schedule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_task_that_waits_is_not_put_twice() -> None:
    bell = Bell()
    for name in ("poll", "deliver", "poll"):
        bell.ring(name)

    assert [bell.heard() for _ in range(3)] == ["poll", "deliver", None]
    bell.ring("poll")
    assert bell.heard() == "poll"


def test_regular_tasks_come_at_once_and_again_and_timed_ones_not_before_their_time() -> None:
    called: list[str] = []
    now = datetime.now(UTC)
    later = (now + timedelta(hours=2)).astimezone(ZONE)
    timetable = Timetable(
        every={"poll": timedelta(seconds=0.2)},
        at={"deliver": [later.time().replace(second=0, microsecond=0)]},
        zone=ZONE,
        first=now,
    )
    run_schedule(
        {"poll": lambda: called.append("poll"), "deliver": lambda: called.append("deliver")},
        timetable,
        stopping=lambda: called.count("poll") >= 3,
    )

    assert called == ["poll"] * 3


@pytest.mark.parametrize(("seconds", "jumps"), [(0, False), (45, False), (-45, False)])
def test_a_clock_that_drifts_a_little_does_not_jump(seconds: int, jumps: bool) -> None:
    now, ticks = datetime(2026, 11, 20, tzinfo=UTC), iter((0.0, 3600.0))
    times = iter((now, now + timedelta(seconds=3600 + seconds)))
    watch = ClockWatch(lambda: next(times), lambda: next(ticks))
    assert (watch.jump() is not None) is jumps


@pytest.mark.parametrize("jump", [timedelta(hours=8), timedelta(days=-400)])
def test_a_clock_that_moves_while_nothing_passes_jumps(jump: timedelta) -> None:
    now, ticks = datetime(2026, 11, 20, tzinfo=UTC), iter((100.0, 130.0))
    times = iter((now, now + timedelta(seconds=30) + jump))
    assert ClockWatch(lambda: next(times), lambda: next(ticks)).jump() == jump
