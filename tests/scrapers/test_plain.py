"""A page as plain text: the article among the lines that every page of its site has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.core.errors import NotAnArticleError
from monitor.core.model import FeedEntry
from scrapers.page_date import DateRules
from scrapers.plain import PlainArticle, article_from_text, parse_plain
from tests.scrapers.pages import page_of

RULES = DateRules(policy="", fetched_at=datetime(2026, 9, 8, 2, 0, tzinfo=UTC))
TITLE = "Tập huấn nghiệp vụ đối ngoại nhân dân cho cán bộ cơ sở"
FIRST = "Sáng 5/7, Liên hiệp các tổ chức hữu nghị tỉnh mở lớp tập huấn cho 80 cán bộ phụ trách."
SECOND = "Lớp học diễn ra trong hai ngày tại trung tâm hội nghị của tỉnh, với bốn chuyên đề."
THIRD = "Học viên được làm quen với quy trình tiếp nhận viện trợ và cách lập hồ sơ dự án."


def read(*lines: str, title: str = "") -> PlainArticle:
    return parse_plain("\n\n".join(lines), RULES, title)


def test_the_title_is_where_the_listing_says_it_is() -> None:
    found = read("Hội nghị gặp gỡ các tổ chức nước ngoài", TITLE.upper(), FIRST, title=TITLE)
    assert (found.title, found.body) == (TITLE.upper(), (FIRST,))


def test_a_title_that_stands_nowhere_is_the_listings() -> None:
    found = read(FIRST, SECOND, title=TITLE)
    assert (found.title, found.body) == (TITLE, (FIRST, SECOND))


def test_a_text_without_any_title_is_called_by_its_first_line() -> None:
    assert read(FIRST, SECOND).title == FIRST
    assert read("").title == ""


@pytest.mark.parametrize("credit", ["Minh Anh", "Nguồn: Sở Ngoại vụ", "Tác giả: Thu Hà"])
def test_the_line_of_the_author_ends_the_text(credit: str) -> None:
    found = read(TITLE, FIRST, SECOND, credit, "Tin bài liên quan", "Một tin khác của tỉnh bạn")
    assert found.body == (FIRST, SECOND)
    assert (found.byline or "") in credit


def test_a_print_page_names_its_address() -> None:
    found = read(TITLE, FIRST, SECOND, "Đường dẫn bài viết: https://a.vn/bai-12345.html")
    assert found.address == "https://a.vn/bai-12345.html"


def test_a_clock_above_the_title_is_no_date() -> None:
    assert read("Thứ Hai, 07/09/2026 10:17", TITLE, FIRST).published_at is None
    assert str(read(TITLE, "14:08 | 06/07/2024", FIRST).published_at) == "2024-07-06 07:08:00+00:00"


def test_the_listing_dates_a_text_that_does_not() -> None:
    at = datetime(2026, 9, 7, 1, 30, tzinfo=UTC)
    entry = FeedEntry(url="https://a.vn/1", title=TITLE, published_at=at, guid="g-1")
    page = replace(page_of("", "https://a.vn/bai-12345.html"), content_type="text/plain")
    article = article_from_text(page, None, entry, f"{FIRST}\n\n{SECOND}")
    assert (article.title, article.published_at, article.guid) == (TITLE, at, "g-1")


def test_a_page_of_a_few_words_is_no_article() -> None:
    with pytest.raises(NotAnArticleError, match=r"lhhn\.example\.vn/tin-tuc: no text"):
        article_from_text(page_of(""), None, None, "Xin chờ trong giây lát...")
