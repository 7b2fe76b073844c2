"""What a channel's next digest would show, without cutting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.core.digest import build_digest
from monitor.core.model import Channel, Digest
from state.stories import load_stories

if TYPE_CHECKING:
    from state.engine import Database


def queued_digest(
    database: Database, channel: Channel, at: datetime, source_names: Mapping[str, str]
) -> Digest | None:
    """The digest of what waits for `channel` now, as of the slot `at`; None: nothing waits."""
    with database.snapshot() as connection:
        queued = connection.execute(
            "SELECT story, article FROM queue WHERE channel = ? AND digest IS NULL"
            " ORDER BY queued_at, story",
            (channel.name,),
        ).fetchall()
        stories = load_stories(connection, queued, source_names)
    return build_digest(channel, at, stories)
