"""A page as blocks of text in reading order, in whatever markup it comes."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.outline import Box, Outline
from scrapers.outlining import outline_of


def outline(body: str) -> Outline:
    return outline_of(LexborHTMLParser(f"<html><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [block.text for block in outline(body).blocks]


def test_lines_end_where_a_reader_sees_them_end() -> None:
    assert texts("Một <b>hai</b><br>ba<div>bốn<p>năm</div>sáu<hr>bảy") == [
        "Một hai", "ba", "bốn", "năm", "sáu", "bảy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hidden",
    [
        "<button>Gửi <b>đi</b></button>",
        '<video controls><p>Không xem được</p></video>',
        '<div style="display: none"><p>Ẩn <i>hết</i></p></div>',
        '<p hidden="">Ẩn</p>',
        '<div style="position:absolute; left: -9999px">Cấm sao chép</div>',
        "<script>x()</script><style>p{}</style>",
        "<nav>Trang chủ</nav><footer>Giấy phép</footer>",
        "<!-- <p>chú thích</p> -->",
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_not_read(hidden: str) -> None:
    assert texts(f"<p>Trước</p>{hidden}<p>Sau</p>") == ["Trước", "Sau"]


def test_entities_quotes_and_comparisons_are_text() -> None:
    assert texts('<p title="a > b">1 &lt; 2 &amp; "3"</p>') == ['1 < 2 & "3"']


def test_text_in_links_is_counted_as_such() -> None:
    page = outline('<div><p>Hai <a href="/x">chữ</a></p><p><a href="/y">Cả dòng</a></p></div>')
    assert [block.links for block in page.blocks] == [3, 7]
    assert page.link_density(page.boxes[-1]) == 1.0
    assert 0 < page.link_density(page.boxes[0]) < 1


def test_an_empty_page_has_no_blocks() -> None:
    empty = outline("")
    assert empty.blocks == []
    assert empty.link_density(empty.boxes[0]) == 0.0


def test_the_innermost_box_around_two_blocks_is_found() -> None:
    page = outline("<div id=a><p>Một</p><ul><li>Hai</li></ul></div><div>Ba</div>")
    one, two, three = (block.box for block in page.blocks)
    assert page.boxes[page.common(one, two)].hint == "a"
    assert page.boxes[page.common(three, two)].tag == "body"


def test_a_times_machine_readable_form_is_kept() -> None:
    page = outline(
        '<p><time datetime="2024-07-06T14:08">Hôm kia</time></p>'
        '<p><span itemprop="datePublished" content="2024-07-07">Hôm qua</span></p><p>Nay</p>'
    )
    assert [block.stamp for block in page.blocks] == ["2024-07-06T14:08", "2024-07-07", ""]


def test_a_title_and_a_date_in_one_line_are_two_blocks() -> None:
    page = outline(
        '<div><span class="tieude">Mở lớp học</span><span class="ngay">12/09/2025</span></div>'
    )
    assert [(block.text, block.hint) for block in page.blocks] == [
        ("Mở lớp học", "tieude"),
        ("12/09/2025", "ngay"),
    ]


def test_what_is_called_the_authors_is_kept_apart() -> None:
    page = outline(
        '<p><span class="author">An Bình</span> • 12/09/2025</p>'
        '<p>Bởi <a href="/author/7/">Bình An</a></p><p>Nay</p>'
    )
    assert [block.author for block in page.blocks] == ["An Bình", "Bình An", ""]


def test_the_boxes_of_radio_buttons_are_known() -> None:
    page = outline('<p>Một</p><div id="poll"><input type="radio">A<input type="text">B</div>')
    assert [page.boxes[index].hint for index in page.choices] == ["poll"]


def test_boxes_without_a_common_one_have_the_page_around_them() -> None:
    outline = Outline()
    outline.boxes = [Box("html", "", -1, 0, 0, 0), Box("p", "", -1, 0, 0, 0)]

    assert outline.common(1, 0) == 0
    assert outline.common(0, 1) == 0
