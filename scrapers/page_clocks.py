"""Dates that are the page's clock, or one constant for all pages: seen by comparing articles.

Some sites print the time of viewing where others print the date of posting, some a default
value. On one page that cannot be told; on several pages of one cycle it can.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from monitor.core.model import Article
from monitor.core.urls import canonicalise

_VIETNAM = timezone(timedelta(hours=7))
# A cycle reads up to 30 pages of a source, a second or more apart, before their dates are compared.
_BEFORE, _AFTER = timedelta(minutes=10), timedelta(minutes=5)
_CLOCKS = 2  # different articles whose date is the time of the fetch
_CONSTANTS = 3  # different articles with one date and time
_BATCH = 3  # numbers between two articles that were posted in one go
_NUMBER = re.compile(r"(\d{1,12})(?:\.\w{2,5})?$")  # at the end of an address
_POSTED_APART = timedelta(minutes=2)


def page_clocks(articles: Sequence[Article], fetched_at: datetime) -> tuple[Article, ...]:
    """The same articles, without the dates that are a page clock or a constant.

    A clock: a date within minutes of the fetch, on two or more articles of one site. A constant:
    one date and time on three or more articles that were not posted in one go. Dates without a
    time are believed, and so are a feed's near the fetch: a feed knows no viewer.
    """
    by_site: dict[str, list[int]] = defaultdict(list)
    for index, article in enumerate(articles):
        if article.published_at is not None:
            by_site[article.site].append(index)
    wrong: set[int] = set()
    for indexes in by_site.values():
        wrong.update(_clocks(articles, indexes, fetched_at))
        wrong.update(_constants(articles, indexes))
    return tuple(
        replace(article, published_at=None, date_from=None) if index in wrong else article
        for index, article in enumerate(articles)
    )


def _clocks(articles: Sequence[Article], indexes: list[int], fetched_at: datetime) -> list[int]:
    near = [
        index
        for index in indexes
        if articles[index].date_from != "feed" and _is_near(articles[index], fetched_at)
    ]
    if len(_addresses(articles, near)) < _CLOCKS or _newest_first(articles, near):
        return []
    return near


def _is_near(article: Article, fetched_at: datetime) -> bool:
    at = article.published_at
    return at is not None and not _is_midnight(at) and -_BEFORE <= at - fetched_at <= _AFTER


def _newest_first(articles: Sequence[Article], indexes: list[int]) -> bool:
    """Whether dates fall in the order of reading: a list's order. A clock never goes back."""
    times = [at for index in indexes if (at := articles[index].published_at)]
    return all(earlier - later >= _POSTED_APART for earlier, later in pairwise(times))


def _constants(articles: Sequence[Article], indexes: list[int]) -> list[int]:
    same: dict[datetime, list[int]] = defaultdict(list)
    for index in indexes:
        at = articles[index].published_at
        if at is not None and not _is_midnight(at):
            same[at].append(index)
    return [
        index
        for group in same.values()
        if len(_addresses(articles, group)) >= _CONSTANTS and not _posted_at_once(articles, group)
        for index in group
    ]


def _is_midnight(at: datetime) -> bool:
    local = at.astimezone(_VIETNAM)
    return (local.hour, local.minute, local.second) == (0, 0, 0)


def _addresses(articles: Sequence[Article], indexes: list[int]) -> set[str]:
    return {canonicalise(articles[i].url or "") or articles[i].title for i in indexes}


def _posted_at_once(articles: Sequence[Article], indexes: list[int]) -> bool:
    """Whether the articles' numbers follow one another."""
    ids = [_NUMBER.search(canonicalise(articles[i].url or "")) for i in indexes]
    numbers = sorted(int(found[1]) for found in ids if found)
    return len(numbers) == len(indexes) and all(b - a <= _BATCH for a, b in pairwise(numbers))
