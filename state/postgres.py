"""PostgreSQL, for a bot that runs on several machines: sessions, transactions, plain words.

Imported only where [monitor] database is a URL; psycopg is the extra `postgres`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, NoReturn

from monitor.core.errors import StateError

try:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
except ImportError as missing:
    raise StateError(
        "a PostgreSQL database needs psycopg; install it beside huunghi:"
        " pip install 'psycopg[binary]'"
    ) from missing

from state.engine import Step
from state.schema import MIGRATIONS, Migration
from state.server_words import (
    ServerConnection,
    ServerRow,
    explain,
    row_factory,
    server_types,
)

PATIENCE = 30
"""Seconds that a writer waits for another; its transactions take milliseconds."""

_SETTINGS = {
    "application_name": "huunghi",
    "connect_timeout": "10",
    # A machine that is gone must not hold its turns for long: noticed within a minute.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
_WRITERS = 0  # the advisory lock of whoever writes; each session's own lock is its number


class PostgresDatabase:
    """One session, used by one thread at a time; a session that broke is replaced at the next use.

    Implements state.engine.Database. Every session has a number and holds the advisory lock of that
    number: the server drops it when the session ends, however it ends, and so tells the living
    from the dead. Writers take turns under one more such lock, as in SQLite.
    """

    errors: tuple[type[Exception], ...] = (psycopg.Error,)
    shared = True
    skip_locked = " FOR UPDATE OF o SKIP LOCKED"

    def __init__(self, url: str) -> None:
        self._settings = _settings(url)
        self.name = _without_secrets(url)
        self._session: psycopg.Connection[ServerRow] | None = None
        self._lock_class = 0
        self._number = 0
        self._is_alone = False
        self._turn = threading.RLock()

    @property
    def owner(self) -> str:
        """The number of the session, which no other session has or had."""
        with self._turn, self._plain_words():
            return str(self._own_number(self._connected()))

    @property
    def lock_class(self) -> int:
        """The first half of the advisory locks of this database's schema."""
        with self._turn, self._plain_words():
            self._connected()
            return self._lock_class

    @contextmanager
    def write(self) -> Iterator[ServerConnection]:
        """A transaction, one writer at a time: everything in the block is saved, or nothing."""
        with self.claiming() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(?, ?)", (self._lock_class, _WRITERS))
            yield connection

    @contextmanager
    def claiming(self) -> Iterator[ServerConnection]:
        """A transaction that waits for no writer: for a few rows that it locks itself."""
        with self._turn, self._plain_words():
            session = self._connected()
            with session.transaction():
                yield ServerConnection(session)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process writes during the block: what was looked up there stays true."""
        key = f"{self.lock_class}, {_WRITERS}"
        self.read(f"SELECT pg_advisory_lock({key})")
        self._is_alone = True
        try:
            yield
        finally:
            self._is_alone = False
            if self._session is not None and not self._session.closed:
                with suppress(StateError):  # a session that broke has dropped its locks
                    self.read(f"SELECT pg_advisory_unlock({key})")

    def read(self, sql: str, params: Any = (), /) -> list[ServerRow]:
        """All rows of one SELECT."""
        with self._turn, self._plain_words():
            return ServerConnection(self._connected()).execute(sql, params).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[ServerConnection]:
        """Several SELECTs that see the same moment."""
        with self._turn, self._plain_words():
            session = self._connected()
            session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield ServerConnection(session)
            finally:
                with suppress(psycopg.Error):
                    session.execute("ROLLBACK")

    def schema(self, connection: Any) -> int:
        """The number of the newest migration that was applied; 0 for an empty database.

        Raises StateError for somebody else's tables, and for a newer program's.
        """
        found = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        tables = {row[0] for row in found}
        if not tables:
            return 0
        if "huunghi_schema" not in tables:
            raise StateError(
                f"database {self.name}: it holds another program's tables;"
                " name an empty database in [monitor] database"
            )
        (version,) = connection.execute("SELECT max(version) FROM huunghi_schema").fetchone()
        if version > MIGRATIONS[-1].version:
            raise StateError(
                f"database {self.name}: its schema {version} is newer than this program's"
                f" {MIGRATIONS[-1].version}; install the newer huunghi"
            )
        return int(version)

    def columns(self, connection: Any, table: str) -> set[str]:
        """The names of a table's columns."""
        found = connection.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = ?",
            (table,),
        )
        return {row[0] for row in found}

    @contextmanager
    def importing(self, connection: Any) -> Iterator[None]:
        """Rows may refer to later ones in the block; to none at its end: StateError."""
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        try:
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.IntegrityError as error:
            raise StateError(
                "import: some lines refer to others that are missing; export again"
            ) from error
        for table in ("articles", "cycles", "digests", "outbox"):
            connection.execute(  # the next id comes after the highest one
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608
                f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            )

    def size(self) -> int:
        """Bytes of the whole database on the server."""
        return int(self.read("SELECT pg_database_size(current_database())")[0][0])

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database; the server itself sees to files and references."""
        with self.snapshot() as connection:
            articles, indexed = (
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]  # noqa: S608
                for table in ("articles", "search")
            )
        if articles == indexed:
            return ()
        return (f"the full text index holds {indexed} of {articles} articles",)

    def back_up(self, path: PurePath) -> NoReturn:
        """Refused: the server has better means."""
        raise StateError(
            f"{path}: a PostgreSQL database is backed up with the server's own pg_dump, or with"
            " huunghi export (see docs/operating.md)"
        )

    def close(self) -> None:
        """End the session; closing twice is no error."""
        with self._turn:
            if self._session is not None:
                self._session.close()

    def migrate(self, now: datetime, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        """Bring the database to the newest schema; several processes may try it at once."""
        with self.snapshot() as connection:
            version = self.schema(connection)
        for migration in migrations:
            if migration.version > version:
                self._apply(migration, now)

    def _apply(self, migration: Migration, now: datetime) -> None:
        with self.write() as connection:
            if self.schema(connection) >= migration.version:
                return  # another process was quicker
            for step in migration.steps if migration.server is None else migration.server:
                _take_step(connection, step)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS huunghi_schema"
                " (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            connection.execute(
                "INSERT INTO huunghi_schema (version, applied_at) VALUES (?, ?)",
                (migration.version, now.astimezone(UTC).isoformat()),
            )

    def _connected(self) -> psycopg.Connection[ServerRow]:
        if self._session is None or self._session.closed:
            if self._is_alone:  # the lock went with the session: others may have written since
                raise StateError(
                    f"database {self.name}: the connection was lost; nothing was saved"
                )
            self._session = psycopg.connect(
                make_conninfo(**self._settings), autocommit=True, row_factory=row_factory
            )
            self._number = 0
            self._prepare(self._session)
        return self._session

    def _prepare(self, session: psycopg.Connection[ServerRow]) -> None:
        session.execute(f"SET lock_timeout = '{PATIENCE}s'")
        session.execute("SET client_min_messages = warning")
        (encoding, schema, lock_class) = session.execute(
            "SELECT current_setting('server_encoding'), current_schema(),"
            " hashtext('huunghi ' || current_schema()) & 2147483647"
        ).fetchall()[0]
        if encoding != "UTF8":
            raise StateError(
                f"database {self.name}: its encoding is {encoding}; make one with UTF8:"
                " createdb --encoding=UTF8 --template=template0 NAME"
            )
        if schema is None:
            raise StateError(f"database {self.name}: the schema in its search_path does not exist")
        self._lock_class = lock_class

    def _own_number(self, session: psycopg.Connection[ServerRow]) -> int:
        if not self._number:
            (number,) = session.execute("SELECT nextval('sessions')").fetchall()[0]
            session.execute("SELECT pg_advisory_lock(%s, %s)", (self._lock_class, number))
            self._number = number
        return self._number

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        """Turn what the server and the network say into a StateError that says what to do."""
        try:
            yield
        except psycopg.Error as error:
            raise StateError(f"database {self.name}: {explain(error)}") from error


def open_server(url: str, *, now: datetime) -> PostgresDatabase:
    """The database behind a URL, brought to the newest schema. Raises StateError."""
    database = PostgresDatabase(url)
    try:
        database.migrate(now)
    except BaseException:
        database.close()
        raise
    return database


def _settings(url: str) -> dict[str, Any]:
    try:
        return {**_SETTINGS, **conninfo_to_dict(url)}
    except psycopg.Error:
        raise StateError(
            "[monitor] database: this is no address of a PostgreSQL server;"
            " write postgresql://user@host:5432/database"
        ) from None


def _without_secrets(url: str) -> str:
    """What may be shown: user, password and settings are left out."""
    said = conninfo_to_dict(url)
    place = f"{said.get('host', 'localhost')}:{said.get('port', 5432)}"
    return f"postgresql://{place}/{said.get('dbname', '')}"


def _take_step(connection: ServerConnection, step: Step) -> None:
    if callable(step):
        step(connection)
    else:
        connection.execute(server_types(step))
