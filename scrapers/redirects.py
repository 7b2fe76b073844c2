"""Redirects, followed by hand: each step checked anew, no circles, few in number."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.core.errors import UnreachableError
from scrapers.addresses import Target, follow
from scrapers.answers import Answer
from scrapers.headers import cookie_of

_STATUSES = frozenset({301, 302, 303, 307, 308})
_MOST = 8


class LostTrailError(UnreachableError):
    """Redirects that lead nowhere: a circle, or too many."""


class Trail:
    """Where a request stands now, and the headers to ask with.

    A cookie that a redirect sets is sent back to the same host for the rest of the trail: some
    old portals redirect to themselves until they see it.
    """

    def __init__(self, target: Target, headers: Mapping[str, str]) -> None:
        self.target = target
        self._headers = dict(headers)
        self._cookies: dict[tuple[str, str], str] = {}
        self._seen: set[tuple[str, str]] = set()

    @property
    def headers(self) -> dict[str, str]:
        """What to send to the present target."""
        cookies = self._cookie_line()
        return {**self._headers, "Cookie": cookies} if cookies else self._headers

    def moves_on(self, answer: Answer) -> bool:
        """Take the step that the answer asks for; False if it asks for none.

        Raises LostTrailError for a circle and for too many steps, RefusedAddressError for a step
        to where nothing is fetched.
        """
        location = answer.headers.get("Location")
        if answer.status not in _STATUSES or not location:
            return False
        self._seen.add((self.target.url, self._cookie_line()))
        cookie = cookie_of(answer.headers.get("Set-Cookie"))
        if cookie is not None:
            self._cookies[self.target.host, cookie.partition("=")[0]] = cookie
        self.target = follow(self.target, location)
        if (self.target.url, self._cookie_line()) in self._seen:
            raise LostTrailError(f"{self.target.url}: its redirects go round in a circle")
        if len(self._seen) > _MOST:
            raise LostTrailError(f"{self.target.url}: more than {_MOST} redirects")
        return True

    def _cookie_line(self) -> str:
        return "; ".join(c for (host, _), c in self._cookies.items() if host == self.target.host)
