"""Noticing that a source has changed: what it usually yields, and how this cycle differs.

Pure: a Health and one cycle's Sample give the next Health. The averages are learned from cycles
that look well, so that a fault never becomes the new normal. A symptom stays until a cycle that
can tell says it is gone; "not modified" tells nothing of titles, dates and bodies.

The bounds were set on simulated years of five rhythms (hourly to monthly) in
tests/scrapers/test_health.py: no alarm in a healthy year with a silent Tết, every fault listed
there within three cycles that show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from monitor.core.model import Article, FeedEntry
from monitor.core.records import Health, Observation
from monitor.core.slotted import dataclass, replace

_LEARNED = 3  # cycles with entries before a source has a "usual"
_SLOW, _FAST = 0.05, 0.3  # weights of a new sample in an average: of cycles, of articles and gaps
_RUN = 3  # articles or cycles in a row that look wrong before it is said
_USUAL = 0.8  # a share that counts as "usually there"
_GONE = 0.3  # a share of a cycle's entries that counts as "gone"
_SHRUNK = 0.2  # of the usual body length: photo news has 0.25, a lead alone 0.05 to 0.15
_FEW = 0.25  # of the usual number of entries
_ENTRIES_TO_JUDGE = 5
_QUIET_AT_LEAST = timedelta(days=10)  # Tết: a week without a line is usual
_QUIET_MEAN, _QUIET_LONGEST = 6.0, 2.0  # times the mean gap, times the longest one
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT, _DEAD_WAIT = timedelta(hours=6), timedelta(hours=24)
_DEAD_AFTER = timedelta(days=7)
_SICK = "sick:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one article's page gave."""

    dated: bool
    titled: bool
    length: int  # characters of the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One source in one cycle. `failed` says why nothing could be polled at all.

    `titled` and `dated` are shares of the entries; `gap_hours` is what lies between two dated
    entries on average, None where fewer than five are dated.
    """

    failed: str | None = None
    unchanged: bool = False
    entries: int = 0
    titled: float = 0.0
    dated: float = 0.0
    gap_hours: float | None = None
    fresh: int = 0
    tried: int = 0
    unread: int = 0
    readings: tuple[Reading, ...] = ()
    problem: str | None = None

    @classmethod
    def of(cls, observation: Observation) -> Sample:
        """The sample in what a cycle saw."""
        poll = observation.poll
        if poll is None:
            return cls(failed=observation.problem or "nothing could be read")
        entries = poll.entries
        return cls(
            unchanged=poll.unchanged,
            entries=len(entries),
            titled=_share(bool(entry.title) for entry in entries),
            dated=_share(entry.published_at is not None for entry in entries),
            gap_hours=_gap_hours(entries),
            fresh=observation.fresh,
            tried=observation.tried,
            unread=observation.unread,
            readings=tuple(_reading(article) for article in observation.articles),
            problem=observation.problem or poll.problem,
        )


def _share(flags: Iterable[bool]) -> float:
    kept = list(flags)
    return sum(kept) / len(kept) if kept else 0.0


def _gap_hours(entries: tuple[FeedEntry, ...]) -> float | None:
    times = sorted(entry.published_at for entry in entries if entry.published_at)
    if len(times) < _ENTRIES_TO_JUDGE:
        return None
    return (times[-1] - times[0]) / timedelta(hours=1) / (len(times) - 1)


def _reading(article: Article) -> Reading:
    return Reading(
        dated=article.published_at is not None,
        titled=bool(article.title),
        length=sum(map(len, article.body)),
    )


def assess(health: Health, sample: Sample, now: datetime) -> Health:
    """The source's health after this cycle: averages, backing off, what is wrong and since when."""
    if sample.failed is not None:
        return _after_failure(health, sample.failed, now)
    rates = dict(health.rates)
    rates.pop(f"{_SICK}failing", None)
    silent_hours = _silence(health, sample, rates, now)
    _judge_entries(rates, sample)
    for reading in sample.readings:
        _judge_reading(rates, reading)
    _judge_unread(rates, sample)
    if sample.fresh or health.last_new_at is None:
        last_new_at: datetime | None = now
    else:
        last_new_at = health.last_new_at
    return _with_verdict(
        replace(
            health,
            cycles=health.cycles + 1,
            rates=rates,
            last_ok_at=now,
            last_new_at=last_new_at,
            failures=0,
            not_before=None,
        ),
        _complaints(rates, sample, silent_hours),
        now,
    )


