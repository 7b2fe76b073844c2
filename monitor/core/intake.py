"""Which of a source's entries to read now, to remember by key alone, to leave for later.

Refuses to read an archive: a first run reads the newest few, an entry over the age gate none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from monitor.core.model import ArticleState, FeedEntry
from monitor.core.records import EntryNote, Unread
from monitor.core.slotted import dataclass

FIRST_RETRY = timedelta(minutes=20)
LAST_RETRY = timedelta(hours=24)
GONE_TRIES = 5  # a page that answers 404 or 410 this often is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRules:
    """`first_run`: seed silently. `limit`: pages to read in one cycle. `max_age`: the age gate."""

    first_run: bool
    limit: int
    max_age: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What becomes of the unknown entries of one poll."""

    read: tuple[FeedEntry, ...] = ()
    notes: tuple[EntryNote, ...] = ()
    waiting: tuple[Unread, ...] = ()


def fresh_entries(
    entries: Sequence[FeedEntry], known_keys: Callable[[Iterable[str]], set[str]]
) -> tuple[FeedEntry, ...]:
    """The unknown ones. Asks `known_keys` for their addresses; for other keys where these fail."""
    if not entries:
        return ()
    from monitor.core.urls import address_key, entry_keys  # most cycles meet no entry

    addresses = [address_key(entry.url) for entry in entries]
    found = known_keys(addresses)
    if found.issuperset(addresses):  # a listing brings something new a few times a day
        return ()
    others = {
        key
        for e, a in zip(entries, addresses, strict=True)
        if a not in found
        for key in entry_keys(e)
        if key != a
    }
    return unknown_entries(entries, found | known_keys(others) if others else found)


def unknown_entries(entries: Sequence[FeedEntry], known: set[str]) -> tuple[FeedEntry, ...]:
    """Entries none of whose keys is in `known`, each article once, in order."""
    from monitor.core.urls import entry_keys  # most cycles meet no entry

    fresh: list[FeedEntry] = []
    seen = set(known)
    for entry in entries:
        keys = entry_keys(entry)
        if seen.isdisjoint(keys):
            fresh.append(entry)
        seen.update(keys)
    return tuple(fresh)


def take_in(fresh: Iterable[FeedEntry], rules: IntakeRules, now: datetime) -> Intake:
    """Sort unknown entries, which come newest first, by the rules."""
    read: list[FeedEntry] = []
    notes: list[EntryNote] = []
    waiting: list[Unread] = []
    for entry in fresh:
        if not rules.first_run and _too_old(entry, rules, now):
            reason = f"older than {rules.max_age.days} days when first listed"
            notes.append(note(entry, ArticleState.FILTERED, reason))
        elif len(read) < rules.limit:
            read.append(entry)
        elif rules.first_run:
            notes.append(note(entry, ArticleState.SEEDED, "first run"))
        else:
            waiting.append(Unread(entry=entry, problem="not its turn yet", tries=0, not_before=now))
    return Intake(read=tuple(read), notes=tuple(notes), waiting=tuple(waiting))


def note(entry: FeedEntry, state: ArticleState, reason: str) -> EntryNote:
    """Remember an entry by its keys."""
    from monitor.core.urls import entry_keys

    return EntryNote(entry=entry, keys=entry_keys(entry), state=state, reason=reason)


def retry_later(unread: Unread, problem: str, now: datetime) -> Unread:
    """The same entry after one more failure: tried again after 20 minutes, doubling to a day."""
    wait = min(FIRST_RETRY * 2 ** min(unread.tries, 10), LAST_RETRY)
    return Unread(
        entry=unread.entry, problem=problem, tries=unread.tries + 1, not_before=now + wait
    )


def is_gone(unread: Unread, status: int | None) -> bool:
    """Has the page answered "not found" often enough to stop asking?"""
    return status in (404, 410) and unread.tries >= GONE_TRIES


def _too_old(entry: FeedEntry, rules: IntakeRules, now: datetime) -> bool:
    return entry.published_at is not None and entry.published_at < now - rules.max_age
