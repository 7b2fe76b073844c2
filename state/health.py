"""How the sources fared: health by source, and the report of each cycle."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from monitor.core.model import Category, CycleReport, SourceOutcome, SourceStatus
from monitor.core.records import Health
from state.rows import from_seconds, moment_from_text, to_json, to_seconds

_MOMENTS = ("last_ok_at", "last_new_at", "not_before", "sick_since")


def save_health(connection: sqlite3.Connection, healths: Iterable[Health]) -> None:
    """Put each in the place of what its source had."""
    connection.executemany(
        "INSERT INTO health (source, data) VALUES (?, ?)"
        " ON CONFLICT (source) DO UPDATE SET data = excluded.data",
        [(health.source, _health_to_json(health)) for health in healths],
    )


def note_polled(connection: sqlite3.Connection, source: str, now: datetime) -> None:
    """Remember that a source of which nothing is known was polled with success."""
    connection.execute(
        "INSERT INTO health (source, data) VALUES (?, ?) ON CONFLICT (source) DO NOTHING",
        (source, _health_to_json(Health(source=source, last_ok_at=now))),
    )


def health_from_row(row: sqlite3.Row) -> Health:
    """From a row of `health`."""
    data = json.loads(row["data"])
    moments = {name: moment_from_text(data[name]) for name in _MOMENTS}
    return Health(
        source=row["source"],
        cycles=data["cycles"],
        rates=data["rates"],
        failures=data["failures"],
        problem=data["problem"],
        **moments,
    )


def _health_to_json(health: Health) -> str:
    data: dict[str, object] = {
        "cycles": health.cycles,
        "rates": dict(health.rates),
        "failures": health.failures,
        "problem": health.problem,
    }
    for name in _MOMENTS:
        moment: datetime | None = getattr(health, name)
        data[name] = moment and moment.isoformat()
    return to_json(data)


def save_report(connection: sqlite3.Connection, report: CycleReport) -> None:
    """Append a cycle's report."""
    connection.execute(
        "INSERT INTO cycles (started_at, finished_at, report) VALUES (?, ?, ?)",
        (to_seconds(report.started_at), to_seconds(report.finished_at), _report_to_json(report)),
    )


def report_from_row(row: sqlite3.Row) -> CycleReport:
    """From a row of `cycles`."""
    data = json.loads(row["report"])
    return CycleReport(
        started_at=from_seconds(row["started_at"]),
        finished_at=from_seconds(row["finished_at"]),
        outcomes=tuple(
            SourceOutcome(**{**outcome, "status": SourceStatus(outcome["status"])})
            for outcome in data["outcomes"]
        ),
        by_category={Category(name): count for name, count in data["by_category"].items()},
        problems=tuple(data["problems"]),
        **data["counts"],
    )


def _report_to_json(report: CycleReport) -> str:
    return to_json(
        {
            "outcomes": [_outcome(outcome) for outcome in report.outcomes],
            "by_category": {str(name): count for name, count in report.by_category.items()},
            "problems": list(report.problems),
            "counts": {
                "seeded": report.seeded,
                "sent": report.sent,
                "waiting": report.waiting,
                "failed_sends": report.failed_sends,
            },
        }
    )


def _outcome(outcome: SourceOutcome) -> dict[str, object]:
    return {
        "source": outcome.source,
        "status": outcome.status,
        "entries": outcome.entries,
        "new": outcome.new,
        "duplicates": outcome.duplicates,
        "unread": outcome.unread,
        "requests": outcome.requests,
        "seconds": outcome.seconds,
        "problem": outcome.problem,
    }
