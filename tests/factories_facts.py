"""Articles for the tests of facts: a title and paragraphs, published at noon in Việt Nam."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from monitor.core.model import Article
from monitor.core.passages import Passage, read_passages

VIETNAM = timezone(timedelta(hours=7))


def an_article(
    title: str,
    *body: str,
    lead: str | None = None,
    published_on: date | None = None,
    date_from: str | None = "meta",
) -> Article:
    """An article as the scrapers give it."""
    at = datetime.combine(published_on, time(12), VIETNAM) if published_on else None
    return Article(
        url="https://example.org/1",
        canonical_url=None,
        source=None,
        site="example.org",
        title=title,
        lead=lead,
        byline=None,
        body=body,
        published_at=at,
        date_from=date_from if at else None,
    )


def passages(title: str, *body: str, lead: str | None = None) -> tuple[Passage, ...]:
    """The passages of such an article."""
    return read_passages(an_article(title, *body, lead=lead))
