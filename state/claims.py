"""Claiming the next row that may be sent, and what a process that is no more had claimed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.records import OutboxKind, OutboxRow, OutboxState, Settlement
from state.outbox_rows import (
    CLAIMABLE,
    last_message,
    named_marks,
    present_chat,
    resolve_chat,
    select_rows,
    settle_row,
)
from state.rows import to_seconds
from state.turns import CHANNEL, take

if TYPE_CHECKING:
    from state.engine import Connection, Database, Row

LONGEST_SEND = timedelta(seconds=60)
"""For so long a process that lost its session may be sending: twice the notifier's patience."""


def claim(database: Database, now: datetime, channels: Collection[str]) -> OutboxRow | None:
    """The next row of these channels that may be sent, claimed."""
    with database.snapshot() as connection:
        if connection.execute(*_claimable(channels, now)).fetchone() is None:
            return None  # what is usual is not worth a write lock
    with database.claiming() as connection:
        mine = take(database, connection, CHANNEL, channels)
        query, params = _claimable(mine, now)
        row = connection.execute(query + database.skip_locked, params).fetchone()
        if row is None:
            return None
        _mark(connection, row, now, database.owner)
        return select_rows(connection, "id = ?", (row["id"],))[0]


def _claimable(channels: Collection[str], now: datetime) -> tuple[str, dict[str, object]]:
    names, params = named_marks(channels)
    return CLAIMABLE.format(channels=names), {**params, "now": to_seconds(now)}


def _mark(connection: Connection, row: Row, now: datetime, owner: str) -> None:
    chat = resolve_chat(connection, present_chat(connection, row))
    is_edit = row["kind"] == OutboxKind.EDIT
    target = row["target"] if is_edit else last_message(connection, chat)
    connection.execute(
        "UPDATE outbox SET state = 'claimed', claimed_at = ?, claimed_by = ?, chat = ?,"
        " target = ?, attempts = attempts + 1 WHERE id = ?",
        (to_seconds(now), owner, chat, target, row["id"]),
    )


def recover(database: Database, now: datetime, channels: Collection[str]) -> int:
    """Mark what was left claimed in these channels as uncertain; how many. Edits wait again."""
    if not database.read("SELECT 1 FROM outbox WHERE state = 'claimed' LIMIT 1"):
        return 0
    with database.write() as connection:
        left = [row for row in _abandoned(database, connection, now) if row.channel in channels]
        for row in left:
            settle_row(connection, row, _fate(row, now))
    return sum(row.kind is not OutboxKind.EDIT for row in left)


def _fate(row: OutboxRow, now: datetime) -> Settlement:
    if row.kind is OutboxKind.EDIT:
        return Settlement(state=OutboxState.WAITING, at=now)
    problem = "the process ended while this was being sent"
    return Settlement(state=OutboxState.UNCERTAIN, at=now, problem=problem)


def _abandoned(database: Database, connection: Connection, now: datetime) -> tuple[OutboxRow, ...]:
    if not database.shared:
        return select_rows(connection, "state = 'claimed'")
    return select_rows(
        connection,
        "state = 'claimed' AND (claimed_by = ? OR claimed_at <= ?)",
        (database.owner, to_seconds(now - LONGEST_SEND)),
    )
