"""Calls functions at set times. APScheduler only rings; the caller's own thread does the work.

So the work never overlaps itself, and the database stays in one thread. What matters for
correctness is not here: slots and messages are kept in the database, and asked for each time.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

TICK = timedelta(seconds=30)  # how often the outbox is looked at between slots
JUMP = timedelta(minutes=1)  # clocks that are kept right move by less
_WAKE = 0.25  # seconds between looks at whether to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When tasks are called, by name: regularly from `first` on, and at local times of day."""

    every: Mapping[str, timedelta]
    at: Mapping[str, Iterable[time]]
    zone: tzinfo
    first: datetime


class ClockWatch:
    """Notices that the clock was set, or that the machine slept: it moves as `tick` does not.

    `tick` counts seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], datetime], tick: Callable[[], float]) -> None:
        self._clock, self._tick = clock, tick
        self._began = clock(), tick()

    def jump(self) -> timedelta | None:
        """By how much the clock has moved too far (back: negative); None: it goes as it should."""
        at, tick = self._began
        jump = self._clock() - at - timedelta(seconds=self._tick() - tick)
        return jump if abs(jump) > JUMP else None


class Bell:
    """Names of tasks whose time has come; one that still waits its turn is not put twice."""

    def __init__(self) -> None:
        self._names: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._waiting: set[str] = set()

    def ring(self, name: str) -> None:
        """Its time has come."""
        if name not in self._waiting:
            self._waiting.add(name)
            self._names.put(name)

    def heard(self) -> str | None:
        """The next name, after a short wait at most; None where there is none."""
        try:
            name = self._names.get(timeout=_WAKE)
        except queue.Empty:
            return None
        self._waiting.discard(name)
        return name


def run_schedule(
    tasks: Mapping[str, Callable[[], None]],
    timetable: Timetable,
    *,
    stopping: Callable[[], bool],
) -> None:
    """Call `tasks` by the timetable, one after the other in this thread, until `stopping`."""
    from apscheduler.schedulers.background import BackgroundScheduler

    bell = Bell()
    scheduler = BackgroundScheduler(
        timezone=timetable.zone,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for name, pause in timetable.every.items():
        scheduler.add_job(
            bell.ring,
            "interval",
            [name],
            seconds=pause.total_seconds(),
            next_run_time=timetable.first,
        )
    for name, times in timetable.at.items():
        for at in times:
            scheduler.add_job(
                bell.ring, "cron", [name], hour=at.hour, minute=at.minute, timezone=timetable.zone
            )
    scheduler.start()
    try:
        while not stopping():
            due = bell.heard()
            if due is not None:
                tasks[due]()
    finally:
        scheduler.shutdown(wait=False)
