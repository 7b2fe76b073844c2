"""The store on SQLite keeps the Store contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.ports import Store
from state.store import SqliteStore, open_store
from tests.contracts.store import StoreContract
from tests.factories_state import NOW
from tests.state.conftest import NewStore


class TestSqliteStore(StoreContract):
    """The contract, on a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        """A new store."""
        store = open_store(tmp_path / "var" / "huunghi.db", now=NOW)
        yield store
        store.close()


def test_the_type_checker_agrees(new_store: NewStore) -> None:
    store: Store = new_store()
    store.close()
