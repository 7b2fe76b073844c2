"""Names, numbers, dates, places and ordinals as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.names import name_units, read_marks


def names(text: str) -> list[str]:
    return list(read_marks([text]).names)


def days(text: str) -> list[tuple[int, int, int]]:
    return list(read_marks([text]).days)


def ordinals(text: str) -> dict[str, set[str]]:
    return read_marks([text]).ordinals


def test_names_are_runs_of_capitals() -> None:
    text = "Sáng nay, bà Lê Quỳnh Lan của World Vision tới Quảng Trị, Huế và gặp ông Dũng."
    assert names(text) == ["le quynh lan", "world vision", "quang tri", "hue", "dung"]


def test_the_first_word_of_a_sentence_is_no_name_by_itself() -> None:
    assert names("Đoàn đến thăm. Học sinh vui mừng: Trường mới.") == []


def test_a_name_or_an_abbreviation_may_open_a_sentence() -> None:
    assert names("Tại Cao Bằng, mưa to. Theo PACCOM, nước rút. VUFO họp.") == [
        "cao bang",
        "paccom",
        "vufo",
    ]


def test_a_title_in_capitals_names_nothing() -> None:
    assert names("HỘI NGHỊ TẬP HUẤN TẠI NHA TRANG") == []


def test_a_function_word_alone_in_capitals_is_no_name() -> None:
    assert names("Tại. Theo, trong đó.") == []


def test_units_of_a_name_survive_another_cut() -> None:
    assert name_units("le quynh lan") == ["le quynh", "quynh lan"]
    assert name_units("hue") == ["hue"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 12/8/2025", [(2025, 8, 12)]),
        ("ngày 12/8", [(0, 8, 12)]),
        ("từ ngày 6-8/7", [(0, 7, 6), (0, 7, 8)]),
        ("từ ngày 9 đến 11/4/2025", [(2025, 4, 9), (2025, 4, 11)]),
        ("ngày 05-08-2015", [(2015, 8, 5)]),
        ("Ngày 5 tháng 8 năm 2015", [(2015, 8, 5)]),
        ("ngày 9 và 10 tháng 6", [(0, 6, 9), (0, 6, 10)]),
        ("Tháng 10/2025", [(2025, 10, 0)]),
        ("tháng 10 năm 2025", [(2025, 10, 0)]),
        ("cuối 6/2022", [(2022, 6, 0)]),
        ("tỷ lệ 45/13", []),
        ("mục 0/0", []),
    ],
)
def test_days_with_and_without_a_year(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert days(text) == expected


def test_years_come_from_dates_and_by_themselves() -> None:
    assert list(read_marks(["năm 2022", "ngày 1/2/2023"]).years) == [2022, 2023]


def test_numbers_have_one_spelling() -> None:
    marks = read_marks(["180.000 USD, 180,000 USD, 4,35 tỷ, 617 suất năm 2025"])
    assert list(marks.numbers) == ["180000", "4.35", "617"]


def test_places_are_names_after_a_unit() -> None:
    marks = read_marks(["tại xã Đông Lai, huyện Tân Lạc và Nhà Văn hóa"])
    assert list(marks.places) == ["xa dong lai", "huyen tan lac"]


def test_who_is_named_right_after_a_province_is_no_part_of_the_place() -> None:
    marks = read_marks(["ở thành phố Đà Nẵng Nguyễn Văn An nói; xã Đông Lai Thượng Hạ"])
    assert list(marks.places) == ["pho da nang", "xa dong lai thuong"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cụm số 5 họp", {"cum": {"5"}}),
        ("Cụm 4", {"cum": {"4"}}),
        ("Đại hội lần thứ IX", {"lan": {"9"}}),
        ("lần thứ XIV", {"lan": {"14"}}),
        ("hội nghị lần thứ hai", {"lan": {"2"}}),
        ("đợt 1", {"dot": {"1"}}),
        ("khóa VI, nhiệm kỳ 2019-2024", {"khoa": {"6"}, "nhiem ky": {"2019/2024"}}),
        ("sơ kết sáu tháng đầu năm", {"thang": {"6 dau"}}),
        ("6 tháng cuối năm", {"thang": {"6 cuoi"}}),
    ],
)
def test_ordinals_by_what_they_count(text: str, expected: dict[str, set[str]]) -> None:
    assert ordinals(text) == expected


def test_values_carry_the_words_around_them() -> None:
    values = read_marks(["hội nghị có hơn 200 đại biểu của Huế dự"]).values
    assert ("number", "co hon", "day byeu", "200") not in values
    assert ("number", "co hon", "dai bieu", "200") in values
    assert ("name", "bieu cua", "du", "hue") in values


def test_a_value_among_values_has_no_words_around_it() -> None:
    assert read_marks(["2 3 4"]).values == []


def test_the_head_is_title_lead_and_first_paragraph() -> None:
    marks = read_marks(["ở Huế", "có 20 người", "ngày 1/2", "ở Đà Nẵng có 30 người ngày 3/4"])
    assert marks.head == (1, 1, 1)


@pytest.mark.parametrize(
    ("pieces", "ahead"),
    [
        (["Tin", "Hội nghị sẽ được tổ chức tại Huế"], True),
        (["Tin", "", "Hội nghị sẽ diễn ra ngày mai"], True),
        (["Tin", "Lớp học miễn phí", "Hạn đăng ký đến hết ngày 3/5."], True),
        (["Tin", "Sở thông báo tuyển 40 học viên"], True),
        (["Tin", "Người học nộp hồ sơ tại trụ sở"], True),
        (["Tin", "Bạn đọc đăng ký dự trước ngày 3/5"], True),
        (["Tin", "Ban tổ chức tuyển chọn được 40 người"], False),
        (["Tin", "Hội nghị diễn ra hôm nay"], False),
        (["Liên hiệp họp, sẽ tổ chức tập huấn", "Hội nghị diễn ra hôm nay"], False),
        (["a", "b", "c", "Hội nghị sau sẽ diễn ra ở Huế"], False),
    ],
)
def test_an_announcement_says_so_in_its_head(pieces: list[str], ahead: bool) -> None:
    assert read_marks(pieces).ahead is ahead


@given(st.lists(st.text(), max_size=4))
def test_any_text_has_marks(pieces: list[str]) -> None:
    marks = read_marks(pieces)
    assert len(marks.head) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hải Phòng đón khách.", ["hai phong"]),
        ("Nam Định: mưa to.", ["nam dinh"]),
        ("Bà Rịa - Vũng Tàu đón khách.", ["ba ria", "vung tau"]),
        ("Hai Bà Trưng còn đây.", ["ba trung"]),
        ("Gặp mặt tại TP. Huế hôm qua.", ["tp", "hue"]),
        ("Họp ở TP. Mưa to.", ["tp", "mua"]),
    ],
)
def test_a_province_or_a_city_may_open_a_sentence(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_day_needs_no_word_for_it() -> None:
    assert days("sáng 12 tháng 8 năm 2025") == [(2025, 8, 12)]
