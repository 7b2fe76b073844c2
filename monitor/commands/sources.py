"""`huunghi sources`: what is watched, how it fares, what an unknown site offers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from monitor.app import App
from monitor.commands.setup import opened
from monitor.core.errors import HuunghiError, ScrapeError, UsageError
from monitor.core.model import FeedEntry, Source
from monitor.core.records import Health
from monitor.show import Styled, count, harmless, local, paint, short_name, table, to_json

SAMPLES = 3  # articles that `probe` reads


def show(arguments: argparse.Namespace) -> int:
    """List the sources."""
    with opened(arguments) as app:
        if arguments.json:
            for source in app.sources:
                print(to_json(_source_to_json(source)))
            return 0
        rows = [
            (
                source.key,
                short_name(source.name),
                source.province or "toàn quốc",
                "yes" if source.enabled else "no",
                _how(source),
                source.home,
            )
            for source in app.sources
        ]
    print(table(("key", "name", "province", "watched", "through", "home"), rows))
    print(f"\n{count(len(rows), 'source')}. To add one: huunghi sources probe URL")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """How each source fares, as learned; exit code 1 where one is sick."""
    with opened(arguments) as app:
        health = app.existing_store().health()
        pending = app.store.pending(app.clock().replace(year=9999))
        rows = [
            _fares(app, s, health.get(s.key), len(pending.get(s.key, ())))
            for s in app.sources
            if s.enabled
        ]
        zone = app.settings.monitor.timezone
    sick = [row for row in rows if row["state"] == "sick"]
    if arguments.json:
        for row in rows:
            print(to_json(row, zone))
    else:
        _print_health(rows, app)
        print(f"\n{count(len(rows), 'source')}, {len(sick)} sick.")
    return 1 if sick else 0


def probe(arguments: argparse.Namespace) -> int:
    """Look at an unknown site: what it offers, three articles as read, the table to paste."""
    from scrapers.discover import discover

    url = arguments.url if "://" in arguments.url else f"https://{arguments.url}"
    with opened(arguments) as app:
        print(f"Looking at {url} …", file=sys.stderr)
        found = discover(app.fetcher, url)
        for kind, addresses in _offers(found).items():
            for address in addresses:
                print(f"{kind:10}{address}")
        for remark in _remarks(found.notes):
            print(paint(f"  {remark}", "dim", sys.stdout))
        source = Source(
            key=_key_of(url),
            name=_key_of(url),
            home=url,
            feeds=found.feeds[:2],
            listings=() if found.feeds else found.listings[:2],
            sitemaps=() if found.feeds or found.listings else found.sitemaps[:1],
        )
        read = _show_samples(app, source)
        print("\nTo watch it, put this into your own sources file ([monitor] sources = …):\n")
        print(_table_to_paste(source))
    return 0 if read else 1


def _remarks(notes: Sequence[str]) -> Sequence[str]:
    """What was guessed and is not there, in one line; the rest as it was said."""
    absent = [note.split(" answered ")[0] for note in notes if " answered 404" in note]
    rest = [note for note in notes if " answered 404" not in note]
    return [*rest, f"not there: {', '.join(absent)}"] if absent else rest


def record(arguments: argparse.Namespace) -> int:
    """Store a page with its golden."""
    from scrapers.replay import record_page

    with opened(arguments) as app:
        source = next((s for s in app.sources if s.key == arguments.name), None)
        if source is None:
            raise UsageError(
                f"sources record {arguments.name}: unknown source; see: huunghi sources list"
            )
        page = app.fetcher.fetch(arguments.url, source=source)
        name = f"{source.key}-{page.fetched_at:%Y%m%d-%H%M%S}"
        path = record_page(Path(arguments.into), name, page, source)
    print(f"{path}: read it and its golden beside it; the tests now hold the reader to them")
    return 0


def _how(source: Source) -> str:
    kinds = (("feed", source.feeds), ("listing", source.listings), ("sitemap", source.sitemaps))
    said = [count(len(urls), kind) for kind, urls in kinds if urls]
    return ", ".join(said) or "discovery"


def _source_to_json(source: Source) -> Mapping[str, object]:
    return {
        "key": source.key,
        "name": source.name,
        "province": source.province,
        "home": source.home,
        "feeds": source.feeds,
        "listings": source.listings,
        "sitemaps": source.sitemaps,
        "date": source.date,
        "enabled": source.enabled,
        "note": source.note,
    }


def _fares(app: App, source: Source, health: Health | None, pending: int) -> Mapping[str, object]:
    health = health or Health(source=source.key)
    state = "not yet polled"
    if health.sick_since:
        state = "sick"
    elif health.failures:
        state = "failing"
    elif health.last_ok_at:
        state = "well"
    rates = health.rates
    return {
        "source": source.key,
        "state": state,
        "since": health.sick_since,
        "last_ok_at": health.last_ok_at,
        "last_new_at": health.last_new_at,
        "usual_entries": rates.get("entries"),
        "dated": rates.get("dated"),
        "with_body": rates.get("with_body"),
        "titled": rates.get("titled"),
        "pending": pending,
        "failures": health.failures,
        "problem": health.problem,
    }


def _print_health(rows: Sequence[Mapping[str, object]], app: App) -> None:
    zone = app.settings.monitor.timezone
    colours = {"sick": "red", "failing": "yellow", "well": "green", "not yet polled": "dim"}

    def when(value: object) -> str:
        return local(value if isinstance(value, datetime) else None, zone)

    def share(value: object) -> str:
        return f"{value:.0%}" if isinstance(value, float) else "–"

    cells = [
        (
            row["source"],
            Styled(str(row["state"]), colours[str(row["state"])]),
            when(row["last_ok_at"]),
            when(row["last_new_at"]),
            f"{row['usual_entries']:.0f}" if isinstance(row["usual_entries"], float) else "–",
            share(row["dated"]),
            share(row["with_body"]),
            row["pending"],
            row["problem"] or "",
        )
        for row in rows
    ]
    headings = ("source", "state", "last good", "last new", "usual", "dated", "body", "unread", "")
    print(table(headings, cells, sys.stdout))


def _offers(found: object) -> Mapping[str, Sequence[str]]:
    return {
        "feed": getattr(found, "feeds", ()),
        "listing": getattr(found, "listings", ()),
        "sitemap": getattr(found, "sitemaps", ()),
    }


def _show_samples(app: App, source: Source) -> int:
    entries: Sequence[FeedEntry] = ()
    try:
        entries = app.scraper.poll(source, {}).entries
    except ScrapeError as error:
        print(paint(f"nothing can be listed: {error}", "red", sys.stdout))
    print(f"\n{count(len(entries), 'article')} listed; the first {SAMPLES} as read:")
    read = 0
    zone = app.settings.monitor.timezone
    for entry in entries[:SAMPLES]:
        try:
            article = app.scraper.read(source, entry)
        except HuunghiError as error:
            print(paint(f"\n{entry.url}\n  not read: {error}", "red", sys.stdout))
            continue
        read += 1
        text = " ".join(filter(None, (article.lead, *article.body)))
        print(f"\n{paint(harmless(article.title), 'bold', sys.stdout)}")
        print(f"  {entry.url}\n  {local(article.published_at, zone)} · {len(text):,} characters")
        print(f"  {harmless(text[:200])} …")
    return read


def _table_to_paste(source: Source) -> str:
    named = f'name = "{source.name}"  # as digests are to show it'
    lines = [f"[{source.key}]", named, f'home = "{source.home}"']
    for key in ("feeds", "listings", "sitemaps"):
        urls: tuple[str, ...] = getattr(source, key)
        if urls:
            quoted = ", ".join(f'"{url}"' for url in urls)
            lines.append(f"{key} = [{quoted}]")
    return "\n".join(lines)


def _key_of(url: str) -> str:
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    return host.replace(".", "-")
