"""Servers that mean harm, or do it by mistake: every one ends in an error of ours, and soon."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
import time
from collections.abc import Iterator

import pytest

from monitor.core.errors import (
    FetchError,
    RefusedAddressError,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from monitor.core.model import Source
from scrapers.fetch import HttpFetcher
from tests.factories_fetch import fetching
from tests.site_server import CA_FILE, CERTIFICATES, Answer, SiteServer, encoded, redirect

LIMIT = 100_000


def noise(length: int, seed: str = "") -> bytes:
    """Bytes that do not pack, the same in every run."""
    return hashlib.shake_256(seed.encode()).digest(length)


@pytest.fixture
def site() -> Iterator[SiteServer]:
    with SiteServer(robots="") as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[HttpFetcher]:
    with fetching(max_bytes=LIMIT) as one:
        yield one


@pytest.fixture
def hasty() -> Iterator[HttpFetcher]:
    """For answers that take longer than a minute."""
    with fetching(timeout=0.4) as one:
        yield one


class TestSize:
    def test_100_mb_that_are_declared_are_not_read(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(b"x", content_length=100_000_000))
        with pytest.raises(TooLargeError, match="max_bytes"):
            fetcher.fetch(site.url("/"))

    def test_100_mb_that_are_not_declared_are_given_up_at_the_limit(self, site: SiteServer) -> None:
        sent = []

        def flood() -> Iterator[bytes]:
            for _ in range(1600):
                sent.append(1)
                yield b"x" * 65536

        site.route("/", Answer(stream=flood))
        with fetching(max_bytes=LIMIT) as fetcher, pytest.raises(TooLargeError):
            fetcher.fetch(site.url("/"))
        assert len(sent) < 800

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
    def test_a_bomb_stops_early(self, site: SiteServer, encoding: str) -> None:
        bomb = encoded(b"0" * 20_000_000, encoding)
        assert len(bomb) < LIMIT
        label = (("Content-Encoding", encoding),)
        site.route("/", Answer(bomb, headers=label))
        with fetching(max_bytes=LIMIT) as fetcher, pytest.raises(TooLargeError):
            fetcher.fetch(site.url("/"))

    def test_a_bomb_within_a_bomb_stops_early(self, site: SiteServer) -> None:
        bomb = encoded(encoded(b"0" * 20_000_000, "gzip"), "gzip")
        site.route("/", Answer(bomb, headers=(("Content-Encoding", "gzip, gzip"),)))
        with fetching(max_bytes=LIMIT) as fetcher, pytest.raises(TooLargeError):
            fetcher.fetch(site.url("/"))

    def test_a_page_just_within_the_limit_is_read(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(b"x" * LIMIT, encoding="gzip"), b"x" * LIMIT)
        assert len(fetcher.fetch(site.url("/")).content) == LIMIT
        assert len(fetcher.fetch(site.url("/")).content) == LIMIT


class TestTime:
    @pytest.mark.parametrize(
        "answer",
        [
            Answer(b"x" * 1000, trickle=0.1),
            Answer(b"x", trickle_headers=1.0),
            Answer(b"x", hang=100),
            Answer(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 100, hang=0),
        ],
        ids=["a trickling body", "trickling headers", "silence", "nothing but 100 Continue"],
    )
    def test_no_answer_takes_longer_than_the_limit(
        self, site: SiteServer, hasty: HttpFetcher, answer: Answer
    ) -> None:
        site.route("/", answer)
        begun = time.monotonic()
        with pytest.raises(UnreachableError):
            hasty.fetch(site.url("/"))
        assert time.monotonic() - begun < 30

    def test_a_tls_server_that_trickles_is_limited_too(self, hasty: HttpFetcher) -> None:
        with SiteServer(tls="site", robots="") as site:
            site.route("/", Answer(b"x" * 1000, trickle=0.1))
            begun = time.monotonic()
            with pytest.raises(UnreachableError, match=r"within 0\.4 s"):
                hasty.fetch(site.url("/"))
            assert time.monotonic() - begun < 30

    def test_a_tls_handshake_that_never_comes_is_limited_too(
        self, site: SiteServer, hasty: HttpFetcher
    ) -> None:
        url = site.url("/").replace("http:", "https:")
        begun = time.monotonic()
        with pytest.raises(UnreachableError):
            hasty.fetch(url)
        assert time.monotonic() - begun < 30


class TestHeaders:
    @pytest.mark.parametrize(
        "head",
        [
            b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: 1\r\n" * 5000,
            b"HTTP/1.1 200 OK\r\nX-Bomb: " + b"x" * 1_000_000,
            b"HTTP/1.1 " + b"9" * 100_000 + b" OK\r\n\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.6\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + b"x" * 3_000_000,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-9\r\n" + b"x" * 3_000_000,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"a: b\r\n" * 900_000,
            b"HTTP/1.1 100 Continue\r\n\r\n" * 200_000,
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08garbage garbage",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\xff\xff\xff\xff garbage",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\xff\xff\xff\xff garbage",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip,gzip,gzip,gzip\r\n\r\nx",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\nx",
            b"\x00" * 1000,
            b"",
        ],
    )
    def test_an_answer_that_is_no_http_is_an_error_of_ours(
        self, site: SiteServer, fetcher: HttpFetcher, head: bytes
    ) -> None:
        site.route("/", Answer(raw=head))
        with pytest.raises(FetchError, match=re.escape(site.url("/"))):
            fetcher.fetch(site.url("/"))

    @pytest.mark.parametrize("length", [b"many", b"-5", b""])
    def test_a_length_that_is_no_number_is_passed_over(
        self, site: SiteServer, fetcher: HttpFetcher, length: bytes
    ) -> None:
        raw = b"HTTP/1.1 200 OK\r\nContent-Length: " + length + b"\r\n\r\npage"
        site.route("/", Answer(raw=raw))
        assert fetcher.fetch(site.url("/")).content == b"page"

    def test_damaged_answers_raise_nothing_but_errors_of_ours(self, site: SiteServer) -> None:
        good = (
            b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Type: text/html; charset=utf-8\r\n"
            b"Content-Encoding: gzip\r\nRetry-After: 1\r\nETag: x\r\nTransfer-Encoding: chunked\r\n"
            b"\r\n5\r\nabcde\r\n0\r\n\r\n"
        )
        with fetching(timeout=0.4) as fetcher:
            for number in range(150):
                site.route(f"/{number}", Answer(raw=damaged(good, number)))
                with contextlib.suppress(FetchError):
                    fetcher.fetch(site.url(f"/{number}"))
                with contextlib.suppress(FetchError):
                    fetcher.fetch(site.url("/answers"))
        assert len(set(site.paths())) >= 150


def damaged(text: bytes, number: int) -> bytes:
    """`text` with up to a dozen bytes changed."""
    changed = bytearray(text)
    random = noise(36, str(number))
    for high, low, value in zip(random[::3], random[1::3], random[2::3], strict=True):
        changed[(high * 256 + low) % len(changed)] = value
        if value < 20:
            break
    return bytes(changed)


class TestBody:
    @pytest.mark.parametrize("encoding", [None, "gzip", "br"])
    def test_a_cut_connection_is_not_taken_for_a_page(
        self, site: SiteServer, fetcher: HttpFetcher, encoding: str | None
    ) -> None:
        page = noise(5000)
        site.route("/", Answer(page, cut_after=2500, encoding=encoding))
        with pytest.raises(UnreachableError, match="cut"):
            fetcher.fetch(site.url("/"))

    @pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
    def test_a_packed_body_that_ends_too_early_is_not_taken_for_a_page(
        self, site: SiteServer, fetcher: HttpFetcher, encoding: str
    ) -> None:
        half = encoded(noise(5000), encoding)[:999]
        site.route("/", Answer(half, headers=(("Content-Encoding", encoding),)))
        with pytest.raises(UnreachableError, match="cut short"):
            fetcher.fetch(site.url("/"))

    def test_a_content_length_that_promises_more_is_a_cut(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(b"short", content_length=500))
        with pytest.raises(UnreachableError, match="cut off"):
            fetcher.fetch(site.url("/"))

    def test_a_content_length_that_promises_less_does_not_spoil_the_next_answer(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(b"HTTP/1.1 200 OK\r\n\r\nevil", content_length=0))
        site.route("/b", "good")
        assert fetcher.fetch(site.url("/")).content == b""
        while "ended" not in site.log[-1].times:  # what comes later cannot be told from an answer
            time.sleep(0.01)
        assert fetcher.fetch(site.url("/b")).content == b"good"

    def test_a_label_on_a_body_that_was_never_packed_is_forgiven(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer("Xin chào", headers=(("Content-Encoding", "gzip"),)))
        assert fetcher.fetch(site.url("/")).content == "Xin chào".encode()

    def test_gzip_in_several_members_and_with_junk_behind_is_read(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        body = encoded(b"mot ", "gzip") + encoded(b"hai", "gzip") + b"\x00junk"
        site.route("/", Answer(body, headers=(("Content-Encoding", "gzip"),)))
        assert fetcher.fetch(site.url("/")).content == b"mot hai"

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "identity"])
    def test_an_empty_body_is_empty_under_any_label(
        self, site: SiteServer, fetcher: HttpFetcher, encoding: str
    ) -> None:
        site.route("/", Answer(b"", headers=(("Content-Encoding", encoding),)))
        assert fetcher.fetch(site.url("/")).content == b""

    @pytest.mark.parametrize(
        ("content_type", "charset"),
        [
            ("text/html; charset=utf-16", "utf-16"),
            ("text/html; CHARSET = 'Windows-1258'; x=y", "windows-1258"),
            ("text/html;charset=" + "x" * 5000, "x" * 40),
            ("text/html; charset=", None),
            ("charset", None),
            (None, None),
        ],
    )
    def test_the_charset_is_handed_on_as_it_is_said(
        self, site: SiteServer, fetcher: HttpFetcher, content_type: str | None, charset: str | None
    ) -> None:
        site.route("/", Answer("x", content_type=content_type))
        assert fetcher.fetch(site.url("/")).charset == charset

    def test_an_error_page_that_is_cut_is_still_known_by_its_status(
        self, site: SiteServer, fetcher: HttpFetcher
    ) -> None:
        site.route("/", Answer(b"x" * 500, status=404, cut_after=5))
        with pytest.raises(StatusError, match="404"):
            fetcher.fetch(site.url("/"))


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://example.org/x",
            "//example.org/x",
            "example.org",
            "",
            "http://",
            "http:///x",
            "http://user@example.org/",
            "http://good.org\\@evil.org/",
            "http://exa mple.org/",
            "http://example.org:99999/",
            "http://example.org:port/",
            "http://[::1/",
            "http://[zz]/",
            "http://-bad-/",
            "http://a..b/",
            "http://" + "a" * 70 + ".vn/",
            "http://" + "ạ" * 70 + ".vn/",
            "http://.vn/",
            "http://\x00.vn/",
            "javascript:alert(1)",
            "https://tacnghiep.thoidai.com.vn/x-1.html",
            "https://TACNGHIEP.thoidai.com.vn./x-1.html",
        ],
    )
    def test_what_is_no_public_web_address_is_refused(self, fetcher: HttpFetcher, url: str) -> None:
        with pytest.raises((RefusedAddressError, UnreachableError)):
            fetcher.fetch(url)

    def test_a_private_host_is_refused_unless_it_is_named(self, site: SiteServer) -> None:
        site.route("/", "inside")
        for allowed in ((), ("127.0.0.2",), (f"127.0.0.1:{site.port + 1}",)):
            with (
                fetching(allow_hosts=allowed) as fetcher,
                pytest.raises(RefusedAddressError, match="loopback"),
            ):
                fetcher.fetch(site.url("/"))
        assert site.log == []
        with fetching(allow_hosts=(f"127.0.0.1:{site.port}",)) as fetcher:
            assert fetcher.fetch(site.url("/")).content == b"inside"

    def test_a_name_that_leads_to_a_private_address_is_refused(self, site: SiteServer) -> None:
        resolver = {"evil.vn": ["93.184.216.34", "127.0.0.1"], "site.test": ["127.0.0.1"]}
        url = site.url("/").replace("127.0.0.1", "evil.vn")
        with (
            fetching(resolver=lambda host, port: resolver[host]) as fetcher,
            pytest.raises(RefusedAddressError, match=r"evil\.vn has the address 127\.0\.0\.1"),
        ):
            fetcher.fetch(url)
        assert site.log == []

    def test_the_address_that_was_checked_is_the_one_connected_to(self, site: SiteServer) -> None:
        site.route("/", "page")
        asked: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.9"]

        with fetching(resolver=rebinding, allow_hosts=("site.test",)) as fetcher:
            page = fetcher.fetch(f"http://site.test:{site.port}/")
        assert page.content == b"page"
        assert asked == ["site.test"]
        assert site.log[0].host == f"site.test:{site.port}"

    def test_the_next_address_is_tried_where_one_does_not_answer(self, site: SiteServer) -> None:
        site.route("/", "page")
        with fetching(
            resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"], allow_hosts=("site.test",)
        ) as fetcher:
            assert fetcher.fetch(f"http://site.test:{site.port}/").content == b"page"

    @pytest.mark.parametrize("error", [OSError("no DNS"), UnicodeError("label too long"), None])
    def test_a_name_that_cannot_be_resolved_is_unreachable(self, error: Exception | None) -> None:
        def resolver(host: str, port: int) -> list[str]:
            if error is None:
                return []
            raise error

        with fetching(resolver=resolver) as fetcher, pytest.raises(UnreachableError, match="nowh"):
            fetcher.fetch("https://nowhere.vn/")

    def test_a_name_server_that_does_not_answer_is_limited_too(self) -> None:
        done = threading.Event()

        def resolver(host: str, port: int) -> list[str]:
            done.wait(60)
            return ["127.0.0.1"]

        begun = time.monotonic()
        with (
            fetching(timeout=0.2, resolver=resolver) as fetcher,
            pytest.raises(UnreachableError, match=r"within 0\.2 s"),
        ):
            fetcher.fetch("https://nowhere.vn/")
        assert time.monotonic() - begun < 30
        done.set()

    def test_an_international_name_is_asked_for_in_its_ascii_form(self, site: SiteServer) -> None:
        site.route("/", "page")
        asked: list[str] = []

        def resolver(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        name = "hữu-nghị.vn".encode("idna").decode()
        with fetching(resolver=resolver, allow_hosts=(name,)) as fetcher:
            assert fetcher.fetch(f"http://Hữu-Nghị.vn:{site.port}/").content == b"page"
        assert set(asked) == {name}

    def test_nobody_listens(self, site: SiteServer, fetcher: HttpFetcher) -> None:
        with SiteServer() as gone:
            url = gone.url("/")
        with pytest.raises(UnreachableError, match="cannot be reached"):
            fetcher.fetch(url)


class TestTls:
    def test_a_certificate_by_a_known_authority_is_accepted(self) -> None:
        with SiteServer(tls="site") as site, fetching() as fetcher:
            site.route("/", "secure")
            assert fetcher.fetch(site.url("/")).content == b"secure"

    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("chain", "incomplete.*ca_file"),
            ("other", "for another"),
            ("expired", "expired"),
        ],
    )
    def test_what_is_wrong_with_a_certificate_is_said_with_what_to_do(
        self, name: str, advice: str
    ) -> None:
        with SiteServer(tls=name) as site, fetching() as fetcher:
            with pytest.raises(UnreachableError, match=advice):
                fetcher.fetch(site.url("/"))
            assert site.log == []

    def test_an_unknown_root_is_refused(self) -> None:
        with (
            SiteServer(tls="site") as site,
            fetching(ca_file=None) as fetcher,
            pytest.raises(UnreachableError, match="ca_file"),
        ):
            fetcher.fetch(site.url("/"))

    def test_the_missing_link_of_a_chain_can_be_given_for_one_source(self) -> None:
        lame = Source(
            key="x", name="X", home="https://x.vn/", ca_file=str(CERTIFICATES / "middle.pem")
        )
        with SiteServer(tls="chain") as site, fetching() as fetcher:
            site.route("/", "secure")
            assert fetcher.fetch(site.url("/"), source=lame).content == b"secure"
            with pytest.raises(UnreachableError):
                fetcher.fetch(site.url("/other"))

    def test_a_ca_file_that_cannot_be_read_is_named(self) -> None:
        lame = Source(key="x", name="X", home="https://x.vn/", ca_file="/no/such.pem")
        with (
            SiteServer(tls="site") as site,
            fetching() as fetcher,
            pytest.raises(FetchError, match=r"/no/such\.pem"),
        ):
            fetcher.fetch(site.url("/"), source=lame)

    @pytest.mark.parametrize("floor", ["1.0", "1.1", "1.2", "1.3"])
    def test_an_older_floor_still_verifies(self, floor: str) -> None:
        old = Source(key="x", name="X", home="https://x.vn/", tls=floor)
        with SiteServer(tls="site") as site, SiteServer(tls="other") as wrong:
            site.route("/", "secure")
            with fetching(ca_file=str(CA_FILE)) as fetcher:
                assert fetcher.fetch(site.url("/"), source=old).content == b"secure"
                with pytest.raises(UnreachableError, match="for another"):
                    fetcher.fetch(wrong.url("/"), source=old)

    def test_a_server_with_old_tls_only_is_reached_where_the_source_allows_it(self) -> None:
        old = Source(key="x", name="X", home="https://x.vn/", tls="1.0")
        with SiteServer(tls="site", oldest=True) as site, fetching() as fetcher:
            site.route("/", "secure")
            with pytest.raises(UnreachableError, match=r'tls = "1\.0"'):
                fetcher.fetch(site.url("/"))
            assert fetcher.fetch(site.url("/"), source=old).content == b"secure"

    def test_plain_http_on_a_tls_port_is_an_error_of_ours(self) -> None:
        with (
            SiteServer(tls="site") as site,
            fetching(timeout=0.5) as fetcher,
            pytest.raises(FetchError),
        ):
            fetcher.fetch(site.url("/").replace("https:", "http:"))

    def test_a_redirect_from_tls_to_plain_http_is_followed(self, site: SiteServer) -> None:
        site.route("/", "plain")
        with SiteServer(tls="site") as secure, fetching() as fetcher:
            secure.route("/", redirect(site.url("/")))
            assert fetcher.fetch(secure.url("/")).content == b"plain"
