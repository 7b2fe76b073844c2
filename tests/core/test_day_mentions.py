"""Days and spans of days in a text."""

import pytest

from monitor.core.day_mentions import Day, find_days

D = Day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Từ ngày 6-8/7", D(6, 7), D(8, 7)),
        ("từ 16 đến 31/8", D(16, 8), D(31, 8)),
        ("trong hai ngày 5 và 6/6", D(5, 6), D(6, 6)),
        ("trong hai ngày 9-10/6/2016", D(9, 6, 2016), D(10, 6, 2016)),
        ("Từ 5 đến 9 / 11 / 2018", D(5, 11, 2018), D(9, 11, 2018)),
        ("Từ ngày 5 đến 9/11/2018", D(5, 11, 2018), D(9, 11, 2018)),
        ("từ ngày 13/06 đến ngày 19/06/2022", D(13, 6, 2022), D(19, 6, 2022)),
        ("từ 29/8 đến 1/9", D(29, 8), D(1, 9)),
        ("ngày 12, 13 và 14/5", D(12, 5), D(14, 5)),
        ("trong các ngày 21, 22, 23/6/2018", D(21, 6, 2018), D(23, 6, 2018)),
        ("ngày 7, 8/4", D(7, 4), D(8, 4)),
        ("ngày 7,8/4", D(7, 4), D(8, 4)),
        ("kéo dài đến hết 9/3", D(9, 3), None),
        ("các ngày 30, 31/10 và 1/11/2019", D(30, 10, 2019), D(1, 11, 2019)),
        ("từ 8h00 ngày 14/6/2023 đến 17h30 ngày 16/6/2023", D(14, 6, 2023), D(16, 6, 2023)),
        ("từ ngày 14/6 đến 9 giờ ngày 16/6", D(14, 6), D(16, 6)),
        ("Sáng mai, 6/4", D(6, 4), None),
        ("từ 30/12 đến 2/1/2024", D(30, 12, 2023), D(2, 1, 2024)),
        ("từ ngày 11 đến 13-10", D(11, 10), D(13, 10)),
        ("ngày 1 và 2 tháng 6 năm 2017", D(1, 6, 2017), D(2, 6, 2017)),
        ("từ 28 tháng 2 đến 1 tháng 3 năm 2024", D(28, 2, 2024), D(1, 3, 2024)),
        ("(17/11/1950 - 17/11/2015)", D(17, 11, 1950), D(17, 11, 2015)),
        ("from March 5 to 7, 2024", D(5, 3, 2024), D(7, 3, 2024)),
        ("13-14 March 2024", D(13, 3, 2024), D(14, 3, 2024)),
        ("sáng 16/8/2023", D(16, 8, 2023), None),
        ("chiều 30/6", D(30, 6), None),
        ("Sáng ngày 14/7", D(14, 7), None),
        ("Ngày 25-12-2018", D(25, 12, 2018), None),
        ("Ngày 27-11", D(27, 11), None),
        ("Ngày 26.7, Liên hiệp", D(26, 7), None),
        ("04.10.2022", D(4, 10, 2022), None),
        ("(9/11)", D(9, 11), None),
        ("ngày 2 tháng 12 năm 2022", D(2, 12, 2022), None),
        ("ngày 3 tháng Tám", D(3, 8), None),
        ("mùng 5 tháng Giêng", D(5, 1), None),
        ("2025-08-12", D(12, 8, 2025), None),
        ("January 23, 2021", D(23, 1, 2021), None),
        ("on 23 January", D(23, 1), None),
    ],
)
def test_forms(text: str, first: Day, last: Day | None) -> None:
    (mention,) = find_days(text)
    assert (mention.first, mention.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "số 171/19 đường Tôn Đản",
        "từ tháng 5/2024 đến tháng 12/2025",
        "Nghị định 80/2020/NĐ-CP",
        "trong 15 năm (1996 - 2011)",
        "lên tới 50-60 trẻ",
        "giai đoạn 2026 - 2029",
        "2/3 dân số",
        "đạt 10.5 triệu",
        "ngày 31/2/2024",
        "ngày 31/2",
        "hơn 3 tháng 12 lớp",
        "thắng 1-0",
        "từ ngày 30/2 đến 31/2/2024",
        "mục 12345",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_days(text) == ()


def test_today_and_yesterday_count_back() -> None:
    assert [m.offset for m in find_days("Sáng nay và hôm qua, chiều qua")] == [0, 1, 1]


def test_mentions_do_not_overlap_and_stand_in_order() -> None:
    text = "Ngày 16/8/2024, họp về lễ từ ngày 29/8 đến 1/9"
    assert [text[m.start : m.end] for m in find_days(text)] == ["16/8/2024", "29/8 đến 1/9"]


def test_a_leap_day_needs_its_year() -> None:
    assert Day(29, 2).on(2023) is None
    assert find_days("ngày 29/2/2023") == ()
