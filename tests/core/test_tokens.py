"""Words as the kind is judged by them: one style, numbers masked, sentences ended; found again."""

from __future__ import annotations

import pytest

from monitor.core.tokens import tokenize


def words(text: str) -> list[str]:
    return list(tokenize(text).words)


def test_both_styles_of_tone_marks_and_capitals_give_the_same_words():
    assert words("KHOÁ HỌC, thuỷ lợi") == words("khóa học, thủy lợi")


def test_the_tone_mark_after_qu_stays():
    assert words("Quý vị") == ["quý", "vị"]


def test_numbers_years_and_dates_are_told_apart():
    assert words("5,3 tỷ ngày 12/6 năm 2023, 27-11-2020") == (
        ["0", "tỷ", "ngày", "0/0", "năm", "0000", "0/0"]
    )


def test_the_point_of_an_abbreviation_ends_no_sentence():
    assert "¶" not in words("TP. Huế và TS. A. Nam")
    assert words("Xong rồi... Nghỉ.\n\nThôi") == ["xong", "rồi", "¶", "nghỉ", "¶", "thôi"]


def test_a_unit_with_a_raised_figure_is_a_word():
    assert words("800 m² đất") == ["0", "m²", "đất"]


def test_stops_that_nothing_was_said_before_are_left_out():
    assert words(". … Một ? ! Hai :\n") == ["một", "¶", "hai", "¶"]


def test_a_point_after_a_number_or_a_letter_ends_nothing_however_far_it_stands():
    assert words("Số 5. Điều A . Năm 2023. Tp.\nHuế") == (
        ["số", "0", "điều", "a", "năm", "0000", "¶", "tp", "¶", "huế"]
    )


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hội nghị", "Hội nghị"),
        ("Tại (Hội  nghị), hôm qua", "Hội  nghị"),
        ("TP. Huế... mở “HỘI NGHỊ”...", "HỘI NGHỊ"),
        ("Xong.\n\nHọp:hội/nghị.", "hội/nghị"),
        ("İ. Hội nghị", "Hội nghị"),
    ],
)
def test_words_are_found_again_in_the_text(text, phrase):
    read = tokenize(text)
    first = read.words.index("hội")
    assert read.phrase(first, 2) == phrase
    assert read.phrase(first, 1) == phrase[:3]
