"""What becomes of each article of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitor.core.model import (
    Amount,
    ArticleState,
    Category,
    Channel,
    Decision,
    Facts,
    Fingerprint,
    Judged,
    Known,
    KnownArticle,
    Match,
    MatchKind,
)
from monitor.core.plan import Policy, changed_facts, plan, wants
from tests.factories_core import NOW, an_article, judged, known

MAIN = Channel(name="main", chat=None)
DAILY = Policy(seeding=False, max_age=timedelta(days=14), channels=(MAIN,))
FIRST_RUN = replace(DAILY, seeding=True)


def never(found: Fingerprint, candidates: Sequence[KnownArticle]) -> Match | None:
    """A deduplicator for which nothing is alike."""
    return None


def same_story_as_first(found: Fingerprint, candidates: Sequence[KnownArticle]) -> Match | None:
    """A deduplicator for which everything is alike."""
    if not candidates:
        return None
    first = candidates[0]
    return Match(kind=MatchKind.SAME_STORY, of=first.id, story=first.story, similarity=0.875)


def decide(
    *batch: Judged, held: Known | None = None, policy: Policy = DAILY, dedupe: object = never
) -> tuple[Decision, ...]:
    return plan(batch, held or Known(), policy, dedupe, NOW).decisions  # type: ignore[arg-type]


def a_report(title: str = "Trao nhà tình thương", **more: object) -> Judged:
    return judged(an_article(title), f"key of {title}", **more)  # type: ignore[arg-type]


def test_a_new_article_is_queued() -> None:
    (decision,) = decide(a_report())
    assert (decision.state, decision.reason) == (ArticleState.QUEUED, None)


def test_the_same_key_and_text_is_a_duplicate() -> None:
    report = a_report()
    held = Known(by_key={report.keys[0]: known(report)})
    (decision,) = decide(report, held=held)
    assert decision.state is ArticleState.DUPLICATE
    assert decision.reason == "same key, same text"
    assert decision.match is not None
    assert (decision.match.kind, decision.match.of, decision.match.story) == (
        MatchKind.SAME_KEY,
        7,
        5,
    )
    assert not decision.update


def test_a_changed_text_updates_the_known_article_and_keeps_its_state() -> None:
    before = a_report(facts=Facts(event_start=date(2026, 7, 6)))
    after = replace(
        a_report(facts=Facts(event_start=date(2026, 7, 8))), content_hash="another text"
    )
    held = Known(by_key={before.keys[0]: known(before, state=ArticleState.SENT)})
    (decision,) = decide(after, held=held)
    assert decision.update
    assert decision.state is ArticleState.SENT
    assert decision.changed == ("date",)


def test_an_update_is_not_announced_even_on_a_first_run() -> None:
    report = a_report()
    held = Known(
        by_key={report.keys[0]: known(report, state=ArticleState.QUEUED)},
    )
    (decision,) = decide(replace(report, content_hash="x"), held=held, policy=FIRST_RUN)
    assert decision.update
    assert decision.state is ArticleState.QUEUED


def test_changed_facts_name_date_place_and_sum() -> None:
    before = Facts(event_start=date(2026, 7, 6), provinces_2025=("Huế",))
    after = Facts(
        event_start=date(2026, 7, 6),
        event_end=date(2026, 7, 8),
        provinces_2025=("Cao Bằng",),
        amounts=(Amount(value=5e8, unit="VND", text="500 triệu đồng"),),
    )
    assert changed_facts(before, after) == ("date", "place", "sum")
    assert changed_facts(after, after) == ()


def test_a_fact_that_is_no_longer_found_has_not_changed() -> None:
    before = Facts(event_start=date(2026, 7, 6), provinces_2025=("Huế",))
    assert changed_facts(before, Facts()) == ()


def test_the_same_key_twice_in_a_batch_is_one_article() -> None:
    report = a_report()
    first, second = decide(report, replace(report, content_hash="x"))
    assert first.state is ArticleState.QUEUED
    assert second.state is ArticleState.DUPLICATE
    assert second.twin == 0
    assert second.match is None
    assert second.twin_match is not None
    assert second.twin_match.kind is MatchKind.SAME_KEY


def test_any_of_several_keys_finds_the_known_article() -> None:
    report = replace(a_report(), keys=("new key", "old key"))
    held = Known(by_key={"old key": known(report)})
    assert decide(report, held=held)[0].state is ArticleState.DUPLICATE


@pytest.mark.parametrize("state", [ArticleState.SEEDED, ArticleState.FILTERED, ArticleState.SENT])
def test_a_report_of_a_known_story_is_not_announced(state: ArticleState) -> None:
    old, new = a_report("Bài cũ"), a_report("Bài mới")
    held = Known(near={0: (known(old, state=state),)})
    (decision,) = decide(new, held=held, dedupe=same_story_as_first)
    assert decision.state is ArticleState.DUPLICATE
    assert decision.reason == "same story (0.88)"
    assert decision.match is not None
    assert (decision.match.of, decision.match.story) == (7, 5)


def test_two_reports_of_one_story_in_a_batch_are_announced_once() -> None:
    one = judged(an_article("Bà Lê Quỳnh Lan trao 617 suất học bổng"), "one")
    two = judged(an_article("617 suất học bổng do Lê Quỳnh Lan trao"), "two")
    three = judged(an_article("Chuyện khác hẳn"), "three")
    decisions = decide(one, two, three, dedupe=same_story_as_first)
    assert [d.state for d in decisions] == [
        ArticleState.QUEUED,
        ArticleState.DUPLICATE,
        ArticleState.QUEUED,
    ]
    assert decisions[1].twin == 0
    assert decisions[1].match is None
    assert decisions[1].twin_match is not None
    assert decisions[1].twin_match.similarity == 0.875


def test_reports_of_a_batch_are_compared_with_the_story_that_they_were_put_to() -> None:
    seen: list[list[tuple[int, int]]] = []

    def first_of(found: Fingerprint, candidates: Sequence[KnownArticle]) -> Match | None:
        seen.append(sorted((c.id, c.story) for c in candidates))
        return same_story_as_first(found, candidates)

    one = judged(an_article("Bà Lê Quỳnh Lan trao 617 suất học bổng"), "one")
    two = judged(an_article("617 suất học bổng do Lê Quỳnh Lan trao"), "two")
    three = judged(an_article("Lê Quỳnh Lan và 617 suất học bổng"), "three")
    decide(one, two, three, dedupe=first_of)
    assert seen == [[], [(-1, -1)], [(-2, -1), (-1, -1)]]
    seen.clear()
    stored = known(a_report("Bài cũ"))
    decide(one, two, held=Known(near={0: (stored,)}), dedupe=first_of)
    assert seen == [[(7, 5)], [(-1, 5)]]


def test_other_news_is_filtered() -> None:
    (decision,) = decide(a_report(labels=(Category.OTHER,)))
    assert decision.state is ArticleState.FILTERED
    assert decision.reason is not None
    assert decision.reason.startswith("other:")


def test_other_news_reaches_a_channel_that_wants_it() -> None:
    channel = replace(MAIN, categories=(Category.OTHER,))
    policy = replace(DAILY, channels=(MAIN, channel))
    assert decide(a_report(labels=(Category.OTHER,)), policy=policy)[0].state is ArticleState.QUEUED


@pytest.mark.parametrize(("days", "queued"), [(0, True), (14, True), (15, False), (4000, False)])
def test_an_article_that_resurfaces_is_too_old(days: int, queued: bool) -> None:
    old = judged(an_article(published_at=NOW - timedelta(days=days)), "k")
    (decision,) = decide(old)
    assert (decision.state is ArticleState.QUEUED) is queued
    if not queued:
        assert decision.reason == f"old: published {days} days ago"


@pytest.mark.parametrize(
    ("facts", "queued"),
    [
        (Facts(), True),
        (Facts(event_start=date(2026, 2, 1)), True),
        (Facts(event_start=date(2026, 12, 1)), True),
        (Facts(event_start=date(2022, 7, 6), event_end=date(2022, 7, 8)), False),
    ],
)
def test_without_a_date_of_publication_the_event_tells_the_age(facts: Facts, queued: bool) -> None:
    undated = judged(an_article(published_at=None), "k", facts=facts)
    (decision,) = decide(undated)
    assert (decision.state is ArticleState.QUEUED) is queued
    if not queued:
        assert decision.reason == "old: its event was 1463 days ago"


def test_what_no_channel_wants_is_filtered() -> None:
    policy = replace(DAILY, channels=(replace(MAIN, categories=(Category.TRAINING,)),))
    (decision,) = decide(a_report(), policy=policy)
    assert decision.state is ArticleState.FILTERED
    assert decision.reason is not None
    assert decision.reason.startswith("no channel wants it")


@pytest.mark.parametrize(
    ("channel", "wanted"),
    [
        (MAIN, True),
        (replace(MAIN, categories=(Category.AID,)), True),
        (replace(MAIN, categories=(Category.CONFERENCE,)), False),
        (replace(MAIN, sources=("thoidai", "vufo")), True),
        (replace(MAIN, sources=("vufo",)), False),
        (replace(MAIN, provinces=("kiên giang",)), True),
        (replace(MAIN, provinces=("An Giang",)), True),
        (replace(MAIN, provinces=("Huế",)), False),
    ],
)
def test_a_channel_filters_by_category_source_and_province(channel: Channel, wanted: bool) -> None:
    facts = Facts(provinces=("Kiên Giang",), provinces_2025=("An Giang",))
    assert wants(channel, a_report(facts=facts)) is wanted


def test_a_second_label_is_enough_for_a_channel() -> None:
    report = a_report(labels=(Category.AID, Category.CONFERENCE))
    assert wants(replace(MAIN, categories=(Category.CONFERENCE,)), report)


def dated(title: str, published_at: datetime | None) -> Judged:
    return judged(an_article(title, published_at=published_at), title)


def test_a_first_run_seeds_silently_whatever_is_not_known() -> None:
    held = Known(by_key={"key of c": known(a_report("c"))})
    batch = [a_report("a"), a_report("b", labels=(Category.OTHER,)), a_report("c")]
    decisions = decide(*batch, policy=FIRST_RUN, held=held)
    assert [d.state for d in decisions] == [
        ArticleState.SEEDED,
        ArticleState.SEEDED,
        ArticleState.DUPLICATE,
    ]
    assert decisions[0].reason == "first run of its source"


def test_a_backfill_queues_the_newest() -> None:
    batch = [
        dated("old", NOW - timedelta(days=3)),
        dated("newest", NOW),
        dated("undated", None),
        dated("new", NOW - timedelta(days=1)),
    ]
    decisions = decide(*batch, policy=replace(FIRST_RUN, backfill=2))
    assert [d.state for d in decisions] == [
        ArticleState.SEEDED,
        ArticleState.QUEUED,
        ArticleState.SEEDED,
        ArticleState.QUEUED,
    ]


def test_of_equally_new_articles_the_backfill_takes_the_first_listed() -> None:
    decisions = decide(dated("a", NOW), dated("b", NOW), policy=replace(FIRST_RUN, backfill=1))
    assert [d.state for d in decisions] == [ArticleState.QUEUED, ArticleState.SEEDED]
