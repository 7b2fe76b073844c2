"""How the sources fared: health by source, and the report of each cycle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.model import CycleReport
from monitor.core.records import Health
from state.codec import to_json
from state.rows import to_seconds

if TYPE_CHECKING:
    from state.engine import Connection

KEPT = timedelta(days=14)
"""How long reports are kept: the weekly word to the operator needs the last seven days."""


def save_health(connection: Connection, healths: Iterable[Health]) -> None:
    """Put each in the place of what its source had."""
    connection.executemany(
        "INSERT INTO health (source, data) VALUES (?, ?)"
        " ON CONFLICT (source) DO UPDATE SET data = excluded.data",
        [(health.source, to_json(health)) for health in healths],
    )


def note_polled(connection: Connection, source: str, now: datetime) -> None:
    """Remember that a source of which nothing is known was polled with success."""
    connection.execute(
        "INSERT INTO health (source, data) VALUES (?, ?) ON CONFLICT (source) DO NOTHING",
        (source, to_json(Health(source=source, last_ok_at=now))),
    )


def save_report(connection: Connection, report: CycleReport) -> None:
    """Append a cycle's report; those of more than two weeks ago go."""
    connection.execute(
        "INSERT INTO cycles (started_at, finished_at, report) VALUES (?, ?, ?)",
        (to_seconds(report.started_at), to_seconds(report.finished_at), to_json(report)),
    )
    connection.execute(
        "DELETE FROM cycles WHERE finished_at < ?", (to_seconds(report.finished_at - KEPT),)
    )
