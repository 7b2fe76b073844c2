"""Digest slots: which is due, and cutting one: from what is queued to rows of the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from monitor.core.model import Channel, Part
from monitor.core.records import OutboxKind
from monitor.core.slots import latest_slot
from monitor.core.slotted import dataclass
from state.outbox_rows import insert_row, resolve_chat
from state.rows import from_seconds, to_seconds

if TYPE_CHECKING:
    from monitor.core.ports import DigestRenderer
    from state.engine import Connection, Database

# A slot is past once a later one was cut; a slot later than this was cut by a clock gone wrong.
CLOCK_ERROR = timedelta(hours=36)
_SOON = 60  # seconds; in one second so many digests are not cut


def due_slot(database: Database, channel: Channel, now: datetime, zone: tzinfo) -> datetime | None:
    """The latest slot that has come and has no digest yet; without fixed times, now."""
    if not channel.digests:
        return _free_second(database, channel.name, now)
    slot = latest_slot(channel, now, zone)
    return None if slot is None or _is_past(database, channel.name, slot) else slot


def _free_second(database: Database, channel: str, now: datetime) -> datetime | None:
    """The first whole second from `now` on without a digest; None where nothing is queued."""
    start = to_seconds(now)
    found = database.read(
        "SELECT (SELECT max(slot_at) FROM digests WHERE channel = ?"
        "  AND slot_at BETWEEN ? AND ?) AS last"
        " FROM queue WHERE channel = ? AND digest IS NULL LIMIT 1",
        (channel, start, start + _SOON, channel),
    )
    if not found:
        return None
    last = found[0]["last"]
    return from_seconds(start if last is None else last + 1)


def _is_past(database: Database, channel: str, slot: datetime) -> bool:
    """Whether the slot, or a later one, was cut; or came before the channel was known."""
    start, end = to_seconds(slot), to_seconds(slot + CLOCK_ERROR)
    found = database.read(
        "SELECT 1 FROM digests WHERE channel = ? AND slot_at BETWEEN ? AND ?"
        " UNION ALL SELECT 1 FROM channels WHERE name = ? AND registered_at > ?",
        (channel, start, end, channel, start),
    )
    return bool(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One digest that is being cut."""

    channel: Channel
    slot_at: datetime
    now: datetime
    render: DigestRenderer
    source_names: Mapping[str, str]


def cut_digest(connection: Connection, cut: Cut) -> int:
    """Write the slot and its rows; how many rows. 0 where another process had cut the slot."""
    from monitor.core.digest import build_digest  # most cycles cut nothing
    from state.stories import load_stories

    slot = connection.execute(
        "INSERT INTO digests (channel, slot_at, cut_at) VALUES (?, ?, ?)"
        " ON CONFLICT (channel, slot_at) DO NOTHING RETURNING id",
        (cut.channel.name, to_seconds(cut.slot_at), to_seconds(cut.now)),
    ).fetchone()
    if slot is None:
        return 0
    queued = connection.execute(
        "SELECT story, article FROM queue WHERE channel = ? AND digest IS NULL"
        " ORDER BY queued_at, story",
        (cut.channel.name,),
    ).fetchall()
    stories = load_stories(connection, queued, cut.source_names)
    digest = build_digest(cut.channel, cut.slot_at, stories)
    parts = cut.render(digest, cut.channel) if digest else ()
    _insert_parts(connection, cut, slot["id"], parts)
    return len(parts)


def _insert_parts(connection: Connection, cut: Cut, digest: int, parts: Sequence[Part]) -> None:
    """A story that no part shows stays queued."""
    now = to_seconds(cut.now)
    for number, part in enumerate(parts, 1):
        values: dict[str, object] = {
            "kind": OutboxKind.DIGEST,
            "channel": cut.channel.name,
            "chat": resolve_chat(connection, cut.channel.chat),
            "thread": cut.channel.thread,
            "key": f"digest:{cut.channel.name}:{digest}:{number}",
            "digest": digest,
            "part": number,
            "parts": len(parts),
            "html": part.html or None,
            "plain": part.plain,
            "not_before": now,
            "created_at": now,
            "rendered_at": now,
        }
        insert_row(connection, values, part.stories)
        connection.executemany(
            "UPDATE queue SET digest = ? WHERE channel = ? AND story = ?",
            [(digest, cut.channel.name, story) for story in part.stories],
        )
