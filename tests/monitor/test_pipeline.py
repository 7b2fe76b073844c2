"""One cycle: whatever a source does becomes an outcome, and nothing that was listed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.errors import (
    BackOffError,
    NotAnArticleError,
    ScrapeError,
    StateError,
    StatusError,
    UnreachableError,
)
from monitor.core.model import (
    Article,
    ArticleState,
    CycleReport,
    FeedEntry,
    Judged,
    Page,
    Poll,
    Source,
    SourceStatus,
    Validators,
)
from monitor.core.records import Health, Observation
from monitor.core.urls import canonicalise
from monitor.gathering import CycleRules, Ports
from monitor.judging import Judging
from monitor.pipeline import run_cycle
from monitor.settings import Settings
from state.store import SqlStore, open_store
from tests.pages_e2e import corpus

START = datetime(2026, 11, 20, 5, tzinfo=UTC)
KEYS = sorted(k for k, r in corpus().items() if r["primary"] == "aid" and "relation" not in r)[:40]
JUDGING = Judging()


def source(key: str) -> Source:
    return Source(key=key, name=key, home=f"https://{key}.vn/")


def entry(key: str, number: int, age: timedelta | None = None) -> FeedEntry:
    return FeedEntry(
        url=f"https://{key}.vn/bai-{number:05}.html",
        published_at=START - age if age else None,
    )


def article(key: str, number: int) -> Article:
    record, url = corpus()[KEYS[number]], entry(key, number).url
    return Article(
        url=url,
        canonical_url=canonicalise(url),
        source=key,
        site=f"{key}.vn",
        title=record["title"],
        lead=record["lead"],
        byline=None,
        body=tuple(record["body"]),
        published_at=START - timedelta(hours=2),
    )


def page(url: str) -> Page:
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=b"<html>",
        content_type="text/html",
        charset=None,
        fetched_at=START,
        validators=Validators(),
    )


@dataclass
class Web:
    """A scraper whose sources list and hold what the test says; exceptions are raised."""

    polls: dict[str, Poll | Exception] = field(default_factory=dict)
    pages: dict[str, Article | Exception] = field(default_factory=dict)
    read_urls: list[str] = field(default_factory=list)
    given: dict[str, Mapping[str, Validators]] = field(default_factory=dict)

    def poll(self, source: Source, validators: Mapping[str, Validators]) -> Poll:
        self.given[source.key] = validators
        found = self.polls[source.key]
        if isinstance(found, Exception):
            raise found
        return found

    def read(self, source: Source, entry: FeedEntry) -> Article:
        self.read_urls.append(entry.url)
        found = self.pages[entry.url]
        if isinstance(found, Exception):
            raise found
        return found

    def lists(self, key: str, *numbers: int) -> None:
        """The source lists these articles, newest first, and has their pages."""
        entries = tuple(entry(key, number) for number in numbers)
        self.polls[key] = Poll(
            source=key,
            entries=entries,
            validators={"listing x": Validators(etag=str(numbers))},
            requests=1,
        )
        for number, listed in zip(numbers, entries, strict=True):
            self.pages.setdefault(listed.url, article(key, number))


def observe(health: Health, observation: Observation, now: datetime) -> Health:
    """The simplest health: a problem makes sick, a good poll makes well."""
    if observation.problem:
        return replace(
            health,
            sick_since=health.sick_since or now,
            problem=observation.problem,
            failures=health.failures + 1,
        )
    return Health(source=health.source, cycles=health.cycles + 1, last_ok_at=now)


@dataclass
class Bench:
    """A store in memory, a web of the test's own, and the time."""

    store: SqlStore
    web: Web = field(default_factory=Web)
    now: datetime = START
    kept: list[str] = field(default_factory=list)
    judge: Callable[[Article], Judged] = JUDGING.judge
    stopping: Callable[[], bool] = lambda: False
    rules: CycleRules = field(
        default_factory=lambda: CycleRules(
            channels=Settings().channels, max_age=timedelta(days=14), concurrency=2
        )
    )

    def cycle(self, *keys: str) -> CycleReport:
        self.now += timedelta(minutes=20)
        ports = Ports(
            scraper=self.web,
            store=self.store,
            clock=lambda: self.now,
            judge=self.judge,
            decide=JUDGING.decide,
            observe=observe,
            undo_page_clocks=lambda articles, at: tuple(articles),
            keep_specimen=lambda source, page: self.kept.append(page.url),
            stopping=self.stopping,
        )
        return run_cycle([source(key) for key in keys], ports, self.rules)

    def seed(self, key: str = "a", *numbers: int) -> None:
        self.web.lists(key, *(numbers or (0,)))
        self.cycle(key)

    def state(self, key: str, number: int) -> ArticleState | None:
        stored = self.store.article(entry(key, number).url)
        return stored.state if stored else None


