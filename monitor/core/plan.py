"""What becomes of each article of a batch, decided from values alone: no store, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from monitor.core.candidates import CandidateIndex
from monitor.core.model import (
    ArticleState,
    Category,
    Channel,
    Decision,
    Facts,
    Judged,
    Known,
    KnownArticle,
    Match,
    MatchKind,
    Plan,
)
from monitor.core.ports import Deduplicator
from monitor.core.text import fold

EVENT_AGE = timedelta(days=365)
"""An article without a date of publication is old when its event is: sites post months late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a batch is treated.

    `seeding`: the source's first run, nothing is announced but the newest `backfill` articles.
    `max_age`: articles published longer ago are filtered. `channels`: who may want an article.
    """

    seeding: bool
    max_age: timedelta
    channels: tuple[Channel, ...]
    backfill: int = 0


def plan(
    batch: Sequence[Judged], known: Known, policy: Policy, dedupe: Deduplicator, now: datetime
) -> Plan:
    """One decision for each article, in the batch's order."""
    draft = _Draft(batch=batch, known=known, dedupe=dedupe)
    for index, judged in enumerate(batch):
        draft.add(_known_already(draft, index) or _fresh(judged, policy, now))
    return Plan(decisions=tuple(_seeded(draft.decisions, policy)))


@dataclass(slots=True)
class _Draft:
    batch: Sequence[Judged]
    known: Known
    dedupe: Deduplicator
    decisions: list[Decision] = field(default_factory=list)
    stories: list[int] = field(default_factory=list)  # a new one's is minus its place, minus one
    by_key: dict[str, int] = field(default_factory=dict)
    near: CandidateIndex = field(default_factory=CandidateIndex)

    def add(self, decision: Decision) -> None:
        """The next decision; later articles of the batch may match its article."""
        index = len(self.decisions)
        for key in decision.judged.keys:
            self.by_key.setdefault(key, index)
        self.near.add(index, decision.judged.fingerprint.sample)
        self.stories.append(self._story(decision))
        self.decisions.append(decision)

    def _story(self, decision: Decision) -> int:
        if decision.twin is not None:
            return self.stories[decision.twin]
        return decision.match.story if decision.match else -1 - len(self.decisions)

    def earlier(self, sample: Sequence[int]) -> list[KnownArticle]:
        """The articles of this batch that may match, as the deduplicator sees stored ones."""
        near = self.near.candidates(sample)
        return [_as_known(self.batch[i], i, self.stories[i]) for i in near]


# ── known already? ───────────────────────────────────────────────────────────


def _known_already(draft: _Draft, index: int) -> Decision | None:
    """A key counts before the text, what is stored before what this batch brought."""
    judged = draft.batch[index]
    for key in judged.keys:
        held = draft.known.by_key.get(key)
        if held is not None:
            return _same_key(judged, held)
    twins = [draft.by_key[key] for key in judged.keys if key in draft.by_key]
    if twins:
        return _twin(judged, twins[0], _match(MatchKind.SAME_KEY, 1.0))
    return _near(draft, index)


def _same_key(judged: Judged, held: KnownArticle) -> Decision:
    match = _match(MatchKind.SAME_KEY, 1.0, held)
    if judged.content_hash == held.content_hash:
        return Decision(
            judged=judged, state=ArticleState.DUPLICATE, reason="same key, same text", match=match
        )
    return Decision(
        judged=judged,
        state=held.state,
        reason="same key, changed text",
        match=match,
        update=True,
        changed=changed_facts(held.facts, judged.facts),
    )


def _near(draft: _Draft, index: int) -> Decision | None:
    """The best match among the store's candidates and the articles before this one."""
    judged = draft.batch[index]
    earlier = draft.earlier(judged.fingerprint.sample)
    match = draft.dedupe(judged.fingerprint, [*draft.known.near.get(index, ()), *earlier])
    if match is None:
        return None
    if match.of < 0:
        return _twin(judged, -1 - match.of, match)
    return Decision(
        judged=judged, state=ArticleState.DUPLICATE, reason=_likeness(match), match=match
    )


def _twin(judged: Judged, twin: int, match: Match) -> Decision:
    return Decision(
        judged=judged,
        state=ArticleState.DUPLICATE,
        reason=_likeness(match),
        twin=twin,
        twin_match=match,
    )


