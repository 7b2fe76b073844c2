"""What the sites' own clocks say of ours: each answer has a Date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.heads import Fields

TOLERANCE = timedelta(hours=1)  # less may be a page from some cache, and does no harm
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class SiteClocks:
    """How far our clock is from each host's, as of its last answer."""

    def __init__(self) -> None:
        self._ahead: dict[str, timedelta] = {}

    def note(self, host: str, headers: Fields, now: datetime) -> None:
        """An answer came; one out of a cache tells nothing."""
        if headers.get("Age"):
            return
        told = http_date(headers.get("Date") or "")
        if told is not None:
            self._ahead[host] = now - told

    def __bool__(self) -> bool:
        """Whether any host has said its time."""
        return bool(self._ahead)

    def ahead(self, tolerance: timedelta = TOLERANCE) -> timedelta:
        """How far ours is ahead of the sites' (behind: negative), by the median of the hosts.

        Zero where it differs by no more than `tolerance`, or nothing is known.
        """
        known = sorted(self._ahead.copy().values())
        if not known:
            return timedelta(0)
        middle = known[(len(known) - 1) // 2]
        return middle if abs(middle) > tolerance else timedelta(0)


def http_date(text: str) -> datetime | None:
    """`Sun, 06 Nov 1994 08:49:37 GMT` in UTC; None for everything else (RFC 9110, 5.6.7)."""
    words = text.replace(":", " ").split()
    if len(words) != 8 or words[7] != "GMT" or words[2] not in _MONTHS:
        return None
    try:
        hour, minute, second = map(int, words[4:7])
        month = _MONTHS.index(words[2]) + 1
        return datetime(int(words[3]), month, int(words[1]), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
