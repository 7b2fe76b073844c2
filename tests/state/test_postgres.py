"""PostgreSQL: the same contract as SQLite, and what is its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from state.store import SqlStore, open_store
from tests.contracts.store import StoreContract
from tests.factories_state import NOW
from tests.postgres import own_schema


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database."""
    with own_schema() as url:
        yield url


class TestPostgresStore(StoreContract):
    """The contract, on a server."""

    @pytest.fixture
    def store(self, url: str) -> Iterator[SqlStore]:
        """A new store."""
        store = open_store(url, now=NOW)
        yield store
        store.close()
