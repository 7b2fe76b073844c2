"""One polite GET, against a real server on loopback."""

from __future__ import annotations

import hashlib
import itertools
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.errors import (
    BackOffError,
    DisallowedError,
    RefusedAddressError,
    StatusError,
    UnreachableError,
)
from monitor.core.model import Validators
from scrapers.fetch import HttpFetcher
from tests.factories_fetch import START, FakeClock, fetching, settings
from tests.site_server import Answer, Request, SiteServer, redirect


@pytest.fixture
def site() -> Iterator[SiteServer]:
    with SiteServer(robots=Answer(status=404, close=True)) as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[HttpFetcher]:
    with fetching() as one:
        yield one


def test_a_page_comes_with_its_address_type_charset_time_and_digest(
    site: SiteServer, fetcher: HttpFetcher
) -> None:
    cached = (("Age", "60"),)  # out of a cache: its Date tells nothing of our clock
    kind = 'text/html; Charset="UTF-8"'
    site.route("/robots.txt", Answer("", headers=cached))
    site.route("/tin", Answer("Xin chào", content_type=kind, etag='"7"', headers=cached))
    page = fetcher.fetch(site.url("/tin#muc-2"))
    assert page.url == site.url("/tin")
    assert page.requested_url == site.url("/tin#muc-2")
    assert (page.status, page.content) == (200, "Xin chào".encode())
    assert (page.charset, page.fetched_at) == ("utf-8", START)
    assert page.validators.etag == '"7"'
    assert page.validators.digest == hashlib.sha256("Xin chào".encode()).hexdigest()


def test_the_time_is_the_sites_where_our_clock_is_wrong(
    site: SiteServer, fetcher: HttpFetcher
) -> None:
    site.route("/robots.txt", Answer("", headers=(("Age", "60"),)))
    date = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
    site.route("/tin", Answer("Xin chào", headers=(date,)))
    assert fetcher.fetch(site.url("/tin")).fetched_at == datetime(
        1994, 11, 6, 8, 49, 37, tzinfo=UTC
    )
    assert fetcher.clock_ahead() == START - datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


def test_it_says_who_it_is_and_whom_to_write_to(site: SiteServer, fetcher: HttpFetcher) -> None:
    site.route("/", "home")
    fetcher.fetch(site.url("/"))
    assert site.log[-1].headers["user-agent"] == "HuuNghi/1.2.3 (+mailto:someone@example.org)"


def test_a_contact_cannot_smuggle_a_header(site: SiteServer) -> None:
    site.route("/", "home")
    with fetching(contact="a@b.vn\r\nX-Evil: 1 (đ)") as fetcher:
        fetcher.fetch(site.url("/"))
    assert site.log[-1].headers["user-agent"] == "HuuNghi/1.2.3 (+a@b.vnX-Evil: 1 )"
    assert "x-evil" not in site.log[-1].headers


