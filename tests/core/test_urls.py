"""Addresses and keys: one article under its many addresses, two articles never under one key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.model import Article, FeedEntry
from monitor.core.urls import (
    absolute,
    address_key,
    article_id,
    article_keys,
    canonicalise,
    entry_keys,
    site_of,
    url_keys,
)

BASE = "https://thoidai.com.vn/huu-nghi/"
NOON = datetime(2026, 9, 7, 5, 0, tzinfo=UTC)


def article(**changes: object) -> Article:
    values: dict[str, object] = {
        "url": "https://lhhn.example.vn/tap-huan-a",
        "canonical_url": None,
        "source": "lhhn",
        "site": "lhhn.example.vn",
        "title": "Tập huấn đối ngoại nhân dân tại Huế",
        "lead": None,
        "byline": None,
        "body": (),
        "published_at": NOON,
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


SAME = {
    "thoidai": [
        "https://thoidai.com.vn/tap-huan-cho-18-lien-hiep-179391.html",
        "http://www.thoidai.com.vn/tap-huan-cho-18-lien-hiep-179391.html?fbclid=abc#top",
        "https://tacnghiep.thoidai.com.vn/tap-huan-moi-179391.html",
        "https://thoidai.com.vn/tap-huan-179391-179391.html&dm=1&utime=2",
        "https://m.thoidai.com.vn/tap-huan-179391.html&mobile=yes&amp=1",
        "https://thoidai.com.vn/apicenter@/print_article&i=179391",
        "https://thoidai.com.vn/apicenter@/print_article?i=179391",
    ],
    "vufo": [
        "https://vufo.org.vn/Dong-Nai--hop-08-98466.html?lang=vn",
        "http://www.vufo.org.vn/Dong-Nai--hop-mat-8-98466.html?lang=en",
    ],
    "kufo": [
        "https://kufo.vn/tin-tuc/chi-tiet/le-ban--giao/520",
        "http://kufo.vn/tin-tuc/chi-tiet/le-ban-giao-sua/520/",
    ],
    "newsid": [
        "https://dufo.dongnai.gov.vn/en/Pages/newsdetail.aspx?NewsId=1373&CatId=76",
        "http://dufo.dongnai.gov.vn/Pages/NewsDetail.aspx?CatID=60&newsid=1373",
    ],
    "sharepoint list": [
        "http://songv.vinhphuc.gov.vn/noidung/ForeignPeople/Lists/Foreignpeople/View_Detail.aspx"
        "?ItemID=66",
        "http://songv.vinhphuc.gov.vn/noidung/foreignpeople/lists/foreignpeople/DispForm.aspx?ID=66",
    ],
    "dotnetnuke": [
        "http://lienhiep.quangnam.qti.vn/Chi-tiet-tin/Group/11/NID/73/slug-12-4-2-14",
        "http://lienhiep.quangnam.qti.vn/Chi-tiet-tin/Group/9/nid/73/another",
    ],
    "joomla": [
        "http://union.example.vn/index.php?option=com_content&view=article&id=161&Itemid=621",
        "http://union.example.vn/?option=com_content&view=article&id=161:tap-huan&catid=2&tmpl=x",
    ],
    "bufo": [
        "http://bufo.org.vn/tin-tuc/-chia-se-cum-4-25260.html",
        "http://bufo.org.vn/tin-tuc/chia-se-25260.html",
    ],
    "cao bang": [
        "https://thongtindoingoai.caobang.gov.vn/1346/33882/95064/852463/doi-ngoai/slug",
        "https://thongtindoingoai.caobang.gov.vn/Default.aspx?sid=1385&pageid=35860&id=852463&title=x",
    ],
    "hue": [
        "https://sngv.thuathienhue.gov.vn/?gd=26&cn=28&tc=34973",
        "https://sngv.thuathienhue.gov.vn/?tc=34973&gd=1",
    ],
    "phu tho": [
        "http://lienhiephuunghiphutho.vn/tintuc_detail.aspx?id=710|81",
        "http://lienhiephuunghiphutho.vn/TinTuc_Detail.aspx?id=710%7C81",
    ],
    "liferay 6": [
        "http://s.tiengiang.gov.vn/newsdetail/-/asset_publisher/qmF2/content/le-ra-mat?_101_INSTANCE"
        "_a_redirect=x",
        "http://s.tiengiang.gov.vn/tin/-/asset_publisher/OTHER/content/le-ra-mat",
    ],
    "liferay 7": [
        "https://danang.gov.vn/vi/web/dng/w/le-ra-mat",
        "https://danang.gov.vn/web/dng/w/le-ra-mat?p_p_id=x",
    ],
    "quang tri": [
        "https://www.quangtri.gov.vn/chi-tiet-tin/-/view-article/1/14012495793627/1713333972445",
        "https://quangtri.gov.vn/tin/-/view-article/2/14012495793627/1713333972445",
    ],
    "dcs": [
        "https://nghean.dcs.vn/vi-vn/tin/slug/24021-58053-477574",
        "https://nghean.dcs.vn/vi-vn/tin/slug-moi/24021-60001-477574",
    ],
    "nukeviet": [
        "https://dongnai.gov.vn/vi/news/savefile/Tin/tap-huan-123.html",
        "https://dongnai.gov.vn/vi/news/Khac/tap-huan-sua-123.html",
    ],
    "address alone": [
        "http://dnnd.vn/toa-dam-doi-ngoai/",
        "https://www.dnnd.vn:443/toa-dam-doi-ngoai?utm_source=zalo&zarsrc=30",
        "https://dnnd.vn/toa-dam-doi-ngoai/amp/",
        "https://dnnd.vn//toa-dam-doi-ngoai#binh-luan",
        "https://dnnd.vn/index.php/toa-dam-doi-ngoai/print",
        "dnnd.vn/toa-dam-doi-ngoai?lang=vi",
    ],
    "session": [
        "http://hufo.hochiminhcity.gov.vn/web/guest/hoi-thao;jsessionid=A1.w2?p_p_id=3",
        "http://hufo.hochiminhcity.gov.vn/web/guest/hoi-thao",
    ],
    "letters": [
        "https://a.vn/tin/hội-nghị?từ=khóa mới",
        "https://a.vn/tin/h%E1%BB%99i-ngh%e1%bb%8b/?t%E1%BB%AB=kh%C3%B3a+m%E1%BB%9Bi",
        "https://a.vn/tin/hội-nghị?từ=khóa%20mới",
    ],
    "dots": [
        "https://a.vn/tin/./x/../bai",
        "https://a.vn/../tin/bai",
    ],
    "spaces": [
        "https://a.vn/tin b/c d",
        "https://a.vn/tin%20b/c%20d/",
    ],
    "parameters": [
        "https://a.vn/tin.aspx?b=2&A=1",
        "https://a.vn/Tin.aspx?a=1&amp;b=2&view=amp",
    ],
}


@pytest.mark.parametrize("name", SAME)
def test_the_addresses_of_one_article_share_a_key(name: str) -> None:
    first, *others = (set(url_keys(url)) for url in SAME[name])
    assert all(first & keys for keys in others)


DIFFERENT = [
    ("https://thoidai.com.vn/tap-huan-179391.html", "https://thoidai.com.vn/tap-huan-179392.html"),
    (
        "https://thoidai.com.vn/tap-huan-256761.html",
        "https://vietnamtimes.thoidai.com.vn/tap-huan-256761.html",
    ),
    ("https://a.vn/x.aspx?NewsId=1", "https://a.vn/x.aspx?NewsId=2"),
    ("https://a.vn/x.aspx?tc=1", "https://b.vn/x.aspx?tc=1"),
    (
        "http://a.vn/Lists/Tin/View.aspx?ItemID=6",
        "http://a.vn/Lists/SuKien/View.aspx?ItemID=6",
    ),
    (
        "http://a.vn/?option=com_content&view=article&id=1",
        "http://a.vn/?option=com_content&view=category&id=1",
    ),
    ("https://a.vn/le-ky-niem-19750430.html", "https://a.vn/le-giai-phong-19750430.html"),
    ("https://a.vn/le-ky-niem-300475.html", "https://a.vn/le-giai-phong-300475.html"),
    ("https://a.vn/so-lieu-202601.html", "https://a.vn/bao-cao-202601.html"),
    ("https://a.vn/ket-qua-07092026.html", "https://a.vn/lich-07092026.html"),
    ("https://a.vn/?p=12", "https://a.vn/?p=13"),
    ("https://a.vn:8080/x", "https://a.vn/x"),
    ("https://a.vn/x%B0", "https://a.vn/x%B1"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_articles_share_no_key(one: str, other: str) -> None:
    assert not set(url_keys(one)) & set(url_keys(other))


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://bufo.org.vn/cat/7/tin-tuc-su-kien-38.html", None),
        ("https://thoidai.com.vn/huu-nghi/bon-phuong-ket-ban", None),
        ("https://a.vn/tap-huan-doi-ngoai-1234567.html", "a.vn/1234567"),
        ("https://a.vn/nam-2026.html", None),
        ("https://a.vn/?option=com_users&id=5", None),
        ("https://a.vn/Lists/Tin/AllItems.aspx", None),
        ("mailto:a@b.vn", None),
        ("http://[bad", None),
    ],
)
def test_an_id_is_found_only_where_it_is_one(url: str, number: str | None) -> None:
    assert article_id(url) == number


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a b.html", "https://thoidai.com.vn/a%20b.html"),
        ("sau?x=1|2", "https://thoidai.com.vn/huu-nghi/sau?x=1%7C2"),
        ("//www.Thoidai.com.vn/x", "https://www.thoidai.com.vn/x"),
        ("http://a.vn:80/x?fbclid=1#y", "http://a.vn/x?fbclid=1"),
        ("https://a.vn", "https://a.vn/"),
        ("http://www.a.vn/tin/x.html", "http://www.a.vn/tin/x.html"),
        ("https://a.vn:8443/x", "https://a.vn:8443/x"),
        ("www.a.vn/x", "https://www.a.vn/x"),
        ("..\\tin\\x", "https://thoidai.com.vn/tin/x"),
        (" https://a.vn/\n x ", "https://a.vn/%20x"),
        ("https://hữu-nghị.vn/x", "https://xn--hu-ngh-gl8b6k.vn/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.vn", None),
        ("tel:0123", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[bad", None),
        ("http://a.vn:99999/", None),
        ("http://a b/", None),
        ("http://-ế-" + "x" * 80 + ".vn/", None),
        ("ftp://a.vn/x", None),
    ],
)
def test_links_become_addresses_to_fetch_or_nothing(href: str, expected: str | None) -> None:
    assert absolute(href, BASE) == expected


def test_an_address_to_fetch_keeps_what_its_key_drops() -> None:
    url = "http://www.vufo.org.vn/a-08-98466.html?lang=vn"
    assert absolute(url) == url
    assert canonicalise(url) == "https://vufo.org.vn/a-08-98466.html"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.thoidai.com.vn/x", "thoidai.com.vn"),
        ("https://vietnamtimes.thoidai.com.vn/x", "vietnamtimes.thoidai.com.vn"),
        ("http://m.a.vn/", "a.vn"),
        ("a.vn/x", "a.vn"),
        ("mailto:a@b.vn", ""),
        ("", ""),
    ],
)
def test_a_site_is_its_host_without_device(url: str, site: str) -> None:
    assert site_of(url) == site


def test_protocol_relative_addresses_without_a_base_are_https() -> None:
    assert canonicalise("//a.vn/x") == "https://a.vn/x"


def test_a_guid_counts_within_its_site() -> None:
    one = entry_keys(FeedEntry(url="https://a.vn/x", guid="15"))
    other = entry_keys(FeedEntry(url="https://b.vn/y", guid="15"))
    assert "guid:a.vn/15" in one
    assert not set(one) & set(other)


def test_a_guid_that_is_an_address_is_a_key_like_any_address() -> None:
    entry = FeedEntry(url="https://a.vn/tap-huan", guid="http://a.vn/?p=91")
    assert set(entry_keys(entry)) == {"url:a.vn/tap-huan", "url:a.vn/?p=91"}
    same = FeedEntry(url="https://a.vn/tap-huan", guid="http://www.a.vn/tap-huan/")
    assert entry_keys(same) == ("url:a.vn/tap-huan",)
    home = FeedEntry(url="https://a.vn/tap-huan", guid="https://a.vn/")
    assert entry_keys(home) == ("url:a.vn/tap-huan",)


def test_a_guid_without_site_must_be_long() -> None:
    assert entry_keys(FeedEntry(url="", guid="15")) == ()
    assert entry_keys(FeedEntry(url="", guid="tag:a.vn,2026:15-xyz")) == (
        "guid:/tag:a.vn,2026:15-xyz",
    )


def test_an_article_has_the_keys_of_all_its_names() -> None:
    keys = article_keys(article(canonical_url="https://lhhn.example.vn/tin/tap-huan-a", guid="9"))
    assert keys == (
        "url:lhhn.example.vn/tap-huan-a",
        "url:lhhn.example.vn/tin/tap-huan-a",
        "guid:lhhn.example.vn/9",
        "title:lhhn.example.vn/tap huan doi ngoai nhan dan tai hue|2026-09-07",
    )


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://a.vn/tin/tap-huan", "https://a.vn/"),
        ("https://a.vn/tin/tap-huan", "https://a.vn/tin"),
        ("https://a.vn/tin.aspx?bai=7", "https://a.vn/tin.aspx"),
        ("https://a.vn/newsdetail.aspx?NewsId=7", "https://a.vn/newsdetail.aspx"),
        ("https://thoidai.com.vn/x-179391.html", "https://thoidai.com.vn/huu-nghi"),
    ],
)
def test_a_canonical_link_that_every_page_carries_is_not_believed(url: str, canonical: str) -> None:
    keys = article_keys(article(url=url, canonical_url=canonical, title="", published_at=None))
    assert keys == url_keys(url)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (None, "https://a.vn/tin/tap-huan"),
        ("https://a.vn/?p=7", "https://a.vn/tin/tap-huan"),
        ("https://b.vn/tap-huan", "https://a.vn/tin/tap-huan"),
        ("https://a.vn/tin/tap-huan", "mailto:a@b.vn"),
        ("https://a.vn/tin/tap-huan", "http://[bad"),
    ],
)
def test_another_canonical_link_is_a_key(url: str | None, canonical: str) -> None:
    keys = article_keys(article(url=url, canonical_url=canonical))
    assert set(url_keys(canonical)) <= set(keys)


def test_a_title_is_a_key_only_with_a_day_and_four_words() -> None:
    def titles(**changes: object) -> list[str]:
        return [key for key in article_keys(article(**changes)) if key.startswith("title:")]

    assert titles(published_at=None) == []
    assert titles(title="Thông báo mới") == []
    assert titles(title="HỘI NGHỊ:  hòa-bình") == [
        "title:lhhn.example.vn/hoi nghi hoa binh|2026-09-07"
    ]
    late = datetime(2026, 9, 7, 18, 0, tzinfo=UTC)  # the next day in Việt Nam
    assert titles(published_at=late)[0].endswith("|2026-09-08")
    assert titles(published_at=late.replace(tzinfo=None))[0].endswith("|2026-09-08")
    assert titles(published_at=datetime.max.replace(tzinfo=UTC)) == []


def test_the_same_title_of_two_unions_is_two_articles() -> None:
    one = article(url="https://a.vn/1", site="a.vn")
    other = article(url="https://b.vn/1", site="b.vn")
    assert not set(article_keys(one)) & set(article_keys(other))


ADDRESSES = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}?{}#{}".format,
        st.sampled_from(["http://", "https://", "//", "", "javascript:", "HTTP:\\\\"]),
        st.sampled_from(["a.vn", "www.thoidai.com.vn", "[::1]", "[", "ế.vn", "a.vn:x", "m.", "."]),
        st.text(st.sampled_from("/-.%1a&;=|ếE\\~ \n\x00")),
        st.text(st.sampled_from("&=%;a1NewsId|é\udcff")),
        st.text(max_size=3),
    ),
)


@given(ADDRESSES, st.one_of(st.none(), ADDRESSES))
def test_any_string_has_an_answer(url: str, base: str | None) -> None:
    fetchable = absolute(url, base)
    assert fetchable is None or fetchable.isascii()
    assert fetchable is None or fetchable.startswith(("http://", "https://"))
    canonicalise(url, base).encode()
    assert isinstance(site_of(url), str)
    entry = FeedEntry(url=url, guid=base)
    assert all(isinstance(key, str) for key in entry_keys(entry))
    assert isinstance(article_keys(article(url=url, canonical_url=base)), tuple)


@given(ADDRESSES)
def test_the_key_form_is_its_own_key_form(url: str) -> None:
    once = canonicalise(url)
    if once.startswith("https://"):
        assert canonicalise(once) == once


@given(ADDRESSES)
def test_fetching_again_what_was_made_absolute_changes_nothing(url: str) -> None:
    once = absolute(url)
    if once:
        assert absolute(once) == once
        assert url_keys(once)


_SEGMENT = st.sampled_from(
    ["a", "Tin-1", "index", "Index-2", "amp", "print", "mobile", "default", "savefile", "indexed"]
)


@given(
    st.sampled_from(["a.vn", "www.a.vn", "m.a.com.vn", "vietnamtimes.org.vn", "a.vn."]),
    st.lists(_SEGMENT, max_size=4),
    st.sampled_from(["", ".html", ".htm", ".amp.html", ".aspx", "/"]),
)
def test_a_simple_address_has_the_key_of_one_that_is_taken_apart(
    host: str, segments: list[str], end: str
) -> None:
    url = f"http://{host}/{'/'.join(segments)}{end}"
    assert canonicalise(url) == canonicalise(f"{url}#x")


@given(ADDRESSES)
def test_the_key_of_the_address_is_the_last_of_its_keys(url: str) -> None:
    assert (address_key(url),) == (url_keys(url)[-1:] or ("",))
