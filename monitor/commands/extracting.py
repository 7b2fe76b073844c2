"""`huunghi extract`: one stored file, read as the bot would read it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from monitor.app import App
from monitor.commands.setup import opened
from monitor.core.errors import HuunghiError, NotAnArticleError
from monitor.core.model import FeedEntry, Page, Source, Validators
from monitor.core.urls import site_of
from monitor.show import harmless, local, paint, to_json

_TYPES = {".txt": "text/plain", ".xml": "application/xml", ".json": "application/json"}


def extract(arguments: argparse.Namespace) -> int:
    """Read FILE as an article, a listing or a feed, and show what was read."""
    with opened(arguments) as app:
        page = read_page(arguments.file, arguments, app.clock())
        source = source_of(app, page.url)
        if arguments.feed:
            found = _feed(page)
        elif arguments.listing:
            found = _listing(page, source)
        else:
            found = _article(page, source, as_json=arguments.json)
        zone = app.settings.monitor.timezone
        print(to_json(found, zone) if arguments.json else _for_people(found, app))
    return 1 if found.get("title", "") is None else 0


def read_page(name: str, arguments: argparse.Namespace, now: datetime) -> Page:
    """The stored file as the page that it was. Raises HuunghiError."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise HuunghiError(f"{name}: cannot be read: {error.strerror}") from error
    url = getattr(arguments, "url", None) or ""
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type=_TYPES.get(Path(name).suffix.lower(), "text/html"),
        charset=getattr(arguments, "charset", None),
        fetched_at=getattr(arguments, "fetched_at", None) or now,
        validators=Validators(digest=sha256(content).hexdigest()),
    )


def source_of(app: App, url: str) -> Source | None:
    """The source on whose site `url` lies: the rules written for that site apply."""
    site = site_of(url) if url else ""
    homes = {site_of(source.home): source for source in app.sources}
    return homes.get(site) or homes.get(site.partition(".")[2])


def _article(page: Page, source: Source | None, *, as_json: bool) -> Mapping[str, object]:
    """What was read. A page that is no article is an object of nulls for programs."""
    from scrapers.article import parse_article
    from scrapers.replay import golden_of

    try:
        return golden_of(parse_article(page, source))
    except NotAnArticleError as error:
        if not as_json:
            raise
        print(f"huunghi: {error}", file=sys.stderr)
        nothing = dict.fromkeys(("canonical_url", "title", "lead"))
        rest = dict.fromkeys(("published_at", "byline"))
        site = site_of(page.url) if page.url else None
        return {"url": page.url or None, **nothing, "body": [], **rest, "site": site}


def _listing(page: Page, source: Source | None) -> Mapping[str, object]:
    from scrapers.listing import parse_listing

    listing = parse_listing(page, source)
    return {
        "articles": [
            {"url": entry.url, "title": entry.title, "published_at": entry.published_at}
            for entry in listing.entries
        ],
        "next_url": listing.next_url,
    }


def _feed(page: Page) -> Mapping[str, object]:
    from monitor.core.errors import ParseError
    from scrapers.feed import parse_feed

    try:
        entries: Sequence[FeedEntry] = parse_feed(
            page.content, base_url=page.url, charset=page.charset
        )
    except ParseError:
        return {"entries": [], "is_feed": False}
    return {
        "entries": [
            {
                "url": entry.url,
                "title": entry.title,
                "published_at": entry.published_at,
                "guid": entry.guid,
            }
            for entry in entries
        ],
        "is_feed": True,
    }


def _for_people(found: Mapping[str, object], app: App) -> str:
    if "body" in found:
        return _article_for_people(found)
    if found.get("is_feed") is False:
        return "This is no feed."
    rows = found.get("articles", found.get("entries"))
    zone = app.settings.monitor.timezone
    lines = [
        f"{local(row['published_at'], zone):16}  {row['title'] or '–'}\n{'':18}{row['url']}"
        for row in (rows if isinstance(rows, list) else [])
    ]
    lines.append(f"{len(lines)} entries")
    if found.get("next_url"):
        lines.append(f"next page: {found['next_url']}")
    return harmless("\n".join(lines))


def _article_for_people(found: Mapping[str, object]) -> str:
    body = found["body"]
    paragraphs = [str(item) for item in body] if isinstance(body, (list, tuple)) else []
    head = [
        paint(harmless(str(found["title"])), "bold", sys.stdout),
        f"{found['published_at'] or 'no date'} · {found['byline'] or 'no byline'} · "
        f"{found['site'] or 'no site'}",
        str(found["canonical_url"] or found["url"] or "no address"),
    ]
    lead = [str(found["lead"])] if found["lead"] else []
    return "\n\n".join(["\n".join(head), *map(harmless, lead), *map(harmless, paragraphs)])
