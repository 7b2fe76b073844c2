"""Feeds: every usual fault × every date form, and nothing but our own errors."""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import ParseError
from scrapers.feed import parse_feed
from scrapers.xml_repair import repair

BASE = "https://lhhn.example.vn/rss/tin-tuc.rss"
TITLES = (
    "Hội nghị & tập huấn “đối ngoại”",
    "Tiếp nhận 1,8 tỷ đồng viện trợ",
    "Gặp gỡ hữu nghị ở Huế",
)
# How feeds print 7 September 2026, 08:30 in Việt Nam.
DATES = (
    "Mon, 07 Sep 2026 08:30:00 +0700",
    "Mon, 07 Sep 2026 01:30:00 GMT",
    "07 Sep 26 01:30:00 GMT",
    "Mon, 7 Sep 2026 08:30:00",
    "Mon, 07 Sep 2026 08:30:00 GMT+7",
    "Mon, 07 Sep 2026 08:30:00 ICT",
    "2026-09-07T08:30:00+07:00",
    "2026-09-07T01:30:00Z",
    "2026-09-07 08:30:00",
    "2026/9/7 8:30",
    "07/09/2026 08:30",
    "7/9/2026 8:30:00 AM",
    "07-09-2026 08:30",
    "08:30 | 07/09/2026",
    "Thứ Hai, 07/09/2026 - 08:30 (GMT+7)",
    "Thứ hai, ngày 7 tháng 9 năm 2026, 08:30",
    "Ngày đăng: 07/09/2026 08:30",
    "September 7, 2026 | 08:30",
    "1788744600",
)
BODY = "<![CDATA[<p>Sáng nay & mai <b>đậm</b></p>]]>"
LINK = "<link>https://lhhn.example.vn/tin"
MOMENT = datetime(2026, 9, 7, 1, 30, tzinfo=UTC)


def rss(date: str = DATES[0], *, head: str = '<?xml version="1.0" encoding="utf-8"?>\n') -> str:
    items = "".join(
        f"<item><title>{title.replace('&', '&amp;')}</title>"
        f"<link>https://lhhn.example.vn/tin-{number}.html</link>"
        f"<description>{BODY}</description>"
        f'<pubDate>{date}</pubDate><guid isPermaLink="false">{number}</guid></item>'
        for number, title in enumerate(TITLES)
    )
    return (
        f'{head}<rss version="2.0"><channel><title>Tin</title><link>https://lhhn.example.vn</link>'
        f"<description>Tin tức</description>{items}</channel></rss>"
    )


def swap(old: str, new: str, count: int = -1) -> Callable[[str], bytes]:
    def change(feed: str) -> bytes:
        assert old in feed
        return feed.replace(old, new, count).encode()

    return change


