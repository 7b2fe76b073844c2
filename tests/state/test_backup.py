"""Copies are whole, private, and checked before they replace anything."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.core.errors import StateError
from state.backup import restore
from state.store import SqlStore, open_store
from tests.factories_state import MAIN, NOW, a_batch, judged, queued
from tests.state.conftest import NewDatabase, NewStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lives."""
    return tmp_path / "huunghi.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    """A store with two articles."""
    store = open_store(path, now=NOW)
    store.commit(a_batch(queued(judged(1)), queued(judged(2))), [MAIN])
    yield store
    store.close()


def _titles(path: Path) -> list[str]:
    store = open_store(path, now=NOW)
    rows = store.database.read("SELECT title FROM articles ORDER BY id")
    store.close()
    return [row["title"] for row in rows]


def test_a_backup_is_one_private_file_that_holds_everything(
    new_store: NewStore, store: SqlStore, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]
    copy = new_store(target)
    assert copy.integrity() == ()
    assert [hit.id for hit in copy.search("cao bang")] == [2, 1]
    copy.close()


def test_a_backup_never_replaces_a_file(store: SqlStore, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(StateError, match=r"copy\.db: there is a file of that name already"):
        store.backup(target)
    assert target.read_text() == "precious"


def test_a_backup_to_nowhere_is_said(store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"copy\.db: No such file or directory"):
        store.backup(tmp_path / "absent" / "copy.db")


def test_a_backup_shows_one_moment_while_others_write(
    new_store: NewStore, path: Path, tmp_path: Path
) -> None:
    store = new_store(path)
    writer = new_store(path)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            pair = [queued(judged(n, sample=range(50))) for n in (number, number + 1)]
            writer.commit(a_batch(*pair), [MAIN])
            number += 2

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            target = tmp_path / f"copy{number}.db"
            store.backup(target)
            assert len(_titles(target)) % 2 == 0
            copy = new_store(target)
            assert copy.integrity() == ()
            copy.close()
    finally:
        stop.set()
        thread.join()
    store.close()
    writer.close()


def test_a_failed_backup_leaves_no_half_file(store: SqlStore, tmp_path: Path) -> None:
    store.close()
    with pytest.raises(StateError, match="closed"):
        store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_can_be_restored_and_the_old_file_is_kept(path: Path, store: SqlStore) -> None:
    backup = path.with_name("copy.db")
    store.backup(backup)
    store.commit(a_batch(queued(judged(3))), [MAIN])
    before = _titles(path)
    store.close()
    kept = restore(backup, path)
    assert len(_titles(path)) == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept is not None
    assert _titles(kept) == before


def test_an_old_file_with_a_log_is_kept_with_its_log(path: Path, store: SqlStore) -> None:
    backup = path.with_name("copy.db")
    store.backup(backup)
    store.commit(a_batch(queued(judged(3))), [MAIN])
    before = len(_titles(path))
    kept = restore(backup, path)  # the old database was not closed: its log is still beside it
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").exists()
    assert len(_titles(path)) == before - 1
    assert len(_titles(kept)) == before


def test_restoring_twice_keeps_both_old_files(path: Path, store: SqlStore) -> None:
    backup = path.with_name("copy.db")
    store.backup(backup)
    store.close()
    assert restore(backup, path) != restore(backup, path)


def test_a_backup_can_be_restored_where_there_was_nothing(
    path: Path, store: SqlStore, tmp_path: Path
) -> None:
    store.backup(path.with_name("copy.db"))
    target = tmp_path / "other.db"
    assert restore(path.with_name("copy.db"), target) is None
    assert len(_titles(target)) == 2


def test_a_backup_of_an_earlier_schema_is_restored_and_brought_up(
    new_database: NewDatabase, path: Path, tmp_path: Path
) -> None:
    from state.schema import MIGRATIONS

    old = tmp_path / "old.db"
    new_database(old, migrations=MIGRATIONS[:1]).close()
    restore(old, path)
    assert _titles(path) == []


def _damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle:] = b"\xff" * (len(content) - middle)
    path.write_bytes(content)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def _dangling(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO keys VALUES ('k', 12345)")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id)")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_damaged, "damaged|malformed"),
        (_newer, "schema 999 is newer"),
        (_dangling, "refers to a missing row of articles"),
        (_foreign, "another program's database"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.write_bytes(b"text\n" * 999), "not a database"),
        (lambda path: path.unlink(), "no such file"),
    ],
)
def test_a_bad_backup_replaces_nothing(
    path: Path, store: SqlStore, spoil: object, words: str
) -> None:
    backup = path.with_name("copy.db")
    store.backup(backup)
    store.close()
    before = path.read_bytes()
    assert callable(spoil)
    spoil(backup)
    with pytest.raises(StateError, match=words):
        restore(backup, path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.glob("huunghi*")) == ["huunghi.db"]


def test_the_check_counts_what_can_be_searched(store: SqlStore) -> None:
    with store.database.write() as connection:
        connection.execute("DELETE FROM search")
    assert store.integrity() == ("the full text index holds 0 of 2 articles",)


def test_the_check_names_a_row_that_refers_to_nothing(path: Path, store: SqlStore) -> None:
    _dangling(path)
    (fault,) = store.integrity()
    assert "keys" in fault
    assert "missing row of articles" in fault
