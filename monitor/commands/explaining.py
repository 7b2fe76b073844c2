"""`huunghi explain`: why an article was filed as it was, from its text to its message."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.app import App
from monitor.commands.extracting import read_page, source_of
from monitor.commands.setup import opened
from monitor.core.dedup import Comparison, compare, read_model
from monitor.core.errors import HuunghiError
from monitor.core.model import Article, Judged, KnownArticle
from monitor.core.records import StoredArticle
from monitor.replay import facts_to_json
from monitor.show import harmless, local, paint, to_json

NEAREST = 3  # known articles shown beside the one that is explained


def explain(arguments: argparse.Namespace) -> int:
    """Explain a stored file, or an article that is known by URL, key or number."""
    with opened(arguments) as app:
        stored = None if Path(arguments.reference).is_file() else _find(app, arguments.reference)
        judged = app.judging.judge(stored.article if stored else _read(app, arguments))
        near = _nearest(app, judged, stored)
        if arguments.json:
            print(to_json(_as_json(judged, stored, near), app.settings.monitor.timezone))
        else:
            print(_for_people(judged, stored, near, app))
    return 0


def _find(app: App, reference: str) -> StoredArticle:
    stored = app.existing_store().article(reference)
    if stored is None:
        raise HuunghiError(
            f"{reference}: no such file, and no known article has this URL, key or number;"
            " find one with huunghi search, or save the page and name its file"
        )
    return stored


def _read(app: App, arguments: argparse.Namespace) -> Article:
    from scrapers.article import parse_article
    from scrapers.replay import load_stored_page

    path = Path(arguments.reference)
    if path.with_suffix(".json").is_file():
        page = load_stored_page(path).page(app.clock())
    else:
        page = read_page(str(path), arguments, app.clock())
    return parse_article(page, source_of(app, page.url))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A known article beside the one that is explained."""

    known: KnownArticle
    pair: Comparison


def _nearest(app: App, judged: Judged, stored: StoredArticle | None) -> tuple[Neighbour, ...]:
    """The nearest known articles and how each compares: likely copies and reports come first."""
    if not app.has_state():
        return ()
    known = app.store.lookup([judged]).near.get(0, ())
    others = [item for item in known if stored is None or item.id != stored.id]
    model = read_model(app.judging.pair_model)
    pairs = [
        Neighbour(item, compare(model, judged.fingerprint, item.fingerprint)) for item in others
    ]
    return tuple(sorted(pairs, key=lambda n: -max(n.pair.story, n.pair.copy))[:NEAREST])


def _as_json(
    judged: Judged,
    stored: StoredArticle | None,
    near: Sequence[Neighbour],
) -> Mapping[str, object]:
    article, kind = judged.article, judged.classification
    return {
        "id": stored.id if stored else None,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
        "date_from": article.date_from,
        "confidence": article.confidence,
        "keys": stored.keys if stored else judged.keys,
        "state": stored.state.value if stored else None,
        "reason": stored.reason if stored else None,
        "duplicate_of": stored.duplicate_of if stored else None,
        "story": stored.story if stored else None,
        "posts": [{"chat": chat, "message_id": number} for chat, number in stored.posts]
        if stored
        else [],
        "labels": [label.value for label in kind.labels],
        "primary": kind.primary.value,
        "scores": {label.value: round(score, 4) for label, score in kind.scores.items()},
        "evidence": [
            {
                "phrase": e.phrase,
                "where": e.where,
                "category": e.category.value,
                "weight": round(e.weight, 3),
            }
            for e in kind.evidence
        ],
        "facts": facts_to_json(judged.facts),
        "nearest": [_neighbour_to_json(neighbour) for neighbour in near],
    }


def _neighbour_to_json(neighbour: Neighbour) -> Mapping[str, object]:
    pair = neighbour.pair
    return {
        "id": neighbour.known.id,
        "story": neighbour.known.story,
        "title": neighbour.known.title,
        "url": neighbour.known.url,
        "same_story": round(pair.story, 4),
        "copy": round(pair.copy, 4),
        "verdict": pair.kind.value if pair.kind else "apart",
        "template": pair.template,
        "features": {name: round(value, 3) for name, value in pair.features.items()},
    }


