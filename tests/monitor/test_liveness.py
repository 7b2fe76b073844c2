"""Liveness: a monitor is told when cycles or messages grow old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.core.model import CycleReport, SourceOutcome, SourceStatus
from monitor.core.records import OutboxKind, OutboxRow, OutboxState
from monitor.liveness import judge_liveness

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
EVERY = timedelta(minutes=20)


def report(age: timedelta, status: SourceStatus = SourceStatus.UNCHANGED) -> CycleReport:
    at = NOW - age
    outcomes = (SourceOutcome(source="a", status=status),)
    return CycleReport(started_at=at, finished_at=at, outcomes=outcomes)


def row(age: timedelta) -> OutboxRow:
    return OutboxRow(
        id=1,
        kind=OutboxKind.DIGEST,
        channel="main",
        chat="@x",
        thread=None,
        key="k",
        digest=1,
        part=1,
        parts=1,
        html=None,
        plain="x",
        state=OutboxState.WAITING,
        attempts=0,
        not_before=NOW - age,
        created_at=NOW - age,
    )


def test_young_cycles_and_messages_are_no_problem() -> None:
    live = judge_liveness([report(EVERY)], [row(EVERY)], NOW, EVERY)

    assert live.problems == ()
    assert live.last_good_at == NOW - EVERY
    assert live.oldest_unsent == EVERY


def test_without_any_cycle_it_is_not_alive() -> None:
    assert "no good cycle yet" in judge_liveness([], [], NOW, EVERY).problems[0]


def test_a_cycle_in_which_no_source_answered_is_not_good() -> None:
    reports = [report(timedelta(hours=3)), report(EVERY, SourceStatus.FAILED)]

    assert "3 h ago" in judge_liveness(reports, [], NOW, EVERY).problems[0]


def test_slow_polling_has_a_longer_limit() -> None:
    reports = [report(timedelta(hours=5))]

    assert judge_liveness(reports, [], NOW, timedelta(hours=2)).problems == ()
    assert judge_liveness(reports, [], NOW, EVERY).problems != ()


def test_a_message_that_waits_for_hours_is_a_problem() -> None:
    live = judge_liveness([report(EVERY)], [row(timedelta(minutes=150))], NOW, EVERY)

    assert live.problems == ("a message has waited 2 h (limit 2 h); see: huunghi outbox",)