# What real feeds suffer from. Each must give all three entries with titles, links and dates.
FAULTS: dict[str, Callable[[str], bytes]] = {
    "none": str.encode,
    "byte order mark": lambda feed: b"\xef\xbb\xbf" + feed.encode(),
    "two byte order marks": lambda feed: b"\xef\xbb\xbf\xef\xbb\xbf" + feed.encode(),
    "blank lines first": lambda feed: b"\r\n \n\t\n" + feed.encode(),
    "text first": lambda feed: b"Warning: mysql in /home/a.php on line 3\n" + feed.encode(),
    "comment first": lambda feed: b"<!-- cached -->" + feed.encode(),
    "no declaration": lambda feed: feed.partition("\n")[2].encode(),
    "two declarations": lambda feed: b'<?xml version="1.0"?>' + feed.encode(),
    "declaration of utf-16 on utf-8": swap('"utf-8"', '"utf-16"'),
    "declaration of latin-1 on utf-8": swap('"utf-8"', '"iso-8859-1"'),
    "declaration of an unknown encoding": swap('"utf-8"', '"x-user-defined"'),
    "real utf-16": lambda feed: feed.replace('"utf-8"', '"utf-16"').encode("utf-16"),
    "real utf-16 without mark": lambda feed: feed.encode("utf-16-le"),
    "bad byte in a description": lambda feed: feed.encode().replace(b"<p>S", b"<p>\xe1S", 1),
    "bare ampersands": swap("&amp;", "&"),
    "named entities": swap("Hội nghị", "H&ocirc;̣i nghị".replace("̣", "&#803;")),
    "unknown entity": swap("<description>", "<category>&foo;</category><description>"),
    "control characters": swap("Hội", "H\x0bộ\x00\x1fi"),
    "control characters as references": swap("Hội", "H&#11;ộ&#x0;i"),
    "junk at the end": lambda feed: feed.encode() + b"</div><script>x()</script> & <p>",
    "a second feed at the end": lambda feed: (feed + feed).encode(),
    "cut off at the end": lambda feed: feed.removesuffix("</channel></rss>").encode(),
    "cut off in the last tag": lambda feed: feed.encode()[:-20],
    "unescaped markup in a description": swap(BODY, "<p>x<br>"),
    "open CDATA": swap("</b></p>]]>", "</b></p>", 1),
    "open title": swap(f"</title>{LINK}", LINK),
    "undeclared namespace": swap("<guid", "<dc:creator>A</dc:creator><foo:bar/><guid"),
    "bad nesting": swap("<pubDate>", "<category><i>x</category></i><pubDate>"),
    "stray bracket": swap("<guid", "<author>a <3 b</author><guid"),
    "DOCTYPE with entities": swap("<rss ", '<!DOCTYPE rss [<!ENTITY x "y">]><rss '),
    "upper-case tags": lambda feed: feed.replace("item>", "ITEM>").encode(),
    "titles in CDATA": lambda feed: feed.replace("<item><title>", "<item><title><![CDATA[")
    .replace(f"</title>{LINK}", f"]]></title>{LINK}")
    .replace("&amp;", "&").encode(),
    "titles escaped twice": swap("&amp;", "&amp;amp;"),
    "markup in titles": swap("Hội nghị", "&lt;b&gt;Hội&lt;/b&gt; nghị"),
    "decomposed letters": lambda feed: unicodedata.normalize("NFD", feed).encode(),
    "relative links": swap("<link>https://lhhn.example.vn/", "<link>/"),
    "links with spaces around": swap("<link>", "<link>\n   "),
    "guid alone": lambda feed: feed.replace(LINK, LINK.replace("link", "x"))
    .replace(".html</link>", ".html</x>")
    .replace('<guid isPermaLink="false">', "<guid>https://lhhn.example.vn/tin-")
    .replace("</guid>", ".html</guid>").encode(),
    "old version": swap('version="2.0"', 'version="0.91"'),
    "no version": swap(' version="2.0"', ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("date", [DATES[0], DATES[10], DATES[14]])
def test_a_feed_with_a_usual_fault_loses_nothing(fault: str, date: str) -> None:
    entries = parse_feed(FAULTS[fault](rss(date)), base_url=BASE)
    assert [entry.title for entry in entries] == list(TITLES)
    assert [entry.url for entry in entries] == [
        f"https://lhhn.example.vn/tin-{number}.html" for number in range(3)
    ]
    assert {entry.published_at for entry in entries} == {MOMENT}


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("fault", ["none", "bare ampersands", "bad nesting"])
def test_every_date_form_is_read_in_every_state(date: str, fault: str) -> None:
    entries = parse_feed(FAULTS[fault](rss(date)), base_url=BASE)
    assert [entry.published_at for entry in entries] == [MOMENT] * 3


@pytest.mark.parametrize("date", ["", "hôm nay", "32/13/2026", "0000-00-00", "21-10-25"])
def test_a_date_that_is_none_gives_none(date: str) -> None:
    assert {e.published_at for e in parse_feed(rss(date).encode(), base_url=BASE)} == {None}


def test_a_feed_in_the_vietnamese_code_page_is_read() -> None:
    decomposed = rss(head='<?xml version="1.0" encoding="windows-1258"?>')
    tones = {"ộ": "ô\u0323", "ị": "i\u0323", "ấ": "â\u0301", "ặ": "ă\u0323", "ữ": "ư\u0303"}
    for whole, parts in (tones | {"ở": "ơ\u0309", "ỡ": "ơ\u0303", "ế": "ê\u0301"}).items():
        decomposed = decomposed.replace(whole, parts)
    entries = parse_feed(decomposed.encode("cp1258", "replace"), base_url=BASE)
    assert entries[2].title == TITLES[2]


def test_an_item_cut_in_half_keeps_what_came() -> None:
    feed = rss().encode()
    cut = feed[: feed.index(b"tin-2.html") - 12]
    assert [e.title for e in parse_feed(cut, base_url=BASE)] == list(TITLES[:2])


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.vn/t/">
<title>Tin</title><link rel="self" href="/atom"/><entry><title type="html">A &amp;amp; B</title>
<link rel="enclosure" href="/x.mp3"/><link rel="alternate" href="bai-1.html"/>
<id>tag:a.vn,2026:1</id>
<updated>2026-09-08T00:00:00Z</updated><published>2026-09-07T08:30:00+07:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.vn/"><title>Tin</title><link>https://a.vn/</link></channel>
<item rdf:about="https://a.vn/1"><title>A &amp; B</title><link>https://a.vn/t/bai-1.html</link>
<dc:date>2026-09-07T08:30:00+07:00</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Tin",
     "items": [{"id": 7, "url": "/t/bai-1.html", "title": "A &amp; B",
                "date_published": "2026-09-07T08:30:00+07:00"}, {"title": "no link"}, 3]}
)  # fmt: skip


@pytest.mark.parametrize("feed", [ATOM, RDF, JSON, ATOM.replace("<title>Tin", "<title>Tin & x")])
def test_atom_rdf_and_json_are_feeds_too(feed: str) -> None:
    (entry,) = parse_feed(feed.encode(), base_url="https://a.vn/rss")
    assert entry.title == "A & B"
    assert entry.url == "https://a.vn/t/bai-1.html"
    assert entry.published_at == MOMENT