@pytest.fixture
def bench() -> Iterator[Bench]:
    store = open_store(":memory:", now=START)
    yield Bench(store)
    store.close()


def outcome(report: CycleReport, key: str = "a"):  # type: ignore[no-untyped-def]
    (found,) = [o for o in report.outcomes if o.source == key]
    return found


def test_a_first_run_seeds_silently_and_the_next_announces_what_is_new(bench: Bench) -> None:
    bench.web.lists("a", 0, 1)
    first = bench.cycle("a")
    bench.web.lists("a", 2, 0, 1)
    second = bench.cycle("a")

    assert (first.seeded, dict(first.by_category)) == (2, {})
    assert sum(second.by_category.values()) == 1
    assert bench.state("a", 0) is ArticleState.SEEDED
    assert bench.state("a", 2) is ArticleState.QUEUED


def test_only_new_pages_are_read(bench: Bench) -> None:
    bench.seed("a", 0, 1)
    bench.web.read_urls.clear()
    bench.web.lists("a", 2, 0, 1)
    bench.cycle("a")

    assert bench.web.read_urls == [entry("a", 2).url]


def test_a_broken_source_does_not_stop_the_others(bench: Bench) -> None:
    bench.web.polls["a"] = ScrapeError("https://a.vn/: no route to host")
    bench.web.polls["b"] = RuntimeError("a bug")
    bench.web.lists("c", 0)
    report = bench.cycle("a", "b", "c")

    assert outcome(report, "a").problem == "https://a.vn/: no route to host"
    assert "a bug" in outcome(report, "b").problem
    assert [outcome(report, key).status for key in "abc"] == [
        SourceStatus.FAILED,
        SourceStatus.FAILED,
        SourceStatus.OK,
    ]
    assert bench.state("c", 0) is ArticleState.SEEDED


