"""Opening a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from state.engine import Database


def open_database(place: PurePath | str, *, now: datetime) -> Database:
    """The database at a path or at ":memory:", brought to the newest schema. Raises StateError."""
    from state.sqlite import open_file

    return open_file(place, now=now)
