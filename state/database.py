"""Opening a database: a file of SQLite, or a PostgreSQL server by its URL."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from state.engine import Database


def is_url(place: PurePath | str) -> bool:
    """Whether a place names a server; anything else names a file."""
    return "://" in str(place)


def open_database(place: PurePath | str, *, now: datetime) -> Database:
    """The database at a path, at ":memory:" or behind a URL, brought to the newest schema.

    Raises StateError.
    """
    if is_url(place):
        from state.postgres import open_server

        return open_server(str(place), now=now)
    from state.sqlite import open_file

    return open_file(place, now=now)
