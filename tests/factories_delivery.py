"""What delivery is tested with: a database with queued stories, a clock that is turned by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.core.model import Category, Channel, Facts, Part, SourceLink, Story
from monitor.core.ports import Notifier
from monitor.delivery import Desk
from notifier.render import render_digest
from state.codec import to_json
from state.database import open_database
from state.engine import Database
from state.outbox import SqlOutbox
from state.rows import to_seconds

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 21, 0, 5, tzinfo=UTC)  # Saturday, 7:05 in Việt Nam


def channel(**values: Any) -> Channel:
    return Channel(**{"name": "main", "chat": "@main", **values})


def story(number: int = 1, **values: Any) -> Story:
    defaults: dict[str, Any] = {
        "id": number,
        "article": number,
        "title": f"Hội nghị số {number} về công tác đối ngoại nhân dân",
        "url": f"https://example.vn/bai-{number}.html",
        "source_name": "Thời Đại",
        "published_at": NOW - timedelta(hours=number),
        "first_seen_at": NOW,
        "categories": (Category.CONFERENCE,),
        "facts": Facts(),
    }
    return Story(**{**defaults, **values})


def link(name: str) -> SourceLink:
    return SourceLink(name=name, url=f"https://{name.lower()}.example/x")


@dataclass
class HandClock:
    """A clock and a sleep that belong together: sleeping turns the clock."""

    now: datetime = NOW
    seconds: float = 0.0
    naps: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.naps.append(seconds)
            self.now += timedelta(seconds=seconds)
            self.seconds += seconds

    def turn_to(self, now: datetime) -> None:
        """Set the wall clock, also back; the seconds go on."""
        self.seconds += max(0.0, (now - self.now).total_seconds())
        self.now = now


def database(path: Path | str = ":memory:") -> Database:
    return open_database(path, now=NOW)


def add_article(
    db: Database, number: int, *, story: int | None = None, state: str = "queued", **values: Any
) -> int:
    """An article's row; its story is its own unless another is named."""
    of = number if story is None else story
    row: dict[str, Any] = {
        "id": number,
        "story": of,
        "source": "thoidai",
        "url": f"https://example.vn/bai-{number}.html",
        "site": "example.vn",
        "title": f"Hội nghị số {number} về công tác đối ngoại nhân dân",
        "body": json.dumps([f"Đoạn văn của bài {number}."]),
        "published_at": to_seconds(NOW) - 3600 * number,
        "first_seen_at": to_seconds(NOW),
        "updated_at": to_seconds(NOW),
        "state": state,
        "duplicate_of": of if state == "duplicate" else None,
        "primary_category": "conference",
        "labels": '["conference"]',
        "facts": to_json(Facts()),
        **values,
    }
    with db.write() as connection:
        connection.execute(
            f"INSERT INTO articles ({', '.join(row)})"  # noqa: S608 - our own column names
            f" VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        connection.execute(
            "INSERT INTO stories (id, touched_at) VALUES (?, ?)"
            " ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at",
            (of, row["updated_at"]),
        )
    return number


def queue(db: Database, number: int, *channels: str, at: datetime = NOW, **values: Any) -> None:
    """A new article that these channels are to show."""
    seconds = to_seconds(at)
    add_article(db, number, **{"first_seen_at": seconds, "updated_at": seconds, **values})
    with db.write() as connection:
        connection.executemany(
            "INSERT INTO queue (channel, story, article, queued_at) VALUES (?, ?, ?, ?)",
            [(name, number, number, seconds) for name in channels or ("main",)],
        )


def join(db: Database, number: int, story: int, *, at: datetime, **values: Any) -> None:
    """Another source's report of a story."""
    row = {"source": f"source-{number}", "site": f"s{number}.example", "updated_at": to_seconds(at)}
    add_article(db, number, story=story, state="duplicate", **{**row, **values})


def outbox_on(db: Database, **values: Any) -> SqlOutbox:
    return SqlOutbox(db, zone=ZONE, **{"source_names": {"thoidai": "Thời Đại"}, **values})


def desk_on(
    db: Database,
    notifier_for: Callable[[str | None], Notifier],
    channels: Sequence[Channel],
    clock: HandClock,
    **values: Any,
) -> Desk:
    return Desk(
        outbox=values.pop("outbox", None) or outbox_on(db),
        notifier_for=notifier_for,
        channels=channels,
        render=partial(render_digest, zone=ZONE),
        zone=ZONE,
        clock=clock,
        sleep=clock.sleep,
        tick=clock.tick,
        **values,
    )


def part(number: int = 1, *stories: int) -> Part:
    return Part(html=f"<b>phần {number}</b>", plain=f"phần {number}", stories=stories)
