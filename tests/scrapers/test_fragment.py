"""From a fragment of HTML to the article's paragraphs, each with its look."""

from __future__ import annotations

import pytest

from scrapers.fragment import Paragraph, keep_text, read_paragraphs, take_byline

PROSE = (
    "Lớp học diễn ra trong hai ngày tại trung tâm hội nghị của tỉnh, với bốn chuyên đề do các"
    " giảng viên đến từ Hà Nội trình bày trước hơn một trăm học viên của các sở, ngành, đoàn thể."
)


def texts(html: str) -> list[str]:
    return [one.text for one in read_paragraphs(html)]


def kept(html: str, title: str = "") -> list[str]:
    return [one.text for one in keep_text(read_paragraphs(html), title)]


def test_rows_of_a_data_table_are_lines_with_their_cells() -> None:
    rows = "<tr><th>Tỉnh</th><th>Vốn</th></tr><tr><td>Sơn La</td><td> 2 tỷ </td></tr>"
    rows += "<tr><td></td></tr>"
    assert texts(f"<p>Trước</p>Ngay<table>{rows}</table><p>Sau</p>") == [
        "Trước", "Ngay", "Tỉnh | Vốn", "Sơn La | 2 tỷ", "Sau",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        f"<tr><td>{PROSE}{PROSE}</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>",
        "<tr><td>a</td></tr><tr><td>c</td></tr>",
        '<tr><td>a<img src="x"></td><td>b</td></tr><tr><td>c</td><td>d</td></tr>',
        "<tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr><tr><td>c</td><td>d</td></tr>",
    ],
)
def test_a_table_that_lays_out_the_page_gives_paragraphs(cells: str) -> None:
    assert not any(" | " in text for text in texts(f"<table>{cells}</table>"))


@pytest.mark.parametrize(
    ("html", "look"),
    [
        ("<p><em>Chữ</em></p>", "italic"),
        ('<p><span style="font-style: italic">Chữ</span></p>', "italic"),
        ("<p><b>Chữ</b></p>", "bold"),
        ('<p style="font-weight: bold">Chữ</p>', "bold"),
        ('<p><span style="font-weight:700">Chữ</span></p>', "bold"),
        ('<p><a href="/x">Chữ</a></p>', "links"),
    ],
)
def test_how_a_paragraph_looks_is_seen_however_it_is_written(html: str, look: str) -> None:
    (one,) = read_paragraphs(html)
    assert {name: getattr(one, name) for name in ("italic", "bold", "links")} == {
        "italic": 0, "bold": 0, "links": 0, look: 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<center>Chữ</center>",
        '<p align="center">Chữ</p>',
        '<p style="text-align: center">Chữ</p>',
    ],
)
def test_centred_text_is_seen_as_such(html: str) -> None:
    (one,) = read_paragraphs(html)
    assert one.centred


def test_what_is_no_text_gives_none() -> None:
    assert texts("") == []
    assert texts("<!-- c --><script>x()</script><aside>Bên lề</aside><p> </p>") == []
    assert texts("<p>Một<script>x()</script> hai</p>") == ["Một hai"]


@pytest.mark.parametrize(
    "picture",
    [
        '<p><img src="x"></p><p align="center">Quang cảnh lớp học</p>',
        '<p><img src="x"></p><p><i>Bà Hoa phát biểu tại lớp học.</i></p>',
        "<figure><img src=x><figcaption>Quang cảnh lớp học</figcaption></figure>",
        '<video src="x"></video><p>Quang cảnh lớp học</p>',
    ],
)
def test_a_pictures_words_are_not_the_articles(picture: str) -> None:
    assert kept(f"<p>{PROSE}</p>{picture}<p>{PROSE}</p>") == [PROSE, PROSE]


def test_a_paragraph_after_a_picture_stays() -> None:
    assert kept(f'<p><img src="x"></p><p>{PROSE}</p>') == [PROSE]
    assert kept('<p><img src="x"></p><h3>Về các dự án</h3>') == ["Về các dự án"]


def test_what_stands_above_the_title_is_left_out() -> None:
    html = f"<p>Chuyên mục hữu nghị</p><h1>Tên của bài này</h1><p>{PROSE}</p>"
    assert kept(html, "Tên của bài này") == [PROSE]


def test_a_title_that_is_named_far_down_cuts_nothing_off() -> None:
    html = f"<p>{PROSE}</p><p>{PROSE}</p><p>Tên của bài này.</p>"
    assert kept(html, "Tên của bài này.")[:2] == [PROSE, PROSE]
    assert kept(f"<p>{PROSE}</p>", "Một tên khác") == [PROSE]


def test_related_links_in_the_middle_do_not_end_the_text() -> None:
    related = '<p>Tin liên quan</p><p><a href="/1">Một tin khác của tỉnh bạn</a></p><p>Ngắn</p>'
    assert kept(f"<p>{PROSE}</p><p>{PROSE}</p>{related}<p>{PROSE}</p>") == [PROSE] * 3


def test_the_authors_line_is_taken_from_the_end() -> None:
    paragraphs = [Paragraph(PROSE), Paragraph(PROSE), Paragraph("Minh Anh", bold=8)]
    assert take_byline(paragraphs) == "Minh Anh"
    assert [one.text for one in paragraphs] == [PROSE, PROSE]


def test_a_text_without_an_authors_line_keeps_its_end() -> None:
    paragraphs = [Paragraph(PROSE), Paragraph(PROSE), Paragraph("Lớp học kết thúc tốt đẹp.")]
    assert take_byline(paragraphs) is None
    assert len(paragraphs) == 3
    assert take_byline([]) is None
