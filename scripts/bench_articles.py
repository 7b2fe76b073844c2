"""A new article from its page to its row, and a link that is known, beside the typical stack.

    python -m scripts.bench_articles [--pages N] [--python PATH]

PATH is the Python of an environment made from requirements-bench.lock. Both sides get the same
pages of a known site, in a process each, one core, processor time, the middle of many pages or
rounds; both write to SQLite on disk. What a listing of known links costs is counted in a cycle.
"""

from __future__ import annotations

import argparse
import gc
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
from statistics import median
from typing import Any, TypeVar

from monitor.app import App
from monitor.cli import SELDOM
from monitor.config import load_settings
from monitor.core.article_ids import article_id
from monitor.core.intake import fresh_entries
from monitor.core.model import Article, FeedEntry, Judged, Page, Source, Validators
from monitor.core.records import Batch
from monitor.core.urls import canonicalise, url_keys
from monitor.gathering import CycleRules
from scrapers import article as reader
from scrapers.article import parse_article
from scripts.bench_pages import ROOT, SITE, known_site_pages, records
from tests.site_server import SiteServer

T = TypeVar("T")
NOW = datetime(2022, 7, 30, 5, tzinfo=UTC)
WARM, PAGES, LISTED, ROUNDS = 20, 140, 120, 20
AT_ONCE = 10  # articles of one source in one cycle
TYPICAL = ROOT / ".venv-bench" / "bin" / "python"


def main() -> int:
    """Measure both and print JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--python", type=Path, default=TYPICAL)
    parser.add_argument("--ours", action="store_true", help="leave the typical stack out")
    options = parser.parse_args()
    before = ours(options.pages)
    result: dict[str, Any] = {"ours": before}
    if not options.ours and options.python.is_file():
        result["typical"] = typical(options.python, options.pages)
        after = ours(options.pages)  # the machine's load changes meanwhile
        result["ours"] = {name: (before[name] + after[name]) / 2 for name in before}
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
    gc.set_threshold(SELDOM)  # as `huunghi` does
    with _app() as app:
        source = next(source for source in app.sources if source.key == SITE)
        for part in _parts(pages[:WARM]):
            _take_in(app, source, part)
        spent = [_take_in(app, source, part) for part in _parts(pages[WARM:])]
        result = {f"{name}_ms": median(one[name] for one in spent) * 1e3 for name in spent[0]}
        result["classify_ms"] = _classify_ms(app, source, pages[WARM:])
        result["known_us"] = _known_us(app, pages)
    return {**result, **_listed()}


def _take_in(app: App, source: Source, pages: Sequence[Page]) -> dict[str, float]:
    """Seconds an article, by step and in all."""
    spent: dict[str, float] = {}
    articles = _timed(spent, "read", lambda: [parse_article(page, source) for page in pages])
    judged = _timed(spent, "judge", lambda: [app.judging.judge(article) for article in articles])
    _timed(spent, "store", lambda: _commit(app, judged))
    spent["article"] = sum(spent.values())
    return {name: seconds / len(pages) for name, seconds in spent.items()}


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
    times = []
    for article in articles:
        started = time.process_time()
        app.judging.classify(article)
        times.append(time.process_time() - started)
    return median(times) * 1e3


def _known_us(app: App, pages: Sequence[Page]) -> float:
    """Microseconds for a known link, with nothing cached."""
    entries = [FeedEntry(url=page.url) for page in pages]
    rounds = []
    for _ in range(ROUNDS):
        for cached in (url_keys, canonicalise, article_id):
            cached.cache_clear()
        started = time.process_time()
        fresh = fresh_entries(entries, app.store.known_keys)
        rounds.append(time.process_time() - started)
        if fresh:
            raise SystemExit(f"{fresh[0].url} is not known")
    return median(rounds) / len(entries) * 1e6


def _listed() -> dict[str, float]:
    """What a cycle asks and parses for a listing that has changed, and all of its links known."""
    parsed: list[str] = []
    with SiteServer() as site, tempfile.TemporaryDirectory() as name:
        site.route("/tin-tuc", _listing(0), _listing(1))
        site.otherwise(_ARTICLE)
        _write_settings(Path(name), site)
        app = App(load_settings(environ={}, cwd=Path(name)))
        app.cycle()
        said: list[str] = []
        app.database._connection.set_trace_callback(said.append)  # type: ignore[attr-defined]  # noqa: SLF001
        site.log.clear()
        with _counted(parsed):
            (outcome,) = app.cycle().outcomes
        app.close()
    if outcome.entries != LISTED or outcome.new or "/tin-tuc" not in site.paths():
        raise SystemExit(f"the listing was not read as it should be: {outcome}")
    return {
        "listed": LISTED,
        "queries": sum("FROM keys" in text for text in said),
        "queries_permitted": math.ceil(LISTED / 50),
        "parsed": len(parsed),
        "requests": len(site.paths()),
    }


def _listing(version: int) -> str:
    items = "".join(
        f'<div class="item"><h3><a href="/hoi-nghi-doi-ngoai-nhan-dan-{n}.html">Hội nghị công tác'
        f" đối ngoại nhân dân lần thứ {n}</a></h3><span>07/09/2020</span></div>\n"
        for n in range(100_000, 100_000 + LISTED)
    )
    return f"<html><body><h1>Tin tức {version}</h1><div>{items}</div></body></html>"


_ARTICLE = (
    "<html><body><h1>Hội nghị công tác đối ngoại nhân dân</h1><div><p>07/09/2020 08:00</p>"
    + "<p>Đại biểu các tổ chức thành viên bàn về việc phối hợp trong năm tới, nêu những khó khăn"
    " đã gặp và cách cùng nhau vượt qua, để công tác ở cơ sở đều hơn và có chiều sâu hơn.</p>"
    * 5
    + "</div></body></html>"
)


def _write_settings(folder: Path, site: SiteServer) -> None:
    (folder / "mine.toml").write_text(
        f'[tin]\nname = "Tin"\nhome = "{site.url()}"\nlistings = ["{site.url("/tin-tuc")}"]\n',
        "utf-8",
    )
    (folder / "huunghi.toml").write_text(
        '[monitor]\nsources = "mine.toml"\nonly = ["tin"]\n'
        '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n',
        "utf-8",
    )


@contextmanager
def _counted(parsed: list[str]) -> Iterator[None]:
    """Note each page that is parsed as an article."""

    def counting(
        page: Page, source: Source | None = None, entry: FeedEntry | None = None
    ) -> Article:
        parsed.append(page.url)
        return parse_article(page, source, entry)

    reader.parse_article = counting
    try:
        yield
    finally:
        reader.parse_article = parse_article


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
