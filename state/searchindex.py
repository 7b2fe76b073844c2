"""The full text index: folded words under a row number that sorts by date.

FTS5 orders by row number for nothing and by anything else only after reading every hit, so the
row number holds the date (`date << 30 | id`) and "newest first" stays flat on a large archive.
"""

from __future__ import annotations

import json
import sqlite3

from monitor.core.text import fold

_ID_BITS = 30
_LAST_ID = (1 << _ID_BITS) - 1
_LAST_DATE = (1 << 33) - 1  # the year 2242


def search_row(article: int, published_at: int | None, first_seen_at: int) -> int:
    """The row number of an article; its date is the publication's, else that of the first sight."""
    date = first_seen_at if published_at is None else published_at
    return min(max(date, 0), _LAST_DATE) << _ID_BITS | (article & _LAST_ID)


def article_of(row: int) -> int:
    """The article's id behind a row number of the index."""
    return row & _LAST_ID


def index_text(connection: sqlite3.Connection, row: int, texts: tuple[str, str, str]) -> None:
    """Put folded title, lead and body under `row`, in the place of what stood there."""
    forget_text(connection, row)
    connection.execute(
        "INSERT INTO search (rowid, title, lead, body) VALUES (?, ?, ?, ?)",
        (row, *(fold(text) for text in texts)),
    )


def forget_text(connection: sqlite3.Connection, row: int) -> None:
    """Take `row` out of the index."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (row,))


def fill_search(connection: sqlite3.Connection) -> None:
    """Index every article that has a text."""
    rows = connection.execute(
        "SELECT id, published_at, first_seen_at, title, lead, body FROM articles"
        " WHERE body <> '[]' OR lead IS NOT NULL"
    )
    for article, published_at, first_seen_at, title, lead, body in rows:
        texts = (title, lead or "", "\n".join(json.loads(body)))
        index_text(connection, search_row(article, published_at, first_seen_at), texts)