class TestConditionalGet:
    def test_an_etag_is_sent_back_and_not_modified_is_an_empty_page(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(b"<rss/>", etag='W/"abc"'))
        first = fetcher.fetch(site.url("/feed"))
        second = fetcher.fetch(site.url("/feed"), validators=first.validators)
        assert (second.status, second.content) == (304, b"")
        assert second.validators == first.validators

    def test_the_last_modified_time_is_sent_back(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(b"<rss/>", last_modified="Sat, 21 Nov 2026 08:00:00 GMT"))
        first = fetcher.fetch(site.url("/feed"))
        assert fetcher.fetch(site.url("/feed"), validators=first.validators).status == 304

    def test_the_same_bytes_without_validators_show_in_the_digest(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(b"<rss/>"))
        first = fetcher.fetch(site.url("/feed"))
        second = fetcher.fetch(site.url("/feed"), validators=first.validators)
        assert second.status == 200
        assert second.validators.digest == first.validators.digest

    def test_a_304_that_brings_a_new_etag_replaces_the_old_one(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(status=304, headers=(("ETag", '"new"'),), content_type=None))
        page = fetcher.fetch(site.url("/feed"), validators=Validators(etag='"old"', digest="d"))
        assert page.validators == Validators(etag='"new"', digest="d")

    def test_a_304_that_was_not_asked_for_is_an_error(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(status=304, content_type=None))
        with pytest.raises(StatusError, match="304"):
            fetcher.fetch(site.url("/feed"))

    def test_an_etag_that_would_be_a_trap_is_not_kept(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/feed", Answer(b"x", headers=(("ETag", '"' + "x" * 5000 + '"'),)))
        assert fetcher.fetch(site.url("/feed")).validators.etag is None


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw-deflate", "br"])
def test_every_content_encoding_is_undone(
    site: SiteServer, fetcher: HttpFetcher, encoding: str
) -> None:
    text = "Hội nghị tổng kết công tác đối ngoại nhân dân. " * 5000
    site.route("/", Answer(text, encoding=encoding))
    assert fetcher.fetch(site.url("/")).content == text.encode()


def test_a_chunked_body_is_read(site: SiteServer, fetcher: HttpFetcher) -> None:
    site.route("/", Answer(stream=lambda: (b"mot ", b"hai ", b"ba")))
    assert fetcher.fetch(site.url("/")).content == b"mot hai ba"


class TestConnections:
    def test_one_connection_serves_several_requests(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/robots.txt", "")
        site.route("/", "home", redirect("/b"))
        site.route("/b", "b")
        site.route("/c", Answer("gone", status=410))
        fetcher.fetch(site.url("/"))
        fetcher.fetch(site.url("/"))
        with pytest.raises(StatusError):
            fetcher.fetch(site.url("/c"))
        fetcher.fetch(site.url("/b"))
        assert site.connections == 1

    def test_a_kept_connection_that_the_server_closed_is_no_fault(self, site: SiteServer) -> None:
        site.route("/robots.txt", "")
        site.route("/", "one", "two")
        with fetching() as fetcher:
            fetcher.fetch(site.url("/"))
            site._server.end_connections()
            assert fetcher.fetch(site.url("/")).content == b"two"
        assert site.connections == 2

    def test_a_kept_connection_cut_in_the_middle_of_the_next_request_is_tried_anew(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", "one", Answer(raw=b""), "three")
        fetcher.fetch(site.url("/"))
        assert fetcher.fetch(site.url("/")).content == b"three"

    def test_only_so_many_connections_are_kept(self) -> None:
        sites = [SiteServer() for _ in range(4)]
        with fetching(concurrency=1) as fetcher:
            for one in sites:
                with one:
                    one.route("/", "home")
                    fetcher.fetch(one.url("/"))
            assert len(fetcher._wire._idle) == 2


class TestRedirects:
    def test_they_are_followed_and_the_last_address_is_the_page(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/cu", redirect("/moi?id=2", 301))
        site.route("/moi?id=2", redirect("bai.html", 308))
        site.route("/bai.html", "bài")
        page = fetcher.fetch(site.url("/cu"))
        assert (page.url, page.requested_url) == (site.url("/bai.html"), site.url("/cu"))

    @pytest.mark.parametrize(
        "location", ["/tin-tức/hội nghị", "/tin-t%E1%BB%A9c/h%E1%BB%99i%20nghị"]
    )
    def test_a_location_in_raw_vietnamese_is_understood(
        self, site: SiteServer, fetcher: HttpFetcher, location: str
    ) -> None:
        site.route("/", redirect(location))
        site.route("/tin-t%E1%BB%A9c/h%E1%BB%99i%20ngh%E1%BB%8B", "đây")
        assert fetcher.fetch(site.url("/")).content == "đây".encode()

    def test_a_circle_is_noticed_at_once(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        site.route("/a", redirect("/b"))
        site.route("/b", redirect("/a"))
        with pytest.raises(UnreachableError, match="circle"):
            fetcher.fetch(site.url("/a"))
        assert site.paths() == ["/a", "/b"]

    def test_an_endless_chain_ends(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        site.route("/robots.txt", "")
        site.otherwise(lambda request: redirect(request.path + "x"))
        with pytest.raises(UnreachableError, match="more than 8 redirects"):
            fetcher.fetch(site.url("/a"))
        assert len(site.paths()) == 9

    def test_a_portal_that_insists_on_its_cookie_gets_it(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        def reply(request: Request) -> Answer:
            if request.headers.get("cookie") == "seen=1":
                return Answer("vào rồi")
            return Answer(
                status=302, headers=(("Location", "/"), ("Set-Cookie", "seen=1; HttpOnly"))
            )

        site.route("/", reply)
        assert fetcher.fetch(site.url("/")).content == "vào rồi".encode()

    def test_a_redirect_without_a_location_is_an_error_with_its_status(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(status=302))
        with pytest.raises(StatusError, match="302"):
            fetcher.fetch(site.url("/"))

    @pytest.mark.parametrize(
        "location",
        [
            "file:///etc/passwd",
            "ftp://example.org/",
            "javascript:alert(1)",
            "http://user:secret@example.org/",
            "http://[::1",
            "http://exa mple.org/",
            "https://tacnghiep.thoidai.com.vn/bai-1.html",
        ],
    )
    def test_a_redirect_to_what_is_not_fetched_is_refused(
        self, site: SiteServer, fetcher: HttpFetcher, location: str
    ) -> None:
        site.route("/", redirect(location))
        with pytest.raises(RefusedAddressError):
            fetcher.fetch(site.url("/"))

    @pytest.mark.parametrize(
        "host",
        ["localhost", "127.0.0.2", "2130706434", "0x7f.2", "0", "[::1]", "[::ffff:7f00:2]"],
    )
    def test_a_redirect_to_a_private_address_is_refused_before_any_byte_is_sent(
        self, site: SiteServer, fetcher: HttpFetcher, host: str
    ) -> None:
        site.route("/", redirect(f"http://{host}:{site.port}/secret"))
        with pytest.raises(RefusedAddressError, match="allow_hosts"):
            fetcher.fetch(site.url("/"))
        assert "/secret" not in site.paths()


class TestStatus:
    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 500, 502, 503])
    def test_whatever_is_no_success_is_an_error_that_knows_its_status(
        self, site: SiteServer, fetcher: HttpFetcher, status: int
    ) -> None:
        site.route("/", Answer("x" * 100, status=status))
        with pytest.raises(StatusError, match=str(status)) as caught:
            fetcher.fetch(site.url("/"))
        assert caught.value.status == status

    def test_a_challenge_is_called_one(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        site.route("/", Answer("…", status=403, headers=(("cf-mitigated", "challenge"),)))
        with pytest.raises(StatusError, match="challenge page"):
            fetcher.fetch(site.url("/"))


class TestPoliteness:
    def test_requests_to_one_host_are_a_pause_apart(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.otherwise("page")
        with fetching(clock, host_pause=2.0) as fetcher:
            for path in ("/a", "/b"):
                fetcher.fetch(site.url(path))
        assert site.paths(robots=True) == ["/robots.txt", "/a", "/b"]
        assert clock.slept == [2.0, 2.0]

    def test_a_pause_that_has_passed_is_not_slept_again(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.otherwise("page")
        with fetching(clock, host_pause=2.0) as fetcher:
            fetcher.fetch(site.url("/a"))
            clock.slept.clear()
            clock.pass_(seconds=1.5)
            fetcher.fetch(site.url("/b"))
            clock.pass_(hours=-5)
            fetcher.fetch(site.url("/c"))
        assert clock.slept == [0.5, 2.0]

    def test_one_host_is_never_asked_twice_at_a_time_while_others_go_on(self) -> None:
        with SiteServer() as slow, SiteServer() as other, fetching() as fetcher:
            slow.otherwise(Answer("page", hang=0.05))
            other.otherwise(Answer("page", hang=0.05))
            urls = [one.url(f"/{n}") for n in range(4) for one in (slow, other)]
            threads = [threading.Thread(target=fetcher.fetch, args=(url,)) for url in urls]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            for one in (slow, other):
                log = sorted(one.log, key=lambda r: r.started_at)
                assert len(log) == 5
                assert all(a.ended_at <= b.started_at for a, b in itertools.pairwise(log))
            assert slow.log[-1].ended_at > other.log[0].started_at

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("120", 120),
            ("Sat, 21 Nov 2026 08:10:00 GMT", 600),
            ("Sat, 21 Nov 2026 07:10:00 GMT", 1),
            ("Sat, 21 Nov 2026 08:10:00 -0000", 600),
            ("999999999999999", 86400),
            ("0", 1),
        ],
    )
    def test_retry_after_holds_this_host_and_no_other(
        self, site: SiteServer, header: str, seconds: int
    ) -> None:
        clock = FakeClock()
        site.route("/", Answer(status=503, headers=(("Retry-After", header),)), "back")
        with SiteServer() as other, fetching(clock) as fetcher:
            other.route("/", "well")
            for _ in range(2):
                with pytest.raises(BackOffError) as caught:
                    fetcher.fetch(site.url("/"))
                assert caught.value.until == START + timedelta(seconds=seconds)
            assert site.paths() == ["/"]
            assert fetcher.fetch(other.url("/")).content == b"well"
            clock.pass_(seconds=seconds)
            assert fetcher.fetch(site.url("/")).content == b"back"

    def test_a_429_that_does_not_say_how_long_waits_longer_each_time(
        self, site: SiteServer
    ) -> None:
        clock = FakeClock()
        site.route("/", *[Answer(status=429, headers=(("Retry-After", "soon"),))] * 3, "back")
        waits = []
        with fetching(clock) as fetcher:
            for _ in range(3):
                with pytest.raises(BackOffError) as caught:
                    fetcher.fetch(site.url("/"))
                waits.append((caught.value.until - clock.now).total_seconds())
                clock.now = caught.value.until
            assert fetcher.fetch(site.url("/")).content == b"back"
        assert waits == [300, 600, 1200]

    def test_a_cut_connection_is_tried_again_after_a_jittered_while(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.route("/", Answer(b"x" * 100, cut_after=10), Answer(b"x" * 100))
        with fetching(clock, retries=1) as fetcher:
            assert len(fetcher.fetch(site.url("/")).content) == 100
        assert clock.slept == [1.0]

    def test_attempts_end(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.route("/", Answer(raw=b""))
        with (
            fetching(clock, retries=2) as fetcher,
            pytest.raises(UnreachableError, match="cut off"),
        ):
            fetcher.fetch(site.url("/"))
        assert site.paths() == ["/"] * 3
        assert clock.slept == [1.0, 2.0]

    def test_a_host_that_does_not_answer_is_spared_after_the_third_time(
        self, site: SiteServer
    ) -> None:
        clock = FakeClock()
        site.route("/", *[Answer(raw=b"")] * 3, "back")
        with fetching(clock, timeout=20) as fetcher:
            for _ in range(3):
                with pytest.raises(UnreachableError):
                    fetcher.fetch(site.url("/"))
            with pytest.raises(BackOffError, match=r"3 times in a row.*cut off") as caught:
                fetcher.fetch(site.url("/"))
            assert site.paths() == ["/"] * 3
            assert caught.value.until == START + timedelta(seconds=20)
            clock.pass_(seconds=20)
            assert fetcher.fetch(site.url("/")).content == b"back"

    def test_failures_with_answers_between_are_not_in_a_row(self, site: SiteServer) -> None:
        site.route("/robots.txt", "")
        site.route("/cut", Answer(raw=b""))
        with fetching() as fetcher:
            for _ in range(4):
                with pytest.raises(UnreachableError):
                    fetcher.fetch(site.url("/cut"))
                with pytest.raises(StatusError):
                    fetcher.fetch(site.url("/none"))


class TestStopping:
    @pytest.mark.parametrize("tls", [None, "site"])
    def test_what_is_under_way_is_broken_off_and_nothing_new_begins(self, tls: str | None) -> None:
        raised: list[BaseException] = []

        def fetch() -> None:
            try:
                fetcher.fetch(url)
            except UnreachableError as error:
                raised.append(error)

        with SiteServer(tls=tls, robots="") as site, fetching(retries=3) as fetcher:
            site.otherwise(Answer(b"x" * 100, trickle=1.0))
            url = site.url("/")
            thread = threading.Thread(target=fetch)
            thread.start()
            while site.paths() == []:
                time.sleep(0.01)
            fetcher.cancel()
            thread.join(30)
            assert not thread.is_alive()
            assert len(raised) == 1
            with pytest.raises(UnreachableError, match="stopping"):
                fetcher.fetch(url)
        assert site.paths() == ["/"]

    def test_jitter_comes_from_the_standard_library_unless_given(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.route("/", Answer(raw=b""), "page")
        one = HttpFetcher(settings(retries=1), clock=clock, sleep=clock.sleep)
        with one as fetcher:
            assert fetcher.fetch(site.url("/")).content == b"page"
        assert all(0.5 <= seconds < 1.5 for seconds in clock.slept)


class TestRobots:
    def test_they_are_asked_for_once_and_obeyed(self, site: SiteServer) -> None:
        site.otherwise("page")
        site.route("/robots.txt", "User-agent: *\nDisallow: /tag/\nDisallow: /*.pdf$\n")
        with fetching() as fetcher:
            fetcher.fetch(site.url("/bai-1.html"))
            for path in ("/tag/vufo", "/van-ban.pdf"):
                with pytest.raises(DisallowedError, match=r"robots\.txt"):
                    fetcher.fetch(site.url(path))
        assert site.paths(robots=True) == ["/robots.txt", "/bai-1.html"]

    def test_rules_for_us_by_name_count(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        site.otherwise("page")
        site.route("/robots.txt", "User-agent: *\nAllow: /\nUser-agent: huunghi\nDisallow: /\n")
        with pytest.raises(DisallowedError):
            fetcher.fetch(site.url("/"))

    @pytest.mark.parametrize(("delay", "pause"), [("3.5", 3.5), ("7200", 30.0), ("0", 1.0)])
    def test_a_crawl_delay_lengthens_the_pause_within_reason(
        self, site: SiteServer, delay: str, pause: float
    ) -> None:
        clock = FakeClock()
        site.otherwise("page")
        site.route("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\n")
        with fetching(clock, host_pause=1.0) as fetcher:
            for path in ("/a", "/b"):
                fetcher.fetch(site.url(path))
        assert clock.slept == [1.0, pause]

    def test_a_redirect_is_judged_by_the_new_hosts_rules(self, site: SiteServer) -> None:
        with SiteServer(robots="User-agent: *\nDisallow: /\n") as other, fetching() as fetcher:
            other.otherwise("secret")
            site.route("/", redirect(other.url("/x")))
            with pytest.raises(DisallowedError):
                fetcher.fetch(site.url("/"))
            assert other.paths() == []

    @pytest.mark.parametrize(
        "reply",
        [
            Answer("none", status=404),
            Answer("no", status=403),
            Answer("<!DOCTYPE html><html><body>Disallow: nothing</body></html>"),
            Answer(b"\xff\xfe\x00junk\n: : :\nDisallow\n"),
            redirect("/robots.txt?"),
            redirect("/"),
        ],
    )
    def test_no_usable_file_allows_everything(
        self, site: SiteServer, fetcher: HttpFetcher, reply: Answer
    ) -> None:
        site.route("/robots.txt", reply)
        site.route("/", "page")
        assert fetcher.fetch(site.url("/")).content == b"page"

    def test_a_server_error_forbids_everything_until_it_is_asked_again(
        self, site: SiteServer
    ) -> None:
        clock = FakeClock()
        site.otherwise("page")
        site.route("/robots.txt", Answer(status=500), "User-agent: *\nAllow: /\n")
        with fetching(clock) as fetcher:
            for _ in range(2):
                with pytest.raises(BackOffError, match=r"robots\.txt") as caught:
                    fetcher.fetch(site.url("/"))
            assert caught.value.until == START + timedelta(hours=1)
            assert site.paths(robots=True) == ["/robots.txt"]
            clock.pass_(hours=1)
            assert fetcher.fetch(site.url("/")).status == 200

    def test_an_older_copy_is_used_while_the_server_errs(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.otherwise("page")
        site.route("/robots.txt", "User-agent: *\nDisallow: /x\n", Answer(status=502))
        with fetching(clock) as fetcher:
            fetcher.fetch(site.url("/"))
            clock.pass_(hours=25)
            assert fetcher.fetch(site.url("/")).status == 200
            with pytest.raises(DisallowedError):
                fetcher.fetch(site.url("/x"))

    def test_after_thirty_days_of_errors_the_file_counts_as_missing(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.otherwise("page")
        site.route("/robots.txt", Answer(status=500))
        with fetching(clock) as fetcher:
            with pytest.raises(BackOffError):
                fetcher.fetch(site.url("/"))
            clock.pass_(days=31)
            assert fetcher.fetch(site.url("/")).status == 200

    def test_what_is_known_is_given_to_the_next_run(self, site: SiteServer) -> None:
        clock = FakeClock()
        site.otherwise("page")
        site.route("/robots.txt", "# hello\nUser-agent: *\nDisallow: /x # secret\n")
        with fetching(clock) as fetcher:
            fetcher.fetch(site.url("/"))
            snapshot = fetcher.robots_snapshot()
        with fetching(clock, robots=snapshot) as fetcher:
            fetcher.fetch(site.url("/"))
            with pytest.raises(DisallowedError):
                fetcher.fetch(site.url("/x"))
            assert fetcher.robots_snapshot() == snapshot
        assert site.paths(robots=True).count("/robots.txt") == 1
        clock.pass_(hours=25)
        with fetching(clock, robots=snapshot) as fetcher:
            assert fetcher.robots_snapshot() == {}
            fetcher.fetch(site.url("/"))
        assert site.paths(robots=True).count("/robots.txt") == 2

    def test_a_snapshot_that_is_none_is_passed_over(self, site: SiteServer) -> None:
        site.otherwise("page")
        bad: dict[str, dict[str, str | None]] = {
            site.base: {"text": "User-agent: *\nDisallow: /", "expires_at": "soon"},
            "http://other": {},
        }
        with fetching(robots=bad) as fetcher:
            assert fetcher.fetch(site.url("/")).status == 200

    def test_a_429_for_robots_is_a_wish_to_be_left_alone(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/robots.txt", Answer(status=429, headers=(("Retry-After", "60"),)))
        with pytest.raises(BackOffError):
            fetcher.fetch(site.url("/"))

    def test_an_enormous_file_is_given_up(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        site.route("/robots.txt", "#" * 600_000 + "\nUser-agent: *\nDisallow: /\n")
        site.route("/", "page")
        assert fetcher.fetch(site.url("/")).content == b"page"
