"""`huunghi replay`: stored articles through the whole bot, as JSON or as the channel shows them."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TextIO

from monitor.app import App
from monitor.commands.extracting import source_of
from monitor.commands.setup import opened
from monitor.core.errors import HuunghiError, ScrapeError
from monitor.core.model import Article, Channel, MatchKind
from monitor.core.slots import next_slot
from monitor.gathering import CycleRules
from monitor.replay import EPOCH, Item, Replay, Result, in_order, result_to_json
from monitor.show import Progress, count, harmless, own_name, paint, to_json

PAGES = (".html", ".htm", ".xhtml", ".txt")
_CHANNEL = Channel(name="replay", chat=None, digests=(time(7), time(17)))


def replay(arguments: argparse.Namespace) -> int:
    """Replay every PATH; exit code 1 where something could not be read."""
    with opened(arguments) as app:
        items = read_items(app, arguments.paths)
        simulated = app.simulated((_CHANNEL,))
        try:
            run = _build(simulated)
            return (_as_json if arguments.json else _as_digests)(simulated, run, items)
        finally:
            simulated.close()


def _build(app: App) -> Replay:
    rules = CycleRules(channels=app.settings.channels, max_age=app.settings.monitor.max_age)
    return Replay(
        store=app.store,
        judge=app.judging.judge,
        decide=lambda batch, known, now: app.judging.decide(batch, known, rules, now),
        channels=rules.channels,
    )


def read_items(app: App, paths: list[str]) -> Iterator[Item]:
    """The articles of JSONL files, stored pages and folders of them, in order."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            pages = sorted(p for p in path.rglob("*") if p.suffix in PAGES)
            if not pages:
                said = f"{path}: no stored page is in it; a JSONL file is named by itself"
                yield Item(id=name, error=HuunghiError(said))
            for page in pages:
                yield from _read_page(app, page, page.relative_to(path).as_posix())
        elif path.suffix in (".jsonl", ".ndjson"):
            yield from _read_lines(app, path)
        else:
            yield from _read_page(app, path, path.name)


def _read_lines(app: App, path: Path) -> Iterator[Item]:
    from monitor.seeding import load_items

    try:
        for number, (name, article) in enumerate(load_items(path), 1):
            if isinstance(article, HuunghiError):
                yield Item(id=name or f"{path.name}:{number}", error=article)
            else:
                yield Item(id=name or f"{path.name}:{number}", article=_with_source(app, article))
    except HuunghiError as error:
        yield Item(id=str(path), error=error)


def _with_source(app: App, article: Article) -> Article:
    """Named after the source on whose site it stands, as in real life."""
    source = source_of(app, article.url or "")
    return replace(article, source=source.key) if source and not article.source else article


def _read_page(app: App, path: Path, name: str) -> Iterator[Item]:
    from scrapers.article import parse_article
    from scrapers.replay import load_stored_page

    try:
        stored = load_stored_page(path)
        if stored.kind != "article":
            return
        source = next((s for s in app.sources if s.key == stored.source), None)
        article = parse_article(stored.page(app.clock()), source)
        yield Item(id=name, article=article, at=stored.fetched_at)
    except ScrapeError as error:
        yield Item(id=name, error=HuunghiError(f"{path}: {error}"))
    except HuunghiError as error:
        yield Item(id=name, error=error)


def _as_json(app: App, run: Replay, items: Iterator[Item]) -> int:
    failed = 0
    progress = _progress("articles replayed", beside=sys.stdout)
    for result in run.run(items):
        progress.step()
        if isinstance(result, Item):
            failed += 1
            progress.end()
            print(f"huunghi: {result.error}", file=sys.stderr)
        else:
            print(to_json(result_to_json(result), app.settings.monitor.timezone))
    progress.end()
    return 1 if failed else 0


def _progress(noun: str, *, beside: TextIO | None = None) -> Progress:
    """On a terminal; but not where results come out `beside` it on the same one."""
    crowded = beside is not None and beside.isatty()
    return Progress(None, noun, io.StringIO() if crowded else sys.stderr)


def _counted(items: Iterator[Item], progress: Progress) -> Iterator[Item]:
    for item in items:
        progress.step()
        yield item
    progress.end()


def _as_digests(app: App, run: Replay, items: Iterator[Item]) -> int:
    """Digests at their slots as time goes by; then a word on what was not announced."""
    zone = app.settings.monitor.timezone
    slot: datetime | None = None

    def post(at: datetime | None) -> None:
        """Post the digest of the slot that has come by `at` (None: whatever is left)."""
        nonlocal slot
        if slot is not None and (at is None or at >= slot):
            app.clock = lambda moment=slot: moment  # type: ignore[misc]
            app.deliver()
            slot = None

    app.outbox.register(app.settings.channels, EPOCH)
    run.before = post
    results: list[Result] = []
    failed: list[Item] = []
    read = in_order(_counted(items, _progress("articles read")))
    progress = _progress("articles replayed", beside=sys.stdout)
    for result in run.run(read):
        progress.step()
        if isinstance(result, Item):
            failed.append(result)
            continue
        results.append(result)
        slot = slot or next_slot(_CHANNEL, result.at, zone)
    progress.end()
    post(None)
    _tell_rest(results, failed)
    return 1 if failed else 0


def _tell_rest(results: list[Result], failed: list[Item]) -> None:
    silent = [r for r in results if r.status != "new" or r.decision.reason]
    if silent:
        print(paint("Not announced", "bold", sys.stdout))
    for result in silent:
        title = harmless(result.article.title)
        print(f"• {title}\n  {paint(_why(result), 'dim', sys.stdout)}")
    for item in failed:
        print(paint(f"• {item.error}", "red", sys.stdout))
    announced = len(results) - len(silent)
    print(
        f"\n{count(len(results), 'article')} replayed: {announced} announced, "
        f"{len(silent)} not announced, {len(failed)} not readable."
    )
    print(_NEXT.format(huunghi=own_name()))


def _why(result: Result) -> str:
    match = result.decision.match
    if match and result.match_of:
        return f"{_LIKE[match.kind]} {result.match_of} ({match.similarity:.0%} sure)"
    return result.decision.reason or result.status


_LIKE = {
    MatchKind.SAME_KEY: "the same article as",
    MatchKind.COPY: "a copy of",
    MatchKind.SAME_STORY: "one more source of the story of",
}
_NEXT = """
To go live:
  1. {huunghi} once    polls the real sites; the first run seeds silently
  2. get a bot's token from @BotFather, make it an administrator of your channel
  3. {huunghi} init    asks for token and channel, tries them, writes huunghi.toml
  4. {huunghi} check, then {huunghi} run
README.md has each step in full."""
