"""Stored pages: how they are loaded, fetched and recorded."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.core.errors import ParseError, RefusedAddressError, StatusError
from monitor.core.model import FeedEntry, Listing, Page, Source, Validators
from scrapers.replay import (
    ReplayFetcher,
    feed_golden,
    golden_of,
    listing_golden,
    load_stored_page,
    read_golden,
    record_page,
    stored_pages,
)
from scrapers.scraper import WebScraper

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SOURCE = Source(key="vidu", name="Ví dụ", home="https://vidu.vn/", body=("div.noi-dung",))
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Hội nghị đối ngoại nhân dân tỉnh Vĩnh Long | Ví dụ</title>
<meta property="article:published_time" content="2025-03-04T09:30:00+07:00">
<link rel="canonical" href="https://vidu.vn/hoi-nghi-doi-ngoai-nhan-dan-12345.html"></head>
<body><h1>Hội nghị đối ngoại nhân dân tỉnh Vĩnh Long</h1><div class="noi-dung">
<p>Sáng 4/3, Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Long tổ chức hội nghị tổng kết công tác
đối ngoại nhân dân với sự tham dự của hơn 120 đại biểu đến từ các hội thành viên.</p>
<p>Hội nghị đã nghe báo cáo kết quả hoạt động năm qua và bàn phương hướng cho năm tới, trong đó
có việc vận động viện trợ phi chính phủ nước ngoài cho các huyện vùng sâu.</p></div></body></html>
"""
URL = "https://vidu.vn/hoi-nghi-doi-ngoai-nhan-dan-12345.html"


def fetched(content: bytes = PAGE.encode(), url: str = URL) -> Page:
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type="text/html; charset=utf-8",
        charset="utf-8",
        fetched_at=NOW,
        validators=Validators(),
    )


class TestRecording:
    def test_a_recorded_page_comes_back_as_it_was_and_reads_as_its_golden(
        self, tmp_path: Path
    ) -> None:
        path = record_page(tmp_path / "pages", "vidu-hoi-nghi", fetched(), SOURCE)
        stored = load_stored_page(path)
        assert stored.page(datetime(2030, 1, 1, tzinfo=UTC)).fetched_at == NOW
        assert (stored.content, stored.url, stored.source) == (PAGE.encode(), URL, "vidu")
        assert (stored.kind, stored.charset) == ("article", "utf-8")
        assert stored.expected == read_golden(stored.page(NOW), "article", SOURCE)
        assert stored.expected is not None
        assert stored.expected["title"] == "Hội nghị đối ngoại nhân dân tỉnh Vĩnh Long"
        assert stored.expected["published_at"] == "2025-03-04T09:30:00+07:00"

    def test_a_golden_has_exactly_the_keys_of_extract(self, tmp_path: Path) -> None:
        path = record_page(tmp_path, "trang", fetched(), None)
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))["expected"]
        assert list(expected) == [
            "url",
            "canonical_url",
            "title",
            "lead",
            "body",
            "published_at",
            "byline",
            "site",
        ]
        assert expected["byline"] is None
        assert expected["site"] == "vidu.vn"

    def test_a_feed_is_stored_as_xml(self, tmp_path: Path) -> None:
        rss = (
            '<rss version="2.0"><channel><title>t</title><item><title>Tập huấn</title>'
            "<link>https://vidu.vn/a-1.html</link>"
            "<pubDate>Mon, 07 Sep 2026 19:51:09 +0700</pubDate></item></channel></rss>"
        )
        path = record_page(tmp_path, "feed", fetched(rss.encode()), SOURCE, kind="feed")
        stored = load_stored_page(path)
        assert path.name == "feed.xml"
        assert stored.kind == "feed"
        golden = json.loads(path.with_suffix(".json").read_text("utf-8"))["expected"]
        assert golden["entries"][0]["published_at"] == "2026-09-07T19:51:09+07:00"

    @pytest.mark.parametrize("name", ["../escape", "", "Tên", "a/b", ".hidden"])
    def test_a_name_that_is_no_file_name_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ParseError, match="name"):
            record_page(tmp_path, name, fetched(), SOURCE)
        assert list(tmp_path.iterdir()) == []


