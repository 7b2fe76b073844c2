"""Words and concepts: how an article is read before its kind is judged."""

from __future__ import annotations

import pytest

from monitor.core.features import BODY_LIMIT, Sentence, Tagger, parts
from monitor.core.tokens import tokenize


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def concepts(text: str, tagger: Tagger) -> list[str]:
    found = tagger.tag(tokenize(text).words)
    return [name for sentence in found for name in sentence.names]


def test_the_longest_phrase_wins_and_takes_the_sense_out_of_a_short_one(tagger):
    assert concepts("tặng hoa", tagger) == ["SOUVENIR"]
    assert concepts("Sở Giáo dục và Đào tạo", tagger) == ["NEUTRAL"]
    assert concepts("phát biểu trực tiếp", tagger) == []


def test_a_phrase_at_the_very_end_keeps_its_length(tagger):
    assert tagger.tag(["hội", "nghị"]) == [Sentence(("CONF",), ((0, 2),))]


def test_sums_and_dates_are_concepts(tagger):
    assert concepts("ngày 5/6 với 12 tỷ đồng", tagger) == ["DATE", "DATE", "MONEY"]
    assert concepts("sáng mai 12 người", tagger) == []


def test_the_opening_holds_the_first_two_sentences_of_the_body(tagger):
    opening = parts("", "", ("Một. Hai.", "Hội nghị."), tagger)[2]
    assert opening.tokens == ["một", "¶", "hai", "¶"]
    assert opening.sentences == []
    assert parts("", "", ("Chỉ một câu",), tagger)[2].tokens == ["chỉ", "một", "câu"]


def test_sentences_are_told_apart_and_those_without_a_concept_left_out(tagger):
    found = tagger.tag(tokenize("Trao tặng xe lăn. Mưa. Hội nghị").words)
    assert [sentence.names for sentence in found] == [("GIVE", "GOODS"), ("CONF",)]
    assert found[1].places == ((7, 2),)


def test_the_opening_has_the_concepts_of_its_sentences_alone(tagger):
    read = parts("", "", ("Hội nghị. Tập huấn. Trao tặng.",), tagger)
    assert read[2].sentences == read[3].sentences[:2]


def test_no_more_of_the_body_is_read_than_the_limit(tagger):
    whole = parts("", "", ("hội nghị " * 40_000,), tagger)[3]
    assert sum(map(len, whole.text.chunks)) + len(whole.text.chunks) - 1 == BODY_LIMIT


@pytest.mark.parametrize("teaser", ["Xem thêm: Tập huấn", ">> Bài liên quan: Tập huấn"])
def test_a_paragraph_that_points_to_other_articles_is_not_read(tagger, teaser):
    assert parts("", "", (teaser, "Hội nghị."), tagger)[3].tokens == ["hội", "nghị", "¶"]
