"""The seams: what the pipeline and the delivery ask of the world outside.

Replay and tests replace the Fetcher and the Notifier; the Store and the Outbox are always the
real ones, tested as themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from monitor.core.model import (
    Article,
    Channel,
    Classification,
    CycleReport,
    Delivery,
    Digest,
    FeedEntry,
    Fingerprint,
    Judged,
    Known,
    KnownArticle,
    Match,
    Message,
    Page,
    Part,
    Poll,
    Source,
    Validators,
)
from monitor.core.records import (
    Batch,
    Health,
    Ledger,
    OutboxRow,
    OutboxState,
    SearchHit,
    Settlement,
    StoredArticle,
    Unread,
)

Clock = Callable[[], datetime]
Classifier = Callable[[Article], Classification]
Deduplicator = Callable[[Fingerprint, Sequence[KnownArticle]], Match | None]
DigestRenderer = Callable[[Digest, Channel], tuple[Part, ...]]


class Fetcher(Protocol):
    """One polite HTTP GET."""

    def fetch(
        self, url: str, *, source: Source | None = None, validators: Validators | None = None
    ) -> Page:
        """The page at `url`; status 304 with empty content where `validators` still hold.

        Any 2xx or 304 is returned; everything else raises a FetchError.
        """
        ...


class Scraper(Protocol):
    """From a source to its entries, from an entry to its article. Called from many threads."""

    def poll(self, source: Source, validators: Mapping[str, Validators]) -> Poll:
        """What the source's endpoints list now. Raises ScrapeError if none could be read."""
        ...

    def read(self, source: Source, entry: FeedEntry) -> Article:
        """The article behind an entry. Raises ScrapeError."""
        ...


class Notifier(Protocol):
    """One chat service. Every method raises DeliveryError subclasses, and never shows a token."""

    def send(self, message: Message) -> Delivery:
        """Send once, without any retry of its own."""
        ...

    def edit(self, message: Message, message_id: int) -> None:
        """Replace the text of a message of ours; one that did not change is no error."""
        ...

    def read_back(self, chat: str, message_id: int, via: str) -> str | None:
        """The plain text of a message in `chat`, read by a silent forward to `via`, then deleted.

        None where there is no such message. Raises ChatUnavailableError where it can't be read.
        """
        ...


