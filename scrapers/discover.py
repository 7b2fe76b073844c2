"""What an unknown site offers: feeds, sitemaps, listings, each fetched and read before it counts.

A status 200 proves nothing: comment feeds, empty channels, web pages in a feed's place and
listings without articles are passed over. Imports selectolax: import this only to discover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from monitor.core.errors import FetchError, ParseError, ScrapeError
from monitor.core.model import FeedEntry, Page, Source
from monitor.core.ports import Fetcher
from monitor.core.text import fold
from monitor.core.urls import absolute, canonicalise, site_of
from scrapers.encoding import decode
from scrapers.feed import parse_feed
from scrapers.listing import parse_listing
from scrapers.listing_links import Link, links_of, names_an_article
from scrapers.page_tree import read_tree
from scrapers.platforms import Platform, platform_of
from scrapers.sitemap import parse_sitemap

_BUDGET = 12  # requests in all: one host, one a second, must not look like an attack
_FEEDS, _SITEMAPS, _LISTINGS = 4, 2, 4  # of these, at most for each kind
_ENOUGH = 3  # articles that make a page a listing
_MENU_WORDS = 8
_ALTERNATE = re.compile(r"<link\b[^<>]{0,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z-]+)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+?(?:xml|json)|text/xml", re.IGNORECASE)
_REFRESH = re.compile(
    r"<meta\b[^<>]{0,80}http-equiv\s*=\s*[\"']?refresh[^<>]{0,80}url\s*=\s*[\"']?([^\"'<>\s]+)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comments?\b|binh luan|phan hoi")
_FEED_LINK = re.compile(r"/rss(?:_feed)?(?:/|$|\?)|\.rss$|/feed/?$|type=rss|op=rss|/atom", re.I)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

# Menu entries, folded: what they are called where news of the unions stands, best first.
_WANTED = (
    (re.compile(r"doi ngoai nhan dan|huu nghi|doan ket"), 3.0),
    (re.compile(r"tin tuc|tin hoat dong|hoat dong|su kien"), 3.0),
    (re.compile(r"phi chinh phu|vien tro|hop tac|hoi nghi|tap huan"), 2.5),
    (re.compile(r"\btin\b|thoi su|ban tin|doi ngoai|quoc te|\bnews\b|\bevents?\b"), 2.0),
)
_UNWANTED = re.compile(
    r"gioi thieu|lien he|van ban|thu vien|video|hinh anh|lich|so do|co cau|to chuc bo may"
    r"|tuyen dung|dang nhap|hoi dap|thu tuc|trang chu|english|chuc nang|nhiem vu|lanh dao|dieu le"
    r"|quang cao"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found, best first, and what the operator may want to know about it."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def discover(fetcher: Fetcher, home: str, *, source: Source | None = None) -> Discovery:
    """What `home` and the places it points to offer, within twelve requests.

    Raises the FetchError of a home page that cannot be had.
    """
    search = _Search(fetcher, source, site_of(home))
    page = search.home(home)
    html = decode(page.content, page.charset)
    platform = platform_of(html)
    search.notes.append(f"platform: {platform.name}")
    links = links_of(read_tree(html), page.url)
    feeds = search.feeds(_feed_candidates(html, links, platform, page.url))
    sitemaps = search.sitemaps(platform, page.url)
    listings = search.listings(_menu(links, page.url), page)
    return Discovery(feeds=feeds, sitemaps=sitemaps, listings=listings, notes=tuple(search.notes))


@dataclass(slots=True)
class _Search:
    """One discovery under way: what it may still ask, what it has learned."""

    fetcher: Fetcher
    source: Source | None
    site: str
    left: int = _BUDGET
    notes: list[str] = field(default_factory=list)

    def home(self, url: str) -> Page:
        """The home page, behind one `meta refresh` if there is one."""
        self.left -= 1
        page = self.fetcher.fetch(url, source=self.source)
        found = _REFRESH.search(decode(page.content, page.charset)[:5_000])
        target = absolute(found[1], page.url) if found else None
        if target and target != page.url:
            page = self.page(target) or page
        self.site = site_of(page.url)
        return page

    def page(self, url: str) -> Page | None:
        """A page within the budget; None, with a note, where it could not be had."""
        if self.left <= 0:
            return None
        self.left -= 1
        try:
            return self.fetcher.fetch(url, source=self.source)
        except FetchError as error:
            self.notes.append(f"{url}: {error}" if url not in str(error) else str(error))
            return None

    def feeds(self, candidates: list[str]) -> tuple[str, ...]:
        """The candidates that are feeds of this site's articles; one from a guess is enough."""
        good: list[str] = []
        queue, tried = list(candidates), 0
        while queue and tried < _FEEDS and not good:
            url = queue.pop(0)
            tried += 1
            page = self.page(url)
            if page is None:
                continue
            entries = self._entries(page)
            if entries is None:
                queue = [u for u in _feeds_listed(page) if u not in candidates][:2] + queue
            elif _are_articles(entries, self.site):
                good.append(url)
            else:
                self.notes.append(f"{url}: a feed without articles of this site")
        return tuple(good)

    def _entries(self, page: Page) -> tuple[FeedEntry, ...] | None:
        try:
            return parse_feed(page.content, base_url=page.url, charset=page.charset)
        except ParseError as error:
            self.notes.append(str(error))
            return None

    def sitemaps(self, platform: Platform, home: str) -> tuple[str, ...]:
        """Sitemaps named in robots.txt, news first, else where the platform keeps them."""
        robots = self.page(absolute("/robots.txt", home) or home)
        named = _SITEMAP_LINE.findall(decode(robots.content, None)) if robots else []
        guesses = [absolute(path, home) for path in platform.sitemaps]
        urls = [absolute(url, home) for url in named] or guesses
        ordered = sorted({u: None for u in urls if u}, key=lambda url: "news" not in url.lower())
        return tuple(url for url in ordered[:_SITEMAPS] if self._is_sitemap(url))[:_SITEMAPS]

    def _is_sitemap(self, url: str) -> bool:
        page = self.page(url)
        if page is None:
            return False
        try:
            sitemap = parse_sitemap(page.content, base_url=page.url)
        except ParseError as error:
            self.notes.append(str(error))
            return False
        return bool(sitemap.entries or sitemap.children)

    def listings(self, menu: list[tuple[float, str]], home: Page) -> tuple[str, ...]:
        """The menu's pages by how much they list, then the home page itself."""
        rated: list[tuple[float, str]] = []
        for weight, url in menu[:_LISTINGS]:
            page = self.page(url)
            worth = weight * self._worth(page) if page else 0.0
            if worth:
                rated.append((worth, url))
        best = [url for _, url in sorted(rated, key=lambda pair: pair[0], reverse=True)]
        return tuple(best + ([home.url] if self._worth(home) else []))

    def _worth(self, page: Page) -> float:
        """How good a listing a page is: articles, counted up to twenty, and dates."""
        try:
            entries = parse_listing(page, self.source).entries
        except ScrapeError as error:
            self.notes.append(str(error))
            return 0.0
        if len(entries) < _ENOUGH:
            return 0.0
        dated = sum(entry.published_at is not None for entry in entries) / len(entries)
        return min(len(entries), 20) * (1 + dated)


