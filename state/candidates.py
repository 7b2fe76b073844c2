"""Which known articles may be the same as a new one: an index of sampled hashes.

An article is indexed under each hash of its fingerprint's sample. Of a hash only the newest
articles are looked at, so that a lookup costs the same at ten thousand articles and at a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from monitor.core.candidates import POSTINGS, rank_candidates
from monitor.core.model import KnownArticle
from state.rows import KNOWN_COLUMNS, known_from_row

if TYPE_CHECKING:
    from state.engine import Connection

_AT_ONCE = 100
_HASHES_AT_ONCE = 20  # most of a short statement's time is the asking


def index_sample(connection: Connection, article: int, sample: Iterable[int]) -> None:
    """Index an article under its hashes."""
    connection.executemany(
        "INSERT INTO samples (hash, article) VALUES (?, ?) ON CONFLICT (hash, article) DO NOTHING",
        [(value, article) for value in sample],
    )


def forget_sample(connection: Connection, article: int, sample: Iterable[int]) -> None:
    """Take an article out of the index."""
    connection.executemany(
        "DELETE FROM samples WHERE hash = ? AND article = ?", [(value, article) for value in sample]
    )


def nearest(connection: Connection, sample: Sequence[int]) -> list[int]:
    """Ids of the articles that share most with `sample`, best first."""
    postings: list[list[int]] = [[] for _ in sample]
    for start in range(0, len(sample), _HASHES_AT_ONCE):
        part = sample[start : start + _HASHES_AT_ONCE]
        for number, article in connection.execute(_newest(len(part)), part):
            postings[start + number].append(article)
    return rank_candidates(postings)


@cache
def _newest(hashes: int) -> str:
    """Of so many hashes the newest articles, each with the number of its hash."""
    return " UNION ALL ".join(
        f"SELECT {number}, article FROM (SELECT article FROM samples WHERE hash = ?"  # noqa: S608
        f" ORDER BY article DESC LIMIT {POSTINGS}) AS newest"
        for number in range(hashes)
    )


def load_known(connection: Connection, ids: Iterable[int]) -> dict[int, KnownArticle]:
    """Known articles by id."""
    wanted = list(ids)
    found: dict[int, KnownArticle] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            f"SELECT {KNOWN_COLUMNS} FROM articles WHERE id IN ({marks})",  # noqa: S608
            part,
        )
        found.update((row["id"], known_from_row(row)) for row in rows)
    return found
