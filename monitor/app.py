"""The composition root: builds everything when it is needed; the only reader of the clock."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.core.errors import StateError
from monitor.core.model import (
    Article,
    Channel,
    CycleReport,
    Digest,
    Message,
    Page,
    Part,
    Source,
    SourceOutcome,
)
from monitor.core.records import Health, Observation
from monitor.core.slotted import replace
from monitor.gathering import CycleRules, Ports
from monitor.judging import Judging
from monitor.logs import LOGGER, line
from monitor.pipeline import run_cycle
from monitor.settings import MEMORY, Settings
from monitor.stopping import StopFlag
from monitor.systemd import Supervisor
from monitor.version import VERSION

if TYPE_CHECKING:
    from typing import TextIO

    from monitor.core.pacing import Pacer
    from monitor.core.ports import Notifier
    from monitor.desk import DeliveryReport, Desk
    from monitor.liveness import Liveness
    from monitor.upkeep import Upkeep
    from notifier.console import ConsoleNotifier
    from notifier.telegram import TelegramNotifier
    from scrapers.fetch import HttpFetcher
    from scrapers.scraper import WebScraper
    from state.engine import Database
    from state.outbox import SqlOutbox
    from state.store import SqlStore

_CLOCK_SLACK = timedelta(hours=1)
_ROBOTS = "robots"  # under which the store remembers robots.txt files


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class App:
    """Everything a command needs. Parts are built on first use: unused ones cost nothing."""

    def __init__(self, settings: Settings, stop: StopFlag | None = None) -> None:
        self.settings = settings
        self.stop = stop or StopFlag()
        self.clock: Callable[[], datetime] = utc_now
        self.digests_to: TextIO = sys.stdout
        self.on_page: Callable[[str], None] = lambda url: None
        self.judging = Judging()
        self.supervisor = Supervisor(settings.environ)

    # ── state ────────────────────────────────────────────────────────────────

    @cached_property
    def database(self) -> Database:
        from state.database import open_database

        return open_database(self.settings.place, now=self.clock())

    @cached_property
    def store(self) -> SqlStore:
        from state.store import SqlStore

        return SqlStore(self.database)

    @cached_property
    def outbox(self) -> SqlOutbox:
        from state.outbox import SqlOutbox

        return SqlOutbox(
            self.database,
            zone=self.settings.monitor.timezone,
            source_names=self.source_names,
        )

    def liveness(self) -> Liveness:
        """For monitors: are the last good cycle and the oldest unsent message young enough?"""
        from monitor.liveness import RECENT, UNSENT, judge_liveness

        now, every = self.clock(), self.settings.monitor.poll_every
        unsent = [row for row in self.outbox.rows(states=UNSENT) if row.not_before <= now]
        return judge_liveness(self.store.reports(now - RECENT), unsent, now, every)

    def existing_store(self) -> SqlStore:
        """The store, for commands that only look: refuses to make a new file."""
        if not self.has_state():
            raise StateError(f"{self.settings.place}: there is no database yet; run: huunghi once")
        return self.store

    def has_state(self) -> bool:
        """Whether there is a database already; one on a server is made by its administrator."""
        place = self.settings.place
        return not isinstance(place, Path) or place.exists()

    def lock(self) -> AbstractContextManager[None]:
        """One instance at a time on one file. Raises LockedError on entering.

        On a server the instances share the work and take turns.
        """
        place = self.settings.place
        if not isinstance(place, Path):
            return nullcontext()
        from state.lock import hold_lock

        return hold_lock(place.with_name(place.name + ".lock"), now=self.clock())

    def close(self) -> None:
        """Let go of what was opened."""
        if "fetcher" in self.__dict__:
            self.fetcher.close()
        if "telegram" in self.__dict__:
            self.telegram.close()
        if "database" in self.__dict__:
            self.database.close()

    def sow(self) -> int:
        """Make the stored seeds known in a new state; how many were not known yet."""
        if self.store.memory("seeded"):
            return 0
        import seeds
        from monitor.seeding import load_known

        known = load_known(Path(seeds.__file__).parent / "known.jsonl")
        count = self.store.add_seeds(known, self.clock())
        self.store.remember("seeded", self.clock().isoformat())
        return count

    # ── the web ──────────────────────────────────────────────────────────────

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        from monitor.watched import watched

        return watched(self.settings, self._all_sources)

    @cached_property
    def source_names(self) -> dict[str, str]:
        """Every source's name by its key, also of those that are not watched now."""
        return {source.key: source.name for source in self._all_sources}

    @cached_property
    def _all_sources(self) -> tuple[Source, ...]:
        from scrapers.registry import load_sources

        return load_sources(self.settings.monitor.sources)

    @cached_property
    def fetcher(self) -> HttpFetcher:
        from scrapers.fetch import FetchSettings, HttpFetcher

        fetch = self.settings.fetch
        return HttpFetcher(
            FetchSettings(
                version=VERSION,
                contact=fetch.contact,
                timeout=fetch.timeout.total_seconds(),
                max_bytes=fetch.max_bytes,
                host_pause=fetch.host_pause.total_seconds(),
                allow_hosts=fetch.allow_hosts,
                concurrency=fetch.concurrency,
            ),
            clock=self.clock,
            sleep=time.sleep,
            robots=json.loads(self._known_robots()),
        )

    def _known_robots(self) -> str:
        """The robots.txt of earlier runs; looking at a site needs no database, nor makes one."""
        try:
            return (self.has_state() and self.store.memory(_ROBOTS)) or "{}"
        except StateError:
            return "{}"

    @cached_property
    def scraper(self) -> WebScraper:
        from scrapers.scraper import WebScraper

        return WebScraper(self.fetcher)

    def keep_specimen(self, source: Source, page: Page) -> None:
        """Keep a page that could not be read beside the database; it is no harm if it is lost."""
        from scrapers.specimens import keep_specimen

        folder = self.settings.folder / "specimens"
        try:
            keep_specimen(folder, source, page)
        except OSError as error:
            problem = f"{folder}: a page could not be kept: {error.strerror or error}"
            LOGGER.warning(line("specimen", problem=problem))

    # ── one cycle ────────────────────────────────────────────────────────────

    def cycle(
        self, *, backfill: int = 0, progress: Callable[[SourceOutcome], None] = lambda _: None
    ) -> CycleReport:
        """Poll every source once and save what is new. Raises StateError, ConfigError."""
        self.sow()
        self._mind_the_clock()
        rules = CycleRules(
            channels=self.settings.channels,
            max_age=self.settings.monitor.max_age,
            concurrency=self.settings.fetch.concurrency,
            poll_every=self.settings.monitor.poll_every,
            backfill=backfill,
        )
        report = run_cycle(self.sources, self._ports(progress), rules)
        self._remember_robots()
        if self.settings.monitor.keep and not self.clock_problem():
            self.upkeep.forget_texts(self.settings.monitor.keep)
        return report

    def _ports(self, progress: Callable[[SourceOutcome], None]) -> Ports:
        return Ports(
            scraper=self.scraper,
            store=self.store,
            clock=self.clock,
            judge=self.judging.judge,
            decide=self.judging.decide,
            observe=_observe,
            undo_page_clocks=_undo_page_clocks,
            keep_specimen=self.keep_specimen,
            stopping=self.stop,
            progress=progress,
            on_page=self.on_page,
            clock_ahead=self.fetcher.clock_ahead,
        )

    def clock_problem(self) -> str | None:
        """How far this machine's clock is off, by the clocks of the sites that have answered."""
        ahead = self.fetcher.clock_ahead()
        if not ahead:
            return None
        from monitor.clock_words import clock_problem

        return clock_problem(ahead)

    def _mind_the_clock(self) -> None:
        """A clock that went back leaves times behind that would not come for long: mend them."""
        now, last = self.clock(), self.store.last_cycle_at()
        if last is not None and last - now > _CLOCK_SLACK:
            from monitor.clock_words import clock_went_back

            LOGGER.warning(line("clock_went_back", problem=clock_went_back(last - now)))
            self.store.forget_far_future(now)

    def _remember_robots(self) -> None:
        text = json.dumps(self.fetcher.robots_snapshot(), sort_keys=True)
        if text != self.store.memory(_ROBOTS):
            self.store.remember(_ROBOTS, text)

    def simulated(self, channels: tuple[Channel, ...]) -> App:
        """The same bot on an empty state in memory, for a replay: digests go to the console."""
        monitor = replace(self.settings.monitor, database=MEMORY)
        telegram = replace(self.settings.telegram, token=None)
        settings = replace(self.settings, monitor=monitor, telegram=telegram, channels=channels)
        return App(settings, self.stop)

    # ── delivery ─────────────────────────────────────────────────────────────

    def render(self, digest: Digest, channel: Channel) -> tuple[Part, ...]:
        """How this installation's digests look."""
        from notifier.render import render_digest

        return render_digest(digest, channel, zone=self.settings.monitor.timezone)

    @cached_property
    def pacer(self) -> Pacer:
        """What was sent lately, for the rates: one for the whole life of the process."""
        from monitor.core.pacing import Pacer

        return Pacer()

    @cached_property
    def console(self) -> ConsoleNotifier:
        """Digests on the terminal."""
        from notifier.console import ConsoleNotifier

        stream = self.digests_to
        return ConsoleNotifier(stream, self.clock, colour=stream.isatty())

    @cached_property
    def telegram(self) -> TelegramNotifier:
        """Digests in Telegram; only where a token is set."""
        from notifier.telegram import TelegramNotifier

        telegram = self.settings.telegram
        return TelegramNotifier(telegram.token or "", telegram.base_url, clock=self.clock)

    def notifier_for(self, chat: str | None) -> Notifier:
        """Telegram where there is a token and a chat, else the console."""
        return self.telegram if chat and self.settings.telegram.token else self.console

    def deliver(self, report: CycleReport | None = None) -> DeliveryReport:
        """Cut the digests that are due, tell the operator what a cycle found, send what waits."""
        from monitor.delivery import deliver

        desk = self._desk()
        if report and (report.sick or report.recovered or desk.admin_chat):
            self.upkeep.tell(report, desk)
        return deliver(desk)

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is seen to beside cycles and digests."""
        from monitor.upkeep import Upkeep

        return Upkeep(self.store, self.source_names, self.clock)

    def preview(self, channel: Channel) -> tuple[Part, ...]:
        """What the channel would get now."""
        from state.preview import queued_digest

        digest = queued_digest(self.database, channel, self.clock(), self.source_names)
        return self.render(digest, channel) if digest else ()

    def show(self, part: Part) -> None:
        """Print one part of a digest."""
        self.console.send(Message(chat="", html=part.html, plain=part.plain, key=""))

    def _wait(self, seconds: float) -> None:
        """Pause while messages are sent; a supervisor hears that this is no hang."""
        self.supervisor.say("WATCHDOG=1")
        self.stop.pause(seconds)

    def _desk(self) -> Desk:
        from monitor.desk import Desk

        telegram = self.settings.telegram
        return Desk(
            outbox=self.outbox,
            notifier_for=self.notifier_for,
            channels=self.settings.channels,
            render=self.render,
            zone=self.settings.monitor.timezone,
            clock=self.clock,
            sleep=self._wait,
            tick=time.monotonic,
            pacer=self.pacer,
            admin_chat=telegram.admin_chat if telegram.token else None,
            on_uncertain=telegram.on_uncertain,
            stopped=self.stop,
        )


def _observe(health: Health, observation: Observation, now: datetime) -> Health:
    from scrapers.health import Sample, assess

    return assess(health, Sample.of(observation), now)


def _undo_page_clocks(articles: Sequence[Article], fetched_at: datetime) -> tuple[Article, ...]:
    from scrapers.page_clocks import page_clocks

    return page_clocks(articles, fetched_at)
