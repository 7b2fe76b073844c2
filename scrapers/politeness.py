"""How often a host may be asked: one request at a time, a pause between, and its wish to wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.errors import BackOffError
from monitor.core.slotted import dataclass, field

if TYPE_CHECKING:
    from monitor.core.ports import Clock

LONGEST_PAUSE = 30.0  # seconds; a crawl-delay beyond it is cut down, or one host fills the cycle
LONGEST_WAIT = timedelta(days=1)  # a Retry-After beyond it is cut down, so that a typo passes
_FIRST_WAIT = timedelta(minutes=5)  # after a 429 that does not say how long
_SLOWEST = timedelta(hours=6)
_PATIENCE = 3  # failures in a row


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: datetime | None = None
    held_until: datetime | None = None
    pause: float = 0.0
    held_because: str = ""
    refusals: int = 0
    stumbles: int = 0


class Courtesy:
    """Per-host turns. Safe for threads; hosts do not wait for one another.

    `chance` gives numbers in [0, 1), for jitter; `pause` is in seconds.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        chance: Callable[[], float],
        pause: float,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._pause = pause
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold the host for one request. Raises BackOffError while it wants to be left alone."""
        state = self._state(host)
        with state.lock:
            self._refuse_if_held(host, state)
            self._await(state)
            try:
                yield
            finally:
                pause = max(self._pause, state.pause)
                state.free_at = self._clock() + timedelta(seconds=pause) if pause else None

    def slow_down(self, host: str, seconds: float) -> None:
        """Pause at least so long between two requests (robots.txt's crawl-delay)."""
        self._state(host).pause = min(seconds, LONGEST_PAUSE)

    def hold(self, host: str, retry_after: str | None) -> datetime:
        """The host refused: until when it is left alone. None: longer with every refusal."""
        state = self._state(host)
        now = self._clock()
        wait = parse_retry_after(retry_after, now)
        if wait is None:
            doubled = min(_FIRST_WAIT * 2 ** min(state.refusals, 10), _SLOWEST)
            wait = doubled * (0.75 + 0.5 * self._chance())
        state.refusals += 1
        state.held_because = "it asked for that"
        state.held_until = now + min(wait, LONGEST_WAIT)
        return state.held_until

    def stumble(self, host: str, problem: str, seconds: float) -> None:
        """The host did not answer: after the third time in a row it is spared for a while.

        Else thirty articles of a site that has just gone down would be waited for one by one.
        """
        state = self._state(host)
        state.stumbles += 1
        if state.stumbles >= _PATIENCE:
            state.held_because = f"it did not answer {state.stumbles} times in a row: {problem}"
            state.held_until = self._clock() + timedelta(seconds=seconds)

    def answered(self, host: str, *, well: bool) -> None:
        """The host answered; `well`: as it should."""
        state = self._state(host)
        state.stumbles = 0
        if well:
            state.refusals = 0

    def back_off(self, attempt: int) -> None:
        """Sleep before the next attempt: about 1, 2, 4 … seconds, never the same."""
        self._sleep(float(2**attempt) * (0.5 + self._chance()))

    def _state(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())

    def _refuse_if_held(self, host: str, state: _Host) -> None:
        if state.held_until is None:
            return
        if self._clock() < state.held_until:
            raise BackOffError(
                f"{host} is left alone until {state.held_until:%Y-%m-%d %H:%M:%S} UTC, "
                f"because {state.held_because}",
                until=state.held_until,
            )
        state.held_until = None

    def _await(self, state: _Host) -> None:
        if state.free_at is None:
            return
        left = (state.free_at - self._clock()).total_seconds()
        if left > 0:
            # Never longer than the pause itself, should the clock have been set back.
            self._sleep(min(left, max(self._pause, state.pause)))


def parse_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header as a time from `now`, at least a second; None if it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(max(int(text[:9]), 1), 10**8))
    from email.utils import parsedate_to_datetime  # slow to load, and few hosts say a date

    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=now.tzinfo)
    return max(until - now, timedelta(seconds=1))
