"""A page's title is what it claims and shows, without the site's name and never twice."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.headline import claimed_title, undouble, unseen_title
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
