"""A page's title is what it claims and shows, without the site's name and never twice."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.headline import claimed_title, short_heading, title_near, undouble, unseen_title
from scrapers.outline import Outline
from scrapers.outlining import outline_of
from scrapers.structured import Structured

TITLE = "Tập huấn nghiệp vụ đối ngoại nhân dân cho cán bộ cơ sở"
SITE = "Hội hữu nghị Việt - Lào"


def outline(body: str) -> Outline:
    return outline_of(LexborHTMLParser(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    "page_title",
    [
        f"{TITLE} - {SITE}",
        f"{SITE} | {TITLE}",
        f"{TITLE} | Sở Ngoại vụ tỉnh Cao Bằng",
        f"Liên hiệp các tổ chức hữu nghị tỉnh Cao Bằng - {TITLE}",
        f"Trang chủ » {TITLE}",
        f"{TITLE} - Báo Mới",
        TITLE,
    ],
)
def test_a_title_shown_nowhere_is_the_pages_without_the_sites_name(page_title: str) -> None:
    facts = Structured(page_title=page_title, site_names=(SITE,))
    assert unseen_title(facts, "example.vn") == TITLE


def test_a_dash_within_a_title_is_no_border_of_the_sites_name() -> None:
    title = "Hữu nghị - đoàn kết - hợp tác - phát triển giữa nhân dân hai nước anh em"
    assert unseen_title(Structured(titles=(title,)), "example.vn") == title


def test_a_page_that_claims_only_its_sites_name_claims_no_title() -> None:
    facts = Structured(titles=(SITE, "Trang chủ"), page_title=SITE, site_names=(SITE,))
    assert unseen_title(facts, "example.vn") == ""
    assert claimed_title(facts, outline(f"<h1>{SITE}</h1>"), "example.vn") == ("", None)


@pytest.mark.parametrize("end", ["...", " …"])
def test_a_claim_cut_short_stands_for_the_longer_heading(end: str) -> None:
    facts = Structured(titles=(TITLE[:40] + end,))
    page = outline(f"<h2>Tin tức</h2><h1>{TITLE}</h1><p>Lớp học diễn ra trong hai ngày.</p>")
    title, at = claimed_title(facts, page, "example.vn")
    assert (title, page.blocks[at or 0].text) == (TITLE, TITLE)


def test_a_short_claim_cut_short_stands_for_nothing() -> None:
    facts = Structured(titles=("Tập huấn nghiệp vụ...",))
    assert claimed_title(facts, outline(f"<h1>{TITLE}</h1>"), "example.vn") == ("", None)


def test_the_heading_goes_before_the_link_with_the_same_words() -> None:
    page = outline(f'<p><a href="/x">{TITLE}</a></p><h1>{TITLE}</h1>')
    assert claimed_title(Structured(titles=(TITLE,)), page, "example.vn") == (TITLE, 1)


@pytest.mark.parametrize("between", [" ", "|", "-", ""])
def test_a_title_printed_twice_is_said_once(between: str) -> None:
    assert undouble(f"{TITLE}{between}{TITLE}") == TITLE


def test_short_words_said_twice_are_meant_so() -> None:
    assert undouble("Mãi mãi") == "Mãi mãi"
    assert undouble("xa xa") == "xa xa"


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>Tập huấn nghiệp vụ đối ngoại<br>nhân dân cho cán bộ cơ sở</h1>",
        f"<h1>{TITLE}<br><small>12/09/2025 08:15</small></h1>",
        f"<h1>{TITLE} <small>(Lượt xem: 123)</small></h1>",
        f"<h1>{TITLE} (12/09/2025)</h1>",
    ],
)
def test_a_title_of_two_lines_is_whole_and_without_dates_and_counters(heading: str) -> None:
    facts = Structured(page_title=f"{TITLE} - {SITE}")

    assert claimed_title(facts, outline(f"<p>Xin chào</p>{heading}"), "example.vn")[0] == TITLE


def test_a_sections_name_is_no_title() -> None:
    facts = Structured(page_title=f"Tin hoạt động - {SITE}")
    page = outline(
        f"<h1>Tin hoạt động</h1><div class=tieude>{TITLE}</div><p>Sáng nay, hội họp.</p>"
    )

    assert claimed_title(facts, page, "example.vn") == ("", None)
    assert title_near(page, 2) == 1


def test_large_print_looks_like_a_title() -> None:
    assert title_near(outline(f"<font size=4>{TITLE}</font><p>Sáng nay, hội họp.</p>"), 1) == 0


def test_a_short_heading_is_the_title_that_the_page_is_called_by() -> None:
    page = outline("<h1>Nhớ Bác</h1><p>Sáng nay, hội họp.</p>")

    assert short_heading(Structured(page_title=f"Nhớ Bác - {SITE}"), page) == "Nhớ Bác"
    assert short_heading(Structured(page_title=SITE), page) == ""
