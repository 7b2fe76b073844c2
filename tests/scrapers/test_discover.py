"""Discovery: what a site offers, verified, within twelve requests."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from monitor.core.errors import StatusError, UnreachableError
from monitor.core.model import Page, Source, Validators
from scrapers.discover import discover
from scrapers.platforms import platform_of
from tests.scrapers.listing_pages import make
from tests.scrapers.pages import page_of

HOME = "https://lhhn.example.vn/"
FEED = (
    '<rss version="2.0"><channel><title>Tin</title>'
    "<item><title>Tập huấn đối ngoại nhân dân</title><link>https://lhhn.example.vn/a-1.html</link>"
    "</item></channel></rss>"
)
COMMENTS = FEED.replace("Tập huấn", "Bình luận cho Tập huấn")
SITEMAP = "<urlset><url><loc>https://lhhn.example.vn/a-1.html</loc></url></urlset>"


@dataclass
class Site:
    """A fetcher over a few pages; everything else is not found."""

    pages: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def fetch(
        self, url: str, *, source: Source | None = None, validators: Validators | None = None
    ) -> Page:
        self.asked.append(url)
        if url not in self.pages:
            raise StatusError(f"{url}: 404", status=404)
        return page_of(self.pages[url], url)


def listing_html(seed: int = 3) -> str:
    return make(seed).html


def test_the_pages_own_feed_link_is_found_first() -> None:
    home = (
        '<html><head><link rel="alternate" type="application/rss+xml" title="Phản hồi" '
        'href="/comments/feed/"><link rel="alternate" hreflang="en" href="/en/"><link '
        "rel='alternate' type='application/rss+xml' href='/tin.rss'></head><body></body></html>"
    )
    site = Site({HOME: home, f"{HOME}tin.rss": FEED, f"{HOME}comments/feed/": FEED})
    found = discover(site, HOME)
    assert found.feeds == (f"{HOME}tin.rss",)
    assert f"{HOME}comments/feed/" not in site.asked


@pytest.mark.parametrize(
    ("mark", "feed"),
    [
        ('<link href="/wp-content/themes/a.css">', "feed/"),
        ('<meta name="generator" content="NukeViet v4.5">', "vi/news/rss/"),
        ('<meta name="generator" content="Joomla! - Open Source">', "?format=feed&type=rss"),
        ('<meta name="generator" content="Drupal 9">', "rss.xml"),
        ('<div class="_BX_LISTING"></div>', "rss_feed/"),
    ],
)
def test_a_platform_is_known_by_its_marks_and_its_feed_is_tried(mark: str, feed: str) -> None:
    site = Site({HOME: f"<html><body>{mark}</body></html>", HOME + feed: FEED})
    assert discover(site, HOME).feeds == (HOME + feed,)


@pytest.mark.parametrize("mark", ["Liferay.Portlet", "_spPageContextInfo", "dnn_ctr399"])
def test_platforms_without_feeds_are_named(mark: str) -> None:
    assert platform_of(f"<script>{mark}</script>").name in ("Liferay", "SharePoint", "DotNetNuke")


@pytest.mark.parametrize(
    "answer",
    [
        "<!doctype html><html><body>Không tìm thấy</body></html>",
        '<rss version="2.0"><channel></channel></rss>',
        COMMENTS,
        FEED.replace("lhhn.example.vn", "elsewhere.example.com"),
    ],
)
def test_what_is_no_feed_of_this_site_is_not_offered(answer: str) -> None:
    home = '<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head></html>'
    found = discover(Site({HOME: home, f"{HOME}f": answer}), HOME)
    assert found.feeds == ()
    assert any(f"{HOME}f" in note for note in found.notes)


def test_a_page_that_lists_feeds_leads_to_them() -> None:
    home = '<html><body><a href="/rss">RSS</a></body></html>'
    index = '<html><body><a href="/rss/the-thao.rss">a</a><a href="/rss/trang-chu.rss">b</a></body>'
    site = Site({HOME: home, f"{HOME}rss": index, f"{HOME}rss/trang-chu.rss": FEED})
    assert discover(site, HOME).feeds == (f"{HOME}rss/trang-chu.rss",)


def test_sitemaps_come_from_robots_and_news_first() -> None:
    robots = f"User-agent: *\nSitemap: {HOME}all.xml\nSitemap: {HOME}news.xml\n"
    site = Site(
        {HOME: "<html></html>", f"{HOME}robots.txt": robots, f"{HOME}all.xml": SITEMAP,
         f"{HOME}news.xml": SITEMAP}
    )  # fmt: skip
    assert discover(site, HOME).sitemaps == (f"{HOME}news.xml", f"{HOME}all.xml")


def test_a_broken_sitemap_is_noted_not_offered() -> None:
    found = discover(Site({HOME: "<html></html>", f"{HOME}sitemap.xml": "<html></html>"}), HOME)
    assert found.sitemaps == ()
    assert any("sitemap" in note for note in found.notes)


def test_listings_come_from_the_menu_best_first_and_home_last() -> None:
    menu = (
        '<ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li>'
        '<li><a href="/tin-tuc">Tin tức</a></li><li><a href="/rong">Hoạt động hữu nghị</a></li>'
        '<li><a href="/tap-huan-doi-ngoai-nhan-dan-nam-2026-12345.html">Tập huấn đối ngoại nhân dân'
        " năm 2026</a></li></ul>"
    )
    site = Site(
        {HOME: f"<html><body>{menu}{listing_html(3)}</body></html>",
         f"{HOME}tin-tuc": listing_html(4), f"{HOME}rong": "<html><body>Trống</body></html>"}
    )  # fmt: skip
    found = discover(site, HOME)
    assert found.listings[0] == f"{HOME}tin-tuc"
    assert f"{HOME}rong" not in found.listings
    assert not any("12345" in url for url in site.asked)


def test_a_splash_page_is_passed() -> None:
    splash = '<meta http-equiv="refresh" content="0;url=/vi/">'
    home = '<link rel="alternate" type="application/rss+xml" href="/f">'
    site = Site({HOME: splash, f"{HOME}vi/": home, f"{HOME}f": FEED})
    assert discover(site, HOME).feeds == (f"{HOME}f",)


def test_discovery_asks_at_most_twelve_times() -> None:
    menu = "".join(f'<li><a href="/m{i}">Tin hoạt động {i}</a></li>' for i in range(40))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/f{i}">' for i in range(20)
    )
    robots = "\n".join(f"Sitemap: {HOME}s{i}.xml" for i in range(20))
    home = f'<meta http-equiv="refresh" content="0;url=/x">{links}<body>{menu}</body>'
    site = Site({HOME: home, f"{HOME}x": home, f"{HOME}robots.txt": robots})
    discover(site, HOME)
    assert len(site.asked) <= 12


def test_a_home_page_that_cannot_be_had_is_an_error() -> None:
    class Down:
        def fetch(self, url: str, **_: object) -> Page:
            raise UnreachableError(f"{url}: no answer")

    with pytest.raises(UnreachableError):
        discover(Down(), HOME)
