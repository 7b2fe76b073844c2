"""Stores and databases that are closed when their test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from state.sqlite import SqliteDatabase, open_file
from state.store import SqlStore, open_store
from tests.factories_state import NOW

NewStore = Callable[..., SqlStore]
NewDatabase = Callable[..., SqliteDatabase]


@pytest.fixture
def new_store() -> Iterator[NewStore]:
    """Opens a store: in memory, or in the file that is named."""
    with ExitStack() as stack:

        def open_one(path: Path | str = ":memory:", now: datetime = NOW) -> SqlStore:
            store = open_store(path, now=now)
            stack.callback(store.close)
            return store

        yield open_one


@pytest.fixture
def new_database() -> Iterator[NewDatabase]:
    """Opens a database: in memory, or in the file that is named, with any options."""
    with ExitStack() as stack:

        def open_one(path: Path | str = ":memory:", **options: object) -> SqliteDatabase:
            database = open_file(path, now=NOW, **options)  # type: ignore[arg-type]
            stack.callback(database.close)
            return database

        yield open_one
