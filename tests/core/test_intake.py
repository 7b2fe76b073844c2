"""Which entries are read now, which are remembered by key, which wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from monitor.core.intake import (
    IntakeRules,
    fresh_entries,
    is_gone,
    note,
    retry_later,
    take_in,
    unknown_entries,
)
from monitor.core.model import ArticleState, FeedEntry
from monitor.core.records import Unread
from monitor.core.urls import address_key, entry_keys

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def entry(number: int, age: timedelta | None = None) -> FeedEntry:
    return FeedEntry(
        url=f"https://thoidai.com.vn/bai-{number}.html",
        published_at=None if age is None else NOW - age,
    )


def rules(*, first_run: bool = False, limit: int = 10) -> IntakeRules:
    return IntakeRules(first_run=first_run, limit=limit, max_age=14 * DAY)


def test_addresses_are_asked_for_first_and_other_keys_where_these_fail() -> None:
    known, moved, fresh = entry(100001), entry(100002), entry(100003)
    stored = {address_key(known.url), entry_keys(moved)[0]}
    asked: list[set[str]] = []

    def known_keys(keys: Iterable[str]) -> set[str]:
        asked.append(set(keys))
        return stored & asked[-1]

    assert fresh_entries([known, moved, fresh], known_keys) == (fresh,)
    assert asked[0] == {address_key(item.url) for item in (known, moved, fresh)}
    assert asked[1] == {entry_keys(moved)[0], entry_keys(fresh)[0]}


def test_what_is_all_known_is_asked_for_once_and_nothing_not_at_all() -> None:
    asked: list[set[str]] = []

    def known_keys(keys: Iterable[str]) -> set[str]:
        asked.append(set(keys))
        return asked[-1]

    assert fresh_entries([entry(100001), entry(100002)], known_keys) == ()
    assert fresh_entries([], known_keys) == ()
    assert len(asked) == 1


def test_known_entries_and_repeats_are_left_out() -> None:
    known, fresh = entry(100001), entry(100002)
    again = FeedEntry(url="http://www.thoidai.com.vn/khac-100002.html?utm_source=x")

    assert unknown_entries([known, fresh, again], set(entry_keys(known))) == (fresh,)


def test_an_entry_over_the_age_gate_is_remembered_without_being_read() -> None:
    intake = take_in([entry(100001, 20 * DAY), entry(100002, DAY)], rules(), NOW)

    assert [e.url for e in intake.read] == [entry(100002).url]
    (old,) = intake.notes
    assert (old.state, old.reason) == (
        ArticleState.FILTERED,
        "older than 14 days when first listed",
    )
    assert old.keys == entry_keys(entry(100001))


def test_a_first_run_reads_the_newest_and_seeds_the_rest_by_key() -> None:
    entries = [entry(n, 400 * DAY) for n in range(100000, 100005)]

    intake = take_in(entries, rules(first_run=True, limit=2), NOW)

    assert intake.read == tuple(entries[:2])
    assert [(n.entry, n.state) for n in intake.notes] == [
        (e, ArticleState.SEEDED) for e in entries[2:]
    ]
    assert intake.waiting == ()


def test_what_is_over_the_limit_of_one_cycle_waits_and_is_not_lost() -> None:
    entries = [entry(n) for n in range(100000, 100005)]

    intake = take_in(entries, rules(limit=2), NOW)

    assert [w.entry for w in intake.waiting] == entries[2:]
    assert {(w.tries, w.not_before) for w in intake.waiting} == {(0, NOW)}


def test_a_failed_entry_is_tried_again_ever_more_rarely() -> None:
    unread = Unread(entry=entry(100001), problem="", tries=0, not_before=NOW)
    waits = []
    for _ in range(9):
        unread = retry_later(unread, "no text", NOW)
        waits.append((unread.not_before - NOW) / timedelta(minutes=1))

    assert waits == [20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert (unread.tries, unread.problem) == (9, "no text")


def test_a_page_is_gone_only_after_saying_so_several_times() -> None:
    def tried(times: int) -> Unread:
        return Unread(entry=entry(100001), problem="", tries=times, not_before=NOW)

    assert is_gone(tried(5), 404)
    assert is_gone(tried(6), 410)
    assert not is_gone(tried(4), 404)
    assert not is_gone(tried(9), 500)
    assert not is_gone(tried(9), None)


def test_a_note_keeps_every_key() -> None:
    made = note(entry(100001), ArticleState.SEEDED, "first run")

    assert made.keys == entry_keys(entry(100001))