class TestLoading:
    def test_a_page_without_a_golden_has_no_address_and_the_time_that_is_given(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "trang.txt"
        path.write_text("Hội nghị", encoding="utf-8")
        stored = load_stored_page(path)
        page = stored.page(NOW)
        assert (stored.url, stored.expected, stored.source) == (None, None, None)
        assert (page.url, page.fetched_at, page.content_type) == ("", NOW, "text/plain")

    def test_a_folder_is_searched_in_order_of_names(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        for name in ("z.html", "a.json", "b/x.xml", "a.txt", "note.md"):
            (tmp_path / name).write_text("x")
        names = [p.relative_to(tmp_path).as_posix() for p in stored_pages(tmp_path)]
        assert names == ["a.txt", "b/x.xml", "z.html"]

    @pytest.mark.parametrize(
        ("golden", "said"),
        [
            ('{\n "url": \n}', "line 3: no JSON"),
            ("[1]", "line 1: a golden is an object"),
            ('{"url": 5}', "url: must be a text or null, not 5"),
            ('{"fetched_at": "yesterday"}', "fetched_at: 'yesterday' is no ISO time"),
            ('{"fetched_at": "2026-01-01T00:00"}', "needs a zone"),
            ('{"kind": "video"}', "kind: 'video' is none of"),
            ('{"expected": []}', "expected: must be an object"),
            ("\udcff", "not UTF-8"),
            ("[" * 100_000, "cannot be read|no JSON"),
        ],
    )
    def test_a_golden_that_is_none_is_named_with_its_line_or_key(
        self, tmp_path: Path, golden: str, said: str
    ) -> None:
        page = tmp_path / "trang.html"
        page.write_text(PAGE, encoding="utf-8")
        (tmp_path / "trang.json").write_bytes(golden.encode("utf-8", "surrogateescape"))
        with pytest.raises(ParseError, match=said) as caught:
            load_stored_page(page)
        assert str(caught.value).startswith(str(tmp_path / "trang.json"))

    def test_a_page_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ParseError, match=r"none\.html: cannot be read"):
            load_stored_page(tmp_path / "none.html")


class TestFetching:
    def test_it_serves_files_bytes_and_pages_by_address_in_any_spelling(
        self, tmp_path: Path
    ) -> None:
        path = record_page(tmp_path, "trang", fetched(), SOURCE)
        feed = fetched(b"<rss/>", "https://vidu.vn/feed")
        fetcher = ReplayFetcher(
            {URL: path, "https://vidu.vn/b": b"bytes", "https://vidu.vn/feed": feed},
            clock=lambda: NOW,
        )
        page = fetcher.fetch("http://www.vidu.vn/hoi-nghi-doi-ngoai-nhan-dan-12345.html?fbclid=x")
        assert page.content == PAGE.encode()
        assert page.url == URL
        assert fetcher.fetch("https://vidu.vn/b").content == b"bytes"
        assert fetcher.fetch("https://vidu.vn/feed") is feed
        assert len(fetcher.requested) == 3

    def test_a_page_with_the_same_digest_is_not_modified(self) -> None:
        fetcher = ReplayFetcher({URL: b"page"}, clock=lambda: NOW)
        first = fetcher.fetch(URL)
        second = fetcher.fetch(URL, validators=first.validators)
        assert (second.status, second.content) == (304, b"")
        assert fetcher.fetch(URL, validators=Validators(digest="other")).status == 200

    def test_the_scraper_reads_stored_pages_as_it_reads_the_web(self) -> None:
        feed = "https://vidu.vn/feed"
        rss = (
            "<rss version='2.0'><channel><item><title>Hội nghị đối ngoại nhân dân</title>"
            f"<link>{URL}</link></item></channel></rss>"
        )
        source = dataclasses.replace(SOURCE, feeds=(feed,))
        pages = {feed: rss.encode(), URL: PAGE.encode()}
        scraper = WebScraper(ReplayFetcher(pages, clock=lambda: NOW))
        poll = scraper.poll(source, {})
        (entry,) = poll.entries
        assert scraper.read(source, entry).title == "Hội nghị đối ngoại nhân dân tỉnh Vĩnh Long"
        assert scraper.poll(source, poll.validators).unchanged

    def test_what_is_not_stored_is_not_found(self) -> None:
        fetcher = ReplayFetcher({}, clock=lambda: NOW)
        with pytest.raises(StatusError) as caught:
            fetcher.fetch(URL)
        assert caught.value.status == 404
        with pytest.raises(RefusedAddressError):
            fetcher.fetch("file:///etc/passwd")


def test_goldens_of_listings_and_feeds_say_null_where_nothing_is_known() -> None:
    entries = (FeedEntry(url="https://vidu.vn/a", guid="7"),)
    assert listing_golden(Listing(entries=entries)) == {
        "articles": [{"url": "https://vidu.vn/a", "title": None, "published_at": None}],
        "next_url": None,
    }
    assert feed_golden(entries) == {
        "is_feed": True,
        "entries": [{"url": "https://vidu.vn/a", "title": None, "published_at": None, "guid": "7"}],
    }


def test_an_article_without_an_address_has_nulls_in_its_golden() -> None:
    from scrapers.article import parse_article

    article = parse_article(fetched(PAGE.replace(URL, "").encode(), ""), None)
    golden = golden_of(article)
    assert golden["url"] is None
    assert golden["site"] is None
