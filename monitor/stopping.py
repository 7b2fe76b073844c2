"""Being told to stop: SIGTERM and SIGINT raise a flag, and a deadline ends what does not see it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

GRACE = 8.0  # seconds; systemd and cron users expect an end within ten


class Stopped(BaseException):
    """Raised from a pause when a stop was asked for: nothing is under way there."""


class StopFlag:
    """Set by a signal; work looks at it between steps and pauses through it.

    Every state change is a transaction, and a message that is being sent is marked as claimed:
    so ending the process hard after the grace time loses nothing and repeats nothing.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._reload = threading.Event()

    def __call__(self) -> bool:
        """Was a stop asked for?"""
        return self._event.is_set()

    def set(self) -> None:
        """Ask for a stop."""
        self._event.set()

    def pause(self, seconds: float) -> None:
        """Sleep; raises Stopped as soon as a stop is asked for."""
        if self._event.wait(max(0.0, seconds)):
            raise Stopped

    def reload_wanted(self) -> bool:
        """Was SIGHUP received?"""
        return self._reload.is_set()

    def take_reload(self) -> bool:
        """Was SIGHUP received? It counts as answered from now on."""
        wanted = self._reload.is_set()
        self._reload.clear()
        return wanted

    def listen(self) -> None:
        """Take SIGTERM, SIGINT and SIGHUP from now on."""
        signal.signal(signal.SIGHUP, lambda number, frame: self._reload.set())
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self._event.is_set():
            deadline = threading.Timer(GRACE, os._exit, (0,))
            deadline.daemon = True
            deadline.start()
        self._event.set()


def leave(code: int) -> int:
    """End although the pool's threads may still wait for the web: what they hold is not lost."""
    sys.stdout.flush()
    if threading.active_count() > 1:
        os._exit(code)
    return code
