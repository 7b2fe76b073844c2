"""The ledger: what state an article is in, and proof that the sums add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from monitor.core.model import ArticleState
from monitor.core.records import Ledger, OutboxState

if TYPE_CHECKING:
    from state.engine import Connection

_UNDER_WAY = frozenset((OutboxState.WAITING, OutboxState.CLAIMED))
_IN_DELIVERY = "('queued', 'sent', 'uncertain', 'dead')"
# For every channel that was to show a story: the states of the rows that show it there.
_FATES = """
    SELECT q.article, o.state FROM queue q
    LEFT JOIN (outbox_stories s JOIN outbox o ON o.id = s.outbox AND o.kind = 'digest')
      ON s.story = q.story AND o.channel = q.channel AND o.digest = q.digest
    WHERE q.story = ?"""

# (what is wrong, a query for the ids of what is wrong)
_FAULTS = (
    (
        "article {} is queued, but no channel waits for it",
        "SELECT a.id FROM articles a WHERE a.state = 'queued'"
        " AND NOT EXISTS (SELECT 1 FROM queue q WHERE q.article = a.id)",
    ),
    (
        "article {} is {state}, but no message shows it",
        "SELECT a.id, a.state FROM articles a WHERE a.state IN ('sent', 'uncertain', 'dead')"
        " AND NOT EXISTS (SELECT 1 FROM queue q JOIN outbox_stories s ON s.story = q.story"
        " WHERE q.article = a.id)",
    ),
    (
        "article {} waits in a channel, but its state is {state}",
        "SELECT DISTINCT a.id, a.state FROM articles a JOIN queue q ON q.article = a.id"
        " WHERE a.state NOT IN ('queued', 'sent', 'uncertain', 'dead')",
    ),
    (
        "article {} is a duplicate of nothing",
        "SELECT id FROM articles WHERE state = 'duplicate' AND duplicate_of IS NULL",
    ),
    (
        "story {} was cut into a digest, but no message shows it",
        "SELECT q.story FROM queue q WHERE q.digest IS NOT NULL AND NOT EXISTS ("
        " SELECT 1 FROM outbox_stories s JOIN outbox o ON o.id = s.outbox"
        " WHERE s.story = q.story AND o.digest = q.digest AND o.kind = 'digest')",
    ),
    (
        "outbox row {} is sent, but its message is not known",
        "SELECT o.id FROM outbox o WHERE o.state = 'sent' AND o.kind <> 'edit' AND NOT EXISTS ("
        " SELECT 1 FROM messages m WHERE m.outbox = o.id AND m.message_id = o.message_id)",
    ),
    (
        "story {} was posted more than once in channel {state}",
        "SELECT s.story, o.channel FROM outbox_stories s JOIN outbox o ON o.id = s.outbox"
        " WHERE o.kind = 'digest' AND o.state = 'sent'"
        " GROUP BY s.story, o.channel HAVING count(DISTINCT o.digest || '/' || o.part) > 1",
    ),
)


def refresh_articles(connection: Connection, stories: Iterable[int]) -> None:
    """Bring the state of the articles that tell these stories up to their messages' states."""
    for story in stories:
        for article, state in _states(connection, story).items():
            connection.execute(
                f"UPDATE articles SET state = ? WHERE id = ? AND state IN {_IN_DELIVERY}",  # noqa: S608
                (state, article),
            )


def _states(connection: Connection, story: int) -> dict[int, ArticleState]:
    fates: dict[int, set[str]] = {}
    for article, state in connection.execute(_FATES, (story,)):
        fates.setdefault(article, set()).add(state or OutboxState.WAITING)
    return {article: article_state(states) for article, states in fates.items()}


def article_state(messages: Iterable[str]) -> ArticleState:
    """What becomes of an article whose messages, in all its channels, are in these states.

    The least settled decides: one of unknown fate, then one that waits, then one that failed.
    What was dropped by hand counts only where nothing was sent.
    """
    states = set(messages)
    if OutboxState.UNCERTAIN in states:
        return ArticleState.UNCERTAIN
    if states & _UNDER_WAY:
        return ArticleState.QUEUED
    if OutboxState.DEAD in states or OutboxState.SENT not in states:
        return ArticleState.DEAD
    return ArticleState.SENT


def read_ledger(connection: Connection) -> Ledger:
    """The sums by state, and whatever contradicts them."""
    articles = _sums(connection, "articles")
    outbox = _sums(connection, "outbox")
    known = {state: articles.pop(state.value, 0) for state in ArticleState}
    rows = {state: outbox.pop(state.value, 0) for state in OutboxState}
    odd = [f"{count} articles in the unknown state {name!r}" for name, count in articles.items()]
    odd += [f"{count} outbox rows in the unknown state {name!r}" for name, count in outbox.items()]
    return Ledger(
        articles=known,
        outbox=rows,
        faults=(*odd, *_contradictions(connection), *_stale(connection)),
    )


def _sums(connection: Connection, table: str) -> Counter[str]:
    counted = connection.execute(f"SELECT state, count(*) FROM {table} GROUP BY state")  # noqa: S608
    return Counter(dict(counted.fetchall()))


def _contradictions(connection: Connection) -> Iterator[str]:
    for text, query in _FAULTS:
        for row in connection.execute(query):
            yield text.format(row[0], state=row[1] if len(row) > 1 else "")


def _stale(connection: Connection) -> Iterator[str]:
    """Articles whose state is not what their messages say."""
    states = dict(
        connection.execute(f"SELECT id, state FROM articles WHERE state IN {_IN_DELIVERY}")  # noqa: S608
    )
    for (story,) in connection.execute("SELECT DISTINCT story FROM queue").fetchall():
        for article, state in _states(connection, story).items():
            if article in states and states[article] != state:
                yield f"article {article} is {states[article]}, but its messages say {state}"
