"""Who wrote an article, in the forms and places in which pages say it."""

from __future__ import annotations

import pytest

from scrapers.article import parse_article
from tests.scrapers.pages import page_of

TITLE = "Hội nghị tổng kết công tác hữu nghị nhân dân"
TEXT = (
    "<p>Sáng nay, liên hiệp tỉnh đã tổ chức hội nghị tổng kết với sự tham dự của hội viên.</p>"
    "<p>Phát biểu tại hội nghị, ông Trần Văn Ba cho biết số hội viên đã tăng so với năm trước.</p>"
    "<p>Trong thời gian tới, các hội thành viên sẽ tiếp tục giao lưu với bạn bè quốc tế.</p>"
)
DATE = '<div class="date">12/09/2025 08:15</div>'


def byline(above: str = DATE, *, end: str = "", below: str = "") -> str | None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div><a href='/tin'>Bạn Bè Xa</a></div>"
        f"<div class=main><h1>{TITLE}</h1>{above}<div class=content>{TEXT}{end}</div>{below}</div>"
        "</body></html>"
    )
    article = parse_article(page_of(html))
    assert len(article.body) == 3
    assert article.published_at is not None
    return article.byline


@pytest.mark.parametrize(
    "above",
    [
        "<div>An Bình | 12/09/2025 08:15</div>",
        "<p>Thứ Sáu, 12/09/2025, An Bình</p>",
        "<p><span>An Bình</span><span>12/09/2025</span></p>",
        "<div><b>An Bình</b></div><div>12/09/2025 08:15</div>",
        "<ul><li>12/09/2025</li><li>An Bình</li><li>Bạn Bè Xa</li></ul>",
        "<div>Bởi An Bình - 12/09/2025</div>",
        "<div>12/09/2025 bởi An Bình</div>",
        "<div>PV An Bình - 12/09/2025</div>",
        "<div>Tác giả An Bình Ngày đăng 12/09/2025</div>",
        "<div>Đăng bởi: <b>An Bình</b> lúc 08:15 12/09/2025 / Số lượt xem: 455</div>",
        "<div>Posted by An Bình on 12/09/2025</div>",
        f"<div><div>Bởi</div> <a href='/u/7'>An Bình</a></div>{DATE}",
        f"<table><tr><td>Tác giả:</td><td>An Bình</td></tr></table>{DATE}",
        "<div><span class='x_author__p'>An Bình</span> • 12/09/2025 • 3 phút đọc</div>",
        "<div class='meta'><a href='/tac-gia/an-binh'>An Bình</a> 12/09/2025</div>",
    ],
)
def test_a_name_between_title_and_text_is_the_authors(above: str) -> None:
    assert byline(above) == "An Bình"


@pytest.mark.parametrize(
    "above",
    [
        "<div>Thứ Sáu, 12/09/2025 | Hà Nội</div>",
        "<div>Tin Hoạt Động - 12/09/2025</div>",
        "<div>Bạn Bè Xa | 12/09/2025</div>",
        "<div>Hội Hữu Nghị | 12/09/2025</div>",
        "<div><a href='/x'>Chân Trời</a> 12/09/2025</div>",
        "<div>Người gửi: admin | 12/09/2025</div>",
        f"<div>Source:</div><div>Reuters Vietnam</div>{DATE}",
    ],
)
def test_sections_places_bodies_accounts_and_origins_are_no_authors(above: str) -> None:
    assert byline(above) is None


@pytest.mark.parametrize(
    "credit",
    ["An Bình", "(An Bình)", "An Bình (TTXVN)", "An Bình (tổng hợp)", "PV: An Bình", "An Bình/VOV",
     "Bài: An Bình; ảnh: Bình An", "Tin và ảnh: An Bình"],
)  # fmt: skip
def test_a_signature_below_the_text_is_the_bare_name(credit: str) -> None:
    assert byline(end=f"<p><b>{credit}</b></p>") == "An Bình"


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("<div>An Bình</div>", "An Bình"),
        ("<div>Theo An Bình</div>", None),
        ("<h3>Chân Trời</h3>", None),
        ("<div>Bạn Bè Xa</div>", None),
        ("<div>Tin Nổi Bật</div>", None),
    ],
)
def test_a_line_behind_the_text_counts_if_it_is_a_name(below: str, name: str | None) -> None:
    assert byline(below=below) == name


def test_initials_sign_too() -> None:
    assert byline(end="<p>T.H</p>") == "T.H"
