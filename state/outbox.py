"""What is to be said and what became of it: digests, edits and notices as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from monitor.core.errors import UsageError
from monitor.core.model import Channel, Part
from monitor.core.records import (
    Ledger,
    OutboxKind,
    OutboxRow,
    OutboxState,
    Settlement,
)
from state import chats, claims
from state.edits import has_grown, queue_edits
from state.outbox_rows import (
    NEXT_AT,
    NOTICES,
    insert_piece,
    insert_row,
    last_message,
    named_marks,
    resolve_chat,
    select_rows,
    settle_row,
    show_stories,
)
from state.rows import from_seconds, to_seconds
from state.slots import Cut, cut_digest, due_slot
from state.turns import CHANNEL, give_back, take

if TYPE_CHECKING:
    from monitor.core.ports import DigestRenderer
    from state.engine import Database


class SqlOutbox:
    """Implements monitor.core.ports.Outbox. Every method may raise StateError."""

    def __init__(
        self,
        database: Database,
        *,
        zone: tzinfo,
        source_names: Mapping[str, str] | None = None,
    ) -> None:
        self._database = database
        self._zone = zone
        self._source_names = source_names or {}

    @property
    def shared(self) -> bool:
        """Whether other processes may send from it too."""
        return self._database.shared

    def register(self, channels: Sequence[Channel], now: datetime) -> None:
        """Make channels known: a slot before a channel's first registration is never due."""
        chats.register(self._database, channels, now)

    # ── digests ──────────────────────────────────────────────────────────────

    def due_slot(self, channel: Channel, now: datetime) -> datetime | None:
        """The latest slot that has come and has no digest yet; earlier missed ones fold into it.

        A channel without fixed times is due whenever something is queued for it.
        """
        return due_slot(self._database, channel, now, self._zone)

    def cut_digest(
        self, channel: Channel, slot_at: datetime, now: datetime, render: DigestRenderer
    ) -> int:
        """Turn what is queued into the slot's outbox rows, in one transaction; how many rows.

        0 where there was nothing, or another process had cut the slot.
        """
        cut = Cut(
            channel=channel,
            slot_at=slot_at,
            now=now,
            render=render,
            source_names=self._source_names,
        )
        with self._database.write() as connection:
            return cut_digest(connection, cut)

    def queue_edits(
        self, channel: Channel, now: datetime, render: DigestRenderer, *, within: timedelta
    ) -> int:
        """Rows that edit posted parts whose stories have grown or changed since; how many."""
        if not has_grown(self._database, channel, now - within):
            return 0
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
        return claims.claim(self._database, now, channels)

    def settle(self, row: OutboxRow, settlement: Settlement) -> None:
        """Record what became of a claimed row, and of the articles it shows."""
        with self._database.write() as connection:
            settle_row(connection, row, settlement)

    def replace(self, row: OutboxRow, parts: Sequence[Part], now: datetime) -> None:
        """Put several smaller (or plain) rows in the place of one that the server refused.

        A part with empty `html` is sent as plain text.
        """
        from state.ledger import refresh_articles

        first, *rest = parts
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET state = 'waiting', html = ?, plain = ?, not_before = ?,"
                " key = key || '/1' WHERE id = ?",
                (first.html or None, first.plain, to_seconds(now), row.id),
            )
            show_stories(connection, row.id, first.stories)
            for number, part in enumerate(rest, 2):
                insert_piece(connection, row, part, number, to_seconds(now))
            refresh_articles(connection, row.stories)

    def take(self, channels: Sequence[str]) -> frozenset[str]:
        """Those of `channels` whose turn to send is this process's, until it gives them back."""
        if not self._database.shared:
            return frozenset(channels)
        with self._database.claiming() as connection:
            return take(self._database, connection, CHANNEL, channels)

    def give_back(self, channels: Iterable[str]) -> None:
        """Let others send to these channels."""
        give_back(self._database, CHANNEL, channels)

    def recover(self, now: datetime, *, channels: Collection[str]) -> int:
        """Mark rows of `channels` that a dead process left claimed as uncertain; how many.

        An edit waits again: editing twice does no harm. To be called by who has the channels'
        turns: then whoever claimed a row is no more, or has lost its session, and that one may be
        sending for a little while yet.
        """
        return claims.recover(self._database, now, channels)

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

    def recent_sends(self, since: datetime) -> tuple[tuple[str, datetime], ...]:
        """The chats, and times, of what was sent since then, oldest first."""
        found = self._database.read(
            "SELECT chat, settled_at FROM outbox WHERE state = 'sent' AND settled_at >= ?"
            " AND chat IS NOT NULL ORDER BY settled_at, id",
            (to_seconds(since),),
        )
        return tuple((row["chat"], from_seconds(row["settled_at"])) for row in found)

    def next_at(self, *, channels: Sequence[str]) -> datetime | None:
        """When the next waiting row of these channels may go; None where none waits."""
        names, params = named_marks(channels)
        with self._database.snapshot() as connection:
            (first,) = connection.execute(NEXT_AT.format(channels=names), params).fetchone()
        return None if first is None else from_seconds(first)

    # ── chats ────────────────────────────────────────────────────────────────

    def pause(self, channel: str, reason: str, until: datetime) -> None:
        """Hold a channel's rows until then; the reason is shown to the operator."""
        chats.pause(self._database, channel, reason, until)

    def paused(self) -> Mapping[str, tuple[str, datetime]]:
        """By channel: why, and until when."""
        return chats.paused(self._database)

    def resume(self, channel: str) -> None:
        """End a pause."""
        chats.resume(self._database, channel)

    def migrate(self, chat: str, new_chat: str) -> None:
        """A chat's new id, used from now on wherever the old one stands."""
        chats.migrate(self._database, chat, new_chat)

    # ── for the operator ─────────────────────────────────────────────────────

    def rows(self, *, states: Sequence[OutboxState] = ()) -> tuple[OutboxRow, ...]:
        """Rows in these states (all if empty), oldest first."""
        marks = ", ".join("?" * len(states))
        where = f"state IN ({marks})" if states else "true"
        with self._database.snapshot() as connection:
            return select_rows(connection, where, tuple(states))

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
            settle_row(connection, found[0], settlement)

    def ledger(self) -> Ledger:
        """The sums, and whatever contradicts them."""
        from state.ledger import read_ledger

        with self._database.snapshot() as connection:
            return read_ledger(connection)
