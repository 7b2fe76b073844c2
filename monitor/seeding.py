"""seeds/known.jsonl and files of articles → values: what a new state knows from the start."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor.core.errors import HuunghiError
from monitor.core.model import (
    Amount,
    Article,
    Category,
    Classification,
    Facts,
    Fingerprint,
    Judged,
)
from monitor.core.text import clean
from monitor.core.urls import article_keys, canonicalise, site_of


class BadLineError(HuunghiError):
    """A line of a file that is not what it should be: the message names file and line."""


def load_known(path: Path) -> tuple[Judged, ...]:
    """The identities in known.jsonl. Raises BadLineError."""
    return tuple(item for item in _each_line(path, known_from_json) if isinstance(item, Judged))


def load_items(path: Path) -> Iterator[tuple[str | None, Article | BadLineError]]:
    """Each line's `id` and article, in order; a bad line comes as an error, the rest goes on."""
    for item in _each_line(path, _item_from_json, keep_going=True):
        yield (None, item) if isinstance(item, BadLineError) else item


def load_articles(path: Path) -> Iterator[Article | BadLineError]:
    """The articles of a JSONL file, in order, without their ids."""
    return (article for _, article in load_items(path))


def _item_from_json(record: Mapping[str, Any]) -> tuple[str | None, Article]:
    name = record.get("id")
    return (None if name is None else str(name)), article_from_json(record)


def article_from_json(record: Mapping[str, Any]) -> Article:
    """An article as `huunghi replay` takes it: url, published, title, lead, body, site.

    Raises ValueError naming the key.
    """
    url = _text(record, "url", required=False)
    title = _text(record, "title") or ""
    body = record.get("body") or []
    if isinstance(body, str):
        body = body.split("\n")
    if not isinstance(body, list) or not all(isinstance(item, str) for item in body):
        raise ValueError("body must be a list of paragraphs")
    lead = _text(record, "lead", required=False)
    return Article(
        url=url,
        canonical_url=canonicalise(url) if url else None,
        source=_text(record, "source", required=False),
        site=site_of(url) if url else _text(record, "site", required=False) or "",
        title=clean(title),
        lead=clean(lead) if lead else None,
        byline=_text(record, "byline", required=False),
        body=tuple(filter(None, map(clean, body))),
        published_at=_moment(record.get("published") or record.get("published_at")),
        guid=None,
    )


def known_from_json(record: Mapping[str, Any]) -> Judged:
    """One line of known.jsonl. Raises ValueError or KeyError naming the key."""
    article = article_from_json({**record, "body": []})
    labels = tuple(Category(label) for label in record["labels"])
    facts = record["facts"]
    return Judged(
        article=article,
        keys=(*article_keys(article), f"seed:{record['id']}"),
        content_hash=record["content_hash"],
        classification=Classification(
            labels=labels, primary=labels[0], score=1.0, scores={labels[0]: 1.0}
        ),
        facts=Facts(
            event_start=_day(facts.get("event_start")),
            event_end=_day(facts.get("event_end")),
            provinces=tuple(facts.get("provinces", ())),
            provinces_2025=tuple(facts.get("provinces_2025", ())),
            attendees=facts.get("attendees"),
            amounts=tuple(Amount(**amount) for amount in facts.get("amounts", ())),
            organisations=tuple(facts.get("organisations", ())),
        ),
        fingerprint=Fingerprint(
            sample=tuple(record["fingerprint"]["sample"]),
            features=record["fingerprint"]["features"],
        ),
    )


def _each_line(
    path: Path, read: Callable[[Mapping[str, Any]], Any], *, keep_going: bool = False
) -> Iterator[Any]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise HuunghiError(f"{path}: cannot be read: {error.strerror}") from error
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            yield _read_line(raw, read)
        except (ValueError, KeyError, TypeError) as error:
            reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
            problem = BadLineError(f"{path}: line {number}: {reason}")
            if not keep_going:
                raise problem from error
            yield problem


def _read_line(raw: bytes, read: Callable[[Mapping[str, Any]], Any]) -> Any:
    try:
        record = json.loads(raw)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("is JSON nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("must be a JSON object")
    return read(record)


def _text(record: Mapping[str, Any], key: str, *, required: bool = True) -> str | None:
    value = record.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, str) or (required and not value.strip()):
        raise ValueError(f"{key} must be text" + (" and is missing" if value is None else ""))
    return value


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    from monitor.core.dates import parse_datetime

    moment = parse_datetime(value) if isinstance(value, str) else None
    if moment is None:
        raise ValueError(f"published must be a date such as 2022-12-02, not {value!r}")
    return moment


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
