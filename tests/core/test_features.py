"""Words and concepts: how an article is read before its kind is judged."""

from __future__ import annotations

import pytest

from monitor.core.features import BODY_LIMIT, Tagger, parts, places, tokenize


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def concepts(text: str, tagger: Tagger) -> list[str]:
    return [name for name, _, _ in tagger.tag(tokenize(text)[0])]


def test_both_styles_of_tone_marks_and_capitals_give_the_same_words():
    assert tokenize("KHOÁ HỌC, thuỷ lợi")[0] == tokenize("khóa học, thủy lợi")[0]


def test_the_tone_mark_after_qu_stays():
    assert tokenize("Quý vị")[0] == ["quý", "vị"]


def test_numbers_years_and_dates_are_told_apart():
    assert tokenize("5,3 tỷ ngày 12/6 năm 2023, 27-11-2020")[0] == (
        ["0", "tỷ", "ngày", "0/0", "năm", "0000", "0/0"]
    )


def test_the_point_of_an_abbreviation_ends_no_sentence():
    assert "¶" not in tokenize("TP. Huế và TS. A. Nam")[0]
    assert tokenize("Xong rồi... Nghỉ.\n\nThôi")[0] == ["xong", "rồi", "¶", "nghỉ", "¶", "thôi"]


def test_a_letter_that_grows_in_lower_case_moves_nothing(tagger):
    body = "İ. Trao tặng"
    part = parts("", "", (body,), tagger)[3]
    start, end = places(part)[part.tokens.index("trao")]
    assert part.text[start:end] == "Trao"


def test_the_longest_phrase_wins_and_takes_the_sense_out_of_a_short_one(tagger):
    assert concepts("tặng hoa", tagger) == ["SOUVENIR"]
    assert concepts("Sở Giáo dục và Đào tạo", tagger) == ["NEUTRAL"]
    assert concepts("phát biểu trực tiếp", tagger) == []


def test_a_phrase_at_the_very_end_keeps_its_length(tagger):
    assert tagger.tag(["hội", "nghị"]) == [("CONF", 0, 2)]


def test_sums_and_dates_are_concepts(tagger):
    assert concepts("ngày 5/6 với 12 tỷ đồng", tagger) == ["DATE", "DATE", "MONEY"]
    assert concepts("sáng mai 12 người", tagger) == []


def test_the_opening_holds_the_first_two_sentences_of_the_body(tagger):
    opening = parts("", "", ("Một. Hai.", "Hội nghị."), tagger)[2]
    assert opening.tokens == ["một", "¶", "hai", "¶"]
    assert opening.concepts == [("¶", 1, 1), ("¶", 3, 1)]
    assert parts("", "", ("Chỉ một câu",), tagger)[2].tokens == ["chỉ", "một", "câu"]


def test_no_more_of_the_body_is_read_than_the_limit(tagger):
    whole = parts("", "", ("hội nghị " * 40_000,), tagger)[3]
    assert len(whole.text) == BODY_LIMIT


@pytest.mark.parametrize("teaser", ["Xem thêm: Tập huấn", ">> Bài liên quan: Tập huấn"])
def test_a_paragraph_that_points_to_other_articles_is_not_read(tagger, teaser):
    assert parts("", "", (teaser, "Hội nghị."), tagger)[3].text == "Hội nghị."


def test_a_unit_with_a_raised_figure_is_a_word() -> None:
    assert tokenize("800 m² đất")[0] == ["0", "m²", "đất"]
