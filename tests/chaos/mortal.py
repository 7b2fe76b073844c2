"""Runs the command line in a process that kills itself: `-m tests.chaos.mortal STEP SPEED AHEAD …`.

It dies by SIGKILL at its STEP-th step (0: never). Steps stand before, inside and after every
transaction of the database, and before and after every request to the Bot API. Long pauses are cut
to a SPEED-th, the clock goes on as if they had been slept; it starts AHEAD seconds in the future.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from monitor import app, cli, scheduler
from monitor.stopping import StopFlag
from notifier import telegram
from state.sqlite import SqliteDatabase

if TYPE_CHECKING:
    import sqlite3

SHORT = 1.6  # seconds; what is on its way to the server needs real time to arrive
PATIENCE = 0.6  # seconds that an answer of the Bot API is waited for


class Life:
    """Counts the steps of this process, and ends it."""

    def __init__(self, dies_at: int) -> None:
        self._dies_at, self._steps, self._turn = dies_at, 0, threading.Lock()

    def step(self) -> None:
        with self._turn:
            self._steps += 1
            if self._steps == self._dies_at:
                os.kill(os.getpid(), signal.SIGKILL)


def mortal_writes(life: Life) -> None:
    write = SqliteDatabase.write

    @contextmanager
    def stepped(self: SqliteDatabase) -> Iterator[sqlite3.Connection]:
        life.step()
        with write(self) as connection:
            yield connection
            life.step()  # everything is written, nothing is saved
        life.step()

    SqliteDatabase.write = stepped  # type: ignore[method-assign]


def mortal_requests(life: Life) -> None:
    for name in ("send", "edit", "read_back"):
        setattr(telegram.TelegramNotifier, name, _stepped(life, name))
    telegram.Timeouts = partial(  # type: ignore[assignment,misc]
        telegram.Timeouts, connect=PATIENCE, read=PATIENCE
    )


def _stepped(life: Life, name: str) -> Callable[..., Any]:
    call = getattr(telegram.TelegramNotifier, name)

    def stepped(*arguments: Any) -> Any:
        life.step()
        try:
            return call(*arguments)
        finally:
            life.step()

    return stepped


def quick_clock(speed: float, ahead: float) -> None:
    skipped = [ahead]
    now, pause = app.utc_now, StopFlag.pause

    def quick_pause(self: StopFlag, seconds: float) -> None:
        slept = seconds if seconds <= SHORT else max(SHORT, seconds / speed)
        pause(self, slept)
        skipped[0] += max(0.0, seconds - slept)

    def ticks() -> float:
        return time.monotonic() + skipped[0]

    app.utc_now = lambda: now() + timedelta(seconds=skipped[0])
    vars(app)["time"] = SimpleNamespace(monotonic=ticks, sleep=time.sleep)
    StopFlag.pause = quick_pause  # type: ignore[method-assign]
    _ring_by_the_real_clock(skipped)


def _ring_by_the_real_clock(skipped: Sequence[float]) -> None:
    """The scheduler has a clock of its own, which is not ahead."""
    run = scheduler.run_schedule

    def run_now(
        tasks: Any, timetable: scheduler.Timetable, *, stopping: Callable[[], bool]
    ) -> None:
        first = timetable.first - timedelta(seconds=skipped[0])
        run(tasks, replace(timetable, first=first), stopping=stopping)

    scheduler.run_schedule = run_now


if __name__ == "__main__":
    step, speed, ahead, *arguments = sys.argv[1:]
    life = Life(int(step))
    mortal_writes(life)
    mortal_requests(life)
    quick_clock(float(speed), float(ahead))
    sys.exit(cli.main(arguments))
