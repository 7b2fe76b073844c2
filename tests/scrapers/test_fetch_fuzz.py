"""Whatever comes in, nothing but our own errors comes out."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.core.errors import ConfigError, FetchError, ParseError, RefusedAddressError
from monitor.core.model import Source
from scrapers.addresses import follow, forbidden, parse_target
from scrapers.body import read_body
from scrapers.family import Family
from scrapers.headers import charset_of, cookie_of, user_agent
from scrapers.impostors import impostor
from scrapers.politeness import parse_retry_after
from scrapers.registry import parse_sources
from scrapers.replay import load_stored_page
from scrapers.robots import Robots
from tests.site_server import encoded

NOW = datetime(2026, 11, 21, tzinfo=UTC)
HOST = st.sampled_from(
    ["a.vn", "hữu.vn", "[::1]", "1.2.3.4", "a..b", "", "u@h", "a:80", "a:x", "%", "xn--"]
)
URL = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}:{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", "file", "javascript", ""]),
        st.sampled_from(["//", "/", "", "\\\\", "///"]),
        HOST,
        st.text(max_size=30),
    ),
)
quick = settings(max_examples=100, deadline=None)


@quick
@given(URL)
def test_an_address_is_refused_or_has_one_stable_form(url: str) -> None:
    with contextlib.suppress(RefusedAddressError):
        target = parse_target(url)
        assert target.scheme in ("http", "https")
        assert target.url.isascii()
        assert target.url.isprintable()
        assert " " not in target.url
        assert parse_target(target.url) == target


@quick
@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_a_redirect_to_anything_is_followed_or_refused(location: str) -> None:
    with contextlib.suppress(RefusedAddressError):
        assert follow(parse_target("https://a.vn/x"), location).url.isascii()


@quick
@given(st.one_of(st.ip_addresses().map(str), st.text(max_size=20)))
def test_every_address_is_public_or_has_a_reason(address: str) -> None:
    assert forbidden(address) is None or forbidden(address)


@quick
@given(st.one_of(st.text(max_size=40), st.integers().map(str)))
def test_any_retry_after_is_none_or_a_while(value: str) -> None:
    wait = parse_retry_after(value, NOW)
    assert wait is None or wait >= timedelta(seconds=1)


@quick
@given(st.text(max_size=60))
def test_headers_of_any_text_are_fit_to_be_sent(text: str) -> None:
    cookie = cookie_of(text)
    assert cookie is None or (cookie.isascii() and cookie.isprintable())
    assert user_agent("1", text).isprintable()
    assert charset_of(text) is None or charset_of(text)


@quick
@given(
    st.lists(st.binary(max_size=200), max_size=5),
    st.sampled_from(["gzip", "deflate", "br", "gzip, br", "identity", "x", ""]),
)
def test_any_body_is_read_or_refused(chunks: list[bytes], encoding: str) -> None:
    with contextlib.suppress(FetchError):
        assert isinstance(read_body(chunks, encoding, limit=10_000, url="u"), bytes)


@quick
@given(
    st.binary(max_size=3000),
    st.sampled_from(["gzip", "deflate", "raw-deflate", "br"]),
    st.integers(1, 500),
)
def test_a_body_in_any_pieces_comes_out_whole(body: bytes, encoding: str, size: int) -> None:
    packed = encoded(body, encoding)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    label = encoding.removeprefix("raw-")
    assert read_body(pieces, label, limit=10_000, url="u") == body


@quick
@given(st.text(max_size=200), st.text(alphabet="/abc%*$?é ", max_size=20))
def test_any_robots_txt_gives_an_answer(text: str, path: str) -> None:
    body = ("User-agent: *\nDisallow: " + text).encode("utf-8", "replace")
    robots = Robots(lambda: NOW)
    with contextlib.suppress(FetchError):
        robots.obey("https://a.vn", parse_target("https://a.vn/" + path).path, lambda: (200, body))


@quick
@given(st.binary(max_size=300))
def test_any_page_may_be_asked_what_it_is(content: bytes) -> None:
    assert impostor(b"<title>" + content) is None or impostor(b"<title>" + content)


@quick
@given(URL, URL)
def test_any_two_addresses_can_be_compared(one: str, other: str) -> None:
    family = Family(Source(key="x", name="X", home=one))
    assert family.follows(one, other) in (True, False)


@quick
@given(
    st.dictionaries(
        st.sampled_from(["name", "home", "feeds", "date", "tls", "enabled", "body", "x y"]),
        st.one_of(
            st.text(max_size=20), st.integers(), st.booleans(), st.lists(st.text(), max_size=2)
        ),
    )
)
def test_any_table_is_a_source_or_an_error_that_names_it(table: dict[str, object]) -> None:
    text = "[vidu]\n" + "".join(f"{json.dumps(k)} = {json.dumps(v)}\n" for k, v in table.items())
    try:
        (source,) = parse_sources(text, Path("own.toml"))
    except ConfigError as error:
        named = str(error)
        if not named.startswith("own.toml: "):
            pytest.fail(named)
    else:
        assert source.key == "vidu"


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=80))
def test_any_golden_is_read_or_named(tmp_path: Path, golden: bytes) -> None:
    page = tmp_path / "trang.html"
    page.write_bytes(b"x")
    (tmp_path / "trang.json").write_bytes(golden)
    with contextlib.suppress(ParseError):
        load_stored_page(page)
