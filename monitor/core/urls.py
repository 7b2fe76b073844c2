"""Keys: under what an article is remembered. A match on any key is the same article.

Refuses keys that many articles would share: a home page, a bare number without its site, a title
of two words.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.core.addresses import absolute, canonicalise, site_of
from monitor.core.article_ids import article_id
from monitor.core.model import Article, FeedEntry
from monitor.core.text import clean, fold, words

__all__ = [
    "absolute",
    "address_key",
    "article_id",
    "article_keys",
    "canonicalise",
    "entry_keys",
    "site_of",
    "url_keys",
]

_VIETNAM = timezone(timedelta(hours=7))  # without daylight saving time since 1975
_SCOPELESS_GUID = 16  # characters: shorter ones (a number) say nothing without their site
_TITLE_WORDS = 4  # shorter titles ("Thông báo", "Tin vắn") come back with other articles


@lru_cache(maxsize=20_000)
def url_keys(url: str) -> tuple[str, ...]:
    """The family's id, if any, then the address itself. Empty for an empty address."""
    address = address_key(url)
    if not address:
        return ()
    number = article_id(url)
    return (f"id:{number}", address) if number else (address,)


def address_key(url: str) -> str:
    """The last of `url_keys`, the one that takes least to find; "" for an empty address."""
    canonical = canonicalise(url)
    return f"url:{canonical.removeprefix('https://')}" if canonical else ""


def _is_home(canonical: str) -> bool:
    parts = _parts(canonical)
    return parts is not None and parts[0] in ("", "/") and not parts[1]


def _parts(canonical: str) -> tuple[str, str] | None:
    """Path and query of a key form; None where it is no web address."""
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return None
    return (parts.path, parts.query) if parts.scheme == "https" else None


def _guid_keys(guid: str | None, site: str) -> tuple[str, ...]:
    text = clean(guid or "")
    if not text:
        return ()
    canonical = canonicalise(text)
    if canonical.startswith("https://"):
        return () if _is_home(canonical) else url_keys(text)
    if not site and len(text) < _SCOPELESS_GUID:
        return ()
    return (f"guid:{site}/{text}",)


def _unique(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for group in groups for key in group))


def entry_keys(entry: FeedEntry) -> tuple[str, ...]:
    """The keys of an entry that has not been read, surest first."""
    if not entry.guid or entry.guid == entry.url:
        return url_keys(entry.url)
    return _unique(url_keys(entry.url), _guid_keys(entry.guid, site_of(entry.url)))


def _names_another(canonical: str, url: str) -> bool:
    """Whether a page's canonical link can't be its own: a home page, a section, a script's name.

    Sites print one constant link on every page; believed, it makes all their articles one.
    """
    here, there = _parts(canonicalise(url)), _parts(canonicalise(canonical))
    if here is None or there is None:
        return False
    if _is_home(canonicalise(canonical)):
        return True
    if site_of(url) != site_of(canonical):
        return False
    number = article_id(url)
    if number:
        return article_id(canonical) != number
    return here[0].startswith(there[0] + "/") or (
        here[0] == there[0] and bool(here[1]) and here[1] != there[1]
    )


def _title_keys(article: Article) -> tuple[str, ...]:
    title = words(fold(clean(article.title)))
    day = _day_in_vietnam(article.published_at)
    if day is None or len(title) < _TITLE_WORDS:
        return ()
    return (f"title:{article.site}/{' '.join(title)}|{day}",)


def _day_in_vietnam(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(_VIETNAM).date().isoformat()
    except OverflowError:
        return None


def article_keys(article: Article) -> tuple[str, ...]:
    """The keys of an article as read, surest first: ids and addresses, guid, title with its day.

    The title counts within its site only: two unions hold "Hội nghị tổng kết công tác năm 2025"
    on one day.
    """
    url, canonical = article.url or "", article.canonical_url or ""
    believed = canonical if canonical and not (url and _names_another(canonical, url)) else ""
    return _unique(
        url_keys(url),
        url_keys(believed),
        _guid_keys(article.guid, article.site),
        _title_keys(article),
    )
