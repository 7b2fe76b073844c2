"""robots.txt as RFC 9309 has it: kept for a day per origin, obeyed, never asked for twice at once.

4xx: there are no rules. 5xx or no answer: everything is forbidden for the while, an older copy is
used where there is one, and after 30 days the file counts as missing. protego judges by the rules;
it is imported when the first URL is met that a rule might touch.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.errors import BackOffError, DisallowedError, FetchError, TooLargeError
from monitor.core.slotted import dataclass

if TYPE_CHECKING:
    from protego import Protego

    from monitor.core.ports import Clock

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: at least 500 KiB are to be parsed
AGENT = "HuuNghi"
_KEPT = timedelta(hours=24)  # RFC 9309, 2.4
_RETRY = timedelta(hours=1)
_UNDEFINED = timedelta(days=30)  # RFC 9309, 2.3.1.4
_LITERAL = re.compile(r"/[A-Za-z0-9/_.-]*")
_RELEVANT = ("user-agent", "allow", "disallow", "crawl-delay", "request-rate")

Ask = Callable[[], tuple[int, bytes]]
"""Fetch the origin's robots.txt, redirects followed: status and body. Raises FetchError."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin's robots.txt said, without comments; `text` None: it could not be had.

    `since` is when it first could not be had.
    """

    text: str | None
    expires_at: datetime
    since: datetime | None = None


class Robots:
    """The rules of all origins met. Safe for threads: one asks, the others wait for its answer."""

    def __init__(self, clock: Clock, saved: Mapping[str, Mapping[str, str | None]] = {}) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._parsed: dict[str, tuple[str, Protego]] = {}
        self._rules = {origin: rules for origin, row in saved.items() if (rules := _loaded(row))}

    def snapshot(self) -> dict[str, dict[str, str | None]]:
        """All that is still good, JSON-ready, to be given to the next run."""
        now = self._clock()
        with self._lock:
            rows = list(self._rules.items())
        return {
            origin: {
                "text": rules.text,
                "expires_at": rules.expires_at.isoformat(),
                "since": rules.since.isoformat() if rules.since else None,
            }
            for origin, rules in rows
            if rules.since is not None or rules.expires_at > now
        }

    def obey(self, origin: str, path: str, ask: Ask) -> float | None:
        """Raise DisallowedError or BackOffError where `path` may not be asked for now.

        Returns the crawl-delay in seconds, None where there is none.
        """
        with self._lock:
            turn = self._turns.setdefault(origin, threading.Lock())
        with turn:
            rules = self._current(origin, ask)
        if rules.text is None:
            raise BackOffError(
                f"{origin}/robots.txt cannot be had (server error), which forbids everything "
                f"until it can; asked again at {rules.expires_at:%Y-%m-%d %H:%M} UTC",
                until=rules.expires_at,
            )
        if plainly_allows(rules.text, path):
            return None
        parsed = self._parse(origin, rules.text)
        if not parsed.can_fetch(origin + path, AGENT):
            raise DisallowedError(f"{origin}{path}: forbidden by {origin}/robots.txt")
        delay = parsed.crawl_delay(AGENT)
        return None if delay is None else max(float(delay), 0.0)

    def _current(self, origin: str, ask: Ask) -> Rules:
        old = self._rules.get(origin)
        now = self._clock()
        # Not for ever, should the clock have been set back by much.
        if old is not None and now < old.expires_at <= now + 2 * _KEPT:
            return old
        new = self._asked(ask, old)
        with self._lock:
            self._rules[origin] = new
        return new

    def _asked(self, ask: Ask, old: Rules | None) -> Rules:
        now = self._clock()
        try:
            status, body = ask()
        except TooLargeError:
            status, body = 404, b""
        if status < 400:
            return Rules(relevant(body), now + _KEPT)
        if status < 500:
            return Rules("", now + _KEPT)
        since = (old.since if old else None) or now
        if now - since > _UNDEFINED:
            return Rules("", now + _KEPT, since)
        return Rules(old.text if old else None, now + _RETRY, since)

    def _parse(self, origin: str, text: str) -> Protego:
        known = self._parsed.get(origin)
        if known is not None and known[0] is text:
            return known[1]
        from protego import Protego

        try:
            parsed = Protego.parse(text)
        except (ValueError, IndexError, RecursionError) as error:
            raise FetchError(f"{origin}/robots.txt cannot be read: {error}") from error
        self._parsed[origin] = (text, parsed)
        return parsed


def relevant(body: bytes) -> str:
    """The lines that a crawler goes by; empty for an HTML page in the file's place."""
    text = body[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line.partition(":")[0].strip().lower() in _RELEVANT)


def plainly_allows(text: str, path: str) -> bool:
    """Whether no rule for anyone could touch `path`, and nobody is asked to go slowly.

    True for most pages of most sites, and saves a cron run from loading the parser.
    """
    for line in text.splitlines():
        name, _, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in ("crawl-delay", "request-rate"):
            return False
        if name == "disallow" and value and path.startswith(_literal(value)):
            return False
    return True


def _literal(pattern: str) -> str:
    """The beginning of a pattern that is spelled alike in every quoting."""
    found = _LITERAL.match(pattern)
    return found[0] if found else ""


def _loaded(row: Mapping[str, str | None]) -> Rules | None:
    try:
        expires_at = datetime.fromisoformat(row["expires_at"] or "")
        since = row.get("since")
        return Rules(
            row["text"],
            expires_at.astimezone(UTC),
            datetime.fromisoformat(since).astimezone(UTC) if since else None,
        )
    except (KeyError, ValueError, TypeError):
        return None
