"""Stored articles through the whole bot: the real parsers and decisions, the time simulated.

State is a store in memory; nothing is sent. The clock is an article's own date; where it has
none, the time of its fetch, else noon of its event's last day, else the time before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from monitor.core.errors import HuunghiError
from monitor.core.facts import extract_facts
from monitor.core.model import Article, Channel, Decision, Facts, Judged, Known, Plan
from monitor.core.ports import Store
from monitor.core.records import Batch

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the clock before the first article that has a date
_NOON = time(5, tzinfo=UTC)  # in Việt Nam


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One stored article on its way in: what the input calls it, and what was read, or why not."""

    id: str
    article: Article | None = None
    at: datetime | None = None
    error: HuunghiError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one article. `story` and `match_of` are ids of the input."""

    item: Item
    article: Article
    judged: Judged
    decision: Decision
    story: str
    match_of: str | None
    at: datetime

    @property
    def status(self) -> str:
        """new, duplicate or update."""
        if self.decision.update:
            return "update"
        return "duplicate" if self.decision.match else "new"


@dataclass
class Replay:
    """A run over stored articles. `before` is called with the time before each article."""

    store: Store
    judge: Callable[[Article], Judged]
    decide: Callable[[Sequence[Judged], Known, datetime], Plan]
    channels: Sequence[Channel]
    before: Callable[[datetime], None] = lambda at: None
    now: datetime = EPOCH
    names: dict[int, str] = field(default_factory=dict)

    def run(self, items: Iterable[Item]) -> Iterator[Result | Item]:
        """One Result for each article, in order; items that could not be read come back as such."""
        for item in items:
            yield item if item.article is None else self._one(item, item.article)

    def _one(self, item: Item, article: Article) -> Result:
        self.now = moment_of(item) or self.now
        self.before(self.now)
        judged = self.judge(article)
        plan = self.decide([judged], self.store.lookup([judged]), self.now)
        (decision,) = plan.decisions
        batch = Batch(source=article.source or "replay", plan=plan, now=self.now)
        (row,) = self.store.commit(batch, self.channels)
        self.names.setdefault(row, item.id)
        stored = self.store.article(str(row))
        story = stored.story if stored else row
        match = decision.match
        return Result(
            item=item,
            article=article,
            judged=judged,
            decision=decision,
            story=self.names.get(story, item.id),
            match_of=self.names.get(match.of) if match else None,
            at=self.now,
        )


def moment_of(item: Item) -> datetime | None:
    """When an article came, as far as it says; None where it says nothing of the kind."""
    article = item.article
    if article is None or article.published_at or item.at:
        return (article.published_at if article else None) or item.at
    facts = extract_facts(article)
    event = facts.event_end or facts.event_start
    return datetime.combine(event, _NOON) if event else None


def in_order(items: Iterable[Item]) -> list[Item]:
    """Items by their moments; one without stays behind the one before it."""
    placed, last = [], EPOCH
    for item in items:
        last = moment_of(item) or last
        placed.append((last, item))
    placed.sort(key=lambda pair: pair[0])
    return [item for _, item in placed]


def result_to_json(result: Result) -> Mapping[str, object]:
    """The object that `huunghi replay --json` prints for one article."""
    kind = result.judged.classification
    match = result.decision.match
    return {
        "id": result.item.id,
        "url": result.article.url,
        "title": result.article.title,
        "published_at": result.article.published_at,
        "status": result.status,
        "story": result.story,
        "match": match
        and {
            "kind": match.kind.value,
            "of": result.match_of,
            "similarity": round(match.similarity, 4),
        },
        "labels": [label.value for label in kind.labels],
        "primary": kind.primary.value,
        "scores": {label.value: round(score, 4) for label, score in kind.scores.items()},
        "evidence": [
            {"phrase": e.phrase, "where": e.where, "category": e.category.value}
            for e in kind.evidence
        ],
        "facts": facts_to_json(result.judged.facts),
    }


def facts_to_json(facts: Facts) -> Mapping[str, object]:
    """Facts as DESIGN's outputs name them, and the text each came from."""
    return {
        "event_start": facts.event_start,
        "event_end": facts.event_end,
        "provinces": facts.provinces,
        "provinces_2025": facts.provinces_2025,
        "venue": facts.venue,
        "attendees": facts.attendees,
        "amounts": [{"value": a.value, "unit": a.unit, "text": a.text} for a in facts.amounts],
        "organisations": facts.organisations,
        "sources": facts.sources,
    }
