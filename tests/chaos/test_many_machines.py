"""Several machines on one PostgreSQL: killed at random, they poll everything, post all once."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.rows import dict_row

from monitor.app import utc_now
from tests.chaos.history import LONG, OLD
from tests.chaos.witness import links
from tests.chaos.world import World
from tests.factories_bot import LONGEST, Logging, wait_for
from tests.postgres import own_schema

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KILLS = 16
POLLED = r"level=info cycle sources=[1-9]"
CHANNELS = {"@huunghi": {"conference", "training", "aid"}, "@vientro": {"aid"}}
NEWS = (*LONG.new, *LONG.later)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world whose state is on a server, after its first run."""
    with (
        own_schema() as url,
        World(tmp_path, utc_now().astimezone(ZONE), database=url) as made,
    ):
        made.press.publish(OLD, OLD[:1])
        first = made.live()
        assert first.code == 0, first.said
        yield made


class Machines:
    """Three daemons; one that is killed is started anew. What each said is kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._lives: list[list[Logging]] = [[], [], []]
        for number in range(3):
            self._start(number)

    def kill(self, number: int) -> None:
        """One that is at work."""
        machine = self._lives[number][-1]
        machine.will_say("level=info started")
        machine.process.kill()
        machine.process.communicate(timeout=LONGEST)
        self._start(number)

    def stop(self) -> None:
        for lives in self._lives:
            lives[-1].will_say("level=info started")
            lives[-1].stop()

    def said(self) -> list[str]:
        return ["\n".join(life.said() for life in lives) for lives in self._lives]

    def pollers(self) -> list[int]:
        """Those that have polled a source."""
        return [at for at, words in enumerate(self.said()) if re.search(POLLED, words)]

    def _start(self, number: int) -> None:
        lives = self._lives[number]
        lives.append(self.world.start_logging("run", name=f"log-{number}-{len(lives)}"))


def not_once(world: World) -> list[str]:
    """The stories that do not stand in exactly one message of each channel that wants them.

    Which articles tell one story may depend on who came first: the state says it.
    """
    found: list[str] = []
    for chat, wanted in CHANNELS.items():
        posts = posts_by_story(world, chat)
        stories = {
            article["story"]
            for article in articles(world)
            if article["state"] != "seeded" and wanted & set(json.loads(article["labels"]))
        }
        assert len(stories) > 5
        found += [
            f"{chat}: story {story} in {sorted(posts.get(story, ()))}"
            for story in {*stories, *posts}
            if len(posts.get(story, ())) != 1
        ]
    return found


def posts_by_story(world: World, chat: str) -> dict[int, set[int]]:
    story_of = {article["url"]: article["story"] for article in articles(world)}
    posts: dict[int, set[int]] = {}
    for post in world.api.find(chat).posts.values():
        for url in links(post):
            posts.setdefault(story_of[url], set()).add(post.id)
    return posts


def articles(world: World) -> list[dict[str, Any]]:
    """What the state knows of the sites' articles."""
    with psycopg.connect(world.database, row_factory=dict_row) as connection:
        return connection.execute(
            "SELECT story, url, state, labels FROM articles WHERE source IN ('union', 'other')"
        ).fetchall()


def test_three_machines_killed_at_random_post_every_story_exactly_once(world: World) -> None:
    rng = random.Random(7)  # noqa: S311 - chance, not secrets
    news = list(NEWS)
    rng.shuffle(news)
    machines = Machines(world)
    for number in range(1, KILLS + 1):
        world.press.publish(news[: number * len(news) // KILLS], LONG.elsewhere[: number // 8])
        time.sleep(rng.uniform(0.2, 2.5))
        machines.kill(rng.randrange(3))
    published = set(world.press.names())
    wait_for(lambda: published <= {article["url"] for article in articles(world)})
    for _ in range(KILLS):  # where one was always the first, others get their turn
        wait_for(machines.pollers)
        if len(machines.pollers()) == 1:
            machines.kill(machines.pollers()[0])
    machines.stop()
    world.ahead += 120  # what the dead were sending is looked up by now
    end = world.live()

    assert end.code == 0, end.said
    assert not_once(world) == []
    assert world.audit()["ok"], world.audit()
    assert not any("Traceback" in words for words in machines.said()), machines.said()
    assert len(machines.pollers()) > 1


def test_a_message_that_a_dead_machine_had_sent_is_found_and_not_repeated(world: World) -> None:
    world.press.publish(NEWS[:3], ())
    first = world.start("run")
    world.api.kill_at, world.api.victim = 1, first.kill  # its message arrives, its answer does not
    first.communicate(timeout=LONGEST)
    world.api.victim = None
    soon = world.start_logging("run")
    soon.will_say("level=info cycle", times=3)
    soon.stop()
    assert len(world.api.channel_texts("@huunghi")) == 1  # nobody touches what may be under way
    world.ahead += 120
    assert world.live().code == 0

    assert len(world.api.channel_texts("@huunghi")) == 1
    assert world.audit()["ok"], world.audit()


def test_a_server_that_restarts_is_missed_and_found_again(world: World) -> None:
    daemon = world.start_logging("run")
    daemon.will_say("level=info cycle")
    with psycopg.connect(world.database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'huunghi'"
            " AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"
        )
    world.press.publish(NEWS[:2], ())
    wait_for(lambda: world.api.channel_texts("@huunghi"))
    said = daemon.stop()

    assert "cannot" in said or "terminat" in said, said


def test_what_another_machine_polled_a_moment_ago_is_not_polled_again(world: World) -> None:
    world.press.publish(NEWS[:1], ())
    config = world.folder / "huunghi.toml"
    config.write_text(config.read_text().replace('poll_every = "1s"', 'poll_every = "20m"'))
    done = world.command("once")

    assert done.returncode == 0, done.stderr
    assert "Other machines poll every source now, or did so a moment ago." in done.stdout
    assert NEWS[0] not in str(articles(world))


def test_nothing_that_is_said_shows_the_password(world: World) -> None:
    password = password_of(world.database)
    wrong = world.database.replace(password, "wrong-password")
    said = ""
    for database in (world.database, wrong, world.database.replace("127.0.0.1", "127.0.0.9")):
        world.database = database
        for command in ("once", "check", "audit"):
            done = world.command(command)
            said += done.stdout + done.stderr

    assert "postgresql://127.0.0.1" in said
    assert password not in said
    assert "wrong-password" not in said


def password_of(url: str) -> str:
    match = re.search(r":([0-9a-f]{32})@", url)
    assert match
    return match[1]
