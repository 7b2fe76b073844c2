"""What is to be said and what became of it: digests, edits and notices as rows of SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from monitor.core.digest import build_digest
from monitor.core.errors import UsageError
from monitor.core.model import Channel, Part
from monitor.core.ports import DigestRenderer
from monitor.core.records import (
    Ledger,
    OutboxKind,
    OutboxRow,
    OutboxState,
    Settlement,
)
from monitor.core.slots import latest_slot
from state.database import Database
from state.edits import queue_edits
from state.ledger import read_ledger, refresh_articles
from state.outbox_rows import (
    CLAIMABLE,
    NEXT_AT,
    NOTICES,
    insert_row,
    last_message,
    resolve_chat,
    select_rows,
    show_stories,
)
from state.rows import from_seconds, to_seconds, to_seconds_or_none
from state.stories import load_stories

# A slot is past once a later one was cut; beyond this a "later" slot was cut by a clock gone wrong.
_CLOCK_ERROR = timedelta(hours=36)


class SqliteOutbox:
    """The outbox in SQLite. `owner` names this process in the rows it claims."""

    def __init__(
        self,
        database: Database,
        *,
        zone: tzinfo,
        owner: str = "huunghi",
        source_names: Mapping[str, str] | None = None,
    ) -> None:
        self._database = database
        self._zone = zone
        self._owner = owner
        self._source_names = source_names or {}

    def register(self, channels: Sequence[Channel], now: datetime) -> None:
        """Make channels known: a slot before a channel's first registration is never due."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO channels (name, registered_at, chat) VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET chat = excluded.chat",
                [(channel.name, to_seconds(now), channel.chat) for channel in channels],
            )

    # ── digests ──────────────────────────────────────────────────────────────

    def due_slot(self, channel: Channel, now: datetime) -> datetime | None:
        """The latest slot that has come and has no digest yet; earlier missed ones fold into it.

        A channel without fixed times is due whenever something is queued for it.
        """
        if not channel.digests:
            queued = self._database.read(
                "SELECT 1 FROM queue WHERE channel = ? AND digest IS NULL LIMIT 1",
                (channel.name,),
            )
            return now.replace(microsecond=0) if queued else None
        slot = latest_slot(channel, now, self._zone)
        if slot is None or self._is_past(channel.name, slot):
            return None
        return slot

    def _is_past(self, channel: str, slot: datetime) -> bool:
        """Whether the slot, or a later one, was cut; or came before the channel was known."""
        found = self._database.read(
            "SELECT 1 FROM digests WHERE channel = ? AND slot_at BETWEEN ? AND ?"
            " UNION ALL SELECT 1 FROM channels WHERE name = ? AND registered_at > ?",
            (
                channel,
                to_seconds(slot),
                to_seconds(slot + _CLOCK_ERROR),
                channel,
                to_seconds(slot),
            ),
        )
        return bool(found)

    def cut_digest(
        self, channel: Channel, slot_at: datetime, now: datetime, render: DigestRenderer
    ) -> int:
        """Turn what is queued into the slot's outbox rows, in one transaction; how many rows.

        0 where there was nothing, or another process had cut the slot.
        """
        with self._database.write() as connection:
            slot = connection.execute(
                "INSERT INTO digests (channel, slot_at, cut_at) VALUES (?, ?, ?)"
                " ON CONFLICT (channel, slot_at) DO NOTHING",
                (channel.name, to_seconds(slot_at), to_seconds(now)),
            )
            if not slot.rowcount or slot.lastrowid is None:
                return 0
            queued = connection.execute(
                "SELECT story, article FROM queue WHERE channel = ? AND digest IS NULL"
                " ORDER BY queued_at, story",
                (channel.name,),
            ).fetchall()
            stories = load_stories(connection, queued, self._source_names)
            digest = build_digest(channel, slot_at, stories)
            parts = render(digest, channel) if digest else ()
            self._insert_parts(connection, channel, slot.lastrowid, parts, now)
        return len(parts)

    def _insert_parts(
        self,
        connection: sqlite3.Connection,
        channel: Channel,
        digest: int,
        parts: Sequence[Part],
        now: datetime,
    ) -> None:
        for number, part in enumerate(parts, 1):
            values: dict[str, object] = {
                "kind": OutboxKind.DIGEST,
                "channel": channel.name,
                "chat": resolve_chat(connection, channel.chat),
                "thread": channel.thread,
                "key": f"digest:{channel.name}:{digest}:{number}",
                "digest": digest,
                "part": number,
                "parts": len(parts),
                "html": part.html or None,
                "plain": part.plain,
                "not_before": to_seconds(now),
                "created_at": to_seconds(now),
                "rendered_at": to_seconds(now),
            }
            insert_row(connection, values, part.stories)
            connection.executemany(
                "UPDATE queue SET digest = ? WHERE channel = ? AND story = ?",
                [(digest, channel.name, story) for story in part.stories],
            )

    def queue_edits(
        self, channel: Channel, now: datetime, render: DigestRenderer, *, within: timedelta
    ) -> int:
        """Rows that edit posted parts whose stories have grown or changed since; how many."""
        with self._database.write() as connection:
            return queue_edits(connection, channel, render, (now, now - within), self._source_names)

    def notice(self, key: str, chat: str | None, text: str, now: datetime) -> bool:
        """Queue a word to the operator once per key; False where that key was used before."""
        with self._database.write() as connection:
            values: dict[str, object] = {
                "kind": OutboxKind.NOTICE,
                "channel": NOTICES,
                "chat": resolve_chat(connection, chat),
                "key": f"notice:{key}",
                "plain": text,
                "not_before": to_seconds(now),
                "created_at": to_seconds(now),
            }
            return insert_row(connection, values) is not None

    # ── sending ──────────────────────────────────────────────────────────────

    def claim(self, now: datetime, *, channels: Sequence[str]) -> OutboxRow | None:
        """The next row that may be sent: parts in order, a channel's earlier rows first.

        The channel "" stands for notices. `target` of a claimed row that is no edit is the
        highest message id known in its chat: what is sent now gets a higher one.
        """
        names, params = _named(channels)
        with self._database.write() as connection:
            row = connection.execute(
                CLAIMABLE.format(channels=names), {**params, "now": to_seconds(now)}
            ).fetchone()
            if row is None:
                return None
            chat = resolve_chat(connection, row["chat"])
            is_edit = row["kind"] == OutboxKind.EDIT
            connection.execute(
                "UPDATE outbox SET state = 'claimed', claimed_at = ?, claimed_by = ?, chat = ?,"
                " target = ?, attempts = attempts + 1 WHERE id = ?",
                (
                    to_seconds(now),
                    self._owner,
                    chat,
                    row["target"] if is_edit else last_message(connection, chat),
                    row["id"],
                ),
            )
            return select_rows(connection, "id = ?", (row["id"],))[0]

    def settle(self, row: OutboxRow, settlement: Settlement) -> None:
        """Record what became of a claimed row, and of the articles it shows."""
        with self._database.write() as connection:
            self._settle(connection, row, settlement)

    def _settle(
        self, connection: sqlite3.Connection, row: OutboxRow, settlement: Settlement
    ) -> None:
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
                "INSERT OR REPLACE INTO messages (chat, message_id, outbox)"
                " SELECT coalesce(chat, ''), ?, id FROM outbox WHERE id = ?",
                (settlement.message_id, row.id),
            )
        if row.kind is OutboxKind.DIGEST:
            refresh_articles(connection, row.stories)

    def replace(self, row: OutboxRow, parts: Sequence[Part], now: datetime) -> None:
        """Put several smaller (or plain) rows in the place of one that the server refused.

        A part with empty `html` is sent as plain text.
        """
        first, *rest = parts
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET state = 'waiting', html = ?, plain = ?, not_before = ?,"
                " key = key || '/1' WHERE id = ?",
                (first.html or None, first.plain, to_seconds(now), row.id),
            )
            show_stories(connection, row.id, first.stories)
            for number, part in enumerate(rest, 2):
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
                    "not_before": to_seconds(now),
                    "created_at": to_seconds(row.created_at),
                    "rendered_at": to_seconds(now),
                }
                insert_row(connection, values, part.stories)
            refresh_articles(connection, row.stories)

    def recover(self, now: datetime) -> int:
        """Mark rows that a dead process left claimed as uncertain; how many.

        An edit waits again: editing twice does no harm. To be called under the instance lock:
        whatever is claimed then was claimed by a process that is no more.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET state = 'waiting' WHERE state = 'claimed' AND kind = 'edit'"
            )
            left = select_rows(connection, "state = 'claimed'")
            for row in left:
                problem = "the process ended while this was being sent"
                self._settle(
                    connection,
                    row,
                    Settlement(state=OutboxState.UNCERTAIN, at=now, problem=problem),
                )
        return len(left)

    def uncertain(self) -> tuple[OutboxRow, ...]:
        """Rows whose fate is not known, oldest first."""
        return self.rows(states=(OutboxState.UNCERTAIN,))

    def last_message_id(self, chat: str) -> int | None:
        """The highest message id known in a chat."""
        with self._database.snapshot() as connection:
            return last_message(connection, chat)

    def own_messages(self, chat: str, after: int) -> frozenset[int]:
        """The ids above `after` that are known to be messages of ours."""
        found = self._database.read(
            "SELECT message_id FROM messages WHERE chat = ? AND message_id > ?", (chat, after)
        )
        return frozenset(row["message_id"] for row in found)

    def next_at(self, *, channels: Sequence[str]) -> datetime | None:
        """When the next waiting row of these channels may go; None where none waits."""
        names, params = _named(channels)
        with self._database.snapshot() as connection:
            (first,) = connection.execute(NEXT_AT.format(channels=names), params).fetchone()
        return None if first is None else from_seconds(first)

    # ── chats ────────────────────────────────────────────────────────────────

    def pause(self, channel: str, reason: str, until: datetime) -> None:
        """Hold a channel's rows until then; the reason is shown to the operator."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE channels SET paused_until = ?, pause_reason = ? WHERE name = ?",
                (to_seconds(until), reason, channel),
            )

    def paused(self) -> Mapping[str, tuple[str, datetime]]:
        """By channel: why, and until when."""
        found = self._database.read("SELECT * FROM channels WHERE pause_reason IS NOT NULL")
        return {
            row["name"]: (row["pause_reason"], from_seconds(row["paused_until"])) for row in found
        }

    def resume(self, channel: str) -> None:
        """End a pause."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE channels SET paused_until = NULL, pause_reason = NULL WHERE name = ?",
                (channel,),
            )

    def migrate(self, chat: str, new_chat: str) -> None:
        """A chat's new id, used from now on wherever the old one stands."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM chats WHERE old = ?", (new_chat,))
            connection.execute(
                "INSERT INTO chats (old, new) VALUES (?, ?)"
                " ON CONFLICT (old) DO UPDATE SET new = excluded.new",
                (chat, new_chat),
            )
            connection.execute(
                "UPDATE outbox SET chat = ? WHERE chat = ?"
                " AND state IN ('waiting', 'claimed', 'uncertain') AND kind <> 'edit'",
                (new_chat, chat),
            )

    # ── for the operator ─────────────────────────────────────────────────────

    def rows(self, *, states: Sequence[OutboxState] = ()) -> tuple[OutboxRow, ...]:
        """Rows in these states (all if empty), oldest first."""
        marks = ", ".join("?" * len(states))
        with self._database.snapshot() as connection:
            return select_rows(connection, f"state IN ({marks})" if states else "1", tuple(states))

    def retry(self, row: int, now: datetime) -> None:
        """Send a row again that is of unknown fate, dead, dropped or waiting for its time."""
        states = frozenset(OutboxState) - {OutboxState.SENT, OutboxState.CLAIMED}
        self._by_hand(row, states, Settlement(state=OutboxState.WAITING, at=now, not_before=now))

    def drop(self, row: int, now: datetime) -> None:
        """Never send a row."""
        states = frozenset(OutboxState) - {OutboxState.SENT, OutboxState.CLAIMED}
        settlement = Settlement(state=OutboxState.DROPPED, at=now, problem="dropped by hand")
        self._by_hand(row, states, settlement)

    def mark_sent(self, row: int, message_id: int, now: datetime) -> None:
        """A row stands in its chat under this id."""
        states = frozenset(OutboxState) - {OutboxState.SENT}
        settlement = Settlement(state=OutboxState.SENT, at=now, message_id=message_id)
        self._by_hand(row, states, settlement)

    def _by_hand(self, row: int, states: frozenset[OutboxState], settlement: Settlement) -> None:
        with self._database.write() as connection:
            found = select_rows(connection, "id = ?", (row,))
            if not found:
                raise UsageError(f"there is no outbox row {row}; `huunghi outbox` lists them")
            if found[0].state not in states:
                raise UsageError(
                    f"outbox row {row} is {found[0].state}: it can't be made {settlement.state}"
                )
            self._settle(connection, found[0], settlement)

    def ledger(self) -> Ledger:
        """The sums, and whatever contradicts them."""
        with self._database.snapshot() as connection:
            return read_ledger(connection)


def _named(channels: Sequence[str]) -> tuple[str, dict[str, object]]:
    """Named marks for an IN list, and their values."""
    values: dict[str, object] = {f"c{number}": name for number, name in enumerate(channels)}
    return ", ".join(f":{mark}" for mark in values), values