def _likeness(match: Match) -> str:
    return f"{match.kind.value} ({match.similarity:.2f})"


def _match(kind: MatchKind, similarity: float, held: KnownArticle | None = None) -> Match:
    return Match(
        kind=kind,
        of=held.id if held else -1,
        story=held.story if held else -1,
        similarity=similarity,
    )


def _as_known(judged: Judged, index: int, story: int) -> KnownArticle:
    """An article of this batch as the deduplicator sees it; its id says where it stands."""
    article = judged.article
    return KnownArticle(
        id=-1 - index,
        story=story,
        url=article.url,
        title=article.title,
        published_at=article.published_at,
        state=ArticleState.QUEUED,
        content_hash=judged.content_hash,
        facts=judged.facts,
        fingerprint=judged.fingerprint,
    )


def changed_facts(before: Facts, after: Facts) -> tuple[str, ...]:
    """Which facts that readers see have moved. One that is no longer found has not moved."""
    pairs = (
        ("date", (before.event_start, before.event_end), (after.event_start, after.event_end)),
        ("place", set(before.provinces_2025), set(after.provinces_2025)),
        ("sum", _sums(before), _sums(after)),
    )
    return tuple(name for name, old, new in pairs if old != new and _is_known(new))


def _sums(facts: Facts) -> set[tuple[float, str]]:
    return {(amount.value, amount.unit) for amount in facts.amounts}


def _is_known(fact: tuple[object, object] | set[str] | set[tuple[float, str]]) -> bool:
    return bool(fact) and fact != (None, None)


# ── new ──────────────────────────────────────────────────────────────────────


def _fresh(judged: Judged, policy: Policy, now: datetime) -> Decision:
    reason = _filtered(judged, policy, now)
    state = ArticleState.QUEUED if reason is None else ArticleState.FILTERED
    return Decision(judged=judged, state=state, reason=reason)


def _filtered(judged: Judged, policy: Policy, now: datetime) -> str | None:
    """Why nobody is told of a new article; None where somebody is."""
    if judged.classification.primary is Category.OTHER and not _wanted_other(policy):
        return "other: neither conference, training nor aid"
    too_old = age_problem(judged, policy.max_age, now)
    if too_old is not None:
        return too_old
    if not any(wants(channel, judged) for channel in policy.channels):
        return "no channel wants it: category, province or source"
    return None


def _wanted_other(policy: Policy) -> bool:
    return any(Category.OTHER in channel.categories for channel in policy.channels)


def age_problem(judged: Judged, max_age: timedelta, now: datetime) -> str | None:
    """Why an article is too old to announce; None where it is not, or nothing dates it."""
    published = judged.article.published_at
    if published is not None:
        age = now - published
        return f"old: published {age.days} days ago" if age > max_age else None
    event = judged.facts.event_end or judged.facts.event_start
    if event is None:
        return None
    since = now.astimezone(UTC).date() - event
    return f"old: its event was {since.days} days ago" if since > EVENT_AGE else None


def wants(channel: Channel, judged: Judged) -> bool:
    """Whether a channel's filters let an article through. An article of no province is national,
    and only a channel for all provinces wants it."""
    if not set(channel.categories) & set(judged.classification.labels):
        return False
    if channel.sources and judged.article.source not in channel.sources:
        return False
    if not channel.provinces:
        return True
    named = {fold(p) for p in (*judged.facts.provinces, *judged.facts.provinces_2025)}
    return bool(named & {fold(p) for p in channel.provinces})


def _seeded(decisions: list[Decision], policy: Policy) -> list[Decision]:
    """On a first run whatever is not known already is seeded; only the newest stay queued."""
    if not policy.seeding:
        return decisions
    queued = [i for i, d in enumerate(decisions) if d.state is ArticleState.QUEUED and not d.update]
    newest = sorted(queued, key=lambda i: (_published(decisions[i]), -i), reverse=True)
    announced = set(newest[: policy.backfill])
    return [
        replace(d, state=ArticleState.SEEDED, reason="first run of its source")
        if i not in announced and not d.update and d.state in _UNKNOWN
        else d
        for i, d in enumerate(decisions)
    ]


_UNKNOWN = (ArticleState.QUEUED, ArticleState.FILTERED)


def _published(decision: Decision) -> datetime:
    return decision.judged.article.published_at or datetime.min.replace(tzinfo=UTC)
