"""Turns: which of several processes polls a source now, and which sends to a channel.

Only a shared database keeps them; on a file one process at a time has every turn. A turn lasts
until it is given back or its session ends, as the server's locks tell: no time-out, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from state.engine import Connection, Database

SOURCE, CHANNEL = "source", "channel"

NEVER = (0, 0)
_ENTER = "INSERT INTO turns (kind, name) VALUES (?, ?) ON CONFLICT (kind, name) DO NOTHING"
# A session is alive while it holds the advisory lock of its number.
_TAKE = """
    UPDATE turns SET owner = :me WHERE kind = :kind AND name IN (
        SELECT t.name FROM turns t
        WHERE t.kind = :kind AND t.name = ANY(:names)
          AND (t.done_at IS NULL OR t.done_at NOT BETWEEN :lately AND :now)
          AND (t.owner IS NULL OR t.owner = :me OR NOT EXISTS (
            SELECT 1 FROM pg_locks l
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
              AND l.classid = :class AND l.objid = t.owner
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())))
        FOR UPDATE SKIP LOCKED)
    RETURNING name"""
_GIVE_BACK = """
    UPDATE turns SET owner = NULL, done_at = coalesce(?, done_at)
    WHERE kind = ? AND name = ANY(?) AND owner = ?"""


def take(
    database: Database,
    connection: Connection,
    kind: str,
    names: Iterable[str],
    *,
    lately: tuple[int, int] = NEVER,
) -> frozenset[str]:
    """Those of `names` whose turn this session has from now on, inside `database.claiming()`.

    Passed over is what another living session has, and what was done `lately`: between these two
    moments, in seconds. What was done later was done by a clock gone wrong.
    """
    wanted = sorted(set(names))
    if not database.shared:
        return frozenset(wanted)
    connection.executemany(_ENTER, [(kind, name) for name in wanted])
    taken = connection.execute(
        _TAKE,
        {
            "me": int(database.owner),
            "class": database.lock_class,
            "kind": kind,
            "names": wanted,
            "lately": lately[0],
            "now": lately[1],
        },
    )
    return frozenset(row[0] for row in taken)


def give_back(
    database: Database, kind: str, names: Iterable[str], *, done_at: int | None = None
) -> None:
    """End these turns where this session has them; None: what was to be done was not."""
    if database.shared:
        with database.claiming() as connection:
            connection.execute(_GIVE_BACK, (done_at, kind, sorted(names), int(database.owner)))
