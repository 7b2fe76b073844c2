"""PostgreSQL: the same contract as SQLite, and what is its own."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.core.errors import StateError
from monitor.core.model import Channel
from monitor.core.records import OutboxRow, OutboxState
from notifier.render import render_digest
from state.archive import export_lines, import_lines
from state.claims import LONGEST_SEND
from state.outbox import SqlOutbox
from state.schema import MIGRATIONS, Migration
from state.store import SqlStore, open_store
from tests.contracts.store import StoreContract
from tests.factories_delivery import NOW as MORNING
from tests.factories_delivery import queue
from tests.factories_state import MAIN, NOW, a_batch, judged, later, queued
from tests.postgres import own_schema
from tests.state.conftest import NewStore

NewServer = Callable[[], SqlStore]
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
RENDER = partial(render_digest, zone=ZONE)


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database."""
    with own_schema() as url:
        yield url


@pytest.fixture
def connect(url: str) -> Iterator[NewServer]:
    """Opens the database anew, as another process would."""
    with ExitStack() as stack:

        def connect() -> SqlStore:
            store = open_store(url, now=NOW)
            stack.callback(store.close)
            return store

        yield connect


class TestPostgresStore(StoreContract):
    """The contract, on a server."""

    @pytest.fixture
    def store(self, connect: NewServer) -> SqlStore:
        """A new store."""
        return connect()


def end_session(store: SqlStore, by: SqlStore) -> None:
    """As when its process dies, or the network does."""
    (pid,) = store.database.read("SELECT pg_backend_pid()")[0]
    by.database.read("SELECT pg_terminate_backend(?)", (pid,))
    deadline = time.monotonic() + 120
    while by.database.read("SELECT 1 FROM pg_stat_activity WHERE pid = ?", (pid,)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


# ── the database ─────────────────────────────────────────────────────────────


def test_a_file_can_be_moved_to_a_server_and_back(new_store: NewStore, connect: NewServer) -> None:
    file, server, copy = new_store(), connect(), new_store()
    file.commit(a_batch(queued(judged(1)), queued(judged(2))), [MAIN])
    import_lines(server.database, list(export_lines(file.database)))
    assert server.lookup([judged(2)]) == file.lookup([judged(2)])
    assert server.search("cao bang") == file.search("cao bang")
    (next_id,) = server.commit(a_batch(queued(judged(3))), [MAIN])
    assert next_id == 3
    assert server.integrity() == ()
    import_lines(copy.database, export_lines(server.database))
    assert copy.article("3") == server.article("3")


def test_an_import_that_refers_to_nothing_saves_nothing(
    new_store: NewStore, connect: NewServer
) -> None:
    server = connect()
    heading = next(iter(export_lines(new_store().database)))
    line = '{"table": "keys", "row": {"key": "k", "article": 9}}'
    with pytest.raises(StateError, match="refer to others that are missing"):
        import_lines(server.database, [heading, line])
    with pytest.raises(StateError, match="line 2: keys: "):
        import_lines(server.database, [heading, line.replace("9", '"nine"')])
    assert server.database.read("SELECT * FROM keys") == []


def test_another_programs_tables_are_left_alone(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE customers (id INTEGER)")
    with pytest.raises(StateError, match="holds another program's tables; name an empty database"):
        open_store(url, now=NOW)


def test_a_newer_schema_is_refused(url: str, connect: NewServer) -> None:
    with connect().database.write() as connection:
        connection.execute("INSERT INTO huunghi_schema VALUES (999, 'tomorrow')")
    with pytest.raises(StateError, match=r"schema 999 is newer .* install the newer huunghi"):
        open_store(url, now=NOW)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_earlier_version_is_brought_up_with_its_data(url: str, version: int) -> None:
    from state.postgres import PostgresDatabase

    old = PostgresDatabase(url)
    old.migrate(NOW, MIGRATIONS[:version])
    with old.write() as connection:
        connection.execute(
            "INSERT INTO articles (id, story, site, title, first_seen_at, updated_at, state)"
            " VALUES (1, 1, 'x.vn', 'Hội nghị Đồng Nai', 1, 1, 'filtered')"
        )
        if version >= 3:
            connection.execute(
                "INSERT INTO search (rowid, words)"
                " VALUES ((1::bigint << 30) | 1, to_tsvector('simple', 'hoi nghi dong nai'))"
            )
    old.close()
    store = open_store(url, now=NOW)
    assert [hit.id for hit in store.search("dong nai")] == [1]
    assert store.integrity() == ()
    store.close()


def test_a_migration_that_fails_leaves_the_version_before(url: str, connect: NewServer) -> None:
    from state.postgres import PostgresDatabase

    connect()
    number = len(MIGRATIONS) + 1
    steps = ("CREATE TABLE half (id INTEGER)", "CREATE TABLE half (id INTEGER)")
    broken = (*MIGRATIONS, Migration(version=number, title="broken", steps=steps))
    database = PostgresDatabase(url)
    with pytest.raises(StateError, match="already exists"):
        database.migrate(NOW, broken)
    with database.snapshot() as connection:
        assert database.schema(connection) == number - 1
        assert connection.execute("SELECT to_regclass('half')").fetchall()[0][0] is None
    database.close()


def test_several_processes_may_start_on_an_empty_database(url: str) -> None:
    problems: list[BaseException] = []

    def start() -> None:
        try:
            open_store(url, now=NOW).close()
        except BaseException as error:  # noqa: BLE001 - told below
            problems.append(error)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert problems == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("postgresql://u:secret@127.0.0.1:1/x", "127.0.0.1:1/x: .*check that the server runs"),
        ("postgresql://u:secret@[", r"\[monitor\] database: .*write postgresql://"),
        ("mysql://u:secret@host/x", r"\[monitor\] database: .*write postgresql://"),
    ],
)
def test_a_server_that_cannot_be_reached_is_said_without_the_password(
    place: str, words: str
) -> None:
    with pytest.raises(StateError, match=words) as caught:
        open_store(place, now=NOW)
    assert "secret" not in str(caught.value)


