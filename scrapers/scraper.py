"""From a source to its entries, from an entry to its article: the Scraper over any Fetcher.

Endpoints (feeds, listings, sitemaps) are asked conditionally; one that has not changed is not
parsed, and no parser is imported for it. What is wrong with a page becomes the poll's `problem`,
with the page kept; the other endpoints go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from monitor.core.errors import NotAnArticleError, ParseError, ScrapeError
from monitor.core.model import Article, FeedEntry, Page, Poll, Source, Validators
from scrapers.endpoints import FORGOTTEN, Endpoint, configured, remembered
from scrapers.family import Family
from scrapers.rounds import Round

if TYPE_CHECKING:
    from monitor.core.ports import Fetcher

_LISTINGS = 2
"""How many discovered listings are asked every cycle: the best ones; others repeat them."""


class WebScraper:
    """Implements `monitor.core.ports.Scraper`. Safe for threads if its fetcher is."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def poll(self, source: Source, validators: Mapping[str, Validators]) -> Poll:
        """What the source's endpoints list now.

        A source without endpoints is discovered once: the keys of the returned validators are its
        endpoints, and given back they spare the next discovery until they fail or list nothing.
        Raises FetchError where no endpoint answered, ParseError where discovery found none.
        """
        counted = _Counted(self._fetcher)
        known = configured(source) or remembered(validators)
        round_ = Round(counted, source, validators)
        round_.ask(known)
        if not configured(source) and round_.is_fruitless():
            round_ = _discovered(counted, source, validators, round_)
        return round_.poll(requests=counted.requests)

    def read(self, source: Source, entry: FeedEntry) -> Article:
        """The article behind an entry. Raises ScrapeError, with the page where one came."""
        from scrapers.article import parse_article

        page = self._fetcher.fetch(entry.url, source=source)
        try:
            if not Family(source).follows(entry.url, page.url):
                raise NotAnArticleError(f"{entry.url} leads to another site, {page.url}")
            return parse_article(page, source, entry)
        except ScrapeError as error:
            error.page = error.page or page
            raise


class _Counted:
    """A fetcher that counts what it is asked for, and keeps what came first."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.requests = 0
        self.first: Page | None = None

    def fetch(
        self, url: str, *, source: Source | None = None, validators: Validators | None = None
    ) -> Page:
        self.requests += 1
        page = self._fetcher.fetch(url, source=source, validators=validators)
        self.first = self.first or page
        return page


def _discovered(
    fetcher: _Counted, source: Source, validators: Mapping[str, Validators], earlier: Round
) -> Round:
    """Look for endpoints, and ask the best kind that lists anything."""
    from scrapers.discover import discover

    found = discover(fetcher, source.home, source=source)
    kinds: Sequence[tuple[str, Sequence[str], int]] = (
        ("feed", found.feeds, 1),
        ("listing", found.listings, _LISTINGS),
        ("sitemap", found.sitemaps, 1),
    )
    round_ = earlier
    for kind, urls, most in kinds:
        endpoints = [Endpoint(kind, url) for url in urls[:most]]
        round_ = Round(fetcher, source, {})
        round_.ask(endpoints)
        if round_.entries:
            round_.validators.update(_forgotten(validators, endpoints))
            return round_
    if earlier.specimen is not None or round_.specimen is not None:
        return earlier if earlier.specimen is not None else round_
    nothing = ParseError(
        f"{source.home}: no feed, listing or sitemap found; look with `huunghi sources probe` "
        f"and give [{source.key}] listings by hand"
    )
    nothing.page = fetcher.first
    raise nothing


def _forgotten(
    validators: Mapping[str, Validators], endpoints: Sequence[Endpoint]
) -> dict[str, Validators]:
    keys = {endpoint.key for endpoint in endpoints}
    return {key: FORGOTTEN for key in validators if key not in keys}
