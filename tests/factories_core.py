"""Articles and judgements for tests of the core, with defaults that matter to no test."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.core.fingerprints import content_hash, fingerprint
from monitor.core.model import (
    Article,
    ArticleState,
    Category,
    Classification,
    Facts,
    Judged,
    KnownArticle,
)

NOW = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)
NO_FACTS = Facts()


def an_article(
    title: str = "Một tiêu đề",
    *body: str,
    lead: str | None = None,
    published_at: datetime | None = NOW,
    source: str | None = "thoidai",
) -> Article:
    """An article published now, unless said otherwise."""
    return Article(
        url=None,
        canonical_url=None,
        source=source,
        site="",
        title=title,
        lead=lead,
        byline=None,
        body=body,
        published_at=published_at,
    )


def judged(
    article: Article,
    *keys: str,
    labels: tuple[Category, ...] = (Category.AID,),
    facts: Facts = NO_FACTS,
) -> Judged:
    """An article with a judgement."""
    return Judged(
        article=article,
        keys=keys,
        content_hash=content_hash(article),
        classification=Classification(
            labels=labels, primary=labels[0], score=0.9, scores=dict.fromkeys(labels, 0.9)
        ),
        facts=facts,
        fingerprint=fingerprint(article, facts),
    )


def known(
    of: Judged, id: int = 7, story: int = 5, state: ArticleState = ArticleState.SENT
) -> KnownArticle:
    """What the store would say of a judged article."""
    return KnownArticle(
        id=id,
        story=story,
        url=of.article.url,
        title=of.article.title,
        published_at=of.article.published_at,
        state=state,
        content_hash=of.content_hash,
        facts=of.facts,
        fingerprint=of.fingerprint,
    )
