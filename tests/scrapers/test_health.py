"""Noticing: healthy years without an alarm, every kind of drift within a few cycles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.model import Article, FeedEntry, Poll
from monitor.core.records import Health, Observation
from scrapers.health import Reading, Sample, assess
from scrapers.page_clocks import page_clocks

START = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
GOOD = Reading(dated=True, titled=True, length=2400)


def article(number: int, at: datetime | None, **changes: object) -> Article:
    values: dict[str, object] = {
        "url": f"https://lhhn.example.vn/chi-tiet?id={number}",
        "canonical_url": None,
        "source": "lhhn",
        "site": "lhhn.example.vn",
        "title": f"Tập huấn số {number}",
        "lead": None,
        "byline": None,
        "body": ("x" * 2400,),
        "published_at": at,
        "date_from": None if at is None else "line",
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def usual(**changes: object) -> Sample:
    values: dict[str, object] = {"entries": 16, "titled": 1.0, "dated": 1.0}
    return Sample(**(values | changes))  # type: ignore[arg-type]


def after(samples: Iterator[Sample] | list[Sample], health: Health | None = None) -> Health:
    """The health after one sample every six hours."""
    health = health or Health(source="lhhn")
    now = health.last_ok_at or START
    for sample in samples:
        now += timedelta(hours=6)
        health = assess(health, sample, now)
    return health


def well(cycles: int = 40) -> Health:
    """A source that was learned: one new article a day."""
    return after(
        [usual(fresh=1, readings=(GOOD,)) if n % 4 == 0 else usual() for n in range(cycles)]
    )


def test_a_source_that_goes_on_as_usual_is_well() -> None:
    health = well()
    assert health.sick_since is None
    assert health.problem is None
    assert health.rates["entries"] == pytest.approx(16)
    assert health.last_ok_at == START + timedelta(hours=6 * 40)


@pytest.mark.parametrize(
    ("drift", "word"),
    [
        ([usual(entries=0, titled=0.0, dated=0.0)], "lists nothing"),
        ([usual(entries=2)] * 2, "hardly anything"),
        ([usual(dated=0.0)], "lost the dates"),
        ([usual(titled=0.1)], "lost the titles"),
        ([usual(fresh=3, readings=(replace(GOOD, dated=False),) * 3)], "no date"),
        ([usual(fresh=3, readings=(replace(GOOD, titled=False),) * 3)], "no title"),
        ([usual(fresh=1, readings=(replace(GOOD, length=120),))] * 3, "shrunk"),
        ([usual(fresh=1, readings=(replace(GOOD, length=0),))] * 3, "shrunk"),
        ([usual(fresh=3, unread=3)], "cannot be read"),
        ([usual(problem="https://a.vn/rss: no feed")] * 3, "https://a.vn/rss"),
        ([Sample(failed="no answer")] * 3, "no answer"),
        ([usual()] * 60, "silent for"),
        ([Sample(unchanged=True)] * 60, "silent for"),
    ],
)
def test_a_drift_is_noticed_said_and_forgotten_after_recovery(
    drift: list[Sample], word: str
) -> None:
    sick = after(drift, well())
    assert sick.sick_since is not None
    assert word in (sick.problem or "")
    again = after(drift[-1:], sick)
    assert again.sick_since == sick.sick_since
    recovered = after([usual(fresh=3, readings=(GOOD,) * 3)], again)
    assert recovered.sick_since is None
    assert recovered.problem is None


@pytest.mark.parametrize(
    "blip",
    [
        [usual(entries=2)],
        [usual(fresh=2, readings=(replace(GOOD, dated=False),) * 2)],
        [usual(fresh=1, readings=(replace(GOOD, length=100),)), usual(fresh=1, readings=(GOOD,))]
        * 4,
        [Sample(failed="no answer")] * 2,
        [usual(problem="https://a.vn/2: 404"), usual()] * 3,
        [usual()] * 36,
        [usual(fresh=2, unread=2)],
    ],
)
def test_a_blip_is_no_drift(blip: list[Sample]) -> None:
    assert after(blip, well()).sick_since is None


def test_not_modified_tells_nothing_of_an_old_fault() -> None:
    sick = after([usual(dated=0.0)], well())
    assert after([Sample(unchanged=True)] * 3, sick).sick_since == sick.sick_since


def test_pages_that_wait_for_their_next_try_are_not_read_yet() -> None:
    sick = after([usual(fresh=4, tried=4, unread=4)], well())
    waiting = after([Sample(unchanged=True)] * 3, sick)
    assert waiting.sick_since == sick.sick_since
    assert waiting.problem == "several of its articles cannot be read"
    again = after([usual(tried=1, unread=1)], waiting)
    assert again.sick_since == sick.sick_since
    gone = after([usual(tried=4)], again)
    assert gone.sick_since is None


@pytest.mark.parametrize("empty", [Sample(), Sample(unchanged=True)])
def test_a_source_that_never_listed_anything_is_said_to_be_so(empty: Sample) -> None:
    assert after([Sample(), empty]).sick_since is None
    never = after([Sample(), empty, empty])
    assert never.problem == "lists nothing"
    assert after([usual(fresh=16)], never).sick_since is None


def test_not_modified_ends_a_failure() -> None:
    down = after([Sample(failed="no answer")] * 5, well())
    assert after([Sample(unchanged=True)], down).sick_since is None


def test_a_fault_does_not_become_the_usual() -> None:
    sick = after([usual(entries=0, titled=0.0, dated=0.0)] * 400, well())
    assert "usually 16" in (sick.problem or "")


def test_a_source_that_never_had_dates_does_not_miss_them() -> None:
    bare = usual(dated=0.0, fresh=1, readings=(replace(GOOD, dated=False),))
    assert after([bare] * 40).sick_since is None


def test_failures_wait_longer_and_longer_but_not_for_ever() -> None:
    health, waits = well(), []
    now = health.last_ok_at or START
    for _ in range(60):
        now = max(now + timedelta(hours=1), health.not_before or now)
        health = assess(health, Sample(failed="no answer"), now)
        waits.append((health.not_before or now) - now)
    assert waits[:2] == [timedelta(0), timedelta(minutes=10)]
    assert waits[:3] == sorted(waits[:3])
    assert max(waits[:12]) == timedelta(hours=6)
    assert waits[-1] == timedelta(hours=24)
    back = assess(health, usual(), now)
    assert (back.failures, back.not_before) == (0, None)


def test_a_source_that_never_answered_is_asked_daily_at_last() -> None:
    health = after([Sample(failed="no such host")] * 30)
    assert health.not_before is not None
    assert health.sick_since is not None


@pytest.mark.parametrize("hours", [2, 12, 48, 168, 720])
@pytest.mark.parametrize("seed", [1])
def test_a_healthy_year_with_a_silent_tet_raises_no_alarm(hours: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a simulation
    health, now = Health(source="lhhn"), START
    due = now
    for _ in range(365 * 4):
        now += timedelta(hours=6)
        tet = datetime(2026, 2, 14, tzinfo=UTC) < now < datetime(2026, 2, 23, tzinfo=UTC)
        fresh = 0
        while due <= now and not tet:
            fresh += 1
            due += timedelta(hours=chance.expovariate(1 / hours) * 0.7 + 0.3 * hours)
        reading = Reading(dated=True, titled=True, length=int(chance.uniform(700, 5000)))
        sample = usual(
            entries=chance.randint(12, 20),
            fresh=fresh,
            gap_hours=float(hours),
            readings=(reading,) * min(fresh, 10),
            dated=chance.uniform(0.8, 1.0),
        )
        health = assess(health, sample, now)
        assert health.sick_since is None, (now, health.problem)


def test_a_sample_is_taken_from_what_a_cycle_saw() -> None:
    entries = tuple(
        FeedEntry(url=f"https://a.vn/{n}", title="Tin" if n else "",
                  published_at=START + timedelta(hours=2 * n))
        for n in range(5)
    )  # fmt: skip
    seen = Observation(
        poll=Poll(source="lhhn", entries=entries, problem="part"),
        articles=(article(1, START), article(2, None, title="", body=())),
        fresh=2,
        unread=1,
    )
    sample = Sample.of(seen)
    assert (sample.entries, sample.titled, sample.dated) == (5, 0.8, 1.0)
    assert sample.gap_hours == 2.0
    assert sample.readings == (GOOD, Reading(dated=False, titled=False, length=0))
    assert (sample.fresh, sample.unread, sample.problem) == (2, 1, "part")
    assert Sample.of(Observation(poll=None, problem="down")).failed == "down"
    assert Sample.of(Observation(poll=None)).failed


SAMPLES = st.builds(
    Sample,
    failed=st.one_of(st.none(), st.just("no answer")),
    unchanged=st.booleans(),
    entries=st.integers(0, 100),
    titled=st.floats(0, 1),
    dated=st.floats(0, 1),
    gap_hours=st.one_of(st.none(), st.floats(0, 10_000)),
    fresh=st.integers(0, 30),
    unread=st.integers(0, 30),
    readings=st.lists(
        st.builds(Reading, dated=st.booleans(), titled=st.booleans(), length=st.integers(0, 10**6)),
        max_size=4,
    ).map(tuple),
    problem=st.one_of(st.none(), st.just("part")),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(SAMPLES, max_size=20))
def test_whatever_happens_sickness_has_a_problem_in_words(samples: list[Sample]) -> None:
    health = after(samples)
    assert (health.sick_since is None) or health.problem
    assert all(isinstance(rate, float) for rate in health.rates.values())


FETCH = datetime(2026, 9, 7, 2, 30, tzinfo=UTC)
CLOCKS = [FETCH - timedelta(seconds=60 - 2 * n) for n in range(3)]


def test_the_time_of_viewing_is_no_date() -> None:
    read = page_clocks([article(n, at) for n, at in enumerate(CLOCKS)], FETCH)
    assert [(one.published_at, one.date_from) for one in read] == [(None, None)] * 3


def test_one_article_of_this_minute_is_believed() -> None:
    one = article(1, FETCH - timedelta(minutes=2))
    old = article(2, FETCH - timedelta(days=2))
    assert page_clocks([one, old], FETCH) == (one, old)


def test_the_same_article_twice_is_one_article() -> None:
    twice = (article(1, FETCH), article(1, FETCH))
    assert page_clocks(twice, FETCH) == twice


def test_clocks_are_told_site_by_site() -> None:
    here, there = article(1, FETCH), article(2, FETCH, site="other.example.vn")
    assert page_clocks([here, there], FETCH) == (here, there)


def test_fresh_articles_in_the_order_of_a_list_are_believed() -> None:
    posted = tuple(article(9 - n, FETCH - timedelta(minutes=1 + 3 * n)) for n in range(3))
    assert page_clocks(posted, FETCH) == posted


def test_the_dates_of_a_feed_are_no_clock() -> None:
    fed = tuple(article(n, at, date_from="feed") for n, at in enumerate(CLOCKS))
    assert page_clocks(fed, FETCH) == fed


def test_a_constant_date_and_time_is_no_date() -> None:
    constant = datetime(2019, 3, 26, 3, 15, tzinfo=UTC)
    other = article(99, FETCH - timedelta(days=3))
    read = page_clocks([*(article(100 * n, constant) for n in range(3)), other], FETCH)
    assert [one.published_at for one in read] == [None, None, None, other.published_at]


@pytest.mark.parametrize(
    "batch",
    [
        [article(n * 50, datetime(2026, 9, 1, 17, 0, tzinfo=UTC)) for n in range(6)],
        [article(n, datetime(2026, 9, 1, 3, 15, tzinfo=UTC)) for n in range(6)],
        [article(n * 50, datetime(2026, 9, 1, 3, 15, tzinfo=UTC)) for n in range(2)],
    ],
    ids=["a day without time", "numbers in a row", "two of them"],
)
def test_a_batch_posted_at_once_keeps_its_date(batch: list[Article]) -> None:
    assert page_clocks(batch, FETCH) == tuple(batch)
