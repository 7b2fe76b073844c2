"""Outbox rows ↔ values, and the SQL that picks the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from monitor.core.model import Part
from monitor.core.records import OutboxKind, OutboxRow, OutboxState, Settlement
from state.rows import from_seconds, to_seconds, to_seconds_or_none

if TYPE_CHECKING:
    from state.engine import Connection, Row

NOTICES = ""  # the "channel" of notices to the operator

# A digest's part goes when no earlier part of its digest is still to go or of unknown fate, and no
# earlier digest of its channel is still to go, unless that one is itself held back by a part of
# unknown fate. Edits and notices wait for nobody.
_NEXT = """
    FROM outbox o LEFT JOIN channels c ON c.name = o.channel
    WHERE o.state = 'waiting' AND o.channel IN ({channels})
      AND NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE o.kind = 'digest' AND e.kind = 'digest' AND e.channel = o.channel
          AND e.state IN ('waiting', 'claimed', 'uncertain')
          AND (e.digest, e.part, e.id) < (o.digest, o.part, o.id)
          AND (e.digest = o.digest
            OR e.state <> 'uncertain' AND NOT EXISTS (
              SELECT 1 FROM outbox u
              WHERE u.kind = 'digest' AND u.digest = e.digest AND u.state = 'uncertain'
                AND (u.part, u.id) < (e.part, e.id))))
"""
CLAIMABLE = f"""
    SELECT o.* {_NEXT} AND o.not_before <= :now AND coalesce(c.paused_until, 0) <= :now
    ORDER BY o.kind = 'edit', o.id LIMIT 1"""
NEXT_AT = f"""
    SELECT min(CASE WHEN o.not_before > coalesce(c.paused_until, 0)
               THEN o.not_before ELSE coalesce(c.paused_until, 0) END) {_NEXT}"""


def select_rows(
    connection: Connection, where: str, params: Sequence[object] = ()
) -> tuple[OutboxRow, ...]:
    """The rows for which `where` holds, oldest first, with their stories."""
    found = connection.execute(
        f"SELECT * FROM outbox WHERE {where} ORDER BY id",  # noqa: S608 - our own SQL
        params,
    ).fetchall()
    return tuple(row_from(connection, row) for row in found)


def row_from(connection: Connection, row: Row) -> OutboxRow:
    """One row as a value."""
    return OutboxRow(
        id=row["id"],
        kind=OutboxKind(row["kind"]),
        channel=row["channel"],
        chat=row["chat"],
        thread=row["thread"],
        key=row["key"],
        digest=row["digest"],
        part=row["part"],
        parts=row["parts"],
        html=row["html"],
        plain=row["plain"],
        state=OutboxState(row["state"]),
        attempts=row["attempts"],
        not_before=from_seconds(row["not_before"]),
        created_at=from_seconds(row["created_at"]),
        target=row["target"],
        message_id=row["message_id"],
        problem=row["problem"],
        stories=stories_of(connection, row["id"]),
    )


def stories_of(connection: Connection, row: int) -> tuple[int, ...]:
    """The stories that a row shows."""
    found = connection.execute(
        "SELECT story FROM outbox_stories WHERE outbox = ? ORDER BY place, story", (row,)
    )
    return tuple(story for (story,) in found)


def insert_row(
    connection: Connection, values: dict[str, object], stories: Iterable[int] = ()
) -> int | None:
    """A new waiting row; None where its key was used before."""
    columns = {"state": OutboxState.WAITING, "part": 1, "parts": 1, **values}
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    row = connection.execute(
        f"INSERT INTO outbox ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        tuple(columns.values()),
    ).fetchone()
    if row is None:
        return None
    show_stories(connection, row["id"], stories)
    return int(row["id"])


def insert_piece(connection: Connection, row: OutboxRow, part: Part, number: int, now: int) -> None:
    """A further piece of a row that the server refused whole."""
    values: dict[str, object] = {
        "kind": row.kind,
        "channel": row.channel,
        "chat": row.chat,
        "thread": row.thread,
        "key": f"{row.key}/{number}",
        "digest": row.digest,
        "part": row.part,
        "parts": row.parts,
        "html": part.html or None,
        "plain": part.plain,
        "not_before": now,
        "created_at": to_seconds(row.created_at),
        "rendered_at": now,
    }
    insert_row(connection, values, part.stories)


def show_stories(connection: Connection, row: int, stories: Iterable[int]) -> None:
    """Note that a row shows these stories."""
    connection.executemany(
        "INSERT INTO outbox_stories (outbox, story, place) VALUES (?, ?, ?)"
        " ON CONFLICT (outbox, story) DO NOTHING",
        [(row, story, place) for place, story in enumerate(stories)],
    )


def present_chat(connection: Connection, row: Row) -> str | None:
    """Where a row goes now: a digest to its channel's chat, which may have been set right since."""
    if row["kind"] == OutboxKind.DIGEST:
        found = connection.execute(
            "SELECT chat FROM channels WHERE name = ?", (row["channel"],)
        ).fetchone()
        if found is not None:
            return None if found["chat"] is None else str(found["chat"])
    return None if row["chat"] is None else str(row["chat"])


def resolve_chat(connection: Connection, chat: str | None) -> str | None:
    """Where a chat has moved to, also in several steps; the chat itself where it has not."""
    seen: set[str] = set()
    while chat is not None and chat not in seen:
        seen.add(chat)
        moved = connection.execute("SELECT new FROM chats WHERE old = ?", (chat,)).fetchone()
        if moved is None:
            break
        chat = str(moved["new"])
    return chat


def last_message(connection: Connection, chat: str | None) -> int | None:
    """The highest message id known in a chat; the console's is the chat ""."""
    (highest,) = connection.execute(
        "SELECT max(message_id) FROM messages WHERE chat = ?", (chat or "",)
    ).fetchone()
    return None if highest is None else int(highest)


def settle_row(connection: Connection, row: OutboxRow, settlement: Settlement) -> None:
    """Record what became of a row, and of the articles it shows."""
    sent = settlement.state is OutboxState.SENT
    connection.execute(
        "UPDATE outbox SET state = ?, settled_at = ?, message_id = coalesce(?, message_id),"
        " problem = ?, not_before = coalesce(?, not_before) WHERE id = ?",
        (
            settlement.state,
            to_seconds(settlement.at),
            settlement.message_id,
            settlement.problem,
            to_seconds_or_none(settlement.not_before),
            row.id,
        ),
    )
    if sent and settlement.message_id is not None and row.kind is not OutboxKind.EDIT:
        connection.execute(
            "INSERT INTO messages (chat, message_id, outbox)"
            " SELECT coalesce(chat, ''), ?, id FROM outbox WHERE id = ?"
            " ON CONFLICT (chat, message_id) DO UPDATE SET outbox = excluded.outbox",
            (settlement.message_id, row.id),
        )
    if row.kind is OutboxKind.DIGEST:
        from state.ledger import refresh_articles

        refresh_articles(connection, row.stories)


def named_marks(values: Iterable[str]) -> tuple[str, dict[str, object]]:
    """Named marks for an IN list, and their values."""
    named: dict[str, object] = {f"c{number}": name for number, name in enumerate(values)}
    return ", ".join(f":{mark}" for mark in named) or "NULL", named
