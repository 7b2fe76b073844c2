"""Sums of money in every printed form."""

import pytest

from monitor.core.amounts import find_amounts


def sums(text: str) -> list[tuple[float, str]]:
    return [(amount.value, amount.unit) for amount in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("dự án 393 tỷ đồng", 393e9, "VND"),
        ("hơn 1,8 tỷ đồng", 1.8e9, "VND"),
        ("trên 3,3 tỉ đồng", 3.3e9, "VND"),
        ("trị giá 540,750 triệu đồng", 540_750_000, "VND"),
        ("khoảng 1.200 tỷ đồng", 1.2e12, "VND"),
        ("1,2 nghìn tỷ đồng", 1.2e12, "VND"),
        ("1 tỷ 800 triệu đồng", 1.8e9, "VND"),
        ("1 tỷ 4 triệu 4 trăm ngàn đồng", 1_004_400_000, "VND"),
        ("1 tỷ rưỡi đồng", 1.5e9, "VND"),
        ("310.000.000 đồng", 310e6, "VND"),
        ("300.000đ/phần", 300_000, "VND"),
        ("210.000.000 VNĐ", 210e6, "VND"),
        ("VND 5,000,000", 5e6, "VND"),
        ("15 nghìn đồng", 15_000, "VND"),
        ("hai trăm năm mươi triệu đồng", 250e6, "VND"),
        ("nửa tỷ đồng", 0.5e9, "VND"),
        ("HƠN 500 TRIỆU ĐỒNG", 500e6, "VND"),
        ("98.700USD", 98_700, "USD"),
        ("180,000 USD", 180_000, "USD"),
        ("37,024.65 USD", 37_024.65, "USD"),
        ("37.024,65 USD", 37_024.65, "USD"),
        ("gần ba triệu đô la Mỹ", 3e6, "USD"),
        ("7 triệu đô-la", 7e6, "USD"),
        ("35,4 tỷ USD", 35.4e9, "USD"),
        ("US$5.5 million", 5.5e6, "USD"),
        ("$2,000", 2_000, "USD"),
        ("1.2 million dollars", 1.2e6, "USD"),
        ("USD 5,000", 5_000, "USD"),
        ("50.000 Euro", 50_000, "EUR"),
        ("€42,750", 42_750, "EUR"),
        ("20.000 AUD", 20_000, "AUD"),
        ("A$50,000", 50_000, "AUD"),
        ("30.000 đô la Úc", 30_000, "AUD"),
        ("10.000 đô la New Zealand", 10_000, "NZD"),
        ("12.000 NZD", 12_000, "NZD"),
        ("390 triệu yen", 390e6, "JPY"),
        ("20 tỷ yên", 20e9, "JPY"),
        ("50 triệu won", 50e6, "KRW"),
        ("600 triệu kíp", 600e6, "LAK"),
        ("5.000 bảng Anh", 5_000, "GBP"),
        ("8.000 CAD", 8_000, "CAD"),
        ("9.000 franc Thụy Sĩ", 9_000, "CHF"),
        ("7.000 đô la Singapore", 7_000, "SGD"),
        ("100.000 baht", 100_000, "THB"),
        ("2 triệu nhân dân tệ", 2e6, "CNY"),
        ("12 ngàn đô", 12_000, "USD"),
        ("50k USD", 50_000, "USD"),
        ("1,5 triệu đô Úc", 1.5e6, "AUD"),
        ("25.000 đô Canada", 25_000, "CAD"),
        ("43.700 Forint mỗi tháng", 43_700, "HUF"),
        ("3.000 złoty", 3_000, "PLN"),
        ("20.000 korun Séc", 20_000, "CZK"),
        ("5 triệu rupiah", 5e6, "IDR"),
        ("2.000 peso Philippines", 2_000, "PHP"),
        ("30.000 peso Cuba", 30_000, "CUP"),
        ("10.000 lia Thổ Nhĩ Kỳ", 10_000, "TRY"),
        ("3 triệu kron Thụy Điển", 3e6, "SEK"),
        ("10 000 000 đồng", 10e6, "VND"),
        ("12 500 USD", 12_500, "USD"),
        ("một triệu rưỡi đồng", 1.5e6, "VND"),
        ("hai tỷ rưỡi đồng", 2.5e9, "VND"),
    ],
)
def test_a_sum_has_its_value_and_its_currency(text: str, value: float, unit: str) -> None:
    assert sums(text) == [(value, unit)]


def test_both_sides_of_an_equivalence_are_given_in_order() -> None:
    text = "tài trợ 310.000.000 đồng, tương đương 13.478 USD"
    assert sums(text) == [(310e6, "VND"), (13_478, "USD")]


def test_the_text_keeps_the_words_around_the_number() -> None:
    assert [amount.text for amount in find_amounts("Tổng hơn 1 tỷ đồng; 750.000 đồng/suất")] == [
        "hơn 1 tỷ đồng",
        "750.000 đồng/suất",
    ]


def test_a_sum_that_is_said_twice_is_given_once() -> None:
    assert len(find_amounts("Gần 2 triệu USD. Tổng vốn 2 triệu USD.")) == 1


def test_a_bare_sum_is_money_where_money_is_spoken_of() -> None:
    assert sums("tổng kinh phí 1 tỷ 800 triệu.") == [(1.8e9, "VND")]
    assert sums("trị giá 1,8 tỷ cho hai trường") == [(1.8e9, "VND")]
    assert sums("Thế giới có 8 tỷ người") == []
    assert sums("ước đạt 2,7 triệu.") == []


def test_the_upper_end_of_a_range_is_given_and_a_hyphenated_range_is_not() -> None:
    assert sums("mỗi căn từ 55 đến 80 triệu đồng") == [(80e6, "VND")]
    assert sums("kinh phí 55-80 triệu đồng/căn") == []


@pytest.mark.parametrize(
    "text",
    [
        "2 triệu đồng bào",
        "10 đồng chí",
        "năm 2024 đồng ý tiếp nhận",
        "hàng trăm triệu đồng",
        "vài trăm triệu đồng",
        "20 Yên Bái",
        "5 đô thị, 2 đô vật",
        "số 80/2020/NĐ-CP",
        "0 đồng",
        "Việt Nam, ASEAN, G20",
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert sums(text) == []


def test_a_long_row_of_numbers_is_read_in_bounded_time() -> None:
    assert find_amounts("1 triệu " * 4_000 + "x") == ()
    assert find_amounts("1.000." * 4_000) == ()
