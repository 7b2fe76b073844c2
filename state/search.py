"""The full text index: folded words under a row number that sorts by date.

FTS5 orders by row number for nothing and by anything else only after reading every hit, so the
row number holds the date (`date << 30 | id`) and "newest first" stays flat on a large archive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from monitor.core.records import SearchHit
from monitor.core.text import fold
from state.rows import from_seconds_or_none
from state.snippets import WORD, snippet

if TYPE_CHECKING:
    from state.engine import Connection

INDEX = "INSERT INTO search (rowid, title, lead, body) VALUES (?, ?, ?, ?)"
MATCH = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"

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


def index_text(connection: Connection, row: int, texts: tuple[str, str, str]) -> None:
    """Put the folded words of title, lead and body under `row`, where nothing stands."""
    connection.execute(INDEX, (row, *(" ".join(_tokens(text)) for text in texts)))


def forget_text(connection: Connection, row: int) -> None:
    """Take `row` out of the index."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (row,))


def fill_search(connection: Connection) -> None:
    """Index every article; of one without a text, its title."""
    rows = connection.execute(
        "SELECT id, published_at, first_seen_at, title, lead, body FROM articles"
    )
    for article, published_at, first_seen_at, title, lead, body in rows:
        texts = (title, lead or "", "\n".join(json.loads(body)))
        index_text(connection, search_row(article, published_at, first_seen_at), texts)


def find_text(connection: Connection, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Articles with all the query's words, newest first.

    The words side by side come before the same words apart. Any text is a query; one without a
    word finds nothing.
    """
    tokens = _tokens(query)
    if not tokens or limit < 1:
        return ()
    together = _match(connection, _quote(" ".join(tokens)), limit)
    apart = _match(connection, " ".join(map(_quote, tokens)), limit)
    rows = list(dict.fromkeys((*together, *apart)))[:limit]
    return tuple(_hit(connection, article_of(row), frozenset(tokens)) for row in rows)


def _tokens(query: str) -> list[str]:
    return WORD.findall(fold(query))


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _match(connection: Connection, expression: str, limit: int) -> list[int]:
    return [row[0] for row in connection.execute(MATCH, (expression, limit))]


def _hit(connection: Connection, article: int, tokens: frozenset[str]) -> SearchHit:
    row = connection.execute(
        "SELECT id, title, url, source, published_at, lead, body FROM articles WHERE id = ?",
        (article,),
    ).fetchone()
    return SearchHit(
        id=row["id"],
        title=row["title"],
        url=row["url"],
        source=row["source"],
        published_at=from_seconds_or_none(row["published_at"]),
        snippet=snippet((row["lead"] or "", *json.loads(row["body"]), row["title"]), tokens),
    )
