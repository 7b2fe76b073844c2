"""The schedule calls tasks one after the other, at their times, until told to stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.scheduler import Bell, Timetable, run_schedule

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
    soon = (now + timedelta(seconds=61)).astimezone(ZONE)
    timetable = Timetable(
        every={"poll": timedelta(seconds=0.2)},
        at={"deliver": [soon.time().replace(second=0, microsecond=0)]},
        zone=ZONE,
        first=now,
    )
    run_schedule(
        {"poll": lambda: called.append("poll"), "deliver": lambda: called.append("deliver")},
        timetable,
        stopping=lambda: called.count("poll") >= 3,
    )

    assert called == ["poll"] * 3
