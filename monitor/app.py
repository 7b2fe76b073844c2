"""The composition root: builds everything when it is needed; the only reader of the clock."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.core.errors import ConfigError, StateError
from monitor.core.model import (
    Article,
    CycleReport,
    Judged,
    Known,
    Page,
    Plan,
    Source,
    SourceOutcome,
)
from monitor.core.ports import Classifier, Deduplicator, DigestRenderer, Notifier
from monitor.core.records import Health, Observation
from monitor.gathering import CycleRules, Ports
from monitor.pipeline import run_cycle
from monitor.settings import Settings
from monitor.stopping import StopFlag

if TYPE_CHECKING:
    from monitor.core.plan import Policy
    from monitor.delivery import DeliveryReport
    from scrapers.fetch import HttpFetcher
    from scrapers.scraper import WebScraper
    from state.database import Database
    from state.outbox import SqliteOutbox
    from state.store import SqliteStore

VERSION = "0.1.0"
DATA = Path(__file__).parent / "data"
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

    # ── state ────────────────────────────────────────────────────────────────

    @cached_property
    def database(self) -> Database:
        from state.database import open_database

        name = self.settings.monitor.database
        if "://" in name:
            raise ConfigError(
                f"[monitor] database: {name.split('://')[0]}:// is not supported; name a file"
            )
        return open_database(self.settings.database_path, now=self.clock())

    @cached_property
    def store(self) -> SqliteStore:
        from state.store import SqliteStore

        return SqliteStore(self.database)

    @cached_property
    def outbox(self) -> SqliteOutbox:
        from state.outbox import SqliteOutbox

        return SqliteOutbox(self.database, zone=self.settings.monitor.timezone)

    def existing_store(self) -> SqliteStore:
        """The store, for commands that only look: refuses to make a new file."""
        if not self.settings.database_path.exists():
            raise StateError(
                f"{self.settings.database_path}: there is no database yet; run: huunghi once"
            )
        return self.store

    def lock(self) -> AbstractContextManager[None]:
        """One instance at a time on one database. Raises LockedError on entering."""
        from state.lock import hold_lock

        path = self.settings.database_path
        return hold_lock(path.with_name(path.name + ".lock"), now=self.clock())

    def close(self) -> None:
        """Let go of what was opened."""
        if "database" in self.__dict__:
            self.database.close()

    def sow(self) -> int:
        """Make the stored seeds known in a new state; how many were not known yet."""
        import seeds
        from monitor.seeding import load_known

        if self.store.memory("seeded"):
            return 0
        known = load_known(Path(seeds.__file__).parent / "known.jsonl")
        count = self.store.add_seeds(known, self.clock())
        self.store.remember("seeded", self.clock().isoformat())
        return count

    # ── the web ──────────────────────────────────────────────────────────────

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        from scrapers.registry import load_sources

        return load_sources(self.settings.monitor.sources, only=self.settings.monitor.only)

    def source_names(self) -> dict[str, str]:
        """Every source's name by its key, also of those that are not watched now."""
        from scrapers.registry import load_sources

        return {s.key: s.name for s in load_sources(self.settings.monitor.sources)}

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
            robots=json.loads(self.store.memory(_ROBOTS) or "{}"),
        )

    @cached_property
    def scraper(self) -> WebScraper:
        from scrapers.scraper import WebScraper

        return WebScraper(self.fetcher)

    def keep_specimen(self, source: Source, page: Page) -> None:
        """Keep a page that could not be read beside the database."""
        from scrapers.specimens import keep_specimen

        keep_specimen(self.settings.database_path.parent / "specimens", source, page)

    # ── judgement ────────────────────────────────────────────────────────────

    @cached_property
    def classify(self) -> Classifier:
        from monitor.core.classify import build_classifier

        return build_classifier(_load_model("kind_model.json"))

    @cached_property
    def pair_model(self) -> dict[str, Any]:
        return _load_model("pair_model.json")

    @cached_property
    def dedupe(self) -> Deduplicator:
        from monitor.core.dedup import build_deduplicator

        return build_deduplicator(self.pair_model)

    def judge(self, article: Article) -> Judged:
        """What can be said of an article by itself."""
        from monitor.core.judgement import judge

        return judge(article, self.classify)

    def plan(self, batch: Sequence[Judged], known: Known, policy: Policy, now: datetime) -> Plan:
        """What becomes of a batch."""
        from monitor.core.plan import plan

        return plan(batch, known, policy, self.dedupe, now)

    # ── one cycle ────────────────────────────────────────────────────────────

    def cycle(
        self, *, backfill: int = 0, progress: Callable[[SourceOutcome], None] = lambda _: None
    ) -> CycleReport:
        """Poll every source once and save what is new. Raises StateError, ConfigError."""
        self.sow()
        rules = CycleRules(
            channels=self.settings.channels,
            max_age=self.settings.monitor.max_age,
            concurrency=self.settings.fetch.concurrency,
            backfill=backfill,
        )
        report = run_cycle(self.sources, self._ports(progress), rules)
        self._remember_robots()
        return report

    def _ports(self, progress: Callable[[SourceOutcome], None]) -> Ports:
        return Ports(
            scraper=self.scraper,
            store=self.store,
            clock=self.clock,
            judge=self.judge,
            decide=self._decide,
            observe=_observe,
            undo_page_clocks=_undo_page_clocks,
            keep_specimen=self.keep_specimen,
            stopping=self.stop,
            progress=progress,
        )

    def _decide(
        self,
        batch: Sequence[Judged],
        known: Known,
        rules: CycleRules,
        first_run: bool,  # noqa: FBT001 - a port's signature
        now: datetime,
    ) -> Plan:
        from monitor.core.plan import Policy

        policy = Policy(
            seeding=first_run,
            backfill=rules.backfill,
            max_age=rules.max_age,
            channels=rules.channels,
        )
        return self.plan(batch, known, policy, now)

    def _remember_robots(self) -> None:
        text = json.dumps(self.fetcher.robots_snapshot(), sort_keys=True)
        if text != self.store.memory(_ROBOTS):
            self.store.remember(_ROBOTS, text)

    # ── delivery ─────────────────────────────────────────────────────────────

    def render(self) -> DigestRenderer:
        """How this installation's digests look."""
        from notifier.render import render_digest

        zone = self.settings.monitor.timezone
        return lambda digest, channel: render_digest(digest, channel, zone=zone)

    @cached_property
    def notifier(self) -> Notifier:
        """Telegram where a token is set, else the console."""
        telegram = self.settings.telegram
        if telegram.token:
            from notifier.telegram import TelegramNotifier

            return TelegramNotifier(telegram.token, base_url=telegram.base_url, clock=self.clock)
        from notifier.console import ConsoleNotifier

        return ConsoleNotifier(clock=self.clock)

    def deliver(self) -> DeliveryReport:
        """Cut the digests that are due and send what the outbox holds."""
        raise NotImplementedError


def _load_model(name: str) -> dict[str, Any]:
    model: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return model


def _observe(health: Health, observation: Observation, now: datetime) -> Health:
    from scrapers.health import Sample, assess

    return assess(health, Sample.of(observation), now)


def _undo_page_clocks(articles: Sequence[Article], fetched_at: datetime) -> tuple[Article, ...]:
    from scrapers.health import page_clocks

    return page_clocks(articles, fetched_at)
