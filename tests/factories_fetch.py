"""A clock that is moved by sleeping, and fetchers for sites on loopback."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapers.fetch import FetchSettings, HttpFetcher
from tests.site_server import CA_FILE

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class FakeClock:
    """The time of a test: it stands still, except that sleeping moves it on."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += timedelta(seconds=seconds)

    def pass_(self, **kwargs: float) -> None:
        self.now += timedelta(**kwargs)


def settings(**changes: Any) -> FetchSettings:
    """Settings for loopback: no pause, no second attempt, patience also on a busy machine."""
    quick = FetchSettings(
        version="1.2.3",
        contact="mailto:someone@example.org",
        timeout=60.0,
        host_pause=0.0,
        retries=0,
        allow_hosts=("127.0.0.1",),
        ca_file=str(CA_FILE),
    )
    return dataclasses.replace(quick, **changes)


@contextmanager
def fetching(
    clock: FakeClock | None = None,
    robots: Mapping[str, Mapping[str, str | None]] | None = None,
    **changes: Any,
) -> Iterator[HttpFetcher]:
    """A fetcher that is closed at the end."""
    clock = clock or FakeClock()
    fetcher = HttpFetcher(
        settings(**changes), clock=clock, sleep=clock.sleep, chance=lambda: 0.5, robots=robots
    )
    with fetcher:
        yield fetcher
