"""The lexicon: each phrase can be matched, and stands once in its group."""

from __future__ import annotations

import unicodedata

from monitor.core.lexicon import phrases
from monitor.core.tokens import tokenize


def test_phrases_are_written_as_they_are_matched():
    for phrase in phrases():
        assert phrase == unicodedata.normalize("NFC", phrase.lower())
        assert "¶" not in tokenize(phrase).words


def test_the_senses_that_lead_away_win():
    found = phrases()
    assert found["tặng hoa"] == "SOUVENIR"
    assert found["viện trợ quân sự"] == "WAR"
    assert found["trung tâm hội nghị"] == "NEUTRAL"
    assert found["đại hội thể thao"] == "SPORT"
