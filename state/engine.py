"""What the two engines, SQLite and PostgreSQL, have in common: types for the checker alone.

All SQL of this room is written once, in words that both understand, with `?` and `:name` for its
parameters. Where they differ, the engine's own module knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import PurePath
from typing import Any, Protocol

Params = Sequence[object] | Mapping[str, object]


class Row(Protocol):
    """One row: its values by name, by number, and in order."""

    def __getitem__(self, key: str | int, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def keys(self) -> Iterable[str]: ...


class Rows(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Takes statements inside a transaction."""

    def execute(self, sql: str, params: Any = ..., /) -> Rows: ...
    def executemany(self, sql: str, params: Any, /) -> Any: ...


class Database(Protocol):
    """One database. Every method and block may raise StateError, in plain words.

    `shared`: several processes may work on it at once; `owner` names this one's session among them.
    `errors` is what the driver raises inside a block. `skip_locked` ends a SELECT inside
    `claiming`: rows that another session is claiming are passed over.
    """

    name: str
    errors: tuple[type[Exception], ...]
    shared: bool
    skip_locked: str

    @property
    def owner(self) -> str: ...

    @property
    def lock_class(self) -> int:
        """Of a shared database: the first half of its sessions' advisory locks."""
        ...

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction, one writer at a time: everything in the block is saved, or nothing."""
        ...

    def claiming(self) -> AbstractContextManager[Connection]:
        """A transaction that waits for no writer: for a few rows that it locks itself."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """No other process writes during the block: what was looked up there stays true."""
        ...

    def read(self, sql: str, params: Any = ..., /) -> list[Any]:
        """All rows of one SELECT."""
        ...

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Several SELECTs that see the same moment."""
        ...

    def schema(self, connection: Connection) -> int:
        """The number of the newest migration that was applied; 0 for an empty database."""
        ...

    def columns(self, connection: Connection, table: str) -> set[str]:
        """The names of a table's columns."""
        ...

    def importing(self, connection: Connection) -> AbstractContextManager[None]:
        """Rows may refer to later ones in the block; to none at its end: StateError."""
        ...

    def size(self) -> int:
        """Bytes that it takes."""
        ...

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database; empty: nothing."""
        ...

    def back_up(self, path: PurePath) -> None:
        """A consistent copy in a new file, while others may write."""
        ...

    def close(self) -> None:
        """Let go of it; closing twice is no error."""
        ...


Step = str | Callable[[Connection], None]
