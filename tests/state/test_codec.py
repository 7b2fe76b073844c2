"""Values survive the way into JSON and back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from types import MappingProxyType

import pytest

from monitor.core.errors import StateError
from monitor.core.model import Category, Classification, CycleReport, Facts, FeedEntry
from monitor.core.records import Health
from state.codec import from_json, storable, to_json
from tests.factories_state import NOW, a_classification, some_facts

_HANOI = timezone(timedelta(hours=7))


def test_values_come_back_equal() -> None:
    assert from_json(Facts, to_json(some_facts())) == some_facts()
    assert from_json(Classification, to_json(a_classification())) == a_classification()
    report = CycleReport(
        started_at=NOW, finished_at=NOW, sick=(("bao", "no entries"),), by_category={}
    )
    assert from_json(CycleReport, to_json(report)) == report


def test_defaults_are_not_written() -> None:
    assert json.loads(to_json(FeedEntry(url="u"))) == {"url": "u"}
    assert to_json(Facts()) == "{}"


def test_any_mapping_is_written() -> None:
    assert to_json({"rates": MappingProxyType({"entries": 2.5})}) == '{"rates":{"entries":2.5}}'


def test_letters_stay_letters_and_enums_come_back_as_such() -> None:
    assert to_json(("Đồng Nai",)) == '["Đồng Nai"]'
    back = from_json(Classification, to_json(a_classification(Category.AID)))
    assert back.primary is Category.AID
    assert set(map(type, back.scores)) == {Category}


def test_times_come_back_in_utc() -> None:
    entry = FeedEntry(url="u", published_at=datetime(2026, 3, 2, 7, tzinfo=_HANOI))
    back = from_json(FeedEntry, to_json(entry))
    assert back == entry
    assert back.published_at is not None
    assert back.published_at.utcoffset() == timedelta(0)


def test_an_older_row_takes_the_defaults_and_a_newer_ones_extras_are_passed_over() -> None:
    assert from_json(Health, '{"source":"bao","unheard_of":1}') == Health(source="bao")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source":', '{"source":"x","last_ok_at":"?"}'])
def test_what_is_not_such_a_value_is_said(text: str) -> None:
    with pytest.raises(StateError, match=r"something that is no Health: .*Restore"):
        from_json(Health, text)


def test_what_no_engine_stores_is_replaced() -> None:
    assert storable("a\ud800b\x00c") == "a?b?c"
    assert storable("Đ😀") == "Đ😀"
