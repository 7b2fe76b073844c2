"""The tables, as numbered migrations. What was released is never edited: append a migration.

Times are whole Unix seconds in UTC. Columns named `data`, `entry`, `body`, `labels`,
`classification`, `facts`, `fingerprint`, `changed` and `report` hold JSON. Keys are never deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.core.slotted import dataclass, field

if TYPE_CHECKING:
    from state.engine import Connection, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step from the version before: SQL statements, and functions where SQL is not enough.

    `server` are the steps for PostgreSQL where they are others (None: the same, with its types).
    """

    version: int
    title: str
    steps: Sequence[Step] = field(default_factory=tuple)
    server: Sequence[Step] | None = None


def _fill_search(connection: Connection) -> None:
    """Index every article that is stored; only a new or an old database needs it."""
    from state.search import fill_search

    fill_search(connection)


_KNOWLEDGE = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE endpoints (
        source TEXT NOT NULL, url TEXT NOT NULL, etag TEXT, last_modified TEXT, digest TEXT,
        PRIMARY KEY (source, url))""",
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        story INTEGER,
        source TEXT,
        url TEXT,
        canonical_url TEXT,
        site TEXT NOT NULL,
        title TEXT NOT NULL,
        lead TEXT,
        byline TEXT,
        body TEXT NOT NULL DEFAULT '[]',
        language TEXT NOT NULL DEFAULT 'vi',
        guid TEXT,
        published_at INTEGER,
        date_from TEXT,
        confidence REAL NOT NULL DEFAULT 1.0,
        first_seen_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        duplicate_of INTEGER REFERENCES articles (id),
        primary_category TEXT,
        labels TEXT NOT NULL DEFAULT '[]',
        classification TEXT,
        facts TEXT NOT NULL DEFAULT '{}',
        fingerprint TEXT NOT NULL DEFAULT '',
        content_hash TEXT NOT NULL DEFAULT '',
        changed TEXT NOT NULL DEFAULT '[]')""",
    "CREATE INDEX articles_by_story ON articles (story)",
    "CREATE INDEX articles_by_state ON articles (state)",
    """CREATE INDEX articles_with_text ON articles (first_seen_at)
        WHERE lead IS NOT NULL OR body <> '[]'""",
    """CREATE TABLE keys (
        key TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id)
        ) WITHOUT ROWID""",
    "CREATE INDEX keys_by_article ON keys (article)",
    """CREATE TABLE samples (
        hash INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles (id),
        PRIMARY KEY (hash, article)) WITHOUT ROWID""",
    """CREATE TABLE stories (
        id INTEGER PRIMARY KEY REFERENCES articles (id), touched_at INTEGER NOT NULL)""",
    "CREATE INDEX stories_by_touch ON stories (touched_at)",
    """CREATE TABLE pending (
        source TEXT NOT NULL, url TEXT NOT NULL, entry TEXT NOT NULL, problem TEXT NOT NULL,
        tries INTEGER NOT NULL, not_before INTEGER NOT NULL, first_seen_at INTEGER NOT NULL,
        PRIMARY KEY (source, url))""",
    "CREATE TABLE health (source TEXT PRIMARY KEY, data TEXT NOT NULL)",
    """CREATE TABLE cycles (
        id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
        report TEXT NOT NULL)""",
    "CREATE INDEX cycles_by_end ON cycles (finished_at)",
)

_DELIVERY = (
    """CREATE TABLE channels (
        name TEXT PRIMARY KEY, registered_at INTEGER NOT NULL, chat TEXT,
        paused_until INTEGER, pause_reason TEXT)""",
    "CREATE TABLE chats (old TEXT PRIMARY KEY, new TEXT NOT NULL)",
    """CREATE TABLE digests (
        id INTEGER PRIMARY KEY, channel TEXT NOT NULL, slot_at INTEGER NOT NULL,
        cut_at INTEGER NOT NULL, UNIQUE (channel, slot_at))""",
    """CREATE TABLE queue (
        channel TEXT NOT NULL,
        story INTEGER NOT NULL REFERENCES stories (id),
        article INTEGER NOT NULL REFERENCES articles (id),
        queued_at INTEGER NOT NULL,
        digest INTEGER REFERENCES digests (id),
        PRIMARY KEY (channel, story))""",
    "CREATE INDEX queue_by_digest ON queue (channel, digest)",
    "CREATE INDEX queue_by_story ON queue (story)",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        channel TEXT NOT NULL,
        chat TEXT,
        thread INTEGER,
        key TEXT NOT NULL UNIQUE,
        digest INTEGER REFERENCES digests (id),
        part INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        html TEXT,
        plain TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        claimed_at INTEGER,
        claimed_by TEXT,
        settled_at INTEGER,
        target INTEGER,
        message_id INTEGER,
        problem TEXT,
        rendered_at INTEGER)""",
    "CREATE INDEX outbox_by_state ON outbox (state, channel, id)",
    "CREATE INDEX outbox_by_digest ON outbox (digest)",
    """CREATE TABLE outbox_stories (
        outbox INTEGER NOT NULL REFERENCES outbox (id),
        story INTEGER NOT NULL REFERENCES stories (id),
        PRIMARY KEY (outbox, story))""",
    "CREATE INDEX outbox_stories_by_story ON outbox_stories (story)",
    """CREATE TABLE messages (
        chat TEXT NOT NULL, message_id INTEGER NOT NULL,
        outbox INTEGER REFERENCES outbox (id), PRIMARY KEY (chat, message_id))""",
)

_SEARCH: tuple[Step, ...] = (
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, lead, body, tokenize = "unicode61 remove_diacritics 0")""",
    _fill_search,
)

_SERVER_SEARCH = (
    "CREATE TABLE search (rowid INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX search_by_word ON search USING gin (words)",
    _fill_search,
)

_ORDER = (
    "ALTER TABLE outbox_stories ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
    "UPDATE outbox_stories SET place = rowid",
)

# Who polls a source, and when that was last done; who sends to a channel. `owner` is the number of
# a session. A file has one process at a time and needs none of it.
_TURNS = (
    "CREATE SEQUENCE sessions MAXVALUE 2147483647 CYCLE",
    """CREATE TABLE turns (
        kind TEXT NOT NULL, name TEXT NOT NULL, owner INTEGER, done_at INTEGER,
        PRIMARY KEY (kind, name))""",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(version=1, title="what is known", steps=_KNOWLEDGE),
    Migration(version=2, title="what is to be said", steps=_DELIVERY),
    Migration(version=3, title="full text search", steps=_SEARCH, server=_SERVER_SEARCH),
    Migration(version=4, title="the order of a message's stories", steps=_ORDER, server=_ORDER[:1]),
    Migration(version=5, title="turns of several processes", server=_TURNS),
)