def _for_people(
    judged: Judged, stored: StoredArticle | None, near: Sequence[Neighbour], app: App
) -> str:
    sections = [
        _identity(judged, stored, app),
        _kind(judged),
        _text(judged),
        _facts(judged),
        _neighbours(near),
    ]
    return "\n\n".join(sections)


def _heading(text: str) -> str:
    return paint(text, "bold", sys.stdout)


def _identity(judged: Judged, stored: StoredArticle | None, app: App) -> str:
    article, zone = judged.article, app.settings.monitor.timezone
    rule = f" (by {article.date_from})" if article.date_from else ""
    lines = [
        _heading(harmless(article.title)),
        f"address    {article.url or '–'}",
        f"published  {local(article.published_at, zone)}{rule}",
        f"keys       {'  '.join(stored.keys if stored else judged.keys) or '–'}",
    ]
    if stored is None:
        lines.append("state      not stored: read from the file just now")
    else:
        reason = f": {stored.reason}" if stored.reason else ""
        lines.append(f"state      number {stored.id}, {stored.state.value}{reason}")
        if stored.duplicate_of:
            lines.append(f"           the same as number {stored.duplicate_of}")
        lines.append(f"story      {stored.story}")
        posts = ", ".join(f"message {number} in {chat}" for chat, number in stored.posts)
        lines.append(f"posted     {posts or 'in no message'}")
    return "\n".join(lines)


def _kind(judged: Judged) -> str:
    kind = judged.classification
    labels = " + ".join(label.value for label in kind.labels)
    scores = ", ".join(f"{c.value} {score:.0%}" for c, score in kind.scores.items())
    lines = [_heading(f"Kind: {labels} ({kind.score:.0%} sure)"), f"  scores: {scores}"]
    for e in kind.evidence:
        lines.append(
            f"  {e.weight:+.2f} {e.category.value:10} “{harmless(e.phrase)}” in the {e.where}"
        )
    return "\n".join(lines)


def _text(judged: Judged) -> str:
    """The title, lead and first paragraphs, with the evidence marked."""
    article = judged.article
    fields = {
        "title": article.title,
        "lead": article.lead or "",
        "body": "\n".join(article.body[:3]),
    }
    shown = []
    for where, text in fields.items():
        for e in judged.classification.evidence:
            if e.where == where and e.weight > 0:
                text = text.replace(e.phrase, f"«{e.phrase}»", 1)
        if text:
            shown.append(f"  {where}: {harmless(text)}")
    return "\n".join([_heading("Text, with what decided between « and »"), *shown])


def _facts(judged: Judged) -> str:
    facts = judged.facts
    rows = [
        ("event_start", facts.event_start),
        ("event_end", facts.event_end),
        ("provinces", ", ".join(facts.provinces)),
        ("provinces_2025", ", ".join(facts.provinces_2025)),
        ("venue", facts.venue),
        ("attendees", facts.attendees),
        ("amounts", "; ".join(f"{a.value:,.0f} {a.unit}" for a in facts.amounts)),
        ("organisations", "; ".join(facts.organisations)),
    ]
    lines = [_heading("Facts, and the text each came from")]
    for name, value in rows:
        if value:
            source = facts.sources.get(name)
            told = f"  {name:15} {value}" + (f"  ← “{source}”" if source else "")
            lines.append(harmless(told))
    return "\n".join(lines if len(lines) > 1 else [*lines, "  none"])


def _neighbours(near: Sequence[Neighbour]) -> str:
    lines = [_heading("Nearest known articles")]
    for neighbour in near:
        pair = neighbour.pair
        verdict = pair.kind.value if pair.kind else "apart"
        verdict += ", the same words for another event" if pair.template else ""
        title = harmless(neighbour.known.title)
        lines.append(f"  {verdict} ({pair.story:.0%} the same story): {neighbour.known.id} {title}")
        told = sorted(pair.features.items(), key=lambda item: -abs(item[1]))[:8]
        lines.append("    " + ", ".join(f"{name} {value:.2f}" for name, value in told if value))
    return "\n".join(lines) if near else "\n".join([*lines, "  none"])
