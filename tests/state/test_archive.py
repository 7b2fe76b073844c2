"""Export and import lose nothing; forgetting texts forgets nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.core.errors import StateError
from monitor.core.model import CycleReport, FeedEntry, Validators
from monitor.core.records import Health, Unread
from state.archive import TABLES, export_lines, import_lines, prune
from state.engine import Database
from state.store import SqlStore, open_store
from tests.factories_state import (
    MAIN,
    NOW,
    a_batch,
    a_match,
    duplicate,
    judged,
    later,
    queued,
)
from tests.state.conftest import NewStore


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """A store with a row in every table."""
    store = open_store(":memory:", now=NOW)
    unread = Unread(
        entry=FeedEntry(url="https://x.vn/1"), problem="cut off", tries=1, not_before=NOW
    )
    store.commit(
        a_batch(
            queued(judged(1)),
            queued(judged(2)),
            validators={"https://x.vn/rss": Validators(etag="e")},
            unread=(unread,),
        ),
        [MAIN],
    )
    store.commit(a_batch(duplicate(judged(3), a_match(1))), [MAIN])
    store.finish_cycle(
        CycleReport(started_at=NOW, finished_at=NOW), [Health(source="dai", failures=2)]
    )
    store.remember("robots", "Đ")
    with store.database.write() as connection:
        for statement in (
            "INSERT INTO channels (name, registered_at, chat) VALUES ('main', 1, '@kenh')",
            "INSERT INTO chats VALUES ('-1', '-100')",
            "INSERT INTO digests VALUES (1, 'main', 10, 11)",
            "UPDATE queue SET digest = 1 WHERE story = 1",
            "INSERT INTO outbox (id, kind, channel, chat, key, digest, part, parts, plain, state,"
            " not_before, created_at, message_id)"
            " VALUES (1, 'digest', 'main', '@kenh', 'k', 1, 1, 1, 'chữ', 'sent', 1, 1, 77)",
            "INSERT INTO outbox_stories (outbox, story) VALUES (1, 1)",
            "INSERT INTO messages (chat, message_id, outbox) VALUES ('@kenh', 77, 1)",
        ):
            connection.execute(statement)
    yield store
    store.close()


def _rows(database: Database, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in database.read(f"SELECT * FROM {table}")]  # noqa: S608


def test_what_is_exported_and_imported_is_the_same(new_store: NewStore, store: SqlStore) -> None:
    other = new_store(now=later(days=1))
    lines = list(export_lines(store.database))
    assert import_lines(other.database, lines) == len(lines) - 1
    for table in (*TABLES, "samples", "search"):
        assert _rows(store.database, table), table
        assert _rows(other.database, table) == _rows(store.database, table)
    assert other.article("1") == store.article("1")
    assert other.search("cao bang") == store.search("cao bang")
    assert other.lookup([judged(2)]) == store.lookup([judged(2)])
    assert list(export_lines(other.database)) == lines


def test_every_table_is_exported(store: SqlStore) -> None:
    rows = store.database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {row["name"] for row in rows if not row["name"].startswith("search")}
    assert tables - {"samples"} == set(TABLES)


def test_an_article_shows_the_messages_that_show_it(store: SqlStore) -> None:
    for reference in ("1", "3"):  # of one story
        stored = store.article(reference)
        assert stored is not None
        assert stored.posts == (("@kenh", 77),)


def test_an_export_is_imported_into_an_empty_database_only(store: SqlStore) -> None:
    lines = list(export_lines(store.database))
    with pytest.raises(StateError, match=r"in use already .table endpoints.; import into a new"):
        import_lines(store.database, lines)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 3: not JSON"),
        ("[" * 100_000, "line 3: not JSON"),
        ("[1]", "line 3: not a JSON object"),
        ('{"table": "sqlite_master", "row": {"name": "x"}}', "line 3: not a row of a known table"),
        ('{"table": ["meta"], "row": {"key": "x"}}', "line 3: not a row of a known table"),
        ('{"table": "meta", "row": {}}', "line 3: not a row of a known table"),
        ('{"table": "meta", "row": {"key) --": 1}}', "line 3: meta has no column 'key"),
        ('{"table": "meta", "row": {"key": "x"}}', "line 3: meta: NOT NULL"),
        ('{"table": "meta", "row": {"key": "x", "value": []}}', "line 3: meta: "),
        ('{"table": "meta", "row": {"key": 1, "value": 99999999999999999999}}', "line 3: meta: "),
        ('{"table": "meta", "row": {"key": "\\ud800", "value": "x"}}', "line 3: meta: "),
        ('{"table": "keys", "row": {"key": "k", "article": 9}}', "refer to others"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(
    new_store: NewStore, store: SqlStore, line: str, words: str
) -> None:
    other = new_store()
    lines = list(export_lines(store.database))
    with pytest.raises(StateError, match=words):
        import_lines(other.database, [*lines[:2], line])
    assert other.database.read("SELECT key FROM meta WHERE key = 'robots'") == []


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ({"format": "mbox"}, "line 1: not an export of huunghi"),
        ({"format": "huunghi state", "schema": 999}, "written by schema 999"),
        ("", "line 1: not JSON"),
    ],
)
def test_a_strange_heading_is_refused(new_store: NewStore, heading: object, words: str) -> None:
    store = new_store()
    line = heading if isinstance(heading, str) else json.dumps(heading)
    with pytest.raises(StateError, match=words):
        import_lines(store.database, [line])


def test_blank_lines_do_not_matter(new_store: NewStore, store: SqlStore) -> None:
    other = new_store()
    lines = list(export_lines(store.database))
    import_lines(other.database, [lines[0], "\n", *lines[1:], " "])
    assert _rows(other.database, "keys") == _rows(store.database, "keys")


# ── forgetting ───────────────────────────────────────────────────────────────


def test_pruning_blanks_old_texts_and_nothing_else(new_store: NewStore) -> None:
    store = new_store()
    old = [queued(judged(n)) for n in range(450)]
    store.commit(a_batch(*old), [MAIN])
    store.commit(a_batch(queued(judged(900)), now=later(days=30)), [MAIN])
    assert prune(store.database, later(days=1)) == 450
    stored = store.article("url:bao.example.vn/tin/bai-7")
    assert stored is not None
    assert (stored.article.lead, stored.article.body) == (None, ())
    assert stored.article.title == judged(7).article.title
    assert (stored.facts, stored.fingerprint) == (judged(7).facts, judged(7).fingerprint)
    assert store.lookup([judged(7)]).near[0][0].id == stored.id
    assert [hit.title for hit in store.search("cao bang")] == [judged(900).article.title]
    assert len(store.search("lần thứ", limit=1000)) == 451
    assert store.integrity() == ()


def test_pruning_again_finds_nothing(new_store: NewStore) -> None:
    store = new_store()
    store.commit(a_batch(queued(judged(1))), [MAIN])
    assert prune(store.database, NOW) == 0
    assert prune(store.database, NOW + timedelta(seconds=1)) == 1
    assert prune(store.database, NOW + timedelta(seconds=1)) == 0
