"""One of several processes without a lock that cut and post the same slots: `-m tests.chaos.racer`.

Arguments: the database, a file where a line is one posted message. It walks through two days.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from monitor.core.model import Channel, Digest, Part
from monitor.core.records import OutboxState, Settlement
from state.outbox import SqlOutbox
from tests.chaos.race import CHANNEL, DAYS, START, STEP
from tests.factories_delivery import ZONE, database


def one_story(digest: Digest, _: Channel) -> tuple[Part, ...]:
    """A digest of one story; the others wait for the next slot."""
    story = digest.groups[0][1][0]
    return (Part(html="", plain=f"{digest.slot_at.isoformat()} {story.id}", stories=(story.id,)),)


def walk(outbox: SqlOutbox, wall: int) -> None:
    """Look at every step, cut what is due, post what waits."""
    now, message_id = START, os.getpid() * 1000
    while now < START + DAYS:
        outbox.register([CHANNEL], now)
        slot_at = outbox.due_slot(CHANNEL, now)
        if slot_at is not None:
            outbox.cut_digest(CHANNEL, slot_at, now, one_story)
        while (row := outbox.claim(now, channels=[CHANNEL.name])) is not None:
            os.write(wall, f"{row.plain}\n".encode())
            message_id += 1
            settled = Settlement(state=OutboxState.SENT, at=now, message_id=message_id)
            outbox.settle(row, settled)
        now += STEP


if __name__ == "__main__":
    state, said = map(Path, sys.argv[1:])
    db = database(state)
    descriptor = os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    sys.stdin.readline()
    walk(SqlOutbox(db, zone=ZONE), descriptor)
    os.close(descriptor)
    db.close()
