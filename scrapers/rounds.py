"""One round over a source's endpoints: what they list, what is wrong, what to ask with next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor.core.errors import (
    BackOffError,
    FetchError,
    ParseError,
    ScrapeError,
    StatusError,
    UnreachableError,
)
from monitor.core.model import FeedEntry, Page, Poll, Source, Validators
from monitor.core.slotted import replace
from scrapers.endpoints import FORGOTTEN, Endpoint, read_endpoint
from scrapers.family import Family, bare_host

if TYPE_CHECKING:
    from monitor.core.ports import Fetcher

_CHILDREN = 2
"""Children of a sitemap index that are asked for: the newest; older ones hold nothing new."""
_FEW = 3
"""So few entries may be the menu of a login page; a listing in use has more."""
_MOST_ENTRIES = 2000
"""Of one endpoint. Sitemaps list up to 50,000 addresses, nearly all of them old."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Round:
    """Asks endpoints one after another, and gathers.

    Validators are kept only for pages that listed something: a challenge page that comes twice
    is a problem twice, never "unchanged".
    """

    def __init__(self, fetcher: Fetcher, source: Source, old: Mapping[str, Validators]) -> None:
        self.entries: list[FeedEntry] = []
        self.validators: dict[str, Validators] = {}
        self.specimen: Page | None = None
        self._fetcher = fetcher
        self._source = source
        self._old = old
        self._family = Family(source)
        self._unchanged = 0
        self._problems: list[str] = []
        self._failures: list[FetchError] = []
        self._dead: set[str] = set()

    def ask(self, endpoints: Sequence[Endpoint]) -> None:
        """Ask each endpoint, except on a host that has just failed to answer."""
        for endpoint in endpoints:
            page = self._fetched(endpoint)
            if page is not None:
                self._take(endpoint, page)

    def is_fruitless(self) -> bool:
        """Whether the endpoints were none, or answered and listed nothing: time to look anew."""
        passing = any(not isinstance(failure, StatusError) for failure in self._failures)
        return not (self.entries or self._unchanged or passing)

    def poll(self, *, requests: int) -> Poll:
        """The round as a Poll. Raises the first FetchError where nothing answered at all."""
        if self._failures and not (self.entries or self._unchanged or self.specimen):
            raise self._failures[0]
        problems = [*self._problems, *map(str, self._failures)]
        return Poll(
            source=self._source.key,
            entries=merged(self.entries),
            validators=self.validators,
            unchanged=bool(self._unchanged) and not self.entries and self.specimen is None,
            requests=requests,
            problem="; ".join(problems) or None,
            specimen=self.specimen,
        )

    def _fetched(self, endpoint: Endpoint) -> Page | None:
        host = bare_host(endpoint.url)
        old = self._old.get(endpoint.key)
        if old is not None:
            self.validators[endpoint.key] = old
        if host in self._dead:
            return None
        conditional = old if old is not None and old != FORGOTTEN else None
        try:
            return self._fetcher.fetch(endpoint.url, source=self._source, validators=conditional)
        except FetchError as error:
            self._failures.append(error)
            if isinstance(error, UnreachableError | BackOffError):
                self._dead.add(host)
            return None

    def _take(self, endpoint: Endpoint, page: Page) -> None:
        self._family.join(page.url)
        if _is_unchanged(page, self._old.get(endpoint.key)):
            self._unchanged += 1
            self.validators[endpoint.key] = page.validators
            self._ask_known_parts(endpoint)
            return
        try:
            self._read(endpoint, page)
        except ScrapeError as error:
            from scrapers.impostors import impostor

            named = impostor(page.content)
            self._problems.append(f"{error}; it is {named}" if named else str(error))
            self.specimen = self.specimen or page

    def _read(self, endpoint: Endpoint, page: Page) -> None:
        from scrapers.impostors import impostor  # an unchanged page is not looked at

        entries, children = read_endpoint(endpoint, page, self._source)
        own = [entry for entry in entries if self._family.knows(entry.url)]
        if not own and not children:
            raise ParseError(_why_empty(endpoint, entries))
        if endpoint.kind == "listing" and len(own) <= _FEW and impostor(page.content):
            raise ParseError(f"{endpoint.url}: no {endpoint.kind}")
        self.entries += newest(own)
        self.validators[endpoint.key] = page.validators
        if endpoint.kind == "sitemap":
            self.ask([Endpoint("part", url) for url in children[:_CHILDREN]])

    def _ask_known_parts(self, endpoint: Endpoint) -> None:
        """An index that has not changed may have children that have."""
        if endpoint.kind == "sitemap":
            known = (key.partition(" ") for key, old in self._old.items() if old != FORGOTTEN)
            self.ask([Endpoint(kind, url) for kind, _, url in known if kind == "part"])


def _is_unchanged(page: Page, old: Validators | None) -> bool:
    if page.status == 304:
        return True
    return old is not None and old.digest is not None and page.validators.digest == old.digest


def _why_empty(endpoint: Endpoint, entries: Sequence[FeedEntry]) -> str:
    if entries:
        hosts = sorted({bare_host(entry.url) for entry in entries})
        return f"{endpoint.url}: every link of this {endpoint.kind} leads elsewhere: {hosts[0]}"
    return f"{endpoint.url}: this {endpoint.kind} lists nothing"


def newest(entries: Sequence[FeedEntry]) -> Sequence[FeedEntry]:
    """At most 2,000 entries, in their order: the newest by date, else from both ends."""
    if len(entries) <= _MOST_ENTRIES:
        return entries
    if any(entry.published_at for entry in entries):
        latest = sorted(entries, key=lambda e: e.published_at or _EARLIEST, reverse=True)
        return latest[:_MOST_ENTRIES]
    half = _MOST_ENTRIES // 2
    return [*entries[:half], *entries[-half:]]


def merged(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Each article once, in order of first appearance, with all that is said of it anywhere."""
    entries = tuple(entries)
    if len(entries) < 2:
        return entries
    from monitor.core.urls import entry_keys  # most cycles meet no entry

    kept: list[FeedEntry] = []
    places: dict[str, int] = {}
    for entry in entries:
        keys = entry_keys(entry)
        place = next((places[key] for key in keys if key in places), len(kept))
        if place == len(kept):
            kept.append(entry)
        else:
            kept[place] = _joined(kept[place], entry)
        for key in keys:
            places.setdefault(key, place)
    return tuple(kept)


def _joined(one: FeedEntry, other: FeedEntry) -> FeedEntry:
    return replace(
        one,
        title=one.title or other.title,
        published_at=one.published_at or other.published_at,
        guid=one.guid or other.guid,
    )
