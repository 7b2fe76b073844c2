"""Opening, upgrading, and every way in which a file can be unusable."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.core.errors import StateError
from state.outbox import SqlOutbox
from state.schema import MIGRATIONS, Migration
from state.sqlite import SqliteDatabase as Database
from state.sqlite import _apply
from state.store import SqlStore, open_store
from tests.factories_state import MAIN, NOW, a_batch, judged, queued
from tests.state.conftest import NewDatabase, NewStore

_NOBODY = 65534


def _fill(path: Path, count: int = 40) -> None:
    store = open_store(path, now=NOW)
    store.commit(a_batch(*(queued(judged(n)) for n in range(count))), [MAIN])
    store.close()


def _count(database: Database) -> int:
    return int(database.read("SELECT count(*) FROM articles")[0][0])


# ── files ────────────────────────────────────────────────────────────────────


def test_a_new_file_and_its_folder_are_for_this_user_alone(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    path = tmp_path / "var" / "huunghi.db"
    database = new_database(path)
    for name in ("huunghi.db", "huunghi.db-wal", "huunghi.db-shm"):
        assert (path.parent / name).stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o777 == 0o700
    database.close()
    database.close()


def test_what_was_saved_is_there_when_the_file_is_opened_again(
    new_store: NewStore, tmp_path: Path
) -> None:
    _fill(tmp_path / "huunghi.db", 3)
    store = new_store(tmp_path / "huunghi.db")
    assert store.article("2") is not None
    store.close()


def test_a_transaction_that_fails_leaves_nothing(new_database: NewDatabase) -> None:
    database = new_database()

    def fail() -> None:
        with database.write() as connection:
            connection.execute("INSERT INTO meta VALUES ('a', 'b')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert database.read("SELECT * FROM meta WHERE key = 'a'") == []
    with database.write() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    assert len(database.read("SELECT * FROM meta WHERE key = 'a'")) == 1


def test_references_are_enforced(new_database: NewDatabase) -> None:
    database = new_database()
    with pytest.raises(StateError, match="FOREIGN KEY"), database.write() as connection:
        connection.execute("INSERT INTO keys VALUES ('k', 99)")


# ── files that cannot be used ────────────────────────────────────────────────


def test_a_full_disk_is_said_and_loses_nothing(new_store: NewStore, tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    _fill(path)
    store = new_store(path)
    pages = store.database.read("PRAGMA page_count")[0][0]
    store.database.read(f"PRAGMA max_page_count = {pages}")
    batch = a_batch(*(queued(judged(n, body=("dài " * 3000,))) for n in range(100, 140)))
    with pytest.raises(StateError, match="the disk is full; nothing was saved"):
        store.commit(batch, [MAIN])
    assert _count(store.database) == 40
    store.database.read("PRAGMA max_page_count = 100000")
    store.commit(batch, [MAIN])
    assert _count(store.database) == 80
    assert store.integrity() == ()
    store.close()


@contextmanager
def _unprivileged() -> Iterator[None]:
    """As a user who may not write what root owns; the tests may run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_cannot_be_written_is_said(new_store: NewStore) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "huunghi.db"
        _fill(path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        try:
            with (
                _unprivileged(),
                pytest.raises(StateError, match=r"huunghi\.db: .*permissions|wri"),
            ):
                new_store(path)
        finally:
            Path(folder).chmod(0o755)


def test_a_folder_that_cannot_be_written_is_said() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        try:
            with (
                _unprivileged(),
                pytest.raises(StateError, match=r"huunghi\.db: Permission denied"),
            ):
                open_store(Path(folder) / "huunghi.db", now=NOW)
        finally:
            Path(folder).chmod(0o755)


def test_a_database_that_turns_read_only_is_said(new_store: NewStore) -> None:
    store = new_store()
    store.database.read("PRAGMA query_only = ON")
    with pytest.raises(StateError, match="cannot be written to; make the file and its folder"):
        store.commit(a_batch(queued(judged(1))), [MAIN])


def test_a_folder_in_the_place_of_the_file_is_said(new_store: NewStore, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be opened; check the path"):
        new_store(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_said(new_store: NewStore, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(StateError, match="check the path and the disk"):
        new_store(tmp_path / "var" / "huunghi.db")


def test_a_file_that_is_no_database_is_said(new_store: NewStore, tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    path.write_bytes(b"Cong hoa xa hoi chu nghia Viet Nam\n" * 100)
    with pytest.raises(StateError, match="not a database; move it away"):
        new_store(path)
    assert path.read_bytes().startswith(b"Cong hoa")


def test_another_programs_database_is_left_alone(new_store: NewStore, tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    with pytest.raises(StateError, match="another program's database"):
        new_store(path)


def test_a_newer_schema_is_said_and_left_alone(new_store: NewStore, tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    _fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StateError, match=r"schema 999 is newer than this program's \d+; install"):
        new_store(path)


def test_damage_is_said_and_found_by_the_check(new_store: NewStore, tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    _fill(path, 300)
    chance = random.Random(3)  # noqa: S311 - any damage will do
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 2 // 4096 * 4096, len(content), 4096):
        content[at : at + 400] = chance.randbytes(400)
    path.write_bytes(content)
    store = new_store(path)
    assert store.integrity() != ()
    with pytest.raises(StateError, match=r"the file is damaged; keep a copy and restore"):
        store.search("hoi nghi")
    store.close()


def test_waiting_for_another_writer_ends_in_words(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    path = tmp_path / "huunghi.db"
    one = new_database(path)
    two = new_database(path, patience=0.05)
    with one.write(), pytest.raises(StateError, match="kept it locked"), two.write():
        pass
    with one.write():
        assert _count(two) == 0  # readers need not wait
    with two.write():
        pass
    one.close()
    two.close()


def test_a_writer_waits_more_than_once(
    new_database: NewDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("state.sqlite._WAIT_SECONDS", 0.02)
    path = tmp_path / "huunghi.db"
    one = new_database(path)
    two = new_database(path, patience=0.06)
    with one.write(), pytest.raises(StateError, match="kept it locked"), two.write():
        pass
    one.close()
    two.close()


def test_other_faults_are_named_too(new_database: NewDatabase) -> None:
    database = new_database()
    with pytest.raises(StateError, match="database :memory:: no such table: absent"):
        database.read("SELECT * FROM absent")


# ── migrations ───────────────────────────────────────────────────────────────

# Rows as the versions before could have written them, by the version that made the table.
_DATA = {
    1: (
        "INSERT INTO articles (id, story, site, title, body, published_at, first_seen_at,"
        " updated_at, state) VALUES (1, 1, 'x.vn', 'Hội nghị Đồng Nai',"
        """ '["Viện trợ cho Cao Bằng."]', 1700000000, 1700000000, 1700000000, 'queued')""",
        "INSERT INTO articles (id, story, site, title, first_seen_at, updated_at, state)"
        " VALUES (2, 2, 'x.vn', 'Chỉ có tên', 1700000000, 1700000000, 'filtered')",
        "INSERT INTO keys VALUES ('url:x.vn/1', 1), ('url:x.vn/2', 2)",
        "INSERT INTO stories VALUES (1, 1700000000), (2, 1700000000)",
        "INSERT INTO endpoints VALUES ('bao', 'https://x.vn/rss', 'e', NULL, NULL)",
        """INSERT INTO health VALUES ('bao', '{"source":"bao","cycles":3}')""",
    ),
    2: (
        "INSERT INTO queue (channel, story, article, queued_at) VALUES ('main', 1, 1, 1700000000)",
        "INSERT INTO outbox (id, kind, channel, key, part, parts, plain, state, not_before,"
        " created_at) VALUES (1, 'digest', 'main', 'k', 1, 1, 'Tin', 'waiting', 1, 1)",
        "INSERT INTO outbox_stories (outbox, story) VALUES (1, 2)",
        "INSERT INTO outbox_stories (outbox, story) VALUES (1, 1)",
    ),
    3: (
        "INSERT INTO search (rowid, title, lead, body)"
        " VALUES ((1700000000 << 30) | 1, 'hoi nghi dong nai', '', 'vien tro cho cao bang.')",
        "INSERT INTO search (rowid, title, lead, body)"
        " VALUES ((1700000000 << 30) | 2, 'chi co ten', '', '')",
    ),
    4: ("UPDATE outbox_stories SET place = 1 WHERE story = 1",),
    5: (),
}


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_every_earlier_version_is_brought_up_with_its_data(
    new_database: NewDatabase, new_store: NewStore, tmp_path: Path, version: int
) -> None:
    path = tmp_path / "huunghi.db"
    if version:
        old = new_database(path, migrations=MIGRATIONS[:version])
        with old.write() as connection:
            for made_in in range(1, version + 1):
                for statement in _DATA[made_in]:
                    connection.execute(statement)
        old.close()
    store = new_store(path)
    assert _schema(store.database) == _schema(new_database())
    assert store.integrity() == ()
    if version:
        stored = store.article("url:x.vn/1")
        assert stored is not None
        assert stored.article.body == ("Viện trợ cho Cao Bằng.",)
        assert [hit.id for hit in store.search("vien tro")] == [1]
        assert [hit.id for hit in store.search("chi co ten")] == [2]
        assert store.health()["bao"].cycles == 3
        assert store.validators()["bao"]["https://x.vn/rss"].etag == "e"
    if version >= 2:
        assert len(store.database.read("SELECT * FROM queue")) == 1
        (message,) = SqlOutbox(store.database, zone=ZoneInfo("Asia/Ho_Chi_Minh")).rows()
        assert message.stories == (2, 1)
    store.close()


def _schema(database: Database) -> dict[str, str]:
    rows = database.read("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row["name"]: " ".join(row["sql"].split()) for row in rows}


def test_every_version_has_rows_to_be_tested_with() -> None:
    assert set(_DATA) == {migration.version for migration in MIGRATIONS}
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_migration_that_fails_leaves_the_version_before(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    path = tmp_path / "huunghi.db"
    _fill(path)
    number = len(MIGRATIONS) + 1
    steps = ("CREATE TABLE half (id INTEGER)", "INSERT INTO absent VALUES (1)")
    broken = (*MIGRATIONS, Migration(version=number, title="broken", steps=steps))
    with pytest.raises(StateError, match="no such table: absent"):
        new_database(path, migrations=broken)
    database = new_database(path)
    assert "half" not in _schema(database)
    assert _count(database) == 40
    database.close()


def test_a_migration_done_by_another_process_meanwhile_is_not_repeated(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    path = tmp_path / "huunghi.db"
    number = len(MIGRATIONS) + 1

    def overtake(_: sqlite3.Connection) -> None:
        raise AssertionError

    last = Migration(version=number, title="last", steps=("CREATE TABLE last (id INTEGER)",))
    new_database(path, migrations=(*MIGRATIONS, last)).close()
    again = Migration(version=number, title="last", steps=(overtake,))
    database = new_database(path, migrations=(*MIGRATIONS, again))
    _apply(database, again, NOW)
    database.close()


def test_the_store_closes_its_file(new_database: NewDatabase) -> None:
    store = SqlStore(new_database())
    store.close()
    with pytest.raises(StateError, match="closed"):
        store.health()
