"""One SQLite file: opening, transactions, and errors in plain words."""

from __future__ import annotations

import math
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from monitor.core.errors import StateError
from state.schema import MIGRATIONS, Migration

if TYPE_CHECKING:
    from state.engine import Connection

APPLICATION_ID = 0x48754E67  # "HuNg": SQLite's mark for whose file this is
MEMORY = ":memory:"

PATIENCE = 30.0
"""Seconds that a writer waits for another; its transactions take milliseconds."""

_WAIT_SECONDS = 2.0  # at a time: between two waits a signal can be handled
_LOCKED_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing was saved. Free some space and run again",
    sqlite3.SQLITE_READONLY: "it cannot be written to; make the file and its folder writable"
    " for this user",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; keep a copy and restore the last backup",
    sqlite3.SQLITE_NOTADB: "the file is not a database; move it away or name another one",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path, its permissions, and"
    " that its folder can be written to",
    sqlite3.SQLITE_IOERR: "reading or writing failed; check the disk and its free space",
    sqlite3.SQLITE_BUSY: "another process has kept it locked for too long; try again when it ends",
    sqlite3.SQLITE_LOCKED: "another process has kept it locked for too long;"
    " try again when it ends",
    sqlite3.SQLITE_PERM: "access is denied; check the file's permissions",
    sqlite3.SQLITE_AUTH: "access is denied; check the file's permissions",
}

ARRIVING = ".arriving"  # what a restore brings, until it takes the database's place


class SqliteDatabase:
    """One connection, used by one thread at a time; others wait. Every error is a StateError.

    Implements state.engine.Database. One process at a time works on a file: state.lock sees to it.
    """

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    shared = False
    skip_locked = ""

    def __init__(self, connection: sqlite3.Connection, name: str, patience: float) -> None:
        self.name = name
        self._connection = connection
        self._waits = math.ceil(patience / _WAIT_SECONDS)
        self._turn = threading.RLock()

    def __del__(self) -> None:
        # One that was forgotten lets go of its file; from Python 3.13 on that would be a warning.
        self._connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: everything in the block is saved, or nothing. Not to be nested."""
        with self._turn, plain_words(self.name):
            self._begin()
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def read(self, sql: str, params: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of one SELECT."""
        with self._turn, plain_words(self.name):
            rows: list[sqlite3.Row] = self._connection.execute(sql, params).fetchall()
            return rows

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several SELECTs that see the same moment."""
        with self._turn, plain_words(self.name):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._roll_back()

    @property
    def owner(self) -> str:
        """The process: claims of a process that is no more are its predecessor's."""
        return str(os.getpid())

    lock_class = 0

    def claiming(self) -> AbstractContextManager[sqlite3.Connection]:
        """A transaction for a few rows; here as any other."""
        return self.write()

    def alone(self) -> AbstractContextManager[None]:
        """The lock file keeps the others away: nothing is to be done."""
        return nullcontext()

    def schema(self, connection: Connection) -> int:
        """The number of the newest migration that was applied."""
        return check_schema(connection, self.name)

    def columns(self, connection: Connection, table: str) -> set[str]:
        """The names of a table's columns."""
        return {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}

    @contextmanager
    def importing(self, connection: Connection) -> Iterator[None]:
        """Rows may refer to later ones in the block; to none at its end: StateError."""
        connection.execute("PRAGMA defer_foreign_keys = ON")
        yield
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StateError("import: some lines refer to others that are missing; export again")

    def size(self) -> int:
        """Bytes of the file, without its write-ahead log."""
        pages, each = (self.read(f"PRAGMA page_{what}")[0][0] for what in ("count", "size"))
        return int(pages * each)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file; empty: nothing."""
        from state.backup import check_integrity

        return check_integrity(self)

    def back_up(self, path: PurePath) -> None:
        """A consistent copy at `path`, while others may write; never over an existing file."""
        from state.backup import back_up

        back_up(self, path)

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        with self._turn, plain_words(self.name):
            self._connection.close()

    def _begin(self) -> None:
        for _ in range(self._waits - 1):
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if _code(error) not in _LOCKED_CODES:
                    raise
            else:
                return
        self._connection.execute("BEGIN IMMEDIATE")

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # some errors have rolled back already
            self._connection.execute("ROLLBACK")


def open_file(
    path: PurePath | str,
    *,
    now: datetime,
    migrations: Sequence[Migration] = MIGRATIONS,
    patience: float = PATIENCE,
) -> SqliteDatabase:
    """The database at `path` (or ":memory:"), made or brought to the newest schema.

    A new file and its folder are for this user alone. Raises StateError.
    """
    name = str(path)
    with plain_words(name):
        if name != MEMORY:
            _make_file(Path(name))
        connection = sqlite3.connect(
            name,
            timeout=min(patience, _WAIT_SECONDS),
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        try:
            _prepare(connection)
            database = SqliteDatabase(connection, name, patience)
            _upgrade(database, now, migrations)
        except BaseException:
            connection.close()
            raise
    return database


@contextmanager
def plain_words(name: str) -> Iterator[None]:
    """Turn what SQLite and the file system say into a StateError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StateError(f"database {name}: {_explain(error)}") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StateError(f"database {name}: {reason}; check the path and the disk") from error


def _explain(error: sqlite3.Error) -> str:
    advice = _ADVICE.get(_code(error))
    return f"{advice} ({error})" if advice else str(error)


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the driver itself complains."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _make_file(path: Path) -> None:
    if not path.exists() and path.with_name(path.name + ARRIVING).exists():
        raise StateError(f"database {path}: a restore was cut off; run huunghi restore again")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare(connection: sqlite3.Connection) -> None:
    """Settings of a connection.

    `synchronous = FULL`: in WAL mode NORMAL may lose the last transactions to a power cut, and a
    lost "claimed" or "sent" would post a digest twice. It costs one flush a transaction.
    """
    for setting in (
        "trusted_schema = OFF",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "journal_size_limit = 50000000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}")


def _upgrade(database: SqliteDatabase, now: datetime, migrations: Sequence[Migration]) -> None:
    with database.snapshot() as connection:
        version = check_schema(connection, database.name, newest=migrations[-1].version)
    for migration in migrations:
        if migration.version > version:
            _apply(database, migration, now)


def _apply(database: SqliteDatabase, migration: Migration, now: datetime) -> None:
    with database.write() as connection:
        if _pragma(connection, "user_version") >= migration.version:
            return  # another process was quicker
        for step in migration.steps:
            if callable(step):
                step(connection)
            else:
                connection.execute(step)
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?)",
            (f"migrated to {migration.version}", now.astimezone(UTC).isoformat()),
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migration.version}")


def check_schema(connection: Connection, name: str, *, newest: int = MIGRATIONS[-1].version) -> int:
    """The schema's number; 0 for an empty database.

    Raises StateError for somebody else's file, and for one that a newer program has made.
    """
    owner = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION_ID and (owner, version, tables) != (0, 0, 0):
        raise StateError(
            f"database {name}: this is another program's database;"
            " name another file in [monitor] database"
        )
    if version > newest:
        raise StateError(
            f"database {name}: its schema {version} is newer than this program's {newest};"
            " install the newer huunghi"
        )
    return version


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
