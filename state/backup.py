"""Copies of the database: made while it is in use, checked before they replace it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path, PurePath

from monitor.core.errors import StateError
from state.database import Database, plain_words


def check_integrity(database: Database) -> tuple[str, ...]:
    """What is wrong with the file and its references; empty: nothing."""
    with database.snapshot() as connection:
        return _faults(connection)


def back_up(database: Database, path: PurePath) -> None:
    """Copy the database to a new file that only this user can read. Raises StateError."""
    target = Path(path)
    with plain_words(str(target)):
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise StateError(
                f"backup {target}: there is a file of that name already; name another one"
            ) from None
        try:
            with closing(sqlite3.connect(target)) as connection:
                database.copy_to(connection)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    faults = [line for line in lines if line != "ok"]
    for row in connection.execute("PRAGMA foreign_key_check"):
        faults.append(f"table {row[0]}, row {row[1]}: refers to a missing row of {row[2]}")
    return tuple(faults)