def test_without_psycopg_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("state.postgres", "state.server_words"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StateError, match=r"needs psycopg; install it beside huunghi: pip install"):
        open_store("postgresql://localhost/x", now=NOW)


def test_a_schema_that_is_missing_is_said(url: str) -> None:
    with pytest.raises(StateError, match="search_path does not exist"):
        open_store(url.replace("test_", "none_"), now=NOW)


def test_the_server_is_backed_up_by_its_own_means(connect: NewServer, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="pg_dump"):
        connect().backup(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_search_index_that_lacks_articles_is_found(connect: NewServer) -> None:
    store = connect()
    store.commit(a_batch(queued(judged(1))), [MAIN])
    assert store.integrity() == ()
    with store.database.write() as connection:
        connection.execute("DELETE FROM search")
    assert store.integrity() == ("the full text index holds 0 of 1 articles",)
    assert store.database.size() > 1_000_000


# ── sessions ─────────────────────────────────────────────────────────────────


def test_a_session_that_ended_is_replaced_and_says_so_once(connect: NewServer) -> None:
    store, other = connect(), connect()
    owner = store.database.owner
    end_session(store, by=other)
    with pytest.raises(StateError, match="terminat"):
        store.health()
    assert store.health() == {}
    assert store.database.owner != owner


def test_a_transaction_in_a_session_that_ends_saves_nothing(connect: NewServer) -> None:
    store, other = connect(), connect()

    def write() -> None:
        with store.database.write() as connection:
            connection.execute("INSERT INTO meta VALUES ('a', 'b')")
            end_session(store, by=other)
            connection.execute("INSERT INTO meta VALUES ('c', 'd')")

    with pytest.raises(StateError, match=r"postgresql://127\.0\.0\.1"):
        write()
    assert store.memory("a") is None


def test_writers_take_turns_and_wait_no_longer_than_their_patience(
    connect: NewServer,
) -> None:
    one, other = connect(), connect()
    other.database.read("SELECT set_config('lock_timeout', '100ms', false)")
    with one.alone():
        with pytest.raises(StateError, match="kept it locked for too long; try again"):
            other.remember("a", "b")
        one.remember("a", "c")
        assert other.memory("a") == "c"
    other.remember("a", "b")
    assert one.memory("a") == "b"


def test_who_is_alone_no_more_saves_nothing(connect: NewServer) -> None:
    one, other = connect(), connect()
    with one.alone():
        end_session(one, by=other)
        with pytest.raises(StateError, match="terminat"):
            one.health()
        with pytest.raises(StateError, match="connection was lost; nothing was saved"):
            one.remember("a", "b")
    one.remember("a", "c")
    assert other.memory("a") == "c"


def test_a_session_that_ends_lets_the_other_writers_go_on(connect: NewServer) -> None:
    one, other = connect(), connect()
    with one.alone():
        end_session(one, by=other)
        other.remember("a", "b")
    assert other.memory("a") == "b"


# ── turns ────────────────────────────────────────────────────────────────────


def test_a_source_is_polled_by_one_process_at_a_time(connect: NewServer) -> None:
    one, other = connect(), connect()
    assert one.take_turn("bao", NOW - HOUR, NOW)
    assert one.take_turn("bao", NOW - HOUR, NOW)
    assert not other.take_turn("bao", NOW - HOUR, NOW)
    assert other.take_turn("dai", NOW - HOUR, NOW)
    other.end_turn("bao", NOW)  # not its own: nothing happens
    assert not other.take_turn("bao", NOW - HOUR, NOW)
    one.end_turn("bao", None)
    assert other.take_turn("bao", NOW - HOUR, NOW)


def test_what_was_polled_lately_is_left_alone(connect: NewServer) -> None:
    one, other = connect(), connect()
    assert one.take_turn("bao", NOW, NOW)
    one.end_turn("bao", NOW)
    assert not other.take_turn("bao", NOW - HOUR, NOW)
    assert other.take_turn("bao", NOW, NOW)


def test_what_was_polled_by_a_clock_in_the_future_stops_nothing(connect: NewServer) -> None:
    one, other = connect(), connect()
    assert one.take_turn("bao", NOW, NOW)
    one.end_turn("bao", later(days=300))
    assert other.take_turn("bao", NOW - HOUR, NOW)


def test_a_dead_process_has_no_turn(connect: NewServer) -> None:
    one, other = connect(), connect()
    assert one.take_turn("bao", NOW, NOW)
    end_session(one, by=other)
    assert other.take_turn("bao", NOW, NOW)


def test_a_turn_that_is_being_taken_is_passed_over_without_waiting(connect: NewServer) -> None:
    one, other = connect(), connect()
    assert one.take_turn("bao", NOW, NOW)
    one.end_turn("bao", None)
    with one.database.claiming() as connection:
        connection.execute("SELECT * FROM turns WHERE name = 'bao' FOR UPDATE")
        assert not other.take_turn("bao", later(hours=1), later(hours=1))
    assert other.take_turn("bao", later(hours=1), later(hours=1))


def outbox_of(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store.database, zone=ZONE)


def claimed(outbox: SqlOutbox) -> OutboxRow | None:
    return outbox.claim(MORNING, channels=("main",))


Two = tuple[SqlOutbox, SqlOutbox, SqlStore, SqlStore]


@pytest.fixture
def two(connect: NewServer) -> Two:
    """Two processes' outboxes with two messages for one channel, and their stores."""
    one, other = connect(), connect()
    channel = Channel(name="main", chat="@main")
    outbox = outbox_of(one)
    outbox.register([channel], MORNING)
    for number in (1, 2):
        queue(one.database, number)
        outbox.cut_digest(channel, MORNING + number * HOUR, MORNING, RENDER)
    return outbox, outbox_of(other), one, other


def test_a_channel_is_sent_to_by_one_process_at_a_time(two: Two) -> None:
    one, other, *_ = two
    assert one.take(("main", "")) == {"main", ""}
    assert other.take(("main", "")) == frozenset()
    assert claimed(other) is None
    assert claimed(one) is not None
    one.give_back(("main", ""))
    assert other.take(("main",)) == {"main"}
    assert claimed(other) is None  # the first message is under way still


def test_a_message_that_is_being_claimed_is_passed_over_without_waiting(two: Two) -> None:
    one, other, store, _ = two
    assert other.take(("main",)) == {"main"}
    with store.database.claiming() as connection:
        connection.execute("SELECT * FROM outbox WHERE id = 1 FOR UPDATE")
        assert claimed(other) is None
    row = claimed(other)
    assert row is not None
    assert row.id == 1
    assert claimed(one) is None


def test_what_a_dead_process_was_sending_is_of_unknown_fate_after_a_while(two: Two) -> None:
    one, other, dying, living = two
    row = claimed(one)
    assert row is not None
    end_session(dying, by=living)
    assert other.take(("main",)) == {"main"}
    assert other.recover(MORNING, channels=("main",)) == 0  # it may be at it still
    assert other.recover(MORNING + LONGEST_SEND, channels=()) == 0
    assert other.recover(MORNING + LONGEST_SEND, channels=("main",)) == 1
    (lost,) = other.rows(states=(OutboxState.UNCERTAIN,))
    assert lost.id == row.id


def test_what_this_process_lost_sight_of_itself_is_of_unknown_fate_at_once(two: Two) -> None:
    one, *_ = two
    assert claimed(one) is not None
    assert one.recover(MORNING, channels=("main",)) == 1


def test_a_process_that_lost_its_session_claims_nothing_of_its_old_turn(two: Two) -> None:
    one, other, dying, living = two
    one.take(("main",))
    end_session(dying, by=living)
    assert other.take(("main",)) == {"main"}
    with pytest.raises(StateError):
        claimed(one)
    assert claimed(one) is None
