"""Copies of the database: made while it is in use, checked before they replace it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath

from monitor.core.errors import StateError
from state.sqlite import ARRIVING, SqliteDatabase, check_schema, plain_words

ASIDE = ".before-restore"
_COMPANIONS = ("", "-wal", "-shm")


def check_integrity(database: SqliteDatabase) -> tuple[str, ...]:
    """What is wrong with the file and its references; empty: nothing."""
    try:
        with database.snapshot() as connection:
            return _faults(connection)
    except StateError as error:  # so badly damaged that it can't be checked to the end
        return (str(error),)


def back_up(database: SqliteDatabase, path: PurePath) -> None:
    """Copy the database to a new file that only this user can read. Raises StateError.

    Others may write meanwhile: the copy shows one moment. An existing file is never touched.
    """
    target = Path(path)
    with _new_file(target), database.snapshot() as source:
        _copy(source, target)


def restore(backup: PurePath, path: PurePath) -> Path | None:
    """Put a checked copy of `backup` in the place of the database at `path`.

    The caller holds the lock. What stood there is kept beside it under the name returned (None
    where nothing did). Raises StateError, and then has replaced nothing.
    """
    source, target = Path(backup), Path(path)
    if not source.exists():
        raise StateError(f"{source}: no such file; name a backup")
    arriving = target.with_name(target.name + ARRIVING)
    arriving.unlink(missing_ok=True)
    with _new_file(arriving):
        with _reading(source) as connection:
            if check_schema(connection, str(source)) == 0:
                raise StateError(f"{source}: the file is empty; name a backup")
            _refuse_damaged(connection, source)
            _copy(connection, arriving)
        with _reading(arriving) as connection:
            _refuse_damaged(connection, arriving)
        kept = _set_aside(target)
        arriving.replace(target)
    return kept


@contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """An empty file of mode 600, taken away again should the block fail."""
    with plain_words(str(path)):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise StateError(
                f"{path}: there is a file of that name already; name another one"
            ) from None
        try:
            yield
        except BaseException:
            path.unlink(missing_ok=True)
            raise


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with plain_words(str(path)):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Page by page, and as one plain file that needs no companions to be read."""
    with (
        plain_words(str(path)),
        closing(sqlite3.connect(path, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    faults = _faults(connection)
    if faults:
        raise StateError(f"{path}: the file is damaged ({faults[0]}); restore another backup")


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    faults = [line for line in lines if line != "ok"]
    for row in connection.execute("PRAGMA foreign_key_check"):
        faults.append(f"table {row[0]}, row {row[1]}: refers to a missing row of {row[2]}")
    if not faults and _has_search(connection):
        articles, indexed = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("articles", "search")
        )
        if articles != indexed:
            faults.append(f"the full text index holds {indexed} of {articles} articles")
    return tuple(faults)


def _has_search(connection: sqlite3.Connection) -> bool:
    """Not in a backup of an early schema."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone()
    return found is not None


def _set_aside(path: Path) -> Path | None:
    """Rename a database with its write-ahead log, so that it can still be opened as it was."""
    kept = _free_name(path)
    for companion in _COMPANIONS:
        old = path.with_name(path.name + companion)
        if old.exists():
            old.replace(kept.with_name(kept.name + companion))
    return kept if kept.exists() else None


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.name}{ASIDE}-{number}")).exists():
        number += 1
    return name
