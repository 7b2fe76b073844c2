"""One cycle: gather (threads fetch and parse), decide (pure), commit (one transaction a source).

The program's `except` boundary for sources is here: whatever a source does becomes an outcome.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from monitor.core.errors import (
    BackOffError,
    ScrapeError,
    StateError,
    StatusError,
)
from monitor.core.intake import (
    IntakeRules,
    fresh_entries,
    is_gone,
    note,
    retry_later,
    take_in,
)
from monitor.core.model import (
    Article,
    ArticleState,
    Category,
    CycleReport,
    Judged,
    Plan,
    Poll,
    Source,
    SourceOutcome,
    SourceStatus,
)
from monitor.core.records import Batch, EntryNote, Health, Observation, Unread
from monitor.core.slotted import replace
from monitor.gathering import (
    CycleRules,
    Memory,
    Ports,
    Reading,
    Work,
    first_try,
    judge_all,
    read_all,
)
from monitor.logs import LOGGER, line
from monitor.tally import Tally
from monitor.workers import Task, Workers

_HOUR = timedelta(hours=1)
_LONGEST = timedelta(hours=36)  # no wait is longer: one that is was set by a clock gone wrong


def run_cycle(sources: Sequence[Source], ports: Ports, rules: CycleRules) -> CycleReport:
    """Poll every source once, save what is new, and say what was done. Raises StateError."""
    cycle = _Cycle(ports, rules, ports.clock())
    cycle.run(source for source in sources if source.enabled)
    report = cycle.tally.report(cycle.started_at, ports.clock())
    ports.store.finish_cycle(report, () if report.offline else tuple(cycle.tally.healths))
    return report


class _Cycle:
    """The state of one cycle; lives in one thread, the pool's threads only fetch and parse."""

    def __init__(self, ports: Ports, rules: CycleRules, started_at: datetime) -> None:
        self.ports = ports
        self.rules = rules
        self.started_at = started_at
        self.tally = Tally()
        self.turns: set[str] = set()
        store = ports.store
        self.memory = Memory(
            validators=store.validators(),
            pending=store.pending(started_at),
            health=store.health(),
            polled=store.polled_sources(),
        )

    def run(self, sources: Iterator[Source]) -> None:
        """Keep the pool busy with at most twice its size, so that memory stays flat."""
        running: dict[Task, Work] = {}
        pool = Workers(self.rules.concurrency)
        mine = filter(self._take_turn, sources)
        try:
            while self._fill(pool, mine, running) or running:
                for task in pool.finished(0.5):
                    self._advance(pool, running, running.pop(task), task)
                if self.ports.stopping():
                    return
        finally:
            pool.close()
            for source in self.turns:  # those not polled to the end
                self.ports.store.end_turn(source, None)

    def _fill(
        self,
        pool: Workers,
        sources: Iterator[Source],
        running: dict[Task, Work],
    ) -> bool:
        while len(running) < 2 * self.rules.concurrency:
            source = next(sources, None)
            if source is None:
                return False
            self._begin(pool, source, running)
        return True

    def _take_turn(self, source: Source) -> bool:
        """Not where another machine polls the source now, or has done so lately."""
        lately = self.started_at - self.rules.poll_every / 2
        if not self.ports.store.take_turn(source.key, lately, self.ports.clock()):
            return False
        self.turns.add(source.key)
        return True

    def _begin(
        self,
        pool: Workers,
        source: Source,
        running: dict[Task, Work],
    ) -> None:
        health = self.memory.health.get(source.key) or Health(source=source.key)
        work = Work(
            source=source,
            started=time.monotonic(),
            first_run=source.key not in self.memory.polled,
            health=health,
            retries=self.memory.pending.get(source.key, ()),
        )
        if health.not_before and self.started_at < health.not_before < self.started_at + _LONGEST:
            problem = f"left in peace until {health.not_before:%Y-%m-%d %H:%M} UTC"
            self._note_outcome(_outcome(work, SourceStatus.WAITING, health.problem or problem))
            return
        validators = self.memory.validators.get(source.key, {})
        running[pool.submit(self.ports.scraper.poll, source, validators)] = work

    def _advance(
        self,
        pool: Workers,
        running: dict[Task, Work],
        work: Work,
        task: Task,
    ) -> None:
        try:
            result = task.result()
            if isinstance(result, Reading):
                self._commit(work, result)
            else:
                self._go_on(pool, running, self._sort(work, result))
        except StateError:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary for one source
            self._fail(work, error)

    def _go_on(self, pool: Workers, running: dict[Task, Work], work: Work) -> None:
        entries = tuple(chain(work.retries, map(first_try, work.intake.read)))
        if entries:
            running[pool.submit(read_all, self.ports, work.source, entries)] = work
        else:
            self._commit(work, Reading())

    def _sort(self, work: Work, poll: Poll) -> Work:
        fresh = fresh_entries(poll.entries, self.ports.store.known_keys)
        if fresh:
            waiting = self.ports.store.pending_urls(work.source.key)
            fresh = tuple(entry for entry in fresh if entry.url not in waiting)
        rules = IntakeRules(
            first_run=work.first_run,
            limit=max(self.rules.reads, self.rules.backfill),
            max_age=self.rules.max_age,
        )
        return replace(work, poll=poll, intake=take_in(fresh, rules, self._true(self.started_at)))

    def _true(self, moment: datetime) -> datetime:
        """A moment by the sites' clocks where ours is wrong: an article's age is judged by theirs,
        or a clock that jumped ahead would make today's news too old for ever.
        """
        return moment - self.ports.clock_ahead()

    def _commit(self, work: Work, reading: Reading) -> None:
        poll = work.poll
        if poll is None:
            return
        if poll.unchanged and not reading.read and not reading.failed and not reading.postponed:
            self._pass_over(work, poll)
            return
        now = self.ports.clock()
        articles = self.ports.undo_page_clocks(reading.articles, self._true(now))
        batch, reading = judge_all(self.ports, articles, reading)
        notes = self._notes(work, reading)
        unread = self._unread(work, reading, now)
        tried = len(reading.read) + len(reading.failed)
        health = self._health(work, articles, (tried, unread), now)
        done = {entry.url for entry in reading.read}
        done.update(item.entry.url for item in notes)
        with self.ports.store.alone():
            plan = self._plan(work, batch, now)
            self.ports.store.commit(
                Batch(
                    source=work.source.key,
                    plan=plan,
                    now=now,
                    validators=poll.validators,
                    notes=notes,
                    unread=unread,
                    read=tuple(sorted(done)),
                    health=health,
                ),
                self.rules.channels,
            )
        self._keep_specimens(work, reading)
        self._count(work, plan, notes, health, unread)

    def _pass_over(self, work: Work, poll: Poll) -> None:
        """Nothing changed: the health is saved only when it says something new, or once an hour."""
        health = self._observe(work, Observation(poll=poll), self.started_at)
        last = work.health.last_ok_at
        if health.problem != work.health.problem or not last or self.started_at - last > _HOUR:
            self.tally.healths.append(health)
        self._note_outcome(_outcome(work, SourceStatus.UNCHANGED, health.problem))

    def _observe(self, work: Work, observation: Observation, now: datetime) -> Health:
        health = self.ports.observe(work.health, observation, now)
        self.tally.add_health(work.health, health)
        return health

    def _keep_specimens(self, work: Work, reading: Reading) -> None:
        pages = [work.poll.specimen if work.poll else None]
        pages.extend(error.page for _, error in reading.failed[:1])
        for page in pages:
            if page:
                self.ports.keep_specimen(work.source, page)

    def _plan(self, work: Work, batch: Sequence[Judged], now: datetime) -> Plan:
        if not batch:
            return Plan()
        known = self.ports.store.lookup(batch)
        rules = replace(self.rules, seeding=work.first_run)
        return self.ports.decide(batch, known, rules, self._true(now))

    def _notes(self, work: Work, reading: Reading) -> tuple[EntryNote, ...]:
        """Entries given up: on a first run all that failed, later the pages that are gone."""
        gone = []
        for unread, error in reading.failed:
            status = error.status if isinstance(error, StatusError) else None
            if work.first_run:
                gone.append(note(unread.entry, ArticleState.SEEDED, f"first run; {error}"))
            elif is_gone(unread, status):
                gone.append(note(unread.entry, ArticleState.FILTERED, f"page is gone; {error}"))
        if work.first_run:
            gone.extend(
                note(item.entry, ArticleState.SEEDED, "first run") for item in reading.postponed
            )
        return (*work.intake.notes, *gone)

    def _unread(self, work: Work, reading: Reading, now: datetime) -> tuple[Unread, ...]:
        if work.first_run:
            return ()
        failed = tuple(
            retry_later(unread, str(error), now)
            for unread, error in reading.failed
            if not is_gone(unread, getattr(error, "status", None))
        )
        return (*work.intake.waiting, *failed, *reading.postponed)

    def _health(
        self,
        work: Work,
        articles: Sequence[Article],
        pages: tuple[int, Sequence[Unread]],
        now: datetime,
    ) -> Health:
        tried, unread = pages
        observation = Observation(
            poll=work.poll,
            articles=tuple(articles),
            fresh=len(work.intake.read) + len(work.intake.notes),
            tried=tried,
            unread=sum(1 for item in unread if item.tries),
            problem=work.poll.problem if work.poll else None,
        )
        return self._observe(work, observation, now)

    def _count(
        self,
        work: Work,
        plan: Plan,
        notes: Sequence[EntryNote],
        health: Health,
        unread: Sequence[Unread],
    ) -> None:
        self.tally.add_saved(plan, notes)
        states = [decision.state for decision in plan.decisions]
        duplicates = states.count(ArticleState.DUPLICATE)
        status = SourceStatus.SICK if health.sick_since else SourceStatus.OK
        outcome = _outcome(work, status, health.problem)
        self._note_outcome(
            replace(
                outcome,
                new=len(states) - duplicates,
                duplicates=duplicates,
                by_category=_new_by_category(plan),
                unread=sum(1 for item in unread if item.tries),
            )
        )

    def _fail(self, work: Work, error: Exception) -> None:
        if not isinstance(error, ScrapeError):
            LOGGER.error(line("source_failed", source=work.source.key), exc_info=error)
        self.tally.add_failure(error)
        problem = str(error) if isinstance(error, ScrapeError) else f"unexpected: {error!r}"
        now = self.ports.clock()
        health = self._observe(work, Observation(poll=None, problem=problem), now)
        if isinstance(error, BackOffError):
            health = replace(health, not_before=max(error.until, health.not_before or error.until))
        if isinstance(error, ScrapeError) and error.page:
            self.ports.keep_specimen(work.source, error.page)
        self.tally.healths.append(health)
        self._note_outcome(_outcome(work, SourceStatus.FAILED, problem))

    def _note_outcome(self, outcome: SourceOutcome) -> None:
        self.turns.discard(outcome.source)
        self.ports.store.end_turn(outcome.source, self.ports.clock())
        self.tally.add_outcome(outcome)
        self.ports.progress(outcome)


def _new_by_category(plan: Plan) -> dict[Category, int]:
    found: dict[Category, int] = {}
    for decision in plan.decisions:
        if decision.state is not ArticleState.DUPLICATE and not decision.update:
            kind = decision.judged.classification.primary
            found[kind] = found.get(kind, 0) + 1
    return found


def _outcome(work: Work, status: SourceStatus, problem: str | None = None) -> SourceOutcome:
    return SourceOutcome(
        source=work.source.key,
        status=status,
        entries=len(work.poll.entries) if work.poll else 0,
        requests=work.poll.requests if work.poll else 0,
        seconds=time.monotonic() - work.started,
        problem=problem,
    )
