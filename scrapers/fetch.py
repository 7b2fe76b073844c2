"""One polite HTTP client: what may be asked, when, how often, and what an answer means.

Its neighbours: addresses (what may be fetched), politeness (turns, Retry-After), robots, clocks,
redirects, wire (the protocol, under limits), answers. No answer whatever raises anything but a
FetchError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.core.errors import BackOffError, RefusedAddressError, UnreachableError
from monitor.core.model import Page, Source, Validators
from monitor.core.slotted import dataclass
from scrapers.addresses import Guard, Resolver, Target, parse_target, system_resolver
from scrapers.answers import Answer, page_of
from scrapers.clocks import TOLERANCE, SiteClocks
from scrapers.headers import request_headers, user_agent
from scrapers.politeness import Courtesy
from scrapers.redirects import LostTrailError, Trail
from scrapers.robots import MOST_BYTES, Robots
from scrapers.tls import TlsContexts
from scrapers.wire import CutError, Wire

if TYPE_CHECKING:
    from monitor.core.ports import Clock

_SPARED = 1.0  # time-outs, for which a host is spared that did not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How to fetch: seconds, bytes, and the private hosts that may be fetched all the same."""

    version: str
    contact: str | None = None
    timeout: float = 20.0  # for one whole exchange: connecting, headers, body
    max_bytes: int = 5_000_000  # decoded
    host_pause: float = 1.0
    allow_hosts: tuple[str, ...] = ()
    ca_file: str | None = None  # added to the system's certificates, for all sources
    concurrency: int = 16
    retries: int = 1
    resolver: Resolver = system_resolver


class HttpFetcher:
    """Implements `monitor.core.ports.Fetcher`. Safe for threads; close it when done.

    `robots` is an earlier fetcher's `robots_snapshot()`. `chance` gives numbers in [0, 1), for
    jitter; None: the standard library's. `sleep` may raise to break a wait off.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        chance: Callable[[], float] | None = None,
        robots: Mapping[str, Mapping[str, str | None]] | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._agent = user_agent(settings.version, settings.contact)
        self._wire = Wire(
            Guard(settings.allow_hosts, settings.resolver),
            TlsContexts(settings.ca_file),
            timeout=settings.timeout,
            connections=2 * settings.concurrency,
        )
        self._clocks = SiteClocks()
        self._robots = Robots(clock, robots or {})
        self._courtesy = Courtesy(
            clock=clock, sleep=sleep, chance=chance or _random, pause=settings.host_pause
        )

    def robots_snapshot(self) -> dict[str, dict[str, str | None]]:
        """The robots.txt known by now, JSON-ready, for the next run's `robots`."""
        return self._robots.snapshot()

    def clock_ahead(self, tolerance: timedelta = TOLERANCE) -> timedelta:
        """How far our clock is ahead of the sites' (behind: negative); zero: not to speak of."""
        return self._clocks.ahead(tolerance)

    def knows_the_time(self) -> bool:
        """Whether any site has said what time it is."""
        return bool(self._clocks)

    def close(self) -> None:
        """Close the connections that were kept."""
        self._wire.close()

    def cancel(self) -> None:
        """Break off every fetch under way, for a quick stop: each raises UnreachableError.

        A thread that sleeps (a pause, a second attempt) wakes when the `sleep` it was given does.
        """
        self._wire.cancel()

    def __enter__(self) -> HttpFetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(
        self, url: str, *, source: Source | None = None, validators: Validators | None = None
    ) -> Page:
        """The page at `url`, redirects followed; 304 with empty content where it is unchanged.

        Raises FetchError and nothing else.
        """
        headers = request_headers(self._agent, validators)
        target, answer = self._follow(parse_target(url), headers, source)
        # By the sites' clocks where ours is wrong: dates on the page are judged by this one.
        now = self._clock() - self.clock_ahead()
        return page_of(answer, target.url, validators, requested_url=url, now=now)

    def _follow(
        self, target: Target, headers: Mapping[str, str], source: Source | None
    ) -> tuple[Target, Answer]:
        """The end of a chain of redirects: its address, and what it answered."""
        trail = Trail(target, headers)
        while True:
            self._obey_robots(trail.target, source)
            answer = self._ask(trail, source, limit=self._settings.max_bytes)
            if not trail.moves_on(answer):
                return trail.target, answer

    def _obey_robots(self, target: Target, source: Source | None) -> None:
        delay = self._robots.obey(
            target.origin, target.path, lambda: self._ask_robots(target, source)
        )
        if delay is not None:
            self._courtesy.slow_down(target.queue, delay)

    def _ask_robots(self, target: Target, source: Source | None) -> tuple[int, bytes]:
        robots = parse_target(target.origin + "/robots.txt")
        trail = Trail(robots, request_headers(self._agent, None))
        try:
            while True:
                answer = self._ask(trail, source, limit=MOST_BYTES)
                if not trail.moves_on(answer):
                    return answer.status, answer.content
        except (LostTrailError, RefusedAddressError):
            # RFC 9309, 2.3.1.2: a file behind redirects that lead nowhere is unavailable.
            return 404, b""

    def _ask(self, trail: Trail, source: Source | None, *, limit: int) -> Answer:
        """One answer of one host, in its turn; attempts that were cut off are repeated."""
        target, headers = trail.target, trail.headers
        for attempt in range(self._settings.retries + 1):
            if attempt:
                self._courtesy.back_off(attempt - 1)
            try:
                with self._courtesy.turn(target.queue):
                    answer = self._wire.exchange(target, headers, source, limit=limit)
                break
            except UnreachableError as error:
                if attempt == self._settings.retries or not isinstance(error, CutError):
                    spared = _SPARED * self._settings.timeout
                    self._courtesy.stumble(target.queue, str(error), spared)
                    raise
        self._heed(target, answer)
        return answer

    def _heed(self, target: Target, answer: Answer) -> None:
        self._clocks.note(target.queue, answer.headers, self._clock())
        self._courtesy.answered(target.queue, well=answer.status < 400)
        retry_after = answer.headers.get("Retry-After")
        if answer.status == 429 or (answer.status == 503 and retry_after):
            until = self._courtesy.hold(target.queue, retry_after)
            raise BackOffError(
                f"{target.url} answered {answer.status}: {target.queue} is left alone until "
                f"{until:%Y-%m-%d %H:%M:%S} UTC",
                until=until,
            )


def _random() -> float:
    import random  # few runs need it, and it is slow to load

    return random.random()  # noqa: S311 - jitter, no secret
