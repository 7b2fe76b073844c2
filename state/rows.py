"""Row ↔ value: times as whole Unix seconds, everything nested as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor.core.model import Article, ArticleState, Facts, Fingerprint, KnownArticle
from state.codec import from_json, storable, to_json

if TYPE_CHECKING:
    from state.engine import Row

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


def texts_from_json(text: str) -> tuple[str, ...]:
    """A list of strings."""
    return from_json(tuple[str, ...], text)


def facts_from_json(text: str) -> Facts:
    """The facts of a row."""
    return from_json(Facts, text)


def fingerprint_to_text(fingerprint: Fingerprint) -> str:
    """As stored in a row; empty for the fingerprint of an article that was never read."""
    return "" if fingerprint == NO_FINGERPRINT else to_json(fingerprint)


def fingerprint_from_text(text: str) -> Fingerprint:
    """The other way round."""
    return from_json(Fingerprint, text) if text else NO_FINGERPRINT


def known_from_row(row: Row) -> KnownArticle:
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


def article_from_row(row: Row) -> Article:
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
    columns: dict[str, object] = {
        "source": article.source,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site": article.site,
        "title": article.title,
        "lead": article.lead,
        "byline": article.byline,
        "body": to_json(article.body),
        "language": article.language,
        "guid": article.guid,
        "published_at": to_seconds_or_none(article.published_at),
        "date_from": article.date_from,
        "confidence": article.confidence,
    }
    return {
        name: storable(value) if isinstance(value, str) else value
        for name, value in columns.items()
    }
