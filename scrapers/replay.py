"""Stored pages: the Fetcher's seam over files, and the format they are stored in.

A page is its raw bytes, `NAME.html` (or .htm, .txt, .xml). Its golden `NAME.json` beside it says
where and when it was fetched and what the parser must make of it: `url`, `fetched_at`, `charset`,
`content_type`, `source`, `kind` ("article", "listing" or "feed"), `expected`. A page without a
golden can be replayed all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from monitor.core.errors import ParseError, RefusedAddressError, StatusError
from monitor.core.model import Article, FeedEntry, Listing, Page, Source, Validators
from monitor.core.ports import Clock
from monitor.core.urls import canonicalise

PAGE_SUFFIXES = (".html", ".htm", ".txt", ".xml")
KINDS = ("article", "listing", "feed")
_TYPES = {".xml": "application/xml", ".txt": "text/plain"}
_VIETNAM = timezone(timedelta(hours=7))
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page as it lies in a folder. `expected` is None where no golden says it."""

    path: Path
    content: bytes
    url: str | None = None
    fetched_at: datetime | None = None
    charset: str | None = None
    content_type: str | None = None
    source: str | None = None
    kind: str = "article"
    expected: Mapping[str, object] | None = None

    def page(self, now: datetime) -> Page:
        """The page as if it had been fetched; `now` where it is not known when."""
        return Page(
            url=self.url or "",
            requested_url=self.url or "",
            status=200,
            content=self.content,
            content_type=self.content_type,
            charset=self.charset,
            fetched_at=self.fetched_at or now,
            validators=Validators(digest=hashlib.sha256(self.content).hexdigest()),
        )


def stored_pages(folder: Path) -> tuple[Path, ...]:
    """The pages of a folder and its subfolders, by name."""
    return tuple(sorted(p for p in folder.rglob("*") if p.suffix.lower() in PAGE_SUFFIXES))


def load_stored_page(path: Path) -> StoredPage:
    """A page and its golden, if it has one. Raises ParseError naming file, line and key."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ParseError(f"{path}: cannot be read ({error.strerror})") from error
    golden_path = path.with_suffix(".json")
    if not golden_path.is_file():
        return StoredPage(path=path, content=content, content_type=_type_of(path))
    golden = _load_golden(golden_path)
    kind = _text(golden_path, golden, "kind") or "article"
    if kind not in KINDS:
        raise ParseError(f"{golden_path}: kind: {kind!r} is none of {', '.join(KINDS)}")
    return StoredPage(
        path=path,
        content=content,
        url=_text(golden_path, golden, "url"),
        fetched_at=_moment(golden_path, golden, "fetched_at"),
        charset=_text(golden_path, golden, "charset"),
        content_type=_text(golden_path, golden, "content_type") or _type_of(path),
        source=_text(golden_path, golden, "source"),
        kind=kind,
        expected=_object(golden_path, golden, "expected"),
    )


class ReplayFetcher:
    """Implements `monitor.core.ports.Fetcher` over pages in memory or in files, by address.

    Addresses are compared in canonical form. A path's golden gives charset and time of fetch.
    """

    def __init__(self, pages: Mapping[str, Path | bytes | Page], *, clock: Clock) -> None:
        self._pages = {canonicalise(url): page for url, page in pages.items()}
        self._clock = clock
        self.requested: list[str] = []

    def fetch(
        self, url: str, *, source: Source | None = None, validators: Validators | None = None
    ) -> Page:
        """The stored page; 304 where `validators` hold its digest; StatusError 404 if none."""
        self.requested.append(url)
        if not url.startswith(("http://", "https://")):
            raise RefusedAddressError(f"{url!r}: only http and https are fetched")
        stored = self._pages.get(canonicalise(url))
        if stored is None:
            raise StatusError(f"{url}: no such page is stored", status=404)
        page = self._as_page(url, stored)
        if validators is not None and validators.digest == page.validators.digest:
            return _not_modified(page, validators)
        return page

    def _as_page(self, url: str, stored: Path | bytes | Page) -> Page:
        if isinstance(stored, Page):
            return stored
        if isinstance(stored, bytes):
            page = StoredPage(path=Path(), content=stored, url=url, content_type="text/html")
        else:
            page = load_stored_page(stored)
        return _at(page.page(self._clock()), url)


def golden_of(article: Article) -> dict[str, object]:
    """What `huunghi extract --json` prints of an article; times as ISO in Việt Nam's zone."""
    published = article.published_at
    return {
        "url": article.url or None,
        "canonical_url": article.canonical_url,
        "title": article.title or None,
        "lead": article.lead,
        "body": list(article.body),
        "published_at": published.astimezone(_VIETNAM).isoformat() if published else None,
        "byline": article.byline,
        "site": article.site or None,
    }


