"""Daemon and cron side by side, and restarts at a slot's edge: one digest for each slot."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.app import utc_now
from tests.chaos.history import OLD, SHORT
from tests.chaos.race import DAYS
from tests.chaos.world import ROOT, World, environment, said_badly
from tests.factories_bot import LONGEST, wait_for
from tests.factories_delivery import database, outbox_on, queue

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAILY = '[[channels]]\nname = "daily"\nchat = "@hangngay"\ndigests = ["07:00", "17:00"]\n'
CHAT = "@hangngay"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A daily channel that is known, and stories that wait for its next slot."""
    with World(tmp_path, utc_now().astimezone(ZONE), channels=DAILY) as made:
        made.ahead = seconds_to_slot(made.now, hours=6)
        made.press.publish(OLD, ())
        assert made.live().code == 0
        made.press.publish(SHORT.new, ())
        assert made.live().code == 0
        assert made.shown(CHAT) == {}
        yield made


def seconds_to_slot(now: datetime, *, hours: float = 0.0, seconds: float = 0.0) -> float:
    """From now to so long before tomorrow's digest of 7:00."""
    slot = (now + timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)
    return (slot - now).total_seconds() - hours * 3600 - seconds


def test_a_daemon_killed_at_the_slots_edge_and_its_successor_make_one_digest(
    world: World,
) -> None:
    began = time.monotonic()
    # The clock of a process starts `ahead` of the real one.
    world.ahead = seconds_to_slot(utc_now().astimezone(ZONE), seconds=12)
    first = world.start("run")
    time.sleep(max(0.0, 11.9 - (time.monotonic() - began)))
    first.kill()
    second = world.start("run")
    wait_for(lambda: world.shown(CHAT))
    time.sleep(3)
    second.terminate()
    said = [process.communicate(timeout=LONGEST)[1] for process in (first, second)]

    assert second.returncode == 0, said
    assert not any("Traceback" in words for words in said)
    stands_once(world)


def test_cron_beside_a_daemon_exits_3_and_the_slot_has_one_digest(world: World) -> None:
    world.ahead = seconds_to_slot(utc_now().astimezone(ZONE), seconds=4)
    daemon = world.start("run")
    wait_for(lambda: holds_lock(world, daemon.pid))
    beside = world.command("once")
    assert beside.returncode == 3
    assert f"process {daemon.pid}" in beside.stderr
    wait_for(lambda: world.shown(CHAT))
    daemon.terminate()
    _, said = daemon.communicate(timeout=LONGEST)
    assert daemon.returncode == 0
    assert "Traceback" not in said
    world.ahead += 60
    assert not said_badly(world.live())
    stands_once(world)


def holds_lock(world: World, process: int) -> bool:
    """As the lock file says, without touching the lock."""
    lock = world.folder / "var" / "huunghi.db.lock"
    return lock.exists() and f'"pid": {process},' in lock.read_text(encoding="utf-8")


def stands_once(world: World) -> None:
    """One message shows every story once, and the sums match."""
    shown = world.shown(CHAT)
    assert {name.partition("/")[0] for name in shown} >= set(SHORT.new[:4])
    assert all(len(posts) == 1 for posts in shown.values())
    assert len(world.api.channel_texts(CHAT)) == 1
    assert world.audit()["ok"]


def test_processes_without_a_lock_cut_each_slot_once_and_post_each_story_once(
    tmp_path: Path,
) -> None:
    state, wall = tmp_path / "state.db", tmp_path / "wall"
    hours = DAYS // timedelta(hours=1)
    db = database(state)
    for number in range(1, hours + 20):
        queue(db, number)
    db.close()
    racers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.racer", str(state), str(wall)],
            cwd=ROOT,
            env=environment(""),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        _, said = racer.communicate(timeout=LONGEST)
        assert racer.returncode == 0, said

    posted = [line.split() for line in wall.read_text(encoding="utf-8").splitlines()]
    slots, stories = zip(*posted, strict=True)
    assert len(set(slots)) == len(slots)
    assert len(set(stories)) == len(stories)
    assert len(slots) >= hours // 2  # who is ahead passes slots over for those behind
    db = database(state)
    assert outbox_on(db).ledger().faults == ()
    db.close()
