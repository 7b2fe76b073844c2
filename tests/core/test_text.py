"""Vietnamese text: one form for storing, one for comparing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.text import clean, fold, matching_number, matching_word, matching_words, words


def test_clean_gives_one_form() -> None:
    messy = "Ða\u0300 Na\u0306\u0303ng\u00a0\u200b \n\t\x07 2026\u00ad"
    assert clean(messy) == "Đà Nẵng 2026"


def test_fold_drops_every_mark() -> None:
    assert fold("ĐỐI NGOẠI Nhân Dân, Thừa Thiên Huế, hoà/hòa") == (
        "doi ngoai nhan dan, thua thien hue, hoa/hoa"
    )


def test_fold_keeps_letters_of_other_scripts_without_their_marks() -> None:
    assert fold("Дружба й ğ 友 ກັ") == "дружба и g 友 ກ"


def test_words_keep_their_marks() -> None:
    assert words("Hội NGHỊ, 6-8/7") == ["hội", "nghị", "6", "8", "7"]


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("180.000", "180000"),
        ("180,000", "180000"),
        ("1.000.000", "1000000"),
        ("4,35", "4.35"),
        ("37,024.65", "37024.65"),
        ("12", "12"),
    ],
)
def test_a_number_has_one_spelling(digits: str, expected: str) -> None:
    assert matching_number(digits) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("qui định", "quy định"),
        ("5 tỉ đồng", "5 tỷ đồng"),
        ("kĩ thuật", "kỹ thuật"),
        ("uỷ ban", "Ủy ban"),
        ("180.000 USD", "180,000 USD"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("Việt Nam", unicodedata.normalize("NFD", "Việt Nam")),
    ],
)
def test_styles_of_writing_do_not_tell_texts_apart(one: str, other: str) -> None:
    assert matching_words(one) == matching_words(other)


def test_a_final_i_after_a_vowel_stays() -> None:
    assert matching_words("hai nơi") == ["hai", "noi"]


def test_a_word_of_marks_alone_is_empty() -> None:
    assert matching_word("\u0301") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_has_matching_words_or_none(text: str) -> None:
    assert all(isinstance(word, str) for word in matching_words(text))