class Store(Protocol):
    """What is known: articles, keys, fingerprints, validators, pending entries, health."""

    def polled_sources(self) -> set[str]:
        """Sources that have been seeded: polled with success at least once."""
        ...

    def validators(self) -> Mapping[str, Mapping[str, Validators]]:
        """By source, by endpoint."""
        ...

    def pending(self, now: datetime) -> Mapping[str, tuple[Unread, ...]]:
        """By source: entries that could not be read and are due again."""
        ...

    def take_turn(self, source: str, not_since: datetime, now: datetime) -> bool:
        """Whether this process is to poll the source, until `end_turn`.

        Not where another one is at it, or has done it after `not_since`. A turn ends with its
        process. One process has them all where the state is not shared.
        """
        ...

    def end_turn(self, source: str, done_at: datetime | None) -> None:
        """Let others poll the source; None: it was not polled to the end."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else writes during the block: what `lookup` says there holds until `commit`."""
        ...

    def pending_urls(self, source: str) -> set[str]:
        """Every entry of the source that waits to be read, due or not."""
        ...

    def health(self) -> Mapping[str, Health]:
        """By source."""
        ...

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` that belong to a known article; asked in lists of 50."""
        ...

    def lookup(self, batch: Sequence[Judged]) -> Known:
        """Known articles by key, and near-duplicate candidates for each article of the batch."""
        ...

    def commit(self, batch: Batch, channels: Sequence[Channel]) -> tuple[int, ...]:
        """Save a batch in one transaction and queue what the channels want.

        Returns the article id of each decision, in order. Raises StateError.
        """
        ...

    def finish_cycle(self, report: CycleReport, healths: Sequence[Health]) -> None:
        """Save the cycle's report and the health of the sources that led to no batch."""
        ...

    def article(self, reference: str) -> StoredArticle | None:
        """By id, URL or any key; None where it is not known."""
        ...

    def search(self, query: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
        """Full text, without regard to tone marks and case, newest first."""
        ...

    def last_cycle_at(self) -> datetime | None:
        """When the last cycle ended."""
        ...

    def integrity(self) -> tuple[str, ...]:
        """What the engine finds wrong with the file; empty: nothing."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Outbox(Protocol):
    """What is to be said, and what became of it. Digests, edits and notices are rows.

    Every state change is its own transaction; a row that is claimed by a process that died is
    uncertain, never waiting. `shared`: other processes may send from it too.
    """

    @property
    def shared(self) -> bool: ...

    def register(self, channels: Sequence[Channel], now: datetime) -> None:
        """Make channels known: a slot before a channel's first registration is never due."""
        ...

    def due_slot(self, channel: Channel, now: datetime) -> datetime | None:
        """The latest slot that has come and has no digest yet; earlier missed ones fold into it."""
        ...

    def cut_digest(
        self, channel: Channel, slot_at: datetime, now: datetime, render: DigestRenderer
    ) -> int:
        """Turn what is queued into the slot's outbox rows, in one transaction; how many rows.

        0 where there was nothing, or another process had cut the slot.
        """
        ...

    def queue_edits(
        self, channel: Channel, now: datetime, render: DigestRenderer, *, within: timedelta
    ) -> int:
        """Rows that edit posted parts whose stories have grown or changed since; how many."""
        ...

    def notice(self, key: str, chat: str | None, text: str, now: datetime) -> bool:
        """Queue a word to the operator once per key; False where that key was used before."""
        ...

    def claim(self, now: datetime, *, channels: Sequence[str]) -> OutboxRow | None:
        """The next row that may be sent: parts in order, a channel's earlier rows first."""
        ...

    def settle(self, row: OutboxRow, settlement: Settlement) -> None:
        """Record what became of a claimed row, and of the articles it shows."""
        ...

    def replace(self, row: OutboxRow, parts: Sequence[Part], now: datetime) -> None:
        """Put several smaller (or plain) rows in the place of one that the server refused."""
        ...

    def take(self, channels: Sequence[str]) -> frozenset[str]:
        """Those of `channels` whose turn to send is this process's, until it gives them back.

        A turn ends with its process. One process has them all where the state is not shared.
        """
        ...

    def give_back(self, channels: Iterable[str]) -> None:
        """Let others send to these channels."""
        ...

    def recover(self, now: datetime, *, channels: Collection[str]) -> int:
        """Mark rows of these channels that a dead process left claimed as uncertain; how many."""
        ...

    def uncertain(self) -> tuple[OutboxRow, ...]:
        """Rows whose fate is not known, oldest first."""
        ...

    def last_message_id(self, chat: str) -> int | None:
        """The highest message id known in a chat."""
        ...

    def own_messages(self, chat: str, after: int) -> frozenset[int]:
        """The ids above `after` that are known to be messages of ours."""
        ...

    def recent_sends(self, since: datetime) -> tuple[tuple[str, datetime], ...]:
        """The chats, and times, of what was sent since then, oldest first."""
        ...

    def next_at(self, *, channels: Sequence[str]) -> datetime | None:
        """When the next waiting row of these channels may go; None where none may."""
        ...

    def pause(self, channel: str, reason: str, until: datetime) -> None:
        """Hold a channel's rows until then; the reason is shown to the operator."""
        ...

    def paused(self) -> Mapping[str, tuple[str, datetime]]:
        """By channel: why, and until when."""
        ...

    def resume(self, channel: str) -> None:
        """End a pause."""
        ...

    def migrate(self, chat: str, new_chat: str) -> None:
        """A chat's new id, used from now on wherever the old one stands."""
        ...

    def rows(self, *, states: Sequence[OutboxState] = ()) -> tuple[OutboxRow, ...]:
        """Rows in these states (all if empty), oldest first."""
        ...

    def retry(self, row: int, now: datetime) -> None:
        """By the operator: send a row again. Raises UsageError where it cannot be."""
        ...

    def drop(self, row: int, now: datetime) -> None:
        """By the operator: never send a row. Raises UsageError where it cannot be."""
        ...

    def mark_sent(self, row: int, message_id: int, now: datetime) -> None:
        """By the operator: a row stands in its chat. Raises UsageError where it cannot."""
        ...

    def ledger(self) -> Ledger:
        """The sums, and whatever contradicts them."""
        ...
