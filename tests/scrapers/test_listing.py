"""Listing pages: made-up ones of every layout, stored ones with their goldens, traps, fuzz.

The pages in `listings/` are ours: themes of WordPress, Liferay, Drupal, NukeViet and SharePoint
and tables of 2010, imitated; each golden says what a person would call the page's list.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ParseError
from monitor.core.model import Listing, Source
from monitor.core.urls import canonicalise
from scrapers.listing import parse_listing
from scrapers.page_tree import read_tree
from tests.scrapers.listing_pages import LAYOUTS, make
from tests.scrapers.pages import page_of

STORED = sorted((Path(__file__).parent / "listings").glob("*.html"))
URL = "https://lhhn.example.vn/tin-tuc"


@pytest.mark.parametrize("seed", range(6 * len(LAYOUTS)))
def test_a_made_up_listing_is_read_whole_and_in_order(seed: int) -> None:
    made = make(seed)
    listing = parse_listing(page_of(made.html, made.url))
    read = [(canonicalise(e.url), e.title, e.published_at) for e in listing.entries]
    assert read == [(canonicalise(url), title, at) for url, title, at in made.truth]
    assert listing.next_url == made.next_url


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_listing_is_read_as_its_golden_says(path: Path) -> None:
    listing = parse_listing(page_of(path.read_bytes(), URL))
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    articles = [
        {
            "url": entry.url,
            "title": entry.title,
            "published_at": entry.published_at.isoformat() if entry.published_at else None,
        }
        for entry in listing.entries
    ]
    assert {"articles": articles, "next_url": listing.next_url} == golden


def items(*hrefs: str, title: str = "Hội nghị tập huấn đối ngoại nhân dân") -> str:
    return "".join(
        f'<li><a href="{href}">{title} {number}</a> <i>(0{number + 1}/09/2026)</i></li>'
        for number, href in enumerate(hrefs)
    )


def read(html: str, url: str = URL) -> Listing:
    return parse_listing(page_of(f"<html><body>{html}</body></html>", url))


def test_links_to_other_hosts_files_and_the_page_itself_are_no_articles() -> None:
    listing = read(
        f"<ul>{items('/a-1001.html', '/b-1002.html')}</ul><ul>"
        + items("https://elsewhere.example.com/c", "/van-ban.pdf", "/tin-tuc", "javascript:x()")
        + "</ul>"
    )
    assert [e.url for e in listing.entries] == [
        "https://lhhn.example.vn/a-1001.html",
        "https://lhhn.example.vn/b-1002.html",
    ]


def test_relative_and_protocol_relative_links_follow_the_base() -> None:
    head = '<base href="https://lhhn.example.vn/vi/">'
    listing = read(f"{head}<ul>{items('a-1001.html', '//www.lhhn.example.vn/b-1002.html')}</ul>")
    assert [e.url for e in listing.entries] == [
        "https://lhhn.example.vn/vi/a-1001.html",
        "https://www.lhhn.example.vn/b-1002.html",
    ]


def test_a_date_after_tomorrow_is_an_event() -> None:
    listing = read(f"<ul>{items('/a-1.html', '/b-2.html').replace('2026', '2027')}</ul>")
    assert [e.published_at for e in listing.entries] == [None, None]


def test_a_date_in_a_summary_is_no_date_of_the_article() -> None:
    rows = items("/a-1001.html", "/b-1002.html", "/c-1003.html").replace("<i>(", "<p>Ngày ")
    listing = read(f"<ul>{rows.replace(')</i>', ', hội nghị đã bàn về nhiều nội dung.</p>')}</ul>")
    assert len(listing.entries) == 3
    assert {e.published_at for e in listing.entries} == {None}


def test_dates_before_the_titles_of_a_flat_list_belong_to_what_follows() -> None:
    flat = "".join(
        f"<span>0{n}/09/2026</span> <a href='/tin-{1000 + n}.html'>Tập huấn đối ngoại số {n}</a>"
        "<br>"
        for n in (3, 2, 1)
    )
    listing = read(f"<div>{flat}</div>")
    days = [e.published_at for e in listing.entries if e.published_at]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ('<a rel="next" href="/tin-tuc/p2">x</a>', "/tin-tuc/p2"),
        (
            '<div class="pages"><a href="?page=1">1</a><b>2</b><a href="?page=3">3</a></div>',
            "?page=3",
        ),
        ('<a href="?page=2">Trang tiếp theo &gt;</a>', "?page=2"),
        ('<a href="?start=10">Bài cũ hơn</a>', "?start=10"),
        ('<a href="?page=9">»»</a>', "?page=9"),
        ('<div class="page"><a href="?page=2">2</a> <a href="?page=8">Cuối</a></div>', "?page=2"),
        ('<a href="javascript:__doPostBack(2)">Sau</a>', None),
        ('<a href="https://elsewhere.example.com/?page=2">Sau</a>', None),
        ('<div class="lang"><a href="/en/">English</a></div>', None),
        ("", None),
    ],
)
def test_the_next_page_is_found_in_any_pager(pager: str, following: str | None) -> None:
    listing = read(f"<ul>{items('/a-1001.html', '/b-1002.html')}</ul>{pager}")
    expected = following and f"{URL if following.startswith('?') else URL[:-8]}{following}"
    assert listing.next_url == expected


def test_the_head_names_the_next_page_first() -> None:
    html = f'<html><head><link rel="next" href="/tin-tuc?page=7"></head><ul>{items("/a-1.html")}'
    assert parse_listing(page_of(html, URL)).next_url == f"{URL}?page=7"


def test_what_is_no_web_page_is_an_error_that_names_the_source() -> None:
    source = Source(key="lhhn", name="LHHN", home=URL)
    for answer in (b"", b"%PDF-1.4 <x>", b'{"error": 1}'):
        with pytest.raises(ParseError, match="lhhn: https"):
            parse_listing(page_of(answer, URL), source)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + '<a href="/x">y</a>',
        "<a href=/x>" * 50_000,
        "<p>Tin <a href='/tin-1001.html'>Hội nghị tập huấn đối ngoại</a>" * 10_000,
        "".join(f"<li><a href='/tin-{n}.html'>Hội nghị tập huấn {n}</a>" for n in range(10_000)),
        "<table><tr><td>" * 5_000 + "<a href='/a-1001.html'>Hội nghị tập huấn đối ngoại</a>",
        "<b><p>" * 20_000,
        '<div class="' + "x " * 200_000 + '">',
    ],
    ids=["nesting", "open links", "one link", "many links", "tables", "formatting", "classes"],
)
def test_hostile_pages_are_read_in_bounded_time(html: str) -> None:
    assert len(read(html).entries) <= 5_000


def test_nesting_without_end_is_cut_before_the_tree_is_built() -> None:
    tree = read_tree("<div>" * 100_000 + "đáy")
    assert len(tree.elements) < 1_000
    assert tree.texts == ["đáy"]


PIECES = st.lists(
    st.sampled_from(
        ["<a href='/a-1001.html'>", "<a href='//[x'>", "<a>", "</a>", "Hội nghị tập huấn đối ngoại",
         "<div class='item'>", "</div>", "<li>", "<td width='x%'>", "<table>", "<h3>",
         "<time datetime='x'>", "07/09/2026", "<img alt=x>", "<nav>", "<aside>", "<!--",
         "-->", "<script>", "\x00", "1",
         "<a href='?page=2'>2</a>", "<base href='http://[:'>", "<svg>", "<template>", "<frameset>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([URL, "http://[", "", "x"]), PIECES)
def test_any_mixture_gives_a_listing_or_our_error(url: str, html: str) -> None:
    with contextlib.suppress(ParseError):
        parse_listing(page_of(html, url))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=10)))
def test_any_bytes_give_a_listing_or_our_error(content: bytes, charset: str | None) -> None:
    with contextlib.suppress(ParseError):
        parse_listing(page_of(b"<a href=x>" + content, URL, charset))


def rich(count: int, first: int = 1000) -> str:
    return "".join(
        f'<div class="it"><a href="/tin-{first + n}.html"><img src="x.jpg"></a><h3><a href="/tin-'
        f'{first + n}.html">Hội nghị tập huấn đối ngoại số {first + n}</a></h3><span>0{n + 1}/09/'
        "2026</span><p>Lãnh đạo các sở ngành cùng đại diện các hội thành viên tới dự.</p></div>"
        for n in range(count)
    )


def bare(count: int, first: int) -> str:
    return "".join(
        f'<li><a href="/tin-{first + n}.html">Gặp gỡ hữu nghị giữa hai địa phương {first + n}</a>'
        f" (0{n + 1}/08/2026)</li>"
        for n in range(count)
    )


def numbers(listing: Listing) -> list[int]:
    return [int(e.url.rpartition("-")[2].removesuffix(".html")) for e in listing.entries]


def test_older_articles_under_the_list_belong_to_it() -> None:
    listing = read(f"<div>{rich(5)}<h4>Các tin khác</h4><ul>{bare(4, 2000)}</ul></div>")
    assert numbers(listing) == [*range(1000, 1005), *range(2000, 2004)]
    unnamed = read(f"<div>{rich(5)}<ul>{bare(4, 2000)}</ul></div>")
    assert numbers(unnamed) == [*range(1000, 1005), *range(2000, 2004)]


@pytest.mark.parametrize("heading", ["Tin đọc nhiều", "Tin liên quan", "Tin mới", "Video clip"])
def test_a_named_block_under_the_list_does_not_belong_to_it(heading: str) -> None:
    listing = read(f"<div>{rich(5)}<h4>{heading}</h4><ul>{bare(4, 2000)}</ul></div>")
    assert numbers(listing) == [*range(1000, 1005)]


def test_a_heading_that_is_a_link_is_a_heading() -> None:
    heading = '<h3><a href="/tin-moi">Tin mới cập nhật hôm nay</a></h3>'
    listing = read(f"<div>{heading}<ul>{bare(4, 2000)}</ul></div><div>{rich(5)}</div>")
    assert numbers(listing) == [*range(1000, 1005)]


def test_behind_a_side_block_no_list_goes_on() -> None:
    side = f'<div class="sidebar"><h4>Xem nhiều</h4><ul>{bare(3, 3000)}</ul></div>'
    listing = read(f"<div>{rich(5)}</div>{side}<ul>{bare(4, 2000)}</ul>")
    assert numbers(listing) == [*range(1000, 1005)]


def test_an_unlucky_class_name_does_not_hide_a_rich_list() -> None:
    menu = "<ul>" + '<li><a href="/gioi-thieu">Giới thiệu</a></li>' * 8 + "</ul>"
    unlucky = f'{menu}<div class="search-results">{rich(6)}</div><p><a href="/x">Liên hệ</a></p>'
    assert numbers(read(unlucky)) == [*range(1000, 1006)]
    assert numbers(read(f'{menu}<div class="sidebar"><ul>{bare(4, 1)}</ul></div>')) == []


def test_featured_articles_of_another_section_are_not_the_lists() -> None:
    top = '<div class="top"><a href="/the-thao/x-77001.html"><img src="a"><h2>Giải bóng đá hữu nghị'
    top += (
        " khởi tranh</h2></a><p>Các đội bóng của mười hai sở ngành tham dự giải năm nay.</p></div>"
    )
    listing = read(top + rich(6).replace('"/tin-', '"/doi-ngoai/tin-'))
    assert numbers(listing) == [*range(1000, 1006)]