def test_a_broken_atom_feed_is_mended_as_atom() -> None:
    broken = ATOM.replace("</title>\n<link rel", "\n<link rel").replace("</feed>", "")
    (entry,) = parse_feed(broken.encode(), base_url="https://a.vn/t/")
    assert entry.url == "https://a.vn/t/bai-1.html"
    assert entry.guid == "tag:a.vn,2026:1"


def test_the_address_behind_a_feed_host_is_taken() -> None:
    feed = rss().replace("<guid", "<feedburner:origLink>https://lhhn.example.vn/that"
                         "</feedburner:origLink><guid", 1)  # fmt: skip
    entries = parse_feed(feed.encode(), base_url="https://feeds.example.com/x")
    assert entries[0].url == "https://lhhn.example.vn/that"


def test_a_guid_that_several_articles_share_is_dropped() -> None:
    feed = rss().replace(">1</guid>", ">0</guid>")
    guids = [entry.guid for entry in parse_feed(feed.encode(), base_url=BASE)]
    assert guids == [None, None, "2"]


def test_what_is_listed_twice_is_one_entry() -> None:
    feed = rss().replace("tin-1.html", "tin-0.html")
    assert len(parse_feed(feed.encode(), base_url=BASE)) == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"404 Not Found",
        b"<!DOCTYPE html><html><head><title>RSS</title></head><body>x</body></html>",
        b"<html><body><rss></rss></body></html>",
        b'<?xml version="1.0"?><urlset><url><loc>https://a.vn/</loc></url></urlset>',
        b'{"items": []}',
        b"{" * 100_000,
        b'{"version":"https://jsonfeed.org/version/1"}',
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_what_is_no_feed_is_an_error_that_names_it(answer: bytes) -> None:
    with pytest.raises(ParseError, match=re.escape(BASE)):
        parse_feed(answer, base_url=BASE)


@pytest.mark.parametrize(
    "empty",
    [
        '<rss version="2.0"><channel><title>Tin</title></channel></rss>',
        '<rss version="2.0"><channel/></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title></feed>',
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
        '<rss version="2.0"><channel><item><title>Không có liên kết</title></item></channel></rss>',
    ],
)
def test_an_empty_channel_has_no_entries(empty: str) -> None:
    assert parse_feed(empty.encode(), base_url=BASE) == ()


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)  # fmt: skip


def test_entity_bombs_and_files_are_plain_text() -> None:
    feed = rss(head=BOMB).replace("Hội nghị", "&a8; &file; Hội nghị")
    title = parse_feed(feed.encode(), base_url=BASE)[0].title
    assert "root:" not in title
    assert len(title) < 100


HOSTILE = {
    "nesting": "<a>" * 25_000,
    "items": "<item>" * 25_000,
    "brackets": "<" * 150_000,
    "ampersands": "&" * 150_000,
    "open texts": "<item><description>" * 8_000,
    "open titles": "<item>" + "<title>" * 25_000,
    "open CDATA": "<item>" + "<![CDATA[" * 50_000,
    "open DOCTYPE": "<!DOCTYPE [" * 40_000,
    "long attribute": '<item a="' + "x" * 150_000,
    "one long title": "<item><title>"
    + "x" * 150_000
    + "</title><link>https://a.vn/1</link></item>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_are_read_quickly_or_refused(name: str) -> None:
    feed = '<rss version="2.0"><channel>' + HOSTILE[name]
    try:
        entries = parse_feed(feed.encode(), base_url=BASE)
    except ParseError:
        return
    assert all(len(entry.title) <= 1000 for entry in entries)


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<item>", "</item>", "<entry>", "<title>", "</title>", "<link>", "</link>", "https://a.vn/1",
         "<![CDATA[", "]]>", "&", "&amp;", "&#0;", "<", ">", "<!--", "-->", "<?xml ?>", "x", "ế",
         "\x00", "<pubDate>", "07/09/2026", "</pubDate>", "</rss>", "<rss>",
         "<a:b c='d'>", "<!DOCTYPE x [", "]>",
         "<link href='/x'/>", "<description>", "</description>", "\udcff", "<guid>1</guid>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["", "<rss version='2.0'><channel>", "<feed>", "{"]), FRAGMENTS)
def test_any_mixture_gives_entries_or_our_error(head: str, rest: str) -> None:
    try:
        entries = parse_feed((head + rest).encode("utf-8", "surrogatepass"), base_url=BASE)
    except ParseError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in entries)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=12)))
def test_any_bytes_give_entries_or_our_error(content: bytes, charset: str | None) -> None:
    for head in (b"", b"<rss><channel><item>"):
        with contextlib.suppress(ParseError):
            parse_feed(head + content, base_url=BASE, charset=charset)


@given(st.text())
def test_repair_never_fails_and_leaves_good_xml_alone(text: str) -> None:
    repair(text)
    good = "<a b='c'>x &amp; y<![CDATA[<&]]></a>"
    assert repair(good) == good
