"""One batch, one transaction: what became of each article, and what the channels are to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.model import ArticleState, Channel, Decision, Judged, MatchKind
from monitor.core.records import Batch
from state.articles import (
    add_keys,
    insert_article,
    insert_note,
    known_by_key,
    rewrite_article,
    story_of,
)
from state.health import note_polled, save_health
from state.polls import drop_read, save_unread, save_validators
from state.rows import to_seconds

if TYPE_CHECKING:
    from state.engine import Connection

Wants = Callable[[Channel, Judged], bool]

UNWANTED = "no channel wants it"
NEWS = timedelta(hours=48)
"""How long a story is news after it was queued; a copy of an older one is announced nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    connection: Connection
    now: datetime
    channels: Sequence[Channel]
    wants: Wants
    ids: list[int] = field(default_factory=list)  # of the decisions so far


def save_batch(
    connection: Connection, batch: Batch, channels: Sequence[Channel], wants: Wants
) -> tuple[int, ...]:
    """Write everything a batch holds; the article id of each decision, in order."""
    writing = _Writing(connection=connection, now=batch.now, channels=channels, wants=wants)
    for decision in batch.plan.decisions:
        writing.ids.append(_save(writing, decision))
    for note in batch.notes:
        if note.keys:  # without one it could never be recognised again
            insert_note(connection, note, batch.source, batch.now)
    save_validators(connection, batch.source, batch.validators)
    drop_read(connection, batch.source, batch.read)
    save_unread(connection, batch.source, batch.unread, batch.now)
    if batch.health is None:
        note_polled(connection, batch.source, batch.now)
    else:
        save_health(connection, [batch.health])
    return tuple(writing.ids)


def _save(writing: _Writing, decision: Decision) -> int:
    same = _same_article(writing, decision)
    if same is not None:
        if decision.update:
            rewrite_article(writing.connection, same, decision, writing.now)
        add_keys(writing.connection, same, decision.judged.keys)
        return same
    return _save_new(writing, decision)


def _same_article(writing: _Writing, decision: Decision) -> int | None:
    """The stored article that this one is: as decided, or because another process was quicker."""
    match = decision.match if decision.twin is None else decision.twin_match
    if match is not None and (decision.update or match.kind is MatchKind.SAME_KEY):
        return _like(writing, decision)
    known = known_by_key(writing.connection, decision.judged.keys)
    return min(known.values()) if known else None


def _save_new(writing: _Writing, decision: Decision) -> int:
    like = _like(writing, decision)
    channels = _waiting_for_it(writing, decision, like)
    if channels:
        decision = replace(decision, state=ArticleState.QUEUED)
    elif decision.state is ArticleState.QUEUED:
        state = ArticleState.FILTERED if like is None else ArticleState.DUPLICATE
        decision = replace(decision, state=state, reason=decision.reason or UNWANTED)
    article = insert_article(writing.connection, decision, writing.now, like=like)
    _queue(writing, article, channels)
    return article


def _waiting_for_it(writing: _Writing, decision: Decision, like: int | None) -> list[Channel]:
    """The channels that are to show this article.

    A further report of a story that is news in some channels is queued for those that want it
    and that the story's earlier reports did not concern: another source, another province.
    """
    if decision.state not in (ArticleState.QUEUED, ArticleState.DUPLICATE):
        return []
    wanting = [c for c in writing.channels if writing.wants(c, decision.judged)]
    if like is None:
        return wanting
    shown = _shown(writing.connection, story_of(writing.connection, like))
    is_news = any(at >= to_seconds(writing.now - NEWS) for at in shown.values())
    if decision.state is ArticleState.DUPLICATE and not is_news:
        return []
    return [channel for channel in wanting if channel.name not in shown]


def _shown(connection: Connection, story: int) -> dict[str, int]:
    """The channels that show a story or are about to, and since when it was queued for them."""
    return dict(
        connection.execute("SELECT channel, queued_at FROM queue WHERE story = ?", (story,))
    )


def _like(writing: _Writing, decision: Decision) -> int | None:
    """The article whose story this one joins."""
    if decision.twin is not None:
        return writing.ids[decision.twin]
    if decision.match is None:
        return None
    story_of(writing.connection, decision.match.of)  # or it is not stored
    return decision.match.of


def _queue(writing: _Writing, article: int, channels: Sequence[Channel]) -> None:
    story = story_of(writing.connection, article)
    writing.connection.executemany(
        "INSERT INTO queue (channel, story, article, queued_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (channel, story) DO NOTHING",
        [(channel.name, story, article, to_seconds(writing.now)) for channel in channels],
    )
