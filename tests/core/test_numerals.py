"""Numbers as they are printed."""

from decimal import Decimal

import pytest

from monitor.core.numerals import count, in_words, scaled, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17", "17"),
        ("1.100", "1100"),
        ("1,100", "1100"),
        ("3.200.000", "3200000"),
        ("180,000", "180000"),
        ("37.024,65", "37024.65"),
        ("37,024.65", "37024.65"),
        ("2,5", "2.5"),
        ("1.5", "1.5"),
        ("0.125", "0.125"),
    ],
)
def test_a_number_that_stands_alone(text: str, value: str) -> None:
    assert whole(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,8", "1.8"),
        ("540,750", "540.750"),
        ("1.200", "1200"),
        ("1,000", "1000"),
        ("199,5", "199.5"),
        ("2.200,5", "2200.5"),
    ],
)
def test_before_a_scale_the_comma_begins_decimals(text: str, value: str) -> None:
    assert scaled(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ba", 3),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("một trăm linh năm", 105),
        ("hai trăm năm mươi", 250),
        ("ba triệu", 3_000_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("nghìn", 1_000),
    ],
)
def test_numbers_in_words(text: str, value: int) -> None:
    assert in_words(text) == value


def test_a_word_that_is_no_numeral_gives_none() -> None:
    assert in_words("hai cái") is None
    assert count("hai cái") is None


def test_a_head_count_is_a_whole_number() -> None:
    assert count("1.100") == 1100
    assert count("Hai trăm") == 200
    assert count("2,5") is None
