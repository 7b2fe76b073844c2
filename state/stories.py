"""Stories as a digest shows them, read from the articles' rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from monitor.core.model import Category, SourceLink, Story
from state.rows import facts_from_json, from_seconds, from_seconds_or_none, texts_from_json

if TYPE_CHECKING:
    from state.engine import Connection, Row

_TEXT_FOR_CASE = 20_000  # characters of the article that an ALL-CAPS title takes its case from
# Articles that say the same in another place; what was filtered out is not shown.
_OTHERS = """
    SELECT source, site, url FROM articles
    WHERE story = ? AND id <> ? AND state IN ('duplicate', 'queued', 'sent', 'uncertain')
    ORDER BY first_seen_at, id"""


def load_stories(
    connection: Connection,
    articles: Iterable[tuple[int, int]],
    source_names: Mapping[str, str],
) -> tuple[Story, ...]:
    """A story for each (story, article) pair: the article is the one that tells it."""
    return tuple(_story(connection, story, article, source_names) for story, article in articles)


def _story(connection: Connection, story: int, article: int, names: Mapping[str, str]) -> Story:
    row = connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    text = "\n".join((row["lead"] or "", *texts_from_json(row["body"])))
    return Story(
        id=story,
        article=article,
        title=row["title"],
        url=row["url"] or row["canonical_url"],
        source_name=_name(row, names),
        published_at=from_seconds_or_none(row["published_at"]),
        first_seen_at=from_seconds(row["first_seen_at"]),
        categories=_categories(row),
        facts=facts_from_json(row["facts"]),
        others=_others(connection, row, names),
        changed=texts_from_json(row["changed"]),
        cased=text[:_TEXT_FOR_CASE],
    )


def _name(row: Row, names: Mapping[str, str]) -> str:
    return names.get(row["source"] or "") or row["site"] or row["source"] or ""


def _categories(row: Row) -> tuple[Category, ...]:
    labels = [row["primary_category"], *json.loads(row["labels"])]
    return tuple(dict.fromkeys(Category(label) for label in labels if label))


def _others(connection: Connection, row: Row, names: Mapping[str, str]) -> tuple[SourceLink, ...]:
    """Who else reports it, each once, first come first."""
    links: dict[str, SourceLink] = {}
    own = _name(row, names)
    for other in connection.execute(_OTHERS, (row["story"], row["id"])):
        name = _name(other, names)
        if name and name != own:
            links.setdefault(name, SourceLink(name=name, url=other["url"]))
    return tuple(links.values())
