"""A folder with a state in it, as commands find it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from monitor.app import App
from monitor.config import load_settings
from monitor.core.model import Article, Source
from monitor.core.records import Batch
from monitor.gathering import CycleRules
from monitor.seeding import article_from_json
from tests.pages_e2e import corpus

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
UNION = Source(key="vufo", name="VUFO", home="https://vufo.org.vn")


def corpus_article(key: str, **changes: object) -> Article:
    """A labelled article of the corpus, at an address of its own."""
    record = {**corpus()[key], "url": f"https://vufo.org.vn/{key}-08-{len(key) * 1000}.html"}
    return article_from_json({**record, "source": "vufo", "published": "2026-11-19", **changes})


def app_in(folder: Path, config: str = "") -> App:
    """The bot in `folder`, with the clock standing at NOW."""
    if config:
        (folder / "huunghi.toml").write_text(config, encoding="utf-8")
    app = App(load_settings(environ={}, cwd=folder))
    app.clock = lambda: NOW
    return app


def commit(app: App, articles: Sequence[Article], *, seeding: bool = False) -> tuple[int, ...]:
    """Save articles as a cycle would; their numbers."""
    rules = CycleRules(
        channels=app.settings.channels, max_age=app.settings.monitor.max_age, seeding=seeding
    )
    judged = [app.judging.judge(article) for article in articles]
    plan = app.judging.decide(judged, app.store.lookup(judged), rules, NOW)
    return app.store.commit(Batch(source="vufo", plan=plan, now=NOW), app.settings.channels)
