"""Articles, decisions and batches as the state's tests need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.core.model import (
    Amount,
    Article,
    ArticleState,
    Category,
    Channel,
    Classification,
    Decision,
    Evidence,
    Facts,
    Fingerprint,
    Judged,
    Match,
    MatchKind,
    Plan,
)
from monitor.core.records import Batch

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
MAIN = Channel(name="main", chat="@kenh")
AID = Channel(name="aid", chat="@vientro", categories=(Category.AID,))


def later(**amount: float) -> datetime:
    """NOW plus a timedelta."""
    return NOW + timedelta(**amount)


def an_article(number: int, **changes: object) -> Article:
    """Article `number` of a made-up site; `changes` are fields of Article."""
    fields: dict[str, object] = {
        "url": f"https://bao.example.vn/tin/bai-{number}",
        "canonical_url": f"https://bao.example.vn/tin/bai-{number}",
        "source": "bao",
        "site": "bao.example.vn",
        "title": f"Hội nghị đối ngoại nhân dân lần thứ {number}",
        "lead": "Đại biểu các tỉnh gặp nhau.",
        "byline": "Người Viết",
        "body": ("Sáng nay hội nghị khai mạc tại Cao Bằng.", f"Bài này mang số {number}."),
        "published_at": NOW - timedelta(hours=1),
        "date_from": "meta",
    }
    return Article(**{**fields, **changes})  # type: ignore[arg-type]


def a_classification(primary: Category = Category.CONFERENCE) -> Classification:
    """Sure of one category, with one piece of evidence."""
    return Classification(
        labels=(primary,),
        primary=primary,
        score=0.9,
        scores={primary: 0.9, Category.OTHER: 0.1},
        evidence=(Evidence(phrase="hội nghị", where="title", category=primary, weight=2.5),),
    )


def some_facts() -> Facts:
    """One of each kind."""
    return Facts(
        event_start=date(2026, 3, 2),
        event_end=date(2026, 3, 3),
        provinces=("Cao Bằng",),
        provinces_2025=("Cao Bằng",),
        venue="hội trường tỉnh",
        attendees=120,
        amounts=(Amount(value=1_800_000_000, unit="VND", text="1,8 tỷ đồng"),),
        organisations=("VUFO",),
        sources={"attendees": "120 đại biểu"},
    )


def judged(
    number: int,
    *,
    keys: Sequence[str] | None = None,
    sample: Sequence[int] | None = None,
    category: Category = Category.CONFERENCE,
    **changes: object,
) -> Judged:
    """Article `number` with what can be said of it; its keys follow from its number."""
    return Judged(
        article=an_article(number, **changes),
        keys=tuple(keys) if keys is not None else (f"url:bao.example.vn/tin/bai-{number}",),
        content_hash=f"hash {number}",
        classification=a_classification(category),
        facts=some_facts(),
        fingerprint=Fingerprint(
            sample=tuple(sample) if sample is not None else (number * 10, number * 10 + 1),
            features={"names": ["Cao Bằng"], "number": number},
        ),
    )


def queued(item: Judged) -> Decision:
    """New, and to be shown."""
    return Decision(judged=item, state=ArticleState.QUEUED)


def a_match(of: int, kind: MatchKind = MatchKind.COPY, story: int | None = None) -> Match:
    """A match with a known article."""
    return Match(kind=kind, of=of, story=of if story is None else story, similarity=0.97)


def duplicate(item: Judged, match: Match) -> Decision:
    """Known already."""
    return Decision(judged=item, state=ArticleState.DUPLICATE, match=match)


def update(item: Judged, of: int, *changed: str) -> Decision:
    """Known by key, with another text."""
    return Decision(
        judged=item,
        state=ArticleState.DUPLICATE,
        match=a_match(of, MatchKind.SAME_KEY),
        update=True,
        changed=changed,
    )


def a_batch(*decisions: Decision, **changes: object) -> Batch:
    """A batch of source "bao" at NOW; `changes` are fields of Batch."""
    fields: dict[str, object] = {
        "source": "bao",
        "plan": Plan(decisions=decisions),
        "now": NOW,
    }
    return Batch(**{**fields, **changes})  # type: ignore[arg-type]
