"""`huunghi` on a machine whose clock jumps: `python -m tests.operation.jumping FILE COMMAND …`.

FILE holds the seconds by which the clock is ahead; it is read again whenever the clock is asked.
Both who ask, the program's one reader of the clock and the scheduler, get the same answer.
"""

from __future__ import annotations

import datetime as real
import importlib
import sys
from pathlib import Path
from typing import Any

import monitor.app
from monitor.cli import main

_FILE = Path(sys.argv[1])


def ahead() -> real.timedelta:
    """By how much the clock is ahead now."""
    return real.timedelta(seconds=float(_FILE.read_text(encoding="utf-8") or "0"))


class Jumping(real.datetime):
    """The scheduler's datetime."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        """Now, as this machine has it."""
        return real.datetime.now(tz) + ahead()


if __name__ == "__main__":
    monitor.app.utc_now = lambda: real.datetime.now(real.UTC) + ahead()
    for name in ("schedulers.base", "triggers.interval", "executors.base"):
        importlib.import_module(f"apscheduler.{name}").datetime = Jumping
    del sys.argv[1]
    main()
