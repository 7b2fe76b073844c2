"""Polling sources and reading entries, with the real parsers, against a site on loopback."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from monitor.core.errors import (
    BackOffError,
    FetchError,
    NotAnArticleError,
    ParseError,
    StatusError,
    UnreachableError,
)
from monitor.core.model import FeedEntry, Poll, Source, Validators
from scrapers.rounds import merged, newest
from scrapers.scraper import WebScraper
from tests.factories_fetch import fetching
from tests.site_server import Answer, SiteServer, redirect

TITLES = (
    "Hội nghị tổng kết công tác đối ngoại nhân dân năm 2025",
    "Tập huấn kỹ năng vận động viện trợ phi chính phủ nước ngoài",
    "Trao tặng 200 suất học bổng cho học sinh nghèo vượt khó",
)


def rss(base: str, numbers: Sequence[int], *, host: str | None = None) -> str:
    items = "".join(
        f"<item><title>{TITLES[n % 3]} {n}</title><link>{host or base}/bai-viet-{10000 + n}.html"
        f"</link><guid>{10000 + n}</guid>"
        f"<pubDate>Mon, {n % 27 + 1:02} Sep 2026 19:51:09 +0700</pubDate></item>"
        for n in numbers
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    )


def listing(numbers: Sequence[int]) -> str:
    cards = "".join(
        f'<div class="item"><h3><a href="/bai-viet-{10000 + n}.html">{TITLES[n % 3]} số {n}</a>'
        f"</h3><span>{n % 27 + 1:02}/09/2026</span>"
        f"<p>Liên hiệp các tổ chức hữu nghị tỉnh vừa tổ chức hoạt động thứ {n} trong năm.</p></div>"
        for n in numbers
    )
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title></head>'
        '<body><nav><a href="/">Trang chủ</a><a href="/gioi-thieu">Giới thiệu</a></nav>'
        f'<main><h1>Tin tức</h1><div class="list">{cards}</div></main></body></html>'
    )


def sitemap(base: str, numbers: Sequence[int]) -> str:
    urls = "".join(
        f"<url><loc>{base}/bai-viet-{10000 + n}.html</loc>"
        f"<lastmod>2026-09-{n % 27 + 1:02}</lastmod></url>"
        for n in numbers
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(base: str, names: Sequence[str]) -> str:
    maps = "".join(
        f"<sitemap><loc>{base}/{name}</loc><lastmod>2026-{9 - n:02}-01</lastmod></sitemap>"
        for n, name in enumerate(names)
    )
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    )


@pytest.fixture
def site() -> Iterator[SiteServer]:
    with SiteServer(robots="") as server:
        yield server


@pytest.fixture
def scraper() -> Iterator[WebScraper]:
    with fetching() as fetcher:
        yield WebScraper(fetcher)


def source(site: SiteServer, **changes: object) -> Source:
    plain = Source(key="vidu", name="Ví dụ", home=site.url("/"))
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def numbers(poll: Poll) -> list[int]:
    return [int(e.url.removesuffix(".html").rpartition("-")[2]) - 10000 for e in poll.entries]


class TestFeeds:
    def test_its_entries_come_in_order_with_what_to_ask_next_time(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", Answer(rss(site.base, (3, 2, 1)), etag='"1"'))
        poll = scraper.poll(source(site, feeds=(site.url("/feed"),)), {})
        assert numbers(poll) == [3, 2, 1]
        assert poll.entries[0].title == TITLES[0] + " 3"
        assert poll.validators[f"feed {site.url('/feed')}"].etag == '"1"'
        assert (poll.requests, poll.problem, poll.unchanged) == (1, None, False)

    def test_a_feed_that_has_not_changed_says_so_and_costs_one_request(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", Answer(rss(site.base, (1,)), etag='"1"'))
        one = source(site, feeds=(site.url("/feed"),))
        first = scraper.poll(one, {})
        again = scraper.poll(one, first.validators)
        assert (again.unchanged, again.entries, again.requests) == (True, (), 1)
        assert again.validators == first.validators

    def test_the_same_bytes_are_unchanged_though_the_server_knows_no_304(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", rss(site.base, (1,)))
        one = source(site, feeds=(site.url("/feed"),))
        assert scraper.poll(one, scraper.poll(one, {}).validators).unchanged

    @pytest.mark.parametrize(
        "answer",
        [
            Answer("<!doctype html><html><body><h1>Trang chủ</h1></body></html>"),
            Answer(rss("http://x", ()), content_type="text/xml"),
            Answer("<html><head><title>Just a moment...</title></head></html>"),
            Answer(b""),
            Answer(b"\x00\xff" * 300),
        ],
        ids=["a web page", "an empty channel", "a challenge", "nothing", "junk"],
    )
    def test_what_is_no_feed_is_a_problem_every_time_and_is_kept(
        self, site: SiteServer, scraper: WebScraper, answer: Answer
    ) -> None:
        site.route("/feed", answer)
        one = source(site, feeds=(site.url("/feed"),))
        validators: dict[str, Validators] = {}
        for _ in range(2):
            poll = scraper.poll(one, validators)
            assert poll.problem is not None
            assert site.url("/feed") in poll.problem
            assert poll.specimen is not None
            assert poll.specimen.content == answer.payload()
            assert not poll.unchanged
            validators = dict(poll.validators)
        assert validators == {}

    def test_a_problem_does_not_forget_what_was_good_before(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        good = Answer(rss(site.base, (1,)), etag='"1"')
        site.route("/feed", good, Answer("<html>Bảo trì</html>", etag='"x"'), good)
        one = source(site, feeds=(site.url("/feed"),))
        first = scraper.poll(one, {})
        second = scraper.poll(one, first.validators)
        assert second.problem is not None
        assert scraper.poll(one, second.validators).unchanged


NAV = (
    '<nav><a href="/">Trang chủ</a><a href="/gioi-thieu">Giới thiệu</a>'
    '<a href="/van-ban-phap-luat">Văn bản pháp luật về đối ngoại</a></nav>'
)
LOGIN = (
    '<form><input name="u"><input type="password"><a href="/quen-mat-khau">Quên mật khẩu của '
    'bạn</a><a href="/dang-ky-tai-khoan">Đăng ký tài khoản mới</a></form>'
)


class TestListings:
    def test_its_articles_come_in_order(self, site: SiteServer, scraper: WebScraper) -> None:
        site.route("/tin", listing(range(9, 1, -1)))
        poll = scraper.poll(source(site, listings=(site.url("/tin"),)), {})
        assert numbers(poll) == list(range(9, 1, -1))
        assert poll.problem is None

    @pytest.mark.parametrize(
        ("title", "body", "said"),
        [
            ("Just a moment...", "<h1>vidu.vn</h1>", "a challenge page"),
            ("Đăng nhập hệ thống", NAV + LOGIN, "a login page"),
            ("Liên hiệp các tổ chức hữu nghị", LOGIN, "a login page"),
            ("404 - Không tìm thấy trang", NAV + "<h1>Rất tiếc</h1>", "an error page"),
            ("Website đang bảo trì", "<p>Vui lòng quay lại sau</p>", "maintenance"),
            ("Tin tức", NAV + "<h1>Tin tức</h1><p>Đang cập nhật</p>", "lists nothing"),
        ],
    )
    def test_what_stands_in_its_place_is_called_what_it_is(
        self, site: SiteServer, scraper: WebScraper, title: str, body: str, said: str
    ) -> None:
        page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
        site.route("/tin", page)
        poll = scraper.poll(source(site, listings=(site.url("/tin"),)), {})
        assert poll.entries == ()
        assert poll.problem is not None
        assert said in poll.problem
        assert poll.specimen is not None

    def test_a_login_form_beside_the_list_is_no_login_page(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/tin", listing(range(8)).replace("</nav>", "</nav>" + LOGIN))
        poll = scraper.poll(source(site, listings=(site.url("/tin"),)), {})
        assert numbers(poll) == list(range(8))


class TestSeveralEndpoints:
    def test_articles_are_merged_by_their_keys_with_all_that_is_known(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", rss(site.base, (3, 2)))
        site.route("/sitemap.xml", Answer(sitemap(site.base, (2, 1)), content_type="text/xml"))
        one = source(site, feeds=(site.url("/feed"),), sitemaps=(site.url("/sitemap.xml"),))
        poll = scraper.poll(one, {})
        assert numbers(poll) == [3, 2, 1]
        assert set(poll.validators) == {
            f"feed {site.url('/feed')}",
            f"sitemap {site.url('/sitemap.xml')}",
        }

    def test_one_that_fails_is_a_problem_and_the_others_go_on(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", rss(site.base, (1,)))
        one = source(site, feeds=(site.url("/gone"), site.url("/feed")))
        poll = scraper.poll(one, {})
        assert numbers(poll) == [1]
        assert poll.problem is not None
        assert "/gone answered 404" in poll.problem
        again = scraper.poll(one, poll.validators)
        assert again.unchanged
        assert again.problem == poll.problem

    def test_when_all_fail_the_error_is_raised(self, site: SiteServer, scraper: WebScraper) -> None:
        one = source(site, feeds=(site.url("/gone"), site.url("/too")))
        with pytest.raises(StatusError, match="/gone"):
            scraper.poll(one, {})

    def test_a_host_that_does_not_answer_is_not_asked_for_the_rest(self, site: SiteServer) -> None:
        site.otherwise(Answer(hang=60))
        one = source(site, feeds=tuple(site.url(f"/{n}") for n in range(5)))
        with fetching(timeout=0.5) as hasty, pytest.raises(UnreachableError):
            WebScraper(hasty).poll(one, {})
        assert site.paths() == ["/0"]

    def test_a_host_that_wants_to_wait_says_until_when(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.otherwise(Answer(status=429, headers=(("Retry-After", "60"),)))
        with pytest.raises(BackOffError):
            scraper.poll(source(site, feeds=(site.url("/a"), site.url("/b"))), {})
        assert site.paths() == ["/a"]


class TestForeignLinks:
    def test_links_to_other_hosts_are_dropped(self, site: SiteServer, scraper: WebScraper) -> None:
        own, foreign = rss(site.base, (1,)), rss("", (2, 3), host="https://baokhac.vn")
        mixed = own.replace("</channel>", foreign[foreign.index("<item>") :].split("</rss>")[0])
        site.route("/feed", mixed)
        assert numbers(scraper.poll(source(site, feeds=(site.url("/feed"),)), {})) == [1]

    def test_a_feed_that_leads_only_elsewhere_is_a_problem(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/feed", rss("", (2, 3), host="https://tacnghiep.thoidai.com.vn"))
        poll = scraper.poll(source(site, feeds=(site.url("/feed"),)), {})
        assert poll.problem is not None
        assert "leads elsewhere: tacnghiep.thoidai.com.vn" in poll.problem

    def test_a_site_that_has_moved_is_followed(self, site: SiteServer) -> None:
        with (
            SiteServer(robots="") as new,
            fetching(resolver=lambda h, p: ["127.0.0.1"], allow_hosts=("cu.vn", "moi.vn")) as f,
        ):
            base = f"http://moi.vn:{new.port}"
            site.route("/feed", redirect(f"{base}/feed"))
            new.route("/feed", rss(base, (1, 2)))
            home = f"http://cu.vn:{site.port}/"
            one = Source(key="x", name="X", home=home, feeds=(f"{home}feed",))
            assert numbers(WebScraper(f).poll(one, {})) == [1, 2]


class TestSitemaps:
    def test_the_newest_children_of_an_index_are_read(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        names = ("moi.xml", "cu.xml", "rat-cu.xml")
        site.route("/sitemap.xml", index(site.base, names))
        for n, name in enumerate(names):
            site.route(f"/{name}", sitemap(site.base, (10 * n, 10 * n + 1)))
        poll = scraper.poll(source(site, sitemaps=(site.url("/sitemap.xml"),)), {})
        assert set(numbers(poll)) == {0, 1, 10, 11}
        assert "/rat-cu.xml" not in site.paths()
        assert poll.requests == 3

    def test_a_child_that_grew_is_seen_though_the_index_is_the_same(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/sitemap.xml", index(site.base, ("moi.xml",)))
        site.route("/moi.xml", sitemap(site.base, (1,)), sitemap(site.base, (2, 1)))
        one = source(site, sitemaps=(site.url("/sitemap.xml"),))
        first = scraper.poll(one, {})
        second = scraper.poll(one, first.validators)
        assert (set(numbers(second)), second.unchanged) == ({1, 2}, False)
        assert scraper.poll(one, second.validators).unchanged


class TestDiscovery:
    def test_a_source_without_endpoints_is_looked_at_once(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        page = listing((1, 2, 3)).replace(
            "</head>", '<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
        )
        site.route("/", page)
        site.route("/feed", Answer(rss(site.base, (3, 2, 1)), etag='"1"'))
        first = scraper.poll(source(site), {})
        assert numbers(first) == [3, 2, 1]
        assert list(first.validators) == [f"feed {site.url('/feed')}"]
        asked = len(site.paths())
        assert first.requests >= 3
        again = scraper.poll(source(site), first.validators)
        assert again.unchanged
        assert site.paths()[asked:] == ["/feed"]

    def test_where_there_is_no_feed_the_listings_are_used(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/", listing(range(1, 9)))
        poll = scraper.poll(source(site), {})
        assert numbers(poll) == list(range(1, 9))
        assert all(key.startswith("listing ") for key in poll.validators)

    def test_endpoints_that_are_gone_are_looked_for_anew_and_forgotten(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/", listing(range(1, 9)))
        gone = f"feed {site.url('/gone')}"
        poll = scraper.poll(source(site), {gone: Validators(etag='"1"')})
        assert numbers(poll) == list(range(1, 9))
        assert poll.validators[gone] == Validators()
        again = scraper.poll(source(site), poll.validators)
        assert again.unchanged
        assert site.paths().count("/gone") == 1

    def test_a_site_that_is_down_for_a_while_is_not_looked_at_anew(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.otherwise(Answer(raw=b""))
        with pytest.raises(UnreachableError):
            scraper.poll(source(site), {f"feed {site.url('/feed')}": Validators(etag='"1"')})
        assert set(site.paths()) == {"/feed"}

    def test_where_nothing_is_found_the_operator_is_told_what_to_do(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/", "<html><body><p>Trang web đang xây dựng</p></body></html>")
        with pytest.raises(ParseError, match=r"sources probe.*\[vidu\] listings") as caught:
            scraper.poll(source(site), {})
        assert caught.value.page is not None
        assert caught.value.page.url == site.url("/")

    def test_a_home_page_that_fails_is_that_error(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        with pytest.raises(FetchError, match="404"):
            scraper.poll(source(site), {})


class TestReading:
    PAGE = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta property="article:published_time" content="2026-09-04T09:30:00+07:00"></head>'
        f"<body><article><h1>{TITLES[0]}</h1><p>Sáng 4/9, Liên hiệp các tổ chức hữu nghị tỉnh tổ "
        "chức hội nghị tổng kết công tác đối ngoại nhân dân với hơn 120 đại biểu.</p><p>Hội nghị "
        "đã nghe báo cáo kết quả hoạt động năm qua và bàn phương hướng cho năm tới.</p></article>"
        "</body></html>"
    )

    def test_an_entry_becomes_its_article(self, site: SiteServer, scraper: WebScraper) -> None:
        site.route("/bai-1.html", self.PAGE)
        entry = FeedEntry(url=site.url("/bai-1.html"), guid="7")
        article = scraper.read(source(site), entry)
        assert (article.title, article.source, article.guid) == (TITLES[0], "vidu", "7")
        assert len(article.body) + bool(article.lead) >= 2

    def test_a_page_that_is_no_article_comes_with_the_error(
        self, site: SiteServer, scraper: WebScraper
    ) -> None:
        site.route("/bai-1.html", "<html><title>Đăng nhập</title><input type=password></html>")
        with pytest.raises(NotAnArticleError) as caught:
            scraper.read(source(site), FeedEntry(url=site.url("/bai-1.html")))
        assert caught.value.page is not None
        assert b"password" in caught.value.page.content

    def test_an_entry_that_leads_to_another_site_is_no_article(self, site: SiteServer) -> None:
        with (
            SiteServer(robots="") as other,
            fetching(resolver=lambda h, p: ["127.0.0.1"], allow_hosts=("127.0.0.1", "qc.vn")) as f,
        ):
            other.otherwise(self.PAGE)
            site.route("/bai-1.html", redirect(f"http://qc.vn:{other.port}/quang-cao"))
            site.route("/bai-2.html", redirect(f"http://qc.vn:{other.port}/bai-2.html"))
            with pytest.raises(NotAnArticleError, match="another site"):
                WebScraper(f).read(source(site), FeedEntry(url=site.url("/bai-1.html")))
            moved = WebScraper(f).read(source(site), FeedEntry(url=site.url("/bai-2.html")))
            assert moved.title == TITLES[0]


def test_merging_fills_in_what_the_first_did_not_say() -> None:
    bare = FeedEntry(url="https://vidu.vn/a-12345.html")
    full = FeedEntry(url="http://www.vidu.vn/a-12345.html?utm_source=x", title="T", guid="g")
    assert merged((bare, full, bare)) == (dataclasses.replace(bare, title="T", guid="g"),)


def test_of_an_enormous_sitemap_the_newest_or_both_ends_are_kept() -> None:
    from datetime import UTC, datetime, timedelta

    start = datetime(2020, 1, 1, tzinfo=UTC)
    bare = [FeedEntry(url=f"https://vidu.vn/{n}") for n in range(5000)]
    dated = [
        dataclasses.replace(e, published_at=start + timedelta(hours=n)) for n, e in enumerate(bare)
    ]
    assert len(newest(bare)) == 2000
    assert newest(bare)[0] == bare[0]
    assert newest(bare)[-1] == bare[-1]
    assert newest(dated)[0] == dated[-1]
    assert newest(bare[:5]) == bare[:5]


def test_an_unchanged_poll_imports_no_parser(site: SiteServer) -> None:
    site.route("/feed", Answer(status=304, content_type=None))
    script = f"""
import sys
from datetime import UTC, datetime
from monitor.core.model import Source, Validators
from scrapers.fetch import FetchSettings, HttpFetcher
from scrapers.scraper import WebScraper
url = {site.url("/feed")!r}
settings = FetchSettings(version="1", host_pause=0.0, allow_hosts=("127.0.0.1",))
with HttpFetcher(settings, clock=lambda: datetime.now(UTC), sleep=lambda s: None) as fetcher:
    source = Source(key="x", name="X", home=url, feeds=(url,))
    poll = WebScraper(fetcher).poll(source, {{"feed " + url: Validators(etag="1")}})
assert poll.unchanged
heavy = {{"feedparser", "bs4", "selectolax", "lxml", "trafilatura", "protego"}}
print(sorted(heavy & set(sys.modules)))
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
