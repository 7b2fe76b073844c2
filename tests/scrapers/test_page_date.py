"""Where an article's date stands on its page, and where a date is none of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.core.model import Article
from scrapers.article import parse_article
from tests.scrapers.pages import page_of

TITLE = "Hội nghị tổng kết công tác hữu nghị nhân dân"
TEXT = (
    "<p>Sáng nay, liên hiệp tỉnh đã tổ chức hội nghị tổng kết với sự tham dự của hội viên.</p>"
    "<p>Phát biểu tại hội nghị, ông Trần Văn Ba cho biết số hội viên đã tăng so với năm trước.</p>"
    "<p>Trong thời gian tới, các hội thành viên sẽ tiếp tục giao lưu với bạn bè quốc tế.</p>"
)
MORNING = datetime(2025, 9, 12, 1, 15, tzinfo=UTC)


def read(
    beside: str = "", *, heading: str = f"<h1>{TITLE}</h1>", below: str = "", head: str = ""
) -> Article:
    return parse_article(
        page_of(
            f"<html><head><title>{TITLE}</title>{head}</head><body><div><a href='/'>Trang chủ</a>"
            f"</div><div class=main>{heading}{beside}<div class=content>{TEXT}</div>{below}</div>"
            "<div>Bản quyền của hội</div></body></html>"
        )
    )


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1>{TITLE} <span>(12/09/2025 08:15)</span></h1>",
        f"<table><tr><td class=title>{TITLE} - 12/09/2025 08:15</td></tr></table>",
        f"<h1>{TITLE}<br><small>12/09/2025 08:15</small></h1>",
    ],
)
def test_a_date_in_the_titles_line_is_the_articles_and_no_part_of_the_title(heading: str) -> None:
    article = read(heading=heading)

    assert (article.title, article.published_at) == (TITLE, MORNING)


@pytest.mark.parametrize(
    "beside",
    [
        "<span class=time data-time='2025-09-12 08:15:00'>2 tháng trước</span>",
        "<span class=posted data-timestamp='1757639700'>2 tháng trước</span>",
        "<abbr class=published title='2025-09-12T08:15:00+07:00'>2 tháng trước</abbr>",
        "<div>8:15' 12/9/2025</div>",
    ],
)
def test_a_date_is_read_from_what_a_reader_points_at(beside: str) -> None:
    assert read(beside).published_at == MORNING


@pytest.mark.parametrize(
    "leaf",
    [
        "<div class=cal><div>12</div><div>09/2025</div></div>",
        "<div class=cal><div>12</div><div>Th9</div><div>2025</div></div>",
    ],
)
def test_a_calendar_leaf_at_the_title_is_the_date(leaf: str) -> None:
    assert read(heading=f"{leaf}<h1>{TITLE}</h1>").published_at == datetime(
        2025, 9, 11, 17, tzinfo=UTC
    )


def test_a_bare_date_right_below_the_text_is_its_date() -> None:
    assert read(below="<div align=right>12/09/2025 08:15</div>").published_at == MORNING


@pytest.mark.parametrize(
    "below",
    [
        "<div>12/09/2025</div><div><a href='/2'>Đoàn khách Lào thăm tỉnh</a></div>",
        "<div>Hạn nộp hồ sơ là ngày 12/09/2025</div>",
    ],
)
def test_a_date_of_something_below_the_text_is_none_of_its(below: str) -> None:
    assert read(below=below).published_at is None


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage",'
        '"datePublished":"2025-09-12T08:15:00+07:00"}]}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"dateCreated":"2025-09-12T08:15:00+07:00"}</script>',
        '<script type="application/json">{"props":{"article":{"title":"Hội nghị tổng kết công tác",'
        '"publishedAt":"2025-09-12T01:15:00.000Z"}}}</script>',
        '<meta property="article:published_time" content="9/12/2025 8:15:00 AM">',
    ],
)
def test_what_a_page_says_of_itself_dates_it_where_nothing_better_does(head: str) -> None:
    assert read(head=head).published_at == MORNING


def test_an_applications_data_about_another_article_dates_nothing() -> None:
    other = '{"title":"Đoàn khách Lào thăm tỉnh nhà","publishedAt":"2025-09-12T01:15:00.000Z"}'

    assert read(head=f'<script type="application/json">{other}</script>').published_at is None


def test_a_printed_date_goes_before_that_of_the_page() -> None:
    page = '{"@type":"WebPage","datePublished":"2020-01-01T08:15:00+07:00"}'
    article = read(
        "<div>12/09/2025 08:15</div>", head=f'<script type="application/ld+json">{page}</script>'
    )

    assert article.published_at == MORNING
