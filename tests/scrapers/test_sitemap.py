"""Sitemaps of every kind, and hostile ones."""

from __future__ import annotations

import contextlib
import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ParseError
from monitor.core.model import FeedEntry
from scrapers.sitemap import Sitemap, parse_sitemap

BASE = "https://lhhn.example.vn/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
URLSET = (
    HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://lhhn.example.vn/cu-1.html</loc><lastmod>2026-01-01</lastmod></url>"
    "<url><loc> /moi-2.html </loc><lastmod>2026-09-07T08:00:00+07:00</lastmod></url>"
    "<url><loc>https://lhhn.example.vn/khong-ngay-3.html</loc></url>"
    "<url><loc>javascript:x</loc></url><url/></urlset>"
)
NEWS = (
    HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.'
    'google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/'
    'sitemap-image/1.1"><url><loc>https://lhhn.example.vn/a-1.html</loc><lastmod>2026-10-01'
    "</lastmod><image:image><image:loc>https://lhhn.example.vn/a.jpg</image:loc><image:title>Ảnh"
    "</image:title></image:image><news:news><news:publication><news:name>LHHN</news:name>"
    "</news:publication><news:publication_date>2026-09-07T08:30:00+07:00</news:publication_date>"
    "<news:title>Tập huấn &amp; hội nghị</news:title></news:news></url></urlset>"
)
INDEX = (
    HEAD + '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<sitemap><loc>https://lhhn.example.vn/s1.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
    "<sitemap><loc>https://lhhn.example.vn/s2.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap>"
    "</sitemapindex>"
)
MOMENT = datetime(2026, 9, 7, 1, 30, tzinfo=UTC)


def urls(sitemap: Sitemap) -> list[str]:
    return [entry.url.rpartition("/")[2] for entry in sitemap.entries]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_addresses_come_newest_first_and_without_a_date(pack: type[bytes]) -> None:
    read = parse_sitemap(pack(URLSET.encode()), base_url=BASE)
    assert urls(read) == ["moi-2.html", "cu-1.html", "khong-ngay-3.html"]
    assert {entry.published_at for entry in read.entries} == {None}


def test_a_news_sitemap_gives_title_and_date() -> None:
    (entry,) = parse_sitemap(NEWS.encode(), base_url=BASE).entries
    assert entry == FeedEntry(
        url="https://lhhn.example.vn/a-1.html",
        title="Tập huấn & hội nghị",
        published_at=MOMENT,
    )


def test_an_index_gives_its_children_newest_first() -> None:
    read = parse_sitemap(INDEX.encode(), base_url=BASE)
    assert read == Sitemap(
        children=("https://lhhn.example.vn/s2.xml.gz", "https://lhhn.example.vn/s1.xml")
    )


def test_a_text_sitemap_is_a_list_of_addresses() -> None:
    read = parse_sitemap(
        b"\xef\xbb\xbfhttps://a.vn/1\r\n\r\nhttps://a.vn/2\nhttps://a.vn/1", base_url=BASE
    )
    assert [entry.url for entry in read.entries] == ["https://a.vn/1", "https://a.vn/2"]


@pytest.mark.parametrize(
    "spoilt",
    [
        URLSET.replace(HEAD, "\n\n" + HEAD),
        URLSET.replace("2.html ", "2.html?a=1&b=2 "),
        URLSET.removesuffix("</urlset>"),
        URLSET[:-30],
        URLSET.replace("<urlset ", "<!DOCTYPE x [<!ENTITY a 'b'>]><urlset "),
        URLSET.replace("UTF-8", "UTF-16"),
        URLSET + "<!-- 0.2 s -->junk",
        URLSET.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', ""),
    ],
)
def test_a_spoilt_sitemap_is_read_all_the_same(spoilt: str) -> None:
    read = parse_sitemap(spoilt.encode(), base_url=BASE)
    assert {"cu-1.html", "khong-ngay-3.html"} <= set(urls(read))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"404 Not Found",
        b"<!doctype html><html><body>x</body></html>",
        b"<rss><channel/></rss>",
        b"<",
        b"\x1f\x8bnot gzip",
        gzip.compress(b"<html></html>", mtime=0),
    ],
)
def test_what_is_no_sitemap_is_an_error_that_names_it(answer: bytes) -> None:
    with pytest.raises(ParseError, match=r"lhhn\.example\.vn"):
        parse_sitemap(answer, base_url=BASE)


def test_a_gzip_that_was_cut_off_gives_what_came() -> None:
    packed = gzip.compress(URLSET.encode())
    read = parse_sitemap(packed[:-12], base_url=BASE)
    assert "cu-1.html" in urls(read)


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000, compresslevel=1)
    with pytest.raises(ParseError, match="larger"):
        parse_sitemap(bomb, base_url=BASE)


@pytest.mark.parametrize(
    "body", ["<a>" * 60_000, "<url><loc>" * 20_000, "&" * 200_000, "<!DOCTYPE [" * 20_000]
)
def test_hostile_sitemaps_are_harmless(body: str) -> None:
    with contextlib.suppress(ParseError):
        parse_sitemap(f"<urlset>{body}".encode(), base_url=BASE)


def test_entities_are_not_resolved() -> None:
    evil = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + URLSET.replace(
        HEAD, ""
    ).replace("cu-1.html", "&f;.html")
    read = parse_sitemap(evil.encode(), base_url=BASE)
    assert not any("root" in entry.url for entry in read.entries)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"", b"<urlset>", b"<sitemapindex><sitemap><loc>"]), st.binary(max_size=200)
)
def test_any_bytes_give_a_sitemap_or_our_error(head: bytes, rest: bytes) -> None:
    with contextlib.suppress(ParseError):
        parse_sitemap(head + rest, base_url=BASE)
