"""A new article from its page to its row, and a link that is known, beside the typical stack.

    python -m scripts.bench_articles [--pages N] [--python PATH]

PATH is the Python of an environment made from requirements-bench.lock. Both sides get the same
pages of a known site, in a process each, one core, processor time; both write to SQLite on disk.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from monitor.app import App
from monitor.config import load_settings
from monitor.core.article_ids import article_id
from monitor.core.intake import fresh_entries
from monitor.core.model import Article, FeedEntry, Judged, Page, Source, Validators
from monitor.core.records import Batch
from monitor.core.urls import canonicalise, url_keys
from monitor.gathering import CycleRules
from scrapers.article import parse_article
from scripts.bench_pages import ROOT, SITE, known_site_pages, records

T = TypeVar("T")
NOW = datetime(2022, 7, 30, 5, tzinfo=UTC)
WARM, PAGES, LISTED = 20, 240, 120
AT_ONCE = 10  # articles of one source in one cycle
TYPICAL = ROOT / ".venv-bench" / "bin" / "python"


def main() -> int:
    """Measure both and print JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--python", type=Path, default=TYPICAL)
    parser.add_argument("--ours", action="store_true", help="leave the typical stack out")
    options = parser.parse_args()
    result: dict[str, Any] = {"ours": ours(options.pages)}
    if not options.ours and options.python.is_file():
        result["typical"] = typical(options.python, options.pages)
    print(json.dumps(result, indent=1))
    return 0


def typical(python: Path, count: int) -> dict[str, float]:
    """What the typical stack takes, measured in its own environment."""
    work = {
        "warm": WARM,
        "pages": [
            {"url": page.url, "html": page.html, "title": page.title}
            for page in known_site_pages(count)
        ],
        "learn": [
            ("\n".join([item["title"], item["lead"] or "", *item["body"]]), item["primary"])
            for item in records()
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "work.json"
        path.write_text(json.dumps(work), "utf-8")
        command = [str(python), str(ROOT / "scripts" / "bench_typical.py"), str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout)
    return found


def ours(count: int) -> dict[str, float]:
    """What Hữu Nghị takes: read, judge, look up, decide, commit."""
    pages = [_as_page(made.url, made.html.encode()) for made in known_site_pages(count)]
    with _app() as app:
        source = next(source for source in app.sources if source.key == SITE)
        spent: dict[str, float] = {}
        for part in _parts(pages[:WARM]):
            _take_in(app, source, part, {})
        for part in _parts(pages[WARM:]):
            _take_in(app, source, part, spent)
        articles = len(pages) - WARM
        result = {f"{name}_ms": seconds / articles * 1e3 for name, seconds in spent.items()}
        result["article_ms"] = sum(spent.values()) / articles * 1e3
        result["classify_ms"] = _classify_ms(app, source, pages[WARM:])
        return {**result, **_known(app, pages)}


def _take_in(app: App, source: Source, pages: Sequence[Page], spent: dict[str, float]) -> None:
    articles = _timed(spent, "read", lambda: [parse_article(page, source) for page in pages])
    judged = _timed(spent, "judge", lambda: [app.judging.judge(article) for article in articles])
    _timed(spent, "store", lambda: _commit(app, judged))


def _commit(app: App, judged: Sequence[Judged]) -> None:
    rules = CycleRules(channels=app.settings.channels, max_age=app.settings.monitor.max_age)
    plan = app.judging.decide(judged, app.store.lookup(judged), rules, NOW)
    app.store.commit(Batch(source=SITE, plan=plan, now=NOW), app.settings.channels)


def _timed(spent: dict[str, float], name: str, work: Callable[[], T]) -> T:
    started = time.process_time()
    result = work()
    spent[name] = spent.get(name, 0.0) + time.process_time() - started
    return result


def _classify_ms(app: App, source: Source, pages: Sequence[Page]) -> float:
    articles: list[Article] = [parse_article(page, source) for page in pages]
    started = time.process_time()
    for article in articles:
        app.judging.classify(article)
    return (time.process_time() - started) / len(articles) * 1e3


def _known(app: App, pages: Sequence[Page]) -> dict[str, float]:
    """A known link: microseconds with nothing cached, and the queries of a whole listing."""
    entries = [FeedEntry(url=page.url) for page in pages]
    seconds = 0.0
    rounds = 20
    for _ in range(rounds):
        for cached in (url_keys, canonicalise, article_id):
            cached.cache_clear()
        started = time.process_time()
        fresh = _unknown(app, entries)
        seconds += time.process_time() - started
        if fresh:
            raise SystemExit(f"{fresh[0].url} is not known")
    said: list[str] = []
    connection = app.database._connection  # noqa: SLF001 - to count what is asked
    connection.set_trace_callback(said.append)
    _unknown(app, entries[:LISTED])
    return {
        "known_us": seconds / rounds / len(entries) * 1e6,
        "listed": LISTED,
        "queries": sum(text.lstrip().upper().startswith("SELECT") for text in said),
        "queries_permitted": math.ceil(LISTED / 50),
    }


def _unknown(app: App, entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    return fresh_entries(entries, app.store.known_keys)


@contextmanager
def _app() -> Iterator[App]:
    with tempfile.TemporaryDirectory() as folder:
        app = App(load_settings(environ={}, cwd=Path(folder)))
        app.clock = lambda: NOW
        app.sow()
        try:
            yield app
        finally:
            app.close()


def _parts(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    return (pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE))


def _as_page(url: str, content: bytes) -> Page:
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type="text/html; charset=utf-8",
        charset="utf-8",
        fetched_at=NOW,
        validators=Validators(),
    )


if __name__ == "__main__":
    sys.exit(main())
