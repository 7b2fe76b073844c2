"""Row ↔ value: times as whole Unix seconds, everything nested as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from monitor.core.model import (
    Amount,
    Article,
    ArticleState,
    Category,
    Classification,
    Evidence,
    Facts,
    FeedEntry,
    Fingerprint,
    KnownArticle,
)

NO_FINGERPRINT = Fingerprint(sample=(), features={})
KNOWN_COLUMNS = (
    "id, story, url, title, published_at, state, content_hash, facts, fingerprint"  # of articles
)


def to_seconds(moment: datetime) -> int:
    """Whole Unix seconds, rounded down."""
    return int(moment.timestamp() // 1)


def to_seconds_or_none(moment: datetime | None) -> int | None:
    """The same, None for None."""
    return None if moment is None else to_seconds(moment)


def from_seconds(seconds: float) -> datetime:
    """An aware datetime in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def from_seconds_or_none(seconds: float | None) -> datetime | None:
    """The same, None for None."""
    return None if seconds is None else from_seconds(seconds)


def to_json(value: object) -> str:
    """Compact JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def texts_to_json(texts: Sequence[str]) -> str:
    """A list of strings."""
    return to_json(list(texts))


def texts_from_json(text: str) -> tuple[str, ...]:
    """The other way round."""
    return tuple(json.loads(text))


def entry_to_json(entry: FeedEntry) -> str:
    """A feed entry; its date as ISO 8601."""
    return to_json(
        {
            "url": entry.url,
            "title": entry.title,
            "published_at": entry.published_at and entry.published_at.isoformat(),
            "guid": entry.guid,
        }
    )


def entry_from_json(text: str) -> FeedEntry:
    """The other way round."""
    data = json.loads(text)
    return FeedEntry(
        url=data["url"],
        title=data["title"],
        published_at=moment_from_text(data["published_at"]),
        guid=data["guid"],
    )


def moment_from_text(text: str | None) -> datetime | None:
    """From ISO 8601, as UTC; None for None."""
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def facts_to_json(facts: Facts) -> str:
    """Only what is known is written."""
    data: dict[str, object] = {
        "event_start": facts.event_start and facts.event_start.isoformat(),
        "event_end": facts.event_end and facts.event_end.isoformat(),
        "provinces": list(facts.provinces),
        "provinces_2025": list(facts.provinces_2025),
        "venue": facts.venue,
        "attendees": facts.attendees,
        "amounts": [[amount.value, amount.unit, amount.text] for amount in facts.amounts],
        "organisations": list(facts.organisations),
        "sources": dict(facts.sources),
    }
    return to_json({name: value for name, value in data.items() if value not in (None, [], {})})


def facts_from_json(text: str) -> Facts:
    """The other way round."""
    data: dict[str, Any] = json.loads(text)
    return Facts(
        event_start=_day(data.get("event_start")),
        event_end=_day(data.get("event_end")),
        provinces=tuple(data.get("provinces", ())),
        provinces_2025=tuple(data.get("provinces_2025", ())),
        venue=data.get("venue"),
        attendees=data.get("attendees"),
        amounts=tuple(
            Amount(value=value, unit=unit, text=words)
            for value, unit, words in data.get("amounts", ())
        ),
        organisations=tuple(data.get("organisations", ())),
        sources=data.get("sources", {}),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def classification_to_json(classification: Classification) -> str:
    """Labels, scores and evidence."""
    return to_json(
        {
            "labels": list(classification.labels),
            "primary": classification.primary,
            "score": classification.score,
            "scores": dict(classification.scores),
            "evidence": [
                [item.phrase, item.where, item.category, item.weight]
                for item in classification.evidence
            ],
        }
    )


def classification_from_json(text: str | None) -> Classification | None:
    """The other way round; None where the article was never read."""
    if text is None:
        return None
    data = json.loads(text)
    return Classification(
        labels=tuple(Category(label) for label in data["labels"]),
        primary=Category(data["primary"]),
        score=data["score"],
        scores={Category(label): score for label, score in data["scores"].items()},
        evidence=tuple(
            Evidence(phrase=phrase, where=where, category=Category(category), weight=weight)
            for phrase, where, category, weight in data["evidence"]
        ),
    )


def fingerprint_to_text(fingerprint: Fingerprint) -> str:
    """As stored in a row."""
    return to_json([list(fingerprint.sample), fingerprint.features])


def fingerprint_from_text(text: str) -> Fingerprint:
    """The other way round; empty text is the fingerprint of an article that was never read."""
    if not text:
        return NO_FINGERPRINT
    sample, features = json.loads(text)
    return Fingerprint(sample=tuple(sample), features=features)


def known_from_row(row: sqlite3.Row) -> KnownArticle:
    """From a row of KNOWN_COLUMNS."""
    return KnownArticle(
        id=row["id"],
        story=row["story"],
        url=row["url"],
        title=row["title"],
        published_at=from_seconds_or_none(row["published_at"]),
        state=ArticleState(row["state"]),
        content_hash=row["content_hash"],
        facts=facts_from_json(row["facts"]),
        fingerprint=fingerprint_from_text(row["fingerprint"]),
    )


def article_from_row(row: sqlite3.Row) -> Article:
    """From a whole row of articles."""
    return Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source=row["source"],
        site=row["site"],
        title=row["title"],
        lead=row["lead"],
        byline=row["byline"],
        body=texts_from_json(row["body"]),
        published_at=from_seconds_or_none(row["published_at"]),
        date_from=row["date_from"],
        guid=row["guid"],
        language=row["language"],
        confidence=row["confidence"],
    )


def article_columns(article: Article) -> Mapping[str, object]:
    """What an article's row says of the article itself, by column."""
    return {
        "source": article.source,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site": article.site,
        "title": article.title,
        "lead": article.lead,
        "byline": article.byline,
        "body": texts_to_json(article.body),
        "language": article.language,
        "guid": article.guid,
        "published_at": to_seconds_or_none(article.published_at),
        "date_from": article.date_from,
        "confidence": article.confidence,
    }