def listing_golden(listing: Listing) -> dict[str, object]:
    """What `huunghi extract --listing --json` prints."""
    return {"articles": [_entry(e) for e in listing.entries], "next_url": listing.next_url}


def feed_golden(entries: tuple[FeedEntry, ...]) -> dict[str, object]:
    """What `huunghi extract --feed --json` prints of a feed that is one."""
    return {"is_feed": True, "entries": [_entry(e) | {"guid": e.guid} for e in entries]}


def _entry(entry: FeedEntry) -> dict[str, object]:
    published = entry.published_at
    return {
        "url": entry.url,
        "title": entry.title or None,
        "published_at": published.astimezone(_VIETNAM).isoformat() if published else None,
    }


def read_golden(page: Page, kind: str, source: Source | None) -> dict[str, object]:
    """What the real parser makes of a page of that kind. Raises ScrapeError."""
    if kind == "listing":
        from scrapers.listing import parse_listing

        return listing_golden(parse_listing(page, source))
    if kind == "feed":
        from scrapers.feed import parse_feed

        return feed_golden(parse_feed(page.content, base_url=page.url, charset=page.charset))
    from scrapers.article import parse_article

    return golden_of(parse_article(page, source))


def record_page(
    folder: Path, name: str, page: Page, source: Source | None, *, kind: str = "article"
) -> Path:
    """Store a page and, by running the real parser, its golden; read the golden before trusting it.

    Raises ParseError for a name that is no file name, ScrapeError where the parser gives up.
    """
    if not _NAME.fullmatch(name):
        raise ParseError(f"{name!r}: a page's name has lower-case letters, digits, '.', '_', '-'")
    golden = {
        "url": page.url or None,
        "fetched_at": page.fetched_at.astimezone(UTC).isoformat(),
        "charset": page.charset,
        "content_type": page.content_type,
        "source": source.key if source else None,
        "kind": kind,
        "expected": read_golden(page, kind, source),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{'.xml' if kind == 'feed' else '.html'}"
    path.write_bytes(page.content)
    text = json.dumps(golden, ensure_ascii=False, indent=2)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return path


def _at(page: Page, url: str) -> Page:
    return replace(page, requested_url=url, url=page.url or url)


def _not_modified(page: Page, validators: Validators) -> Page:
    return replace(page, status=304, content=b"", validators=validators)


def _type_of(path: Path) -> str:
    return _TYPES.get(path.suffix.lower(), "text/html")


def _load_golden(path: Path) -> Mapping[str, object]:
    try:
        golden = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ParseError(f"{path}: not UTF-8 (byte {error.start})") from error
    except (OSError, RecursionError) as error:
        raise ParseError(f"{path}: cannot be read ({error})") from error
    except json.JSONDecodeError as error:
        raise ParseError(f"{path}, line {error.lineno}: no JSON ({error.msg})") from error
    if not isinstance(golden, dict):
        raise ParseError(f"{path}, line 1: a golden is an object, {{…}}")
    return golden


def _text(path: Path, golden: Mapping[str, object], key: str) -> str | None:
    value = golden.get(key)
    if value is not None and not isinstance(value, str):
        raise ParseError(f"{path}: {key}: must be a text or null, not {value!r}")
    return value


def _object(path: Path, golden: Mapping[str, object], key: str) -> Mapping[str, object] | None:
    value = golden.get(key)
    if value is not None and not isinstance(value, dict):
        raise ParseError(f"{path}: {key}: must be an object or null, not {value!r}")
    return value


def _moment(path: Path, golden: Mapping[str, object], key: str) -> datetime | None:
    text = _text(path, golden, key)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ParseError(f"{path}: {key}: {text!r} is no ISO time") from error
    if moment.tzinfo is None:
        raise ParseError(f"{path}: {key}: {text!r} needs a zone, such as +07:00")
    return moment.astimezone(UTC)
