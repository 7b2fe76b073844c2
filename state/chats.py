"""Channels as they are known to the outbox: registered, paused, moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.core.model import Channel
from state.rows import from_seconds, to_seconds

if TYPE_CHECKING:
    from state.engine import Database


def register(database: Database, channels: Sequence[Channel], now: datetime) -> None:
    """Remember when a channel was first seen, and its present chat. Writes only what is new."""
    known = {row["name"]: row["chat"] for row in database.read("SELECT name, chat FROM channels")}
    new = [
        (channel.name, to_seconds(now), channel.chat)
        for channel in channels
        if channel.name not in known or known[channel.name] != channel.chat
    ]
    if not new:
        return
    with database.write() as connection:
        connection.executemany(
            "INSERT INTO channels (name, registered_at, chat) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET chat = excluded.chat",
            new,
        )


def pause(database: Database, channel: str, reason: str, until: datetime) -> None:
    """Hold a channel's rows until then."""
    with database.write() as connection:
        connection.execute(
            "UPDATE channels SET paused_until = ?, pause_reason = ? WHERE name = ?",
            (to_seconds(until), reason, channel),
        )


def paused(database: Database) -> Mapping[str, tuple[str, datetime]]:
    """By channel: why, and until when."""
    found = database.read("SELECT * FROM channels WHERE pause_reason IS NOT NULL")
    return {row["name"]: (row["pause_reason"], from_seconds(row["paused_until"])) for row in found}


def resume(database: Database, channel: str) -> None:
    """End a pause."""
    with database.write() as connection:
        connection.execute(
            "UPDATE channels SET paused_until = NULL, pause_reason = NULL WHERE name = ?",
            (channel,),
        )


def migrate(database: Database, chat: str, new_chat: str) -> None:
    """A chat's new id, used from now on. Edits stay: the new chat does not know those messages."""
    with database.write() as connection:
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