def test_a_page_that_cannot_be_read_waits_and_is_read_after_the_repair(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.web.lists("a", 1, 2, 0)
    good = bench.web.pages[entry("a", 1).url]
    error = NotAnArticleError("no text")
    error.page = page(entry("a", 1).url)
    bench.web.pages[entry("a", 1).url] = error
    report = bench.cycle("a")
    assert (outcome(report).unread, outcome(report).new) == (1, 1)
    assert bench.kept == [entry("a", 1).url]

    bench.web.pages[entry("a", 1).url] = good
    bench.web.polls["a"] = Poll(source="a", unchanged=True)
    bench.cycle("a")

    assert bench.state("a", 1) is ArticleState.QUEUED
    assert bench.store.pending_urls("a") == set()


def test_an_article_that_cannot_be_judged_waits_and_the_others_go_on(bench: Bench) -> None:
    bench.seed("a", 0)

    def judge(found: Article) -> Judged:
        if found.url == entry("a", 1).url:
            raise ZeroDivisionError
        return JUDGING.judge(found)

    bench.judge = judge
    bench.web.lists("a", 1, 2, 0)
    report = bench.cycle("a")
    bench.judge = JUDGING.judge
    bench.cycle("a")

    assert outcome(report).unread == 1
    assert bench.state("a", 1) is ArticleState.QUEUED
    assert bench.state("a", 2) is ArticleState.QUEUED


def test_a_page_that_is_gone_for_good_is_given_up_with_its_reason(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.web.lists("a", 1, 0)
    bench.web.pages[entry("a", 1).url] = StatusError("answered 404", status=404)
    for _ in range(7):
        bench.cycle("a")
        bench.now += timedelta(days=1)
    stored = bench.store.article(entry("a", 1).url)

    assert stored is not None
    assert stored.state is ArticleState.FILTERED
    assert "page is gone" in (stored.reason or "")
    assert bench.web.read_urls.count(entry("a", 1).url) == 6


def test_a_host_that_asks_to_wait_keeps_the_rest_for_later(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.web.lists("a", 1, 2, 3, 0)
    until = bench.now + timedelta(hours=3)
    waiting = bench.web.pages[entry("a", 2).url]
    bench.web.pages[entry("a", 2).url] = BackOffError("wait", until=until)
    bench.cycle("a")
    assert bench.state("a", 1) is ArticleState.QUEUED
    assert bench.store.pending_urls("a") == {entry("a", n).url for n in (2, 3)}

    bench.web.pages[entry("a", 2).url] = waiting
    bench.cycle("a")
    assert bench.store.pending_urls("a") == {entry("a", n).url for n in (2, 3)}
    bench.now = until
    bench.cycle("a")
    assert bench.store.pending_urls("a") == set()


def test_a_source_that_asks_to_wait_is_left_in_peace_until_then(bench: Bench) -> None:
    until = bench.now + timedelta(minutes=50)
    bench.web.polls["a"] = BackOffError("wait", until=until)
    bench.cycle("a")
    bench.web.lists("a", 0)

    assert outcome(bench.cycle("a")).status is SourceStatus.WAITING
    bench.now = until
    assert outcome(bench.cycle("a")).status is SourceStatus.OK


def test_failures_of_a_first_run_are_remembered_and_never_announced(bench: Bench) -> None:
    bench.web.lists("a", 0, 1, 2)
    bench.web.pages[entry("a", 0).url] = NotAnArticleError("no text")
    later = bench.now + timedelta(hours=1)
    bench.web.pages[entry("a", 1).url] = BackOffError("wait", until=later)
    report = bench.cycle("a")

    assert report.seeded == 3
    assert {bench.state("a", n) for n in range(3)} == {ArticleState.SEEDED}
    assert bench.store.pending_urls("a") == set()


def test_more_than_a_cycle_may_read_is_read_in_the_next_ones(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.rules = replace(bench.rules, reads=2)
    bench.web.lists("a", 1, 2, 3, 4, 5, 0)
    bench.cycle("a")
    bench.web.polls["a"] = Poll(source="a", unchanged=True)
    bench.cycle("a")

    assert {bench.state("a", n) for n in range(1, 6)} == {ArticleState.QUEUED}


def test_validators_come_back_only_after_what_they_led_to_was_saved(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.cycle("a")
    assert bench.web.given["a"] == {"listing x": Validators(etag="(0,)")}

    bench.web.lists("a", 1, 0)
    saved = bench.store.commit
    bench.store.commit = _refuse  # type: ignore[method-assign]
    with pytest.raises(StateError):
        bench.cycle("a")
    bench.store.commit = saved  # type: ignore[method-assign]
    bench.cycle("a")

    assert bench.web.given["a"] == {"listing x": Validators(etag="(0,)")}
    assert bench.state("a", 1) is ArticleState.QUEUED


def _refuse(*_: object) -> tuple[int, ...]:
    raise StateError("the disk is full")


def test_a_sick_source_and_its_recovery_are_reported(bench: Bench) -> None:
    bench.seed("a", 0)
    polled = bench.web.polls["a"]
    assert isinstance(polled, Poll)
    bench.web.polls["a"] = replace(
        polled, entries=(), problem="no entries on 200", specimen=page("https://a.vn/")
    )
    sick = bench.cycle("a")
    bench.web.polls["a"] = Poll(source="a", unchanged=True)
    well = bench.cycle("a")

    assert sick.sick == (("a", "no entries on 200"),)
    assert bench.kept == ["https://a.vn/"]
    assert well.recovered == ("a",)
    assert outcome(well).status is SourceStatus.UNCHANGED


def test_the_same_article_on_two_sources_is_announced_once(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.seed("b", 0)
    bench.web.lists("a", 1, 0)
    bench.web.lists("b", 1, 0)
    report = bench.cycle("a", "b")

    assert sum(report.by_category.values()) == 1
    assert {bench.state("a", 1), bench.state("b", 1)} == {
        ArticleState.QUEUED,
        ArticleState.DUPLICATE,
    }


def test_a_stop_in_the_middle_saves_nothing_half(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.web.lists("a", 1, 0)
    bench.stopping = lambda: True
    bench.cycle("a")
    bench.stopping = lambda: False
    bench.cycle("a")

    assert bench.state("a", 1) is ArticleState.QUEUED


def test_disabled_sources_are_not_polled(bench: Bench) -> None:
    bench.web.lists("a", 0)
    ports = Ports(
        scraper=bench.web,
        store=bench.store,
        clock=lambda: START,
        judge=bench.judge,
        decide=JUDGING.decide,
        observe=observe,
        undo_page_clocks=lambda articles, at: tuple(articles),
        keep_specimen=lambda source, page: None,
    )
    report = run_cycle([replace(source("a"), enabled=False)], ports, bench.rules)

    assert report.outcomes == ()
    assert bench.web.given == {}


def test_a_machine_that_is_offline_blames_no_source(bench: Bench) -> None:
    bench.seed("a", 0)
    bench.seed("b", 0)
    bench.web.polls["a"] = bench.web.polls["b"] = UnreachableError("no such name")
    report = bench.cycle("a", "b")

    assert report.offline
    assert report.sick == ()
    assert {health.failures for health in bench.store.health().values()} == {0}
    bench.web.lists("b", 0)
    assert not bench.cycle("a", "b").offline
    assert bench.store.health()["a"].failures == 1