def _with_verdict(health: Health, complaints: list[str], now: datetime) -> Health:
    if not complaints:
        return replace(health, sick_since=None, problem=None)
    since = health.sick_since or now
    return replace(health, sick_since=since, problem="; ".join(complaints))


def _after_failure(health: Health, why: str, now: datetime) -> Health:
    """One more failure. The first is asked again in the next cycle; then each wait is twice as
    long as the one before, at most six hours; a day for dead hosts.
    """
    failures = health.failures + 1
    dead = health.last_ok_at is not None and now - health.last_ok_at > _DEAD_AFTER
    longest = _DEAD_WAIT if dead or (health.last_ok_at is None and failures > 20) else _LONGEST_WAIT
    wait = min(_FIRST_WAIT * 2 ** min(failures - 2, 10), longest) if failures > 1 else None
    rates = dict(health.rates)
    sick_since = health.sick_since
    if failures >= _RUN:
        rates[f"{_SICK}failing"] = 1.0
        sick_since = sick_since or now
    problem = why if failures < _RUN else f"failed {failures} times in a row: {why}"
    return replace(
        health,
        cycles=health.cycles + 1,
        rates=rates,
        failures=failures,
        not_before=now + wait if wait else None,
        sick_since=sick_since,
        problem=problem,
    )


def _learn(rates: dict[str, float], name: str, value: float, weight: float) -> None:
    """A moving average that begins as a plain mean."""
    seen = rates.get(f"n:{name}", 0.0) + 1
    old = rates.get(name, value)
    rates[name] = old + (value - old) * max(weight, 1 / seen)
    rates[f"n:{name}"] = min(seen, 1000.0)


def _knows(rates: dict[str, float], name: str) -> bool:
    return rates.get(f"n:{name}", 0.0) >= _LEARNED


def _mark(rates: dict[str, float], name: str, *, sick: bool) -> bool:
    if sick:
        rates[f"{_SICK}{name}"] = 1.0
    else:
        rates.pop(f"{_SICK}{name}", None)
    return sick


def _count(rates: dict[str, float], name: str, *, wrong: bool) -> float:
    """How many times in a row something was wrong."""
    rates[f"run:{name}"] = rates.get(f"run:{name}", 0.0) + 1 if wrong else 0.0
    return rates[f"run:{name}"]


def _judge_entries(rates: dict[str, float], sample: Sample) -> None:
    """What the listing says: how many, with titles, with dates. "Not modified" says nothing."""
    if sample.unchanged and "entries" in rates:
        return
    never = _count(rates, "never", wrong=not sample.entries and "entries" not in rates) >= _RUN
    usual = rates.get("entries", 0.0) if _knows(rates, "entries") else 0.0
    troubled = _count(rates, "trouble", wrong=sample.problem is not None) >= _RUN
    _mark(rates, "trouble", sick=troubled)
    empty = _mark(rates, "empty", sick=not sample.entries and (never or usual >= 1))
    meagre = not empty and 0 < sample.entries < _FEW * usual and usual >= 8
    few = _mark(rates, "few", sick=_count(rates, "few", wrong=meagre) >= 2)
    if sample.entries >= _ENTRIES_TO_JUDGE:
        _judge_share(rates, "titled", sample.titled)
        _judge_share(rates, "dated", sample.dated)
    if sample.entries and not (empty or meagre or few):
        _learn(rates, "entries", sample.entries, _SLOW)


