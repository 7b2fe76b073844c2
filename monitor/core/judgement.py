"""What can be said of an article by itself: kind, facts, keys, fingerprint."""

from __future__ import annotations

from monitor.core.facts import extract_facts
from monitor.core.fingerprints import content_hash, fingerprint
from monitor.core.model import Article, Judged
from monitor.core.ports import Classifier
from monitor.core.urls import article_keys


def judge(article: Article, classify: Classifier) -> Judged:
    """Everything that depends on no other article."""
    facts = extract_facts(article)
    return Judged(
        article=article,
        keys=article_keys(article),
        content_hash=content_hash(article),
        classification=classify(article),
        facts=facts,
        fingerprint=fingerprint(article, facts),
    )
