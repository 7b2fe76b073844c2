"""The dates of a list's cards, in the forms that blogs and portals print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.core.dates import LOCAL_ZONE
from scrapers.listing import parse_listing
from tests.scrapers.pages import FETCHED_AT, page_of

TITLES = (
    "Hội nghị tổng kết công tác hữu nghị nhân dân",
    "Đoàn khách Lào thăm tỉnh nhà dịp năm mới",
    "Trao học bổng cho sinh viên Campuchia",
    "Tập huấn kỹ năng đối ngoại cho cán bộ hội",
)
SUMMARY = "<p>Sáng nay, liên hiệp tỉnh đã tổ chức chương trình với sự tham dự của hội viên.</p>"
TODAY = FETCHED_AT.astimezone(LOCAL_ZONE)
Card = Callable[[int, str], str]


def link(number: int, text: str) -> str:
    return f"<h3><a href='/tin/{number}-bai-so-{number}.html'>{text}</a></h3>"


def dates(card: Card, below: str = "") -> list[str]:
    cards = "".join(card(number, link(number, title)) for number, title in enumerate(TITLES))
    html = f"<html><body><div class=main><h1>Tin tức</h1>{cards}</div>{below}</body></html>"
    listing = parse_listing(page_of(html))
    assert tuple(entry.title for entry in listing.entries) == TITLES
    return [
        f"{at.astimezone(LOCAL_ZONE):%d/%m/%Y %H:%M}" if (at := entry.published_at) else ""
        for entry in listing.entries
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<span class=time>{day} 08:15</span>",
        "<i>({day} 08:15)</i>",
        "<span class=time title='12/08/2026 08:15'>4 tuần trước</span>",
        "<span class=time data-time='2026-08-12T08:15:00+07:00'>tháng trước</span>",
    ],
)
def test_short_years_and_what_a_reader_points_at_date_a_card(line: str) -> None:
    read = dates(lambda _, title: f"<div class=item>{title}{line.format(day='12/08/26')}</div>")

    assert read == ["12/08/2026 08:15"] * 4


def test_cards_that_count_from_the_time_of_reading_are_dated() -> None:
    read = dates(lambda n, title: f"<div class=item>{title}<span>{n + 1} giờ trước</span></div>")

    assert read == [f"{TODAY - timedelta(hours=n + 1):%d/%m/%Y %H:%M}" for n in range(4)]


def test_a_title_that_names_today_stays_as_it_is() -> None:
    title = "Hôm nay, 08h30 khai mạc hội nghị"
    cards = "".join(f"<div>{link(n, f'{title} lần {n}')} 1{n}/08/2026</div>" for n in range(4))
    listing = parse_listing(page_of(f"<html><body><div>{cards}</div></body></html>"))

    assert [entry.title for entry in listing.entries] == [f"{title} lần {n}" for n in range(4)]


def test_a_calendar_leaf_of_two_lines_is_a_date() -> None:
    leaf = "<div class=cal><b>1{}</b><span>08/2026</span></div>"
    read = dates(lambda n, title: f"<div class=item>{leaf.format(n)}{title}{SUMMARY}</div>")

    assert read == [f"1{n}/08/2026 00:00" for n in range(4)]


def test_a_days_heading_dates_all_cards_below_it() -> None:
    def card(number: int, title: str) -> str:
        heading = f"<h2 class=date-header>1{5 - number}/08/2026</h2>" if number % 2 == 0 else ""
        return f"{heading}<div class=post>{title}{SUMMARY}</div>"

    assert dates(card) == [f"1{n}/08/2026 00:00" for n in (5, 5, 3, 3)]


def test_older_posts_are_the_next_page() -> None:
    cards = "".join(f"<div>{link(n, title)} 12/08/2026</div>" for n, title in enumerate(TITLES))
    pager = "<div class=blog-pager><a href='/search?updated-max=2026'>Bài đăng cũ hơn</a></div>"
    listing = parse_listing(page_of(f"<html><body><div>{cards}</div>{pager}</body></html>"))

    assert listing.next_url == "https://lhhn.example.vn/search?updated-max=2026"
