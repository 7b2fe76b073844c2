"""Gathering: what the pool's threads do for one source, and the values they hand back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.errors import BackOffError, ScrapeError
from monitor.core.intake import Intake
from monitor.core.model import (
    Article,
    Channel,
    FeedEntry,
    Judged,
    Known,
    Page,
    Plan,
    Poll,
    Source,
    SourceOutcome,
    Validators,
)
from monitor.core.records import Health, Observation, Unread
from monitor.core.slotted import dataclass, field, replace
from monitor.logs import LOGGER, line

if TYPE_CHECKING:
    from monitor.core.ports import Clock, Scraper, Store

    Decide = Callable[[Sequence[Judged], Known, "CycleRules", datetime], Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRules:
    """What the operator set. `backfill`: how many articles of a first run are announced.

    `seeding` is set for a source's first run, whose articles are only remembered.
    """

    channels: tuple[Channel, ...]
    max_age: timedelta
    concurrency: int = 16
    backfill: int = 0
    seeding: bool = False
    poll_every: timedelta = timedelta()  # another machine's poll counts for half of it
    reads: int = 30  # pages of one source in one cycle; the rest wait for the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What a cycle needs of the world and of the core; the composition root provides it.

    `progress` hears of each source, `on_page` of each page that is asked for. `clock_ahead` says
    how far `clock` is ahead of the sites' own.
    """

    scraper: Scraper
    store: Store
    clock: Clock
    judge: Callable[[Article], Judged]
    decide: Decide
    observe: Callable[[Health, Observation, datetime], Health]
    undo_page_clocks: Callable[[Sequence[Article], datetime], tuple[Article, ...]]
    keep_specimen: Callable[[Source, Page], None]
    stopping: Callable[[], bool] = lambda: False
    clock_ahead: Callable[[], timedelta] = lambda: timedelta(0)
    progress: Callable[[SourceOutcome], None] = lambda outcome: None
    on_page: Callable[[str], None] = lambda url: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store knows of the sources when a cycle begins; one query each."""

    validators: Mapping[str, Mapping[str, Validators]]
    pending: Mapping[str, tuple[Unread, ...]]
    health: Mapping[str, Health]
    polled: set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One source on its way through the cycle."""

    source: Source
    started: float
    first_run: bool
    health: Health
    retries: tuple[Unread, ...] = ()
    poll: Poll | None = None
    intake: Intake = field(default_factory=Intake)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a source's entries; `postponed` were not tried."""

    read: tuple[FeedEntry, ...] = ()
    articles: tuple[Article, ...] = ()
    failed: tuple[tuple[Unread, ScrapeError], ...] = ()
    postponed: tuple[Unread, ...] = ()


def first_try(entry: FeedEntry) -> Unread:
    """An entry that has not been tried yet."""
    return Unread(entry=entry, problem="", tries=0, not_before=datetime.min)  # noqa: DTZ901


def read_all(ports: Ports, source: Source, entries: Sequence[Unread]) -> Reading:
    """Read entries one after the other, in the pool. A host that asks to wait gets its wait."""
    read: list[FeedEntry] = []
    articles: list[Article] = []
    failed: list[tuple[Unread, ScrapeError]] = []
    for index, unread in enumerate(entries):
        if ports.stopping():
            return _reading(read, articles, failed, entries[index:], ports.clock())
        ports.on_page(unread.entry.url)
        try:
            articles.append(ports.scraper.read(source, unread.entry))
            read.append(unread.entry)
        except BackOffError as error:
            return _reading(read, articles, failed, entries[index:], error.until)
        except ScrapeError as error:
            failed.append((unread, error))
        except Exception as error:  # noqa: BLE001 - the boundary for one page
            LOGGER.error(line("page_failed", url=unread.entry.url), exc_info=error)
            failed.append((unread, ScrapeError(f"{unread.entry.url}: unexpected: {error!r}")))
    return _reading(read, articles, failed, (), ports.clock())


def _reading(
    read: Sequence[FeedEntry],
    articles: Sequence[Article],
    failed: Sequence[tuple[Unread, ScrapeError]],
    rest: Sequence[Unread],
    until: datetime,
) -> Reading:
    postponed = tuple(
        replace(item, not_before=until, problem=item.problem or "the host asked to wait")
        for item in rest
    )
    return Reading(
        read=tuple(read), articles=tuple(articles), failed=tuple(failed), postponed=postponed
    )


def judge_all(
    ports: Ports, articles: Sequence[Article], reading: Reading
) -> tuple[tuple[Judged, ...], Reading]:
    """Judge what was read. An article that cannot be judged counts as failed: it is tried again."""
    judged: list[Judged] = []
    read: list[FeedEntry] = []
    failed = list(reading.failed)
    for entry, article in zip(reading.read, articles, strict=True):
        try:
            judged.append(ports.judge(article))
            read.append(entry)
        except Exception as error:  # noqa: BLE001 - the boundary for one article
            LOGGER.error(line("article_failed", url=entry.url), exc_info=error)
            problem = ScrapeError(f"{entry.url}: cannot be judged: {error!r}")
            failed.append((first_try(entry), problem))
    return tuple(judged), replace(reading, read=tuple(read), failed=tuple(failed))