def _judge_share(rates: dict[str, float], name: str, share: float) -> None:
    usual = rates.get(name, 0.0) if _knows(rates, name) else 0.0
    if not _mark(rates, name, sick=usual >= _USUAL and share < _GONE):
        _learn(rates, name, share, _SLOW)


def _judge_reading(rates: dict[str, float], reading: Reading) -> None:
    """What one article's page gave, beside what they usually give."""
    _judge_flag(rates, "article_dated", good=reading.dated)
    _judge_flag(rates, "article_titled", good=reading.titled)
    usual = rates.get("body_length", 0.0) if _knows(rates, "body_length") else 0.0
    thin = reading.length < max(1.0, _SHRUNK * usual)
    _mark(rates, "body", sick=_count(rates, "body", wrong=thin) >= _RUN and usual > 0)
    _learn(rates, "with_body", float(reading.length > 0), _FAST)
    if not thin:
        _learn(rates, "body_length", reading.length, _SLOW)


def _judge_flag(rates: dict[str, float], name: str, *, good: bool) -> None:
    usual = rates.get(name, 0.0) if _knows(rates, name) else 0.0
    run = _count(rates, name, wrong=not good)
    if not _mark(rates, name, sick=usual >= _USUAL and run >= _RUN) and (good or usual < _USUAL):
        _learn(rates, name, float(good), _SLOW)


def _judge_unread(rates: dict[str, float], sample: Sample) -> None:
    """Only pages that were asked for tell something: those that failed wait for their next try."""
    if sample.readings or (sample.tried and not sample.unread):
        _mark(rates, "unread", sick=False)
    elif sample.unread >= _RUN:
        _mark(rates, "unread", sick=True)


def _silence(
    health: Health, sample: Sample, rates: dict[str, float], now: datetime
) -> float | None:
    """Hours without a new article where that is long for this source; learns its rhythm."""
    if "gap" not in rates and sample.gap_hours:
        _learn(rates, "gap", sample.gap_hours, _FAST)
        rates["longest_gap"] = 2 * sample.gap_hours
    if health.last_new_at is None:
        return None
    hours = (now - health.last_new_at) / timedelta(hours=1)
    if sample.fresh:
        _learn(rates, "gap", hours, _FAST)
        rates["longest_gap"] = max(hours, 0.98 * rates.get("longest_gap", 0.0))
        return None
    if "gap" not in rates:
        return None
    patience = max(
        _QUIET_AT_LEAST / timedelta(hours=1),
        _QUIET_MEAN * rates["gap"],
        _QUIET_LONGEST * rates.get("longest_gap", 0.0),
    )
    return hours if hours > patience else None


def _complaints(rates: dict[str, float], sample: Sample, silent_hours: float | None) -> list[str]:
    """What is wrong, in words for the operator."""
    usually = f", usually {rates['entries']:.0f} articles" if "entries" in rates else ""
    said = {
        "empty": f"lists nothing{usually}",
        "few": f"lists hardly anything, usually {rates.get('entries', 0):.0f} articles",
        "titled": "its listing has lost the titles",
        "dated": "its listing has lost the dates",
        "article_dated": "its articles have no date any more",
        "article_titled": "its articles have no title any more",
        "body": "its articles' text has shrunk: usually "
        f"{rates.get('body_length', 0):.0f} characters",
        "unread": f"{sample.unread or 'several'} of its articles cannot be read",
        "trouble": "part of it cannot be read",
    }
    complaints = [text for name, text in said.items() if f"{_SICK}{name}" in rates]
    if silent_hours is not None:
        complaints.append(
            f"silent for {silent_hours / 24:.0f} days, usually a new article "
            f"every {_in_words(rates['gap'])}"
        )
    if complaints and sample.problem:
        complaints.append(sample.problem)
    return complaints


def _in_words(hours: float) -> str:
    if hours >= 36:
        return f"{hours / 24:.0f} days"
    return "hour" if hours < 1.5 else f"{hours:.0f} hours"
