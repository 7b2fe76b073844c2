"""Blocks of features: what the classifier sees of an article."""

from __future__ import annotations

import unicodedata

import pytest

from monitor.core.blocks import (
    BEFORE,
    COUNTS,
    EVENT,
    HEADLINE,
    WORDS,
    blocks,
    counts,
    event_frames,
    frames,
    words_before,
)
from monitor.core.features import Tagger, parts


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def test_frames_name_order_within_a_sentence_only(tagger):
    title = parts("Trao tặng xe lăn. Hội nghị", "", (), tagger)[0]
    found = frames(title)
    assert {"^GIVE", "=GIVE", "=CONF", "GIVE>GOODS"} <= found
    assert "GOODS>CONF" not in found


def test_decomposed_text_gives_the_same_features(tagger):
    title = "Hội nghị tập huấn đối ngoại"
    apart = unicodedata.normalize("NFD", title)
    assert blocks(parts(title, "", (), tagger)) == blocks(parts(apart, "", (), tagger))


def test_the_event_stands_in_the_sentences_that_bear_a_date(tagger):
    body = ("Tập huấn là việc nhiều người mong. Sáng 4/5, hội nghị bàn kế hoạch.",)
    found = event_frames(parts("", "", body, tagger))
    assert {"=CONF", "DATE>CONF"} <= found
    assert "=TRAIN" not in found


def test_a_concept_is_seen_with_the_words_before_it(tagger):
    read = parts("Hội nghị", "", ("Tin nêu tại hội nghị. Tập huấn",), tagger)
    found = words_before(read)
    assert {"tại_CONF", "nêu tại_CONF"} <= found
    assert not any(before.endswith("_\u00b6") for before in found)
    assert words_before(read[:1]) == set()


def test_counts_tell_what_comes_often_and_which_group_the_most(tagger):
    found = counts(parts("Tập huấn", "Hội nghị. Hội thảo. Tọa đàm. Diễn đàn", (), tagger))
    assert {"CONF*2", "CONF*4", "top conference", "top conference training"} <= found
    assert "conference>7" in found
    assert "training>2" in found
    assert "TRAIN*2" not in found
    assert "training>3" not in found


def test_an_article_without_concepts_of_a_group_has_no_top(tagger):
    assert counts(parts("Mưa", "", (), tagger)) == set()


def test_the_headline_has_words_of_its_own_and_the_whole_has_all(tagger):
    found = blocks(parts("một", "hai", ("ba",), tagger))
    assert found[HEADLINE] == {"một", "hai"}
    assert found[WORDS] == {"một", "hai", "ba"}


def test_an_empty_article_has_no_features(tagger):
    found = blocks(parts("", "", (), tagger))
    assert set(found) == {
        *("title", "lead", "opening", "body"),
        *(WORDS, HEADLINE, EVENT, BEFORE, COUNTS),
    }
    assert not any(found.values())