def _feed_candidates(html: str, links: list[Link], platform: Platform, home: str) -> list[str]:
    """The page's own `link rel=alternate`, links that look like feeds, the platform's places."""
    declared = [
        url
        for tag in _ALTERNATE.findall(html[:200_000])
        if (url := _declared_feed(tag, home)) is not None
    ]
    linked = [link.url for link in links if _FEED_LINK.search(link.url)]
    guessed = [url for path in platform.feeds if (url := absolute(path, home))]
    ordered = dict.fromkeys((*declared, *linked[:3], *guessed))
    return [url for url in ordered if not _COMMENTS.search(fold(url))]


def _declared_feed(tag: str, home: str) -> str | None:
    found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
    if "alternate" not in found.get("rel", "").lower() or "hreflang" in found:
        return None
    if not _FEED_TYPE.search(found.get("type", "")):
        return None
    if _COMMENTS.search(fold(found.get("title", ""))):
        return None
    return absolute(found.get("href", ""), home)


def _feeds_listed(page: Page) -> list[str]:
    """Feeds that a page "RSS" lists, the site's main ones first."""
    html = decode(page.content, page.charset)
    links = links_of(read_tree(html), page.url)
    urls = [link.url for link in links if _FEED_LINK.search(link.url) and link.url != page.url]
    return sorted(dict.fromkeys(urls), key=lambda url: not re.search(r"trang-chu|home|tin", url))


def _are_articles(entries: Iterable[FeedEntry], site: str) -> bool:
    own = [entry for entry in entries if site_of(entry.url) == site]
    comments = [entry for entry in own if _COMMENTS.match(fold(entry.title))]
    return len(own) > len(comments) * 2


def _menu(links: list[Link], home: str) -> list[tuple[float, str]]:
    """(weight, address) of entries that may lead to news, best first, the page's order within."""
    found: dict[str, tuple[float, str]] = {}
    for link in links:
        text = fold(link.text)
        is_home = link.key == canonicalise(home) or urlsplit(link.key).path in ("", "/")
        is_title = link.words > _MENU_WORDS - 3 and names_an_article(link.key)
        if is_home or is_title or not 0 < link.words <= _MENU_WORDS or _UNWANTED.search(text):
            continue
        weight = max((w for pattern, w in _WANTED if pattern.search(text)), default=0.0)
        if weight:
            found.setdefault(link.key, (weight / (1 + 0.1 * max(0, link.words - 4)), link.url))
    return sorted(found.values(), key=lambda pair: pair[0], reverse=True)
