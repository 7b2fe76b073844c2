"""What a date line is, by its wording, in the forms that old and new systems print."""

from __future__ import annotations

from datetime import datetime

import pytest

from scrapers.date_lines import (
    dated_part,
    is_bare_date,
    is_date_text,
    leaf_date,
    with_full_years,
    with_named_day,
)

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - a line is written in the reader's own zone


@pytest.mark.parametrize(
    "line",
    [
        "12/03/09 08:15 AM",
        "Thứ tư, 28/04/2010 15:33 | Người gửi: admin | Đã xem: 640 | Bản in | Gửi cho bạn bè",
        "Tin hoạt động của Hội • 19/05/2025 • 3 phút đọc",
        "Th2 27, 2020 | Tin hoạt động | 0 Lời bình",
        "Ngày đăng: 12/03/09",
    ],
)
def test_a_date_with_what_stands_beside_it_is_a_date_line(line: str) -> None:
    assert is_date_text(line)


@pytest.mark.parametrize(
    "line",
    [
        "Đoàn đã đến thăm trường hôm 12/03/2009 và tặng sách cho thư viện",
        "Lễ khai mạc diễn ra sáng 12/03/2009.",
        "Theo Thông tư 12/03/09 của bộ",
        "Tỷ số 12-03",
        "Đoàn công tác đã đến thăm | trường và cả hai bên trao quà hôm 12/03/2009 tại Hà Nội",
    ],
)
def test_a_sentence_with_a_date_is_none(line: str) -> None:
    assert not is_date_text(line)


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("12/03/09 08:15", "12/03/2009 08:15"),
        ("08:15, 12-03-98", "08:15, 12-03-1998"),
        ("Cập nhật: 1.2.10", "Cập nhật: 1.2.2010"),
        ("(12/03/09)", "(12/03/2009)"),
        ("Quyết định 12/03/09", "Quyết định 12/03/09"),
        ("12/03/2009 bản 12/03/08 08:15", "12/03/2009 bản 12/03/08 08:15"),
        ("192.168.1.10 08:15", "192.168.1.10 08:15"),
    ],
)
def test_a_year_of_two_figures_is_one_beside_a_time_or_a_label(line: str, full: str) -> None:
    assert with_full_years(line) == full


def test_bars_divide_a_line_and_not_a_date_from_its_time() -> None:
    assert dated_part("An Bình | 12/09/2025 | 08:15 | 30 lượt") == "12/09/2025 | 08:15"
    assert dated_part("An Bình | 30 lượt") == "An Bình | 30 lượt"


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Hôm nay, 08:15", "22/11/2026, 08:15"),
        ("Cập nhật: hôm qua lúc 8h15", "Cập nhật: 21/11/2026 lúc 8h15"),
        ("3 giờ trước", "22/11/2026 06:30"),
        ("45 phút trước", "22/11/2026 08:45"),
        ("2 days ago", "20/11/2026"),
        ("2 tuần trước", "2 tuần trước"),
        ("Hôm nay trời đẹp", "Hôm nay trời đẹp"),
        ("3 ngày trước (12/09/2025)", "3 ngày trước (12/09/2025)"),
    ],
)
def test_a_line_that_counts_from_the_time_of_reading_is_dated(line: str, dated: str) -> None:
    assert with_named_day(line, NOW) == dated


def test_day_month_and_year_one_below_the_other_are_a_date() -> None:
    assert leaf_date(["12", "09/2025"]) == leaf_date(["12", "Th9", "2025"]) is not None
    assert leaf_date(["12", "Th9"]) is None


def test_a_bare_date_has_no_word_beside_it() -> None:
    assert is_bare_date("(12/09/2025)")
    assert not is_bare_date("Hà Nội, 12/09/2025")
    assert not is_bare_date("12/09/2025 đến 13/09/2025")
