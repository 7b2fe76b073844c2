"""What polling left behind: validators by endpoint, and the entries that wait to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.core.model import FeedEntry, Validators
from monitor.core.records import Unread
from state.codec import from_json, storable, to_json
from state.rows import from_seconds, to_seconds

if TYPE_CHECKING:
    from state.engine import Connection, Row


def save_validators(
    connection: Connection, source: str, validators: Mapping[str, Validators]
) -> None:
    """Put each in the place of what its endpoint had."""
    connection.executemany(
        "INSERT INTO endpoints (source, url, etag, last_modified, digest) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (source, url) DO UPDATE SET etag = excluded.etag,"
        " last_modified = excluded.last_modified, digest = excluded.digest",
        [
            (source, storable(url), value.etag, value.last_modified, value.digest)
            for url, value in validators.items()
        ],
    )


def validators_from_rows(rows: Iterable[Row]) -> dict[str, dict[str, Validators]]:
    """By source, by endpoint."""
    found: dict[str, dict[str, Validators]] = {}
    for row in rows:
        found.setdefault(row["source"], {})[row["url"]] = Validators(
            etag=row["etag"], last_modified=row["last_modified"], digest=row["digest"]
        )
    return found


def save_unread(
    connection: Connection, source: str, unread: Iterable[Unread], now: datetime
) -> None:
    """Keep entries to be read later; one that waited already keeps its first date."""
    connection.executemany(
        "INSERT INTO pending (source, url, entry, problem, tries, not_before, first_seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, url) DO UPDATE SET entry = excluded.entry,"
        " problem = excluded.problem, tries = excluded.tries, not_before = excluded.not_before",
        [
            (
                source,
                storable(item.entry.url),
                to_json(item.entry),
                storable(item.problem),
                item.tries,
                to_seconds(item.not_before),
                to_seconds(now),
            )
            for item in unread
        ],
    )


def drop_read(connection: Connection, source: str, urls: Iterable[str]) -> None:
    """Forget entries that are done with."""
    connection.executemany(
        "DELETE FROM pending WHERE source = ? AND url = ?",
        [(source, storable(url)) for url in urls],
    )


def unread_from_rows(rows: Iterable[Row]) -> dict[str, tuple[Unread, ...]]:
    """By source, in the rows' order."""
    found: dict[str, tuple[Unread, ...]] = {}
    for row in rows:
        item = Unread(
            entry=from_json(FeedEntry, row["entry"]),
            problem=row["problem"],
            tries=row["tries"],
            not_before=from_seconds(row["not_before"]),
        )
        found[row["source"]] = (*found.get(row["source"], ()), item)
    return found
