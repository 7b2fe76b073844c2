"""The store on SQLite keeps the Store contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.model import CycleReport
from monitor.core.ports import Store
from monitor.core.records import Health
from state.store import SqlStore, open_store
from tests.contracts.store import StoreContract
from tests.factories_state import MAIN, NOW, a_batch, judged, queued
from tests.state.conftest import NewStore


class TestSqlStore(StoreContract):
    """The contract, on a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqlStore]:
        """A new store."""
        store = open_store(tmp_path / "var" / "huunghi.db", now=NOW)
        yield store
        store.close()


def test_the_type_checker_agrees(new_store: NewStore) -> None:
    store: Store = new_store()
    store.close()


def _said(store: SqlStore) -> list[str]:
    """What the store says to the engine from now on."""
    said: list[str] = []
    store.database._connection.set_trace_callback(said.append)
    return said


def test_n_known_links_take_one_query_for_each_fifty(new_store: NewStore) -> None:
    store = new_store()
    store.commit(a_batch(*(queued(judged(n)) for n in range(120))), [MAIN])
    said = _said(store)
    store.known_keys(f"url:bao.example.vn/tin/bai-{n}" for n in range(120))
    assert sum(line.startswith("SELECT key") for line in said) == 3


def test_a_quiet_cycle_takes_one_transaction(new_store: NewStore) -> None:
    store = new_store()
    store.commit(a_batch(queued(judged(1))), [MAIN])
    said = _said(store)
    store.validators()
    store.pending(NOW)
    store.health()
    store.polled_sources()
    store.finish_cycle(CycleReport(started_at=NOW, finished_at=NOW), [Health(source="bao")])
    assert sum(line.startswith("BEGIN IMMEDIATE") for line in said) == 1
