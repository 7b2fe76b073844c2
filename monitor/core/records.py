"""What goes into the store and comes out of it: frozen values, as in model.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from monitor.core.model import (
    Article,
    ArticleState,
    Classification,
    Facts,
    FeedEntry,
    Fingerprint,
    Plan,
    Poll,
    Validators,
)
from monitor.core.slotted import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An entry that could not be read: kept, and tried again from `not_before` on."""

    entry: FeedEntry
    problem: str
    tries: int
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNote:
    """An entry remembered by its keys alone, without reading its page, and why."""

    entry: FeedEntry
    keys: tuple[str, ...]
    state: ArticleState  # SEEDED or FILTERED
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a source usually yields, as learned over its cycles; see scrapers/health.py.

    `rates` are moving averages by name ("entries", "dated", "with_body", "body_length", …).
    `sick_since` None means well. `last_new_at` is when an unknown article last appeared.
    """

    source: str
    cycles: int = 0
    rates: Mapping[str, float] = field(default_factory=dict)
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    failures: int = 0  # in a row
    not_before: datetime | None = None  # backing off until then
    sick_since: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one cycle saw of one source. `poll` None: nothing could be read, see `problem`."""

    poll: Poll | None
    articles: tuple[Article, ...] = ()
    fresh: int = 0  # entries that were not known
    tried: int = 0  # pages that were asked for
    unread: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that one source's poll led to: saved in one transaction, or not at all.

    `read` are the URLs of pending entries that are done with. `notes` are remembered by key.
    """

    source: str
    plan: Plan
    now: datetime
    validators: Mapping[str, Validators] = field(default_factory=dict)
    notes: tuple[EntryNote, ...] = ()
    unread: tuple[Unread, ...] = ()
    read: tuple[str, ...] = ()
    health: Health | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article's row, whole: what `explain` and `search` show."""

    id: int
    story: int
    state: ArticleState
    reason: str | None
    duplicate_of: int | None
    article: Article
    keys: tuple[str, ...]
    classification: Classification | None
    facts: Facts
    fingerprint: Fingerprint
    first_seen_at: datetime
    posts: tuple[tuple[str, int], ...] = ()  # (chat, message id) of the messages that show it


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One article found by `search`, newest first; `snippet` marks the hits with « and »."""

    id: int
    title: str
    url: str | None
    source: str | None
    published_at: datetime | None
    snippet: str


class OutboxState(StrEnum):
    """An outbox row's life: waiting → claimed → sent, uncertain or dead; dropped by hand."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    DROPPED = "dropped"


class OutboxKind(StrEnum):
    """What a row is: part of a digest, an edit of a posted part, a notice to the operator."""

    DIGEST = "digest"
    EDIT = "edit"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message to deliver, the stories it shows; `target` is the message that an edit edits."""

    id: int
    kind: OutboxKind
    channel: str
    chat: str | None
    thread: int | None
    key: str
    digest: int | None
    part: int
    parts: int
    html: str | None
    plain: str
    state: OutboxState
    attempts: int
    not_before: datetime
    created_at: datetime
    target: int | None = None
    message_id: int | None = None
    problem: str | None = None
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of a claimed row. `not_before` says when a row that waits again may go."""

    state: OutboxState
    at: datetime
    message_id: int | None = None
    problem: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The sums of `audit`: articles by state; outbox rows by state; what does not add up."""

    articles: Mapping[ArticleState, int]
    outbox: Mapping[OutboxState, int]
    faults: tuple[str, ...] = ()
