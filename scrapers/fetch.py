"""One polite HTTP client: the only door to urllib3.

What it asks of its neighbours: addresses (what may be fetched), sockets (time limits), tls, body
(encodings, sizes), politeness (turns, Retry-After), redirects, robots. urllib3 speaks HTTP and
no more. No answer whatever raises anything but a FetchError.
"""

from __future__ import annotations

import logging
import random
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, RemoteDisconnected

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from monitor.core.errors import (
    BackOffError,
    FetchError,
    RefusedAddressError,
    TooLargeError,
    UnreachableError,
)
from monitor.core.model import Page, Source, Validators
from monitor.core.ports import Clock
from scrapers.addresses import Guard, Resolver, Target, parse_target, system_resolver
from scrapers.answers import Answer, in_few_words, page_of
from scrapers.body import read_body
from scrapers.connections import IdleConnections
from scrapers.headers import request_headers, user_agent
from scrapers.politeness import Courtesy
from scrapers.redirects import LostTrailError, Trail
from scrapers.robots import MOST_BYTES, Robots
from scrapers.sockets import Deadline, TimedSocket, TimedTLSSocket, connect
from scrapers.tls import TlsContexts, tls_advice

# It logs every odd header with a traceback; what is odd and matters is an error of ours.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_PIECE = 1 << 16
_DRAINED = 1 << 14  # an unwanted body up to this size is read, so that the connection lives on


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


class _CutError(UnreachableError):
    """A connection that failed in a way that may pass: worth another attempt."""


class _Http(HTTPConnection):
    """Connects to checked addresses only, under a deadline."""

    guard: Guard
    deadline: Deadline

    def _new_conn(self) -> TimedSocket:
        return _dial(self, self.guard, self.deadline)


class _Https(HTTPSConnection):
    """The same with TLS, for the name that was asked for."""

    guard: Guard
    deadline: Deadline

    def _new_conn(self) -> TimedSocket:
        return _dial(self, self.guard, self.deadline)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, TimedTLSSocket):
            self.sock.deadline = self.deadline


def _dial(connection: HTTPConnection, guard: Guard, deadline: Deadline) -> TimedSocket:
    port = connection.port or connection.default_port
    return connect(guard.resolve(connection.host, port), port, deadline)


class HttpFetcher:
    """Implements `monitor.core.ports.Fetcher`. Safe for threads; close it when done.

    `robots` is an earlier fetcher's `robots_snapshot()`. `chance` gives numbers in [0, 1).
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        chance: Callable[[], float] = random.random,
        robots: Mapping[str, Mapping[str, str | None]] | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._agent = user_agent(settings.version, settings.contact)
        self._guard = Guard(settings.allow_hosts, settings.resolver)
        self._contexts = TlsContexts(settings.ca_file)
        self._robots = Robots(clock, robots or {})
        self._courtesy = Courtesy(
            clock=clock, sleep=sleep, chance=chance, pause=settings.host_pause
        )
        self._idle: IdleConnections[_Http | _Https] = IdleConnections(2 * settings.concurrency)

    def robots_snapshot(self) -> dict[str, dict[str, str | None]]:
        """The robots.txt known by now, JSON-ready, for the next run's `robots`."""
        return self._robots.snapshot()

    def close(self) -> None:
        """Close the connections that were kept."""
        self._idle.close()

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
        return page_of(answer, target.url, validators, requested_url=url, now=self._clock())

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
                    answer = self._exchange(target, headers, source, limit)
                break
            except _CutError:
                if attempt == self._settings.retries:
                    raise
        self._heed(target, answer)
        return answer

    def _heed(self, target: Target, answer: Answer) -> None:
        retry_after = answer.headers.get("Retry-After")
        if answer.status == 429 or (answer.status == 503 and retry_after):
            until = self._courtesy.hold(target.queue, retry_after)
            raise BackOffError(
                f"{target.url} answered {answer.status}: {target.queue} is left alone until "
                f"{until:%Y-%m-%d %H:%M:%S} UTC",
                until=until,
            )
        if answer.status < 400:
            self._courtesy.forgive(target.queue)

    # ── on the wire ──────────────────────────────────────────────────────────

    def _exchange(
        self, target: Target, headers: Mapping[str, str], source: Source | None, limit: int
    ) -> Answer:
        key = (target.origin, source.tls if source else "", source.ca_file if source else None)
        connection = self._idle.take(key) or self._open(target, source)
        connection.deadline.restart(self._settings.timeout)
        try:
            response = _asked(connection, target, headers)
            content = _content(response, target, limit)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            connection.close()
            raise self._translated(target.url, error) from error
        except BaseException:
            connection.close()
            raise
        if response.status >= 300:
            _drain(response, connection)
        if connection.sock is not None:
            self._idle.keep(key, connection)
        return Answer(response.status, response.headers, content)

    def _translated(self, url: str, error: Exception) -> FetchError:
        if isinstance(error, TimeoutError | ReadTimeoutError):
            seconds = self._settings.timeout
            return UnreachableError(
                f"{url}: no whole answer within {seconds:g} s; [fetch] timeout sets the limit"
            )
        if isinstance(error, ssl.SSLError):
            return UnreachableError(f"{url}: {tls_advice(error)}")
        if isinstance(error, ProtocolError | OSError | RemoteDisconnected | IncompleteRead):
            return _CutError(f"{url}: cannot be reached, or was cut off ({in_few_words(error)})")
        return UnreachableError(f"{url}: what came is no HTTP ({in_few_words(error)})")

    def _open(self, target: Target, source: Source | None) -> _Http | _Https:
        connection: _Http | _Https
        if target.scheme == "https":
            context = self._contexts.context_for(source)
            connection = _Https(target.host, target.port, ssl_context=context)
        else:
            connection = _Http(target.host, target.port)
        connection.guard = self._guard
        connection.deadline = Deadline()
        connection.timeout = self._settings.timeout
        return connection


def _asked(
    connection: _Http | _Https, target: Target, headers: Mapping[str, str]
) -> BaseHTTPResponse:
    """The answer's head. A kept connection that the server had closed is opened anew."""
    kept = connection.sock is not None
    try:
        return _sent(connection, target, headers)
    except ConnectionError:
        if not kept:
            raise
        connection.close()
        return _sent(connection, target, headers)


def _sent(
    connection: _Http | _Https, target: Target, headers: Mapping[str, str]
) -> BaseHTTPResponse:
    connection.request(
        "GET", target.path, headers=headers, preload_content=False, decode_content=False
    )
    return connection.getresponse()


def _content(response: BaseHTTPResponse, target: Target, limit: int) -> bytes:
    if response.status >= 300:
        return b""
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared[:18]) > limit:
        raise TooLargeError(
            f"{target.url} is larger than {limit:,} bytes; raise [fetch] max_bytes to read it"
        )
    pieces = response.stream(_PIECE, decode_content=False)
    encoding = response.headers.get("Content-Encoding")
    return read_body(pieces, encoding, limit=limit, url=target.url)


def _drain(response: BaseHTTPResponse, connection: _Http | _Https) -> None:
    """Read a small unwanted body, so that the connection may stay; else give the connection up."""
    left = response.length_remaining
    try:
        if left is not None and left <= _DRAINED:
            response.read(decode_content=False)
            return
    except (HTTPError, HTTPException, OSError):
        """The status is known; what was to follow it does not matter."""
    connection.close()
