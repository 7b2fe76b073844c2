"""Every date form of the sources' date lines, of feeds, and the traps beside them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.dates import LOCAL_ZONE, find_dates, parse_datetime


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL_ZONE).astimezone(UTC)


FORMS = [
    ("14:08 | 02/12/2022", (2022, 12, 2, 14, 8)),
    ("06:04 | 10/01/2023 GMT+7", (2023, 1, 10, 6, 4)),
    ("Ngày: 04.10.2022", (2022, 10, 4)),
    ("15/06/2017, 3:47 PM", (2017, 6, 15, 15, 47)),
    ("[16:32 - 24/06/2016]", (2016, 6, 24, 16, 32)),
    ("Thứ Ba, 21/05/2024 14:00", (2024, 5, 21, 14, 0)),
    ("Thứ sáu, 22/05/2020, 13:26", (2020, 5, 22, 13, 26)),
    ("Cập nhật 24/07/2019 09:31", (2019, 7, 24, 9, 31)),
    ("Cập nhật lúc: 12:00 AM, ngày 26/03/2019", (2019, 3, 26, 0, 0)),
    ("Ngày cập nhật 02/06/2020", (2020, 6, 2)),
    ("05-08-2015", (2015, 8, 5)),
    ("15:2, Thứ Tư, 17-4-2024", (2024, 4, 17, 15, 2)),
    ("27/11/2020 : 08:11", (2020, 11, 27, 8, 11)),
    ("Thứ 3, Ngày 06/02/2018, 11:00", (2018, 2, 6, 11, 0)),
    ("Ngày đăng: 20/01/2022 08:53", (2022, 1, 20, 8, 53)),
    ("Cập nhật ngày: 12/02/2019 - 13:03", (2019, 2, 12, 13, 3)),
    ("Th2 27, 2020", (2020, 2, 27)),
    ("27 Thg 12, 2020 9:05", (2020, 12, 27, 9, 5)),
    ("27/Feb/2020", (2020, 2, 27)),
    ("9:05' ngày 27/2/2020", (2020, 2, 27, 9, 5)),
    ("Thứ Sáu, ngày 23 tháng 08 năm 2019, 09:25:27", (2019, 8, 23, 9, 25, 27)),
    ("January 23, 2021 | 14:25", (2021, 1, 23, 14, 25)),
    ("2022-12-02T14:08:00+07:00", (2022, 12, 2, 14, 8)),
    ("2022-12-02T07:08:00.000Z", (2022, 12, 2, 14, 8)),
    ("2022-12-02 14:08:00", (2022, 12, 2, 14, 8)),
    ("20221202T140800", (2022, 12, 2, 14, 8)),
    ("2016/6/29 15:07", (2016, 6, 29, 15, 7)),
    ("Mon, 07 Sep 2026 19:51:09 +0700", (2026, 9, 7, 19, 51, 9)),
    ("Mon, 07 Sep 2026 19:51:09 GMT+7", (2026, 9, 7, 19, 51, 9)),
    ("Mon, 07 Sep 2026 19:51:09 ICT", (2026, 9, 7, 19, 51, 9)),
    ("Mon, 07 Sep 2026 12:51:09 GMT", (2026, 9, 7, 19, 51, 9)),
    ("Mon, 07 Sep 2026 07:51:09 EST", (2026, 9, 7, 19, 51, 9)),
    ("Mon, 07 Sep 2026 07:51:09 -0500", (2026, 9, 7, 19, 51, 9)),
    ("Fri Dec 02 14:08:00 ICT 2022", (2022, 12, 2, 14, 8)),
    ("Thứ Ba, 21/10/2025 - 08:30 (GMT+7)", (2025, 10, 21, 8, 30)),
    ("08:30-21/10/2025", (2025, 10, 21, 8, 30)),
    ("Thứ 6 - 26/02/2016", (2016, 2, 26)),
    ("Thứ 6-26/02/2016", (2016, 2, 26)),
    ("11-21-2014", (2014, 11, 21)),
    ("21-10-2025", (2025, 10, 21)),
    ("06/07/2026 08:00", (2026, 7, 6, 8, 0)),
    ("21 Tháng Mười, 2025", (2025, 10, 21)),
    ("Tháng Mười Hai 21, 2025", (2025, 12, 21)),
    ("Thứ Năm, 5 Tháng Năm, 2022 5:06 CH", (2022, 5, 5, 17, 6)),
    ("Thứ bảy, 03 Tháng 12 2022 14:08", (2022, 12, 3, 14, 8)),
    ("15/06/2017 12:05 SA", (2017, 6, 15, 0, 5)),
    ("9 giờ 30 phút ngày 5 tháng 7 năm 2024", (2024, 7, 5, 9, 30)),
    ("02-12-2022 | 14h08", (2022, 12, 2, 14, 8)),
    ("Sept. 7, 2026 at 9:05 a.m.", (2026, 9, 7, 9, 5)),
    ("Friday, December 2nd, 2022 2 PM", (2022, 12, 2, 14, 0)),
    ("7th of September 2026", (2026, 9, 7)),
    ("2022年12月2日 14:08", (2022, 12, 2, 14, 8)),
    ("1761010200", (2025, 10, 21, 8, 30)),
    ("1761010200000", (2025, 10, 21, 8, 30)),
    ("02/12/2022 14:08:33 PM", (2022, 12, 2, 14, 8, 33)),
    ("25:99 02/12/2022", (2022, 12, 2)),
    ("02/12/2022 1234 lượt xem", (2022, 12, 2)),
    ("02/12/2022 08:00 +99", (2022, 12, 2, 8, 0)),
    ("27/11/1950", (1950, 11, 27)),
]


@pytest.mark.parametrize(("text", "parts"), FORMS)
def test_every_form_is_read_day_first_in_local_time(text: str, parts: tuple[int, ...]) -> None:
    assert parse_datetime(text) == local(*parts)


@pytest.mark.parametrize(("text", "parts"), FORMS)
def test_decomposed_text_is_read_alike(text: str, parts: tuple[int, ...]) -> None:
    assert parse_datetime(unicodedata.normalize("NFD", text)) == local(*parts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2022",
        "00/12/2022",
        "13/13/2022",
        "21/10/25",
        "21/10/25 08:30",
        "Từ 6-8/7/2022",
        "1.12.10.2022.5",
        "Nghị định 80/2020/NĐ-CP",
        "Chỉ thị 12-CT/TW",
        "Ngày 27/5",
        "năm 2022",
        "Tel. 024 3845 7092",
        "12345678901",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert parse_datetime(text) is None


def test_month_first_where_the_site_says_so() -> None:
    assert parse_datetime("4/5/2024", month_first=True) == local(2024, 4, 5)
    assert parse_datetime("21/5/2024", month_first=True) == local(2024, 5, 21)
    assert parse_datetime("4/5/2024") == local(2024, 5, 4)


def test_a_date_with_a_time_is_preferred_to_one_without() -> None:
    assert parse_datetime("Số 5, 01/02/2022. Đăng 14:08 02/12/2022") == local(2022, 12, 2, 14, 8)


def test_all_dates_are_found_where_they_stand() -> None:
    text = "Kỷ niệm 72 năm (17/11/1950 - 17/11/2022), đăng lúc 08:30 ngày 18/11/2022 | Hà Nội"
    found = find_dates(text)
    assert [text[one.start : one.end] for one in found] == [
        "17/11/1950",
        "17/11/2022",
        "08:30 ngày 18/11/2022",
    ]
    assert [one.has_time for one in found] == [False, False, True]


def test_one_time_is_not_given_to_two_dates() -> None:
    found = find_dates("01/02/2022 08:00 03/02/2022")
    assert [one.has_time for one in found] == [True, False]


@given(
    st.datetimes(min_value=datetime(1976, 1, 1), max_value=datetime(2099, 12, 31)),  # noqa: DTZ001
    st.sampled_from(
        ["%H:%M | %d/%m/%Y", "%d-%m-%Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%I:%M %p, ngày %d.%m.%Y"]
    ),
)
def test_what_is_printed_is_read_back(moment: datetime, form: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert parse_datetime(moment.strftime(form)) == moment.replace(tzinfo=LOCAL_ZONE)


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    assert all(one.at.tzinfo is UTC for one in find_dates(text))
    parse_datetime(text)
