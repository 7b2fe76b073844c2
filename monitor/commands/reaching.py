"""What `huunghi check` learns by asking every source once: who answers, and what time they have."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.app import App
from monitor.clock_words import clock_problem, span
from monitor.commands.findings import Finding
from monitor.core.errors import ScrapeError
from monitor.core.model import Source
from monitor.show import Progress, count, local
from monitor.workers import Task, Workers

if TYPE_CHECKING:
    from scrapers.fetch import HttpFetcher

_EXACT = timedelta(minutes=5)  # by so much a clock may be off before somebody notices


def reachability(app: App) -> Iterator[Finding]:
    """Ask each watched source for one page."""
    sources = [source for source in app.sources if source.enabled]
    problems = _ask_all(app, sources)
    answered = len(sources) - len(problems)
    found = f"{answered} of {count(len(sources), 'source')} answered"
    if len(sources) > 1 and not answered:
        why = next(iter(problems.values()))
        yield Finding("reach", found, f"is this machine online? The first said: {why}")
        return
    yield Finding("reach", found)
    for key, problem in problems.items():
        yield Finding("source", f"{key} gives nothing", problem)


def clock(app: App) -> Iterator[Finding]:
    """Our clock beside the sites' that have just answered."""
    zone = app.settings.monitor.timezone
    found = f"{local(app.clock(), zone)} in {zone}"
    if not app.fetcher.knows_the_time():
        yield Finding("clock", f"{found}; no site answered with a time to compare")
        return
    ahead = app.fetcher.clock_ahead(_EXACT)
    said = f"{span(ahead)} from the sites' clocks" if ahead else "as the sites have it"
    yield Finding("clock", f"{found}; {said}", clock_problem(ahead) if ahead else None)


def _ask_all(app: App, sources: list[Source]) -> dict[str, str]:
    """What went wrong, by source, in the sources' order."""
    pool = Workers(app.settings.fetch.concurrency)
    progress = Progress(len(sources), "sources asked", sys.stderr)
    asked = {pool.submit(_ask, app.fetcher, source): source.key for source in sources}
    waiting: set[Task] = set(asked)
    problems = {}
    try:
        while waiting:
            for task in pool.finished(0.5):
                waiting.discard(task)
                progress.step()
                problem = task.result()
                if problem:
                    problems[asked[task]] = problem
    finally:
        pool.close()
    return {source.key: problems[source.key] for source in sources if source.key in problems}


def _ask(fetcher: HttpFetcher, source: Source) -> str | None:
    """Fetch the page that would be polled first; what went wrong, None: nothing."""
    url = next(iter((*source.feeds, *source.listings, *source.sitemaps)), source.home)
    try:
        fetcher.fetch(url, source=source)
    except ScrapeError as error:
        return str(error)
    return None
