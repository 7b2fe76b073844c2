"""A source's endpoints: where its entries are listed, and how they are remembered."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.core.model import FeedEntry, Page, Source, Validators
from monitor.core.slotted import dataclass

KINDS = ("feed", "listing", "sitemap")
FORGOTTEN = Validators()
"""Stands in a poll's validators for an endpoint that is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address that lists entries. `kind` is one of KINDS, or "part": a sitemap's child."""

    kind: str
    url: str

    @property
    def key(self) -> str:
        """Under what its validators are kept: "feed https://…"."""
        return f"{self.kind} {self.url}"


def configured(source: Source) -> tuple[Endpoint, ...]:
    """The endpoints of a source's table, in the order in which they are asked."""
    lists = zip(KINDS, (source.feeds, source.listings, source.sitemaps), strict=True)
    return tuple(Endpoint(kind, url) for kind, urls in lists for url in urls)


def remembered(validators: Mapping[str, Validators]) -> tuple[Endpoint, ...]:
    """The endpoints that an earlier poll discovered, in the order in which they are asked."""
    found = [
        Endpoint(*key.split(" ", 1))
        for key, value in validators.items()
        if value != FORGOTTEN and key.partition(" ")[0] in KINDS and " " in key
    ]
    return tuple(sorted(found, key=lambda endpoint: KINDS.index(endpoint.kind)))


def read_endpoint(
    endpoint: Endpoint, page: Page, source: Source
) -> tuple[tuple[FeedEntry, ...], tuple[str, ...]]:
    """The entries of an endpoint's page, and a sitemap's children. Raises ScrapeError."""
    if endpoint.kind == "feed":
        from scrapers.feed import parse_feed

        return parse_feed(page.content, base_url=page.url, charset=page.charset), ()
    if endpoint.kind == "listing":
        from scrapers.listing import parse_listing

        return parse_listing(page, source).entries, ()
    from scrapers.sitemap import parse_sitemap

    sitemap = parse_sitemap(page.content, base_url=page.url)
    return sitemap.entries, sitemap.children
