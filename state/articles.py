"""Articles, their keys and their stories: writing them, and reading one whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from monitor.core.addresses import site_of
from monitor.core.errors import StateError
from monitor.core.model import Article, ArticleState, Classification, Decision, Judged
from monitor.core.records import EntryNote, StoredArticle
from state.candidates import forget_sample, index_sample
from state.codec import from_json, storable, to_json
from state.rows import (
    article_columns,
    article_from_row,
    facts_from_json,
    fingerprint_from_text,
    fingerprint_to_text,
    from_seconds,
    texts_from_json,
    to_seconds,
)
from state.search import forget_text, index_text, search_row

if TYPE_CHECKING:
    from state.engine import Connection, Row

KEYS_AT_ONCE = 50

_WHOLE = "SELECT * FROM articles WHERE id = ?"


def known_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The article of each known key; asked in lists of 50, so that one statement serves all."""
    wanted = list(dict.fromkeys(map(storable, keys)))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        part = wanted[start : start + KEYS_AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            f"SELECT key, article FROM keys WHERE key IN ({marks})",  # noqa: S608 - only marks
            part,
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def add_keys(connection: Connection, article: int, keys: Iterable[str]) -> None:
    """Give an article further keys; a key that has an article keeps it."""
    connection.executemany(
        "INSERT INTO keys (key, article) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
        [(storable(key), article) for key in keys],
    )


def insert_article(
    connection: Connection, decision: Decision, now: datetime, *, like: int | None = None
) -> int:
    """A new row, with its keys, sample and text; its id.

    `like` is the article whose story it joins; without, it is the first of its own story.
    """
    judged = decision.judged
    columns = {
        **article_columns(judged.article),
        **_judgement(judged),
        "state": decision.state,
        "reason": decision.reason and storable(decision.reason),
        "duplicate_of": like if decision.state is ArticleState.DUPLICATE else None,
    }
    article = _insert(connection, columns, now)
    join_story(connection, article, like, now)
    add_keys(connection, article, judged.keys)
    index_sample(connection, article, judged.fingerprint.sample)
    _index(connection, article, columns, now)
    return article


def insert_note(connection: Connection, note: EntryNote, source: str, now: datetime) -> int:
    """A row for an entry that was not read: its keys, and why. An id; the known one if known."""
    known = known_by_key(connection, note.keys)
    if known:
        article = min(known.values())
    else:
        entry = note.entry
        article_of_entry = Article(
            url=entry.url,
            canonical_url=None,
            source=source,
            site=site_of(entry.url),
            title=entry.title,
            lead=None,
            byline=None,
            body=(),
            published_at=entry.published_at,
            date_from="feed" if entry.published_at else None,
            guid=entry.guid,
        )
        columns = {**article_columns(article_of_entry), "state": note.state, "reason": note.reason}
        article = _insert(connection, columns, now)
        join_story(connection, article, None, now)
        _index(connection, article, columns, now)
    add_keys(connection, article, note.keys)
    return article


def rewrite_article(
    connection: Connection, article: int, decision: Decision, now: datetime
) -> None:
    """Put a changed text in the place of the old one; state, source and first sight stay.

    What the new reading does not know (address, date) stays too.
    """
    row: Row = connection.execute(_WHOLE, (article,)).fetchone()
    forget_text(connection, search_row(article, row["published_at"], row["first_seen_at"]))
    forget_sample(connection, article, fingerprint_from_text(row["fingerprint"]).sample)
    judged = decision.judged
    columns = {**article_columns(judged.article), **_judgement(judged)}
    kept = _kept(row, columns)
    changed = dict.fromkeys((*texts_from_json(row["changed"]), *decision.changed))
    columns.update(kept, changed=to_json(tuple(changed)), updated_at=to_seconds(now))
    _update(connection, article, columns)
    index_sample(connection, article, judged.fingerprint.sample)
    _index(connection, article, columns, from_seconds(row["first_seen_at"]))
    touch_story(connection, row["story"], now)


def _kept(row: Row, columns: Mapping[str, object]) -> dict[str, object]:
    """The old values that stay: a mirror does not take the article over, nothing known is lost."""
    kept: dict[str, object] = {"source": row["source"]}
    if columns["source"] != row["source"]:
        kept |= {name: row[name] for name in ("url", "canonical_url", "site") if row[name]}
    for name in ("url", "canonical_url", "guid"):
        if columns[name] is None:
            kept[name] = row[name]
    if columns["published_at"] is None:
        kept |= {"published_at": row["published_at"], "date_from": row["date_from"]}
    return kept


def join_story(connection: Connection, article: int, like: int | None, now: datetime) -> None:
    """Make an article part of another's story, which is touched, or the first of its own."""
    story = article if like is None else story_of(connection, like)
    connection.execute("UPDATE articles SET story = ? WHERE id = ?", (story, article))
    touch_story(connection, story, now)


def touch_story(connection: Connection, story: int, now: datetime) -> None:
    """Say that a story grew or changed."""
    connection.execute(
        "INSERT INTO stories (id, touched_at) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at",
        (story, to_seconds(now)),
    )


def story_of(connection: Connection, article: int) -> int:
    """The story of a stored article. Raises StateError where there is none of that id."""
    row = connection.execute("SELECT story FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None:
        raise StateError(
            f"article {article} was known a moment ago and is not stored;"
            " was the database replaced meanwhile? Run again"
        )
    return int(row["story"])


def stored_article(connection: Connection, article: int) -> StoredArticle | None:
    """One article with everything known of it; None where there is none of that id."""
    row = connection.execute(_WHOLE, (article,)).fetchone()
    if row is None:
        return None
    classification = row["classification"]
    return StoredArticle(
        id=row["id"],
        story=row["story"],
        state=ArticleState(row["state"]),
        reason=row["reason"],
        duplicate_of=row["duplicate_of"],
        article=article_from_row(row),
        keys=_keys_of(connection, article),
        classification=classification and from_json(Classification, classification),
        facts=facts_from_json(row["facts"]),
        fingerprint=fingerprint_from_text(row["fingerprint"]),
        first_seen_at=from_seconds(row["first_seen_at"]),
        posts=_posts_of(connection, row["story"]),
    )


def _keys_of(connection: Connection, article: int) -> tuple[str, ...]:
    rows = connection.execute("SELECT key FROM keys WHERE article = ? ORDER BY key", (article,))
    return tuple(row[0] for row in rows)


def _posts_of(connection: Connection, story: int) -> tuple[tuple[str, int], ...]:
    """The messages that show a story; edits change a message, they are none themselves."""
    rows = connection.execute(
        "SELECT o.chat, o.message_id FROM outbox_stories s JOIN outbox o ON o.id = s.outbox"
        " WHERE s.story = ? AND o.kind = 'digest' AND o.state = 'sent'"
        " AND o.chat IS NOT NULL AND o.message_id IS NOT NULL ORDER BY o.id",
        (story,),
    )
    return tuple((row[0], row[1]) for row in rows)


def _judgement(judged: Judged) -> dict[str, object]:
    return {
        "primary_category": judged.classification.primary,
        "labels": to_json(judged.classification.labels),
        "classification": to_json(judged.classification),
        "facts": to_json(judged.facts),
        "fingerprint": fingerprint_to_text(judged.fingerprint),
        "content_hash": judged.content_hash,
    }


def _insert(connection: Connection, columns: Mapping[str, object], now: datetime) -> int:
    seen = {"first_seen_at": to_seconds(now), "updated_at": to_seconds(now)}
    values = {**columns, **seen}
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    row = connection.execute(
        f"INSERT INTO articles ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608 - our names
        tuple(values.values()),
    ).fetchone()
    return int(row[0])


def _update(connection: Connection, article: int, columns: Mapping[str, object]) -> None:
    names = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(
        f"UPDATE articles SET {names} WHERE id = ?",  # noqa: S608 - our own names
        (*columns.values(), article),
    )


def _index(
    connection: Connection, article: int, columns: Mapping[str, Any], first_seen: datetime
) -> None:
    texts = (columns["title"], columns["lead"] or "", "\n".join(texts_from_json(columns["body"])))
    row = search_row(article, columns["published_at"], to_seconds(first_seen))
    index_text(connection, row, texts)
