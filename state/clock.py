"""Mending what a clock gone wrong has put off: times that no wait of ours reaches."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from state.rows import to_seconds

if TYPE_CHECKING:
    from state.engine import Database

LONGEST_WAIT = timedelta(hours=36)  # longer than any backoff, pause or Retry-After of ours


def forget_far_future(database: Database, now: datetime) -> None:
    """What was put off by more than any wait is due at `now`; so is what began later than it."""
    times = {"now": to_seconds(now), "late": to_seconds(now + LONGEST_WAIT)}
    with database.write() as connection:
        for table, column in (("outbox", "not_before"), ("pending", "not_before")):
            connection.execute(
                f"UPDATE {table} SET {column} = :now WHERE {column} > :late",  # noqa: S608
                times,
            )
        connection.execute(
            "UPDATE channels SET paused_until = :now WHERE paused_until > :late", times
        )
        connection.execute(
            "UPDATE channels SET registered_at = :now WHERE registered_at > :now", times
        )
