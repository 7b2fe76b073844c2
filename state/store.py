"""The Store: what is known, in one file or on a server.

What only new articles, searches and backups need is imported when they come: most cycles of a
cron job find nothing new.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from monitor.core.model import (
    ArticleState,
    Channel,
    CycleReport,
    Decision,
    Judged,
    Known,
    Validators,
)
from monitor.core.records import Batch, Health, SearchHit, StoredArticle, Unread
from state.codec import from_json, storable
from state.database import open_database
from state.health import save_health, save_report
from state.polls import unread_from_rows, validators_from_rows
from state.rows import from_seconds, to_seconds, to_seconds_or_none
from state.turns import SOURCE, give_back, take

if TYPE_CHECKING:
    from state.engine import Connection, Database

CLOCK_SKEW = timedelta(minutes=1)  # between machines that share a state
_LONG_NUMBER = 19  # digits that no id has


class SqlStore:
    """Implements monitor.core.ports.Store. Every method may raise StateError."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def polled_sources(self) -> set[str]:
        """Sources that were polled with success at least once."""
        rows = self.database.read("SELECT source, data FROM health")
        return {row["source"] for row in rows if "last_ok_at" in json.loads(row["data"])}

    def validators(self) -> Mapping[str, Mapping[str, Validators]]:
        """By source, by endpoint."""
        return validators_from_rows(self.database.read("SELECT * FROM endpoints"))

    def pending(self, now: datetime) -> Mapping[str, tuple[Unread, ...]]:
        """By source: entries that are due again, those that waited longest first."""
        return unread_from_rows(
            self.database.read(
                "SELECT * FROM pending WHERE not_before <= ? ORDER BY first_seen_at, url",
                (to_seconds(now),),
            )
        )

    def take_turn(self, source: str, not_since: datetime, now: datetime) -> bool:
        """Whether this process is to poll the source, until `end_turn`.

        Not where another one is at it, or has done it since then.
        """
        if not self.database.shared:
            return True
        lately = to_seconds(not_since) + 1, to_seconds(now + CLOCK_SKEW)
        with self.database.claiming() as connection:
            return bool(take(self.database, connection, SOURCE, (source,), lately=lately))

    def end_turn(self, source: str, done_at: datetime | None) -> None:
        """Let others poll the source; None: it was not polled to the end."""
        give_back(self.database, SOURCE, (source,), done_at=to_seconds_or_none(done_at))

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else writes during the block: what `lookup` says there holds until `commit`."""
        return self.database.alone()

    def pending_urls(self, source: str) -> set[str]:
        """Every entry of the source that waits to be read, due or not."""
        rows = self.database.read("SELECT url FROM pending WHERE source = ?", (source,))
        return {row["url"] for row in rows}

    def health(self) -> Mapping[str, Health]:
        """By source."""
        rows = self.database.read("SELECT source, data FROM health")
        return {row["source"]: from_json(Health, row["data"]) for row in rows}

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` that belong to a known article; asked in lists of 50."""
        from state.articles import known_by_key

        with self.database.snapshot() as connection:
            return set(known_by_key(connection, keys))

    def lookup(self, batch: Sequence[Judged]) -> Known:
        """Known articles by key, and candidates for each article, the likeliest first."""
        from state.articles import known_by_key
        from state.candidates import load_known, nearest

        with self.database.snapshot() as connection:
            by_key = known_by_key(connection, [key for judged in batch for key in judged.keys])
            near = {
                index: nearest(connection, judged.fingerprint.sample)
                for index, judged in enumerate(batch)
            }
            ids = {*by_key.values(), *(article for found in near.values() for article in found)}
            known = load_known(connection, ids)
        return Known(
            by_key={key: known[article] for key, article in by_key.items()},
            near={
                index: tuple(known[article] for article in found)
                for index, found in near.items()
                if found
            },
        )

    def commit(self, batch: Batch, channels: Sequence[Channel]) -> tuple[int, ...]:
        """Save a batch in one transaction and queue what the channels want.

        Returns the article id of each decision, in order. An article that another process has
        saved meanwhile is the same article. What no channel wants is filtered.
        """
        from monitor.core.plan import wants
        from state.batch import save_batch

        with self.database.write() as connection:
            return save_batch(connection, batch, channels, wants)

    def add_seeds(self, judged: Sequence[Judged], now: datetime) -> int:
        """Make articles known without ever announcing them; how many were not known yet."""
        with self.database.write() as connection:
            return sum(_add_seed(connection, item, now) for item in judged)

    def finish_cycle(self, report: CycleReport, healths: Sequence[Health]) -> None:
        """Save the cycle's report and the health of the sources that led to no batch."""
        with self.database.write() as connection:
            save_report(connection, report)
            save_health(connection, healths)

    def article(self, reference: str) -> StoredArticle | None:
        """By id, URL or any key; None where it is not known."""
        from state.articles import stored_article

        with self.database.snapshot() as connection:
            article = _find(connection, reference.strip())
            return None if article is None else stored_article(connection, article)

    def search(self, query: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
        """Full text, without regard to tone marks and case, newest first."""
        from state.search import find_text

        with self.database.snapshot() as connection:
            return find_text(connection, query, limit)

    def last_cycle_at(self) -> datetime | None:
        """When the last cycle ended, by the clock as it stood then."""
        rows = self.database.read("SELECT finished_at AS at FROM cycles ORDER BY id DESC LIMIT 1")
        return from_seconds(rows[0]["at"]) if rows else None

    def forget_far_future(self, now: datetime) -> None:
        """Make due what a clock that was ahead has put off for longer than any wait lasts."""
        from state.clock import forget_far_future

        forget_far_future(self.database, now)

    def reports(self, since: datetime) -> tuple[CycleReport, ...]:
        """The cycles that ended after `since`, oldest first."""
        rows = self.database.read(
            "SELECT report FROM cycles WHERE finished_at > ? ORDER BY id", (to_seconds(since),)
        )
        return tuple(from_json(CycleReport, row["report"]) for row in rows)

    def memory(self, key: str) -> str | None:
        """A small thing remembered under `key`; None where there is none."""
        rows = self.database.read("SELECT value FROM meta WHERE key = ?", (storable(key),))
        return rows[0]["value"] if rows else None

    def remember(self, key: str, value: str) -> None:
        """Keep a small thing for `memory`."""
        with self.database.write() as connection:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (storable(key), storable(value)),
            )

    def backup(self, path: PurePath) -> None:
        """A consistent copy at `path`, while others may write; never over an existing file."""
        self.database.back_up(path)

    def integrity(self) -> tuple[str, ...]:
        """What the engine finds wrong with the file; empty: nothing."""
        return self.database.faults()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def open_store(place: PurePath | str, *, now: datetime) -> SqlStore:
    """The store at a path, made if need be, at ":memory:", to be forgotten, or behind a URL."""
    return SqlStore(open_database(place, now=now))


def _add_seed(connection: Connection, judged: Judged, now: datetime) -> bool:
    from state.articles import add_keys, insert_article, known_by_key

    known = known_by_key(connection, judged.keys)
    if known:
        add_keys(connection, min(known.values()), judged.keys)
        return False
    insert_article(connection, Decision(judged=judged, state=ArticleState.SEEDED), now)
    return True


def _find(connection: Connection, reference: str) -> int | None:
    """An article's id by id, by key as stored, or by the keys of an address."""
    from monitor.core.urls import url_keys
    from state.articles import known_by_key

    if reference.isascii() and reference.isdigit() and len(reference) < _LONG_NUMBER:
        return int(reference)
    known = known_by_key(connection, (reference, *url_keys(reference)))
    return min(known.values()) if known else None
