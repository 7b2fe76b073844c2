"""Posted digests whose stories have grown or changed since: told anew, as edits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.core.model import Channel, Part
from monitor.core.records import OutboxKind
from monitor.core.slotted import replace
from state.outbox_rows import insert_row, stories_of
from state.rows import from_seconds, to_seconds

if TYPE_CHECKING:
    from monitor.core.ports import DigestRenderer
    from state.engine import Connection, Database, Row

# A part that had to be split further has several rows of one number: those are left as they are.
_GROWN = """
    SELECT o.* FROM outbox o
    WHERE o.kind = 'digest' AND o.state = 'sent' AND o.channel = ? AND o.settled_at >= ?
      AND EXISTS (SELECT 1 FROM outbox_stories x JOIN stories s ON s.id = x.story
                  WHERE x.outbox = o.id AND s.touched_at >= o.rendered_at)
      AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.kind = 'digest' AND e.digest = o.digest
                      AND e.part = o.part AND e.id <> o.id)
    ORDER BY o.id"""
_LATEST = (
    "SELECT id, html, state FROM outbox WHERE kind = 'edit'"
    " AND coalesce(chat, '') = coalesce(?, '') AND target = ? ORDER BY id DESC LIMIT 1"
)


def has_grown(database: Database, channel: Channel, since: datetime) -> bool:
    """Whether any part posted since then tells a story that was touched later."""
    return bool(database.read(_GROWN, (channel.name, to_seconds(since))))


def queue_edits(
    connection: Connection,
    channel: Channel,
    render: DigestRenderer,
    times: tuple[datetime, datetime],
    source_names: Mapping[str, str],
) -> int:
    """Queue an edit for each posted part that reads differently now; `times`: now, and since."""
    now, since = times
    count = 0
    for row in connection.execute(_GROWN, (channel.name, to_seconds(since))).fetchall():
        part = _retold(connection, channel, render, row, source_names)
        connection.execute(
            "UPDATE outbox SET rendered_at = ? WHERE id = ?", (to_seconds(now), row["id"])
        )
        if part is not None:
            count += _queue_edit(connection, row, part, now)
    return count


def _retold(
    connection: Connection,
    channel: Channel,
    render: DigestRenderer,
    row: Row,
    source_names: Mapping[str, str],
) -> Part | None:
    """The part as it would be shown now; None where it fits into one message no more."""
    from monitor.core.digest import build_digest
    from state.stories import load_stories

    queued = connection.execute(
        "SELECT story, article FROM queue WHERE channel = ? AND digest = ?",
        (row["channel"], row["digest"]),
    ).fetchall()
    (slot_at,) = connection.execute(
        "SELECT slot_at FROM digests WHERE id = ?", (row["digest"],)
    ).fetchone()
    stories = load_stories(connection, queued, source_names)
    digest = build_digest(channel, from_seconds(slot_at), stories)
    if digest is None:
        return None
    only = stories_of(connection, row["id"])
    place = replace(digest, only=only, part=row["part"], parts=row["parts"])
    parts = render(place, channel)
    return parts[0] if len(parts) == 1 else None


def _queue_edit(connection: Connection, row: Row, part: Part, now: datetime) -> int:
    latest = connection.execute(_LATEST, (row["chat"], row["message_id"])).fetchone()
    shown = latest["html"] if latest else row["html"]
    if part.html == shown:
        return 0
    if latest and latest["state"] == "waiting":
        connection.execute(
            "UPDATE outbox SET html = ?, plain = ? WHERE id = ?",
            (part.html, part.plain, latest["id"]),
        )
        return 1
    number = latest["id"] if latest else 0
    values: dict[str, object] = {
        "kind": OutboxKind.EDIT,
        "channel": row["channel"],
        "chat": row["chat"],
        "thread": row["thread"],
        "key": f"edit:{row['id']}:{number}",
        "digest": row["digest"],
        "part": row["part"],
        "parts": row["parts"],
        "html": part.html,
        "plain": part.plain,
        "target": row["message_id"],
        "not_before": to_seconds(now),
        "created_at": to_seconds(now),
    }
    return int(insert_row(connection, values, part.stories) is not None)
