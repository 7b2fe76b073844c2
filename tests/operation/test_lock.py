"""One instance at a time, by a lock that dies with its process."""

from __future__ import annotations

import json
import signal
import subprocess

from tests.bot_api import BotApi
from tests.factories_bot import LONGEST, Bot, wait_for
from tests.site_server import Answer


def test_once_beside_a_daemon_says_who_runs_and_changes_nothing(seeded: Bot, api: BotApi) -> None:
    seeded.change('host_pause = "0s"', 'host_pause = "0s"\ntimeout = "10m"')
    seeded.site.route("/tin-tuc", Answer("later", hang=1000.0))
    asked = seeded.site.paths().count("/tin-tuc")
    daemon = seeded.start("run")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > asked)
    for command in (["once"], ["once", "--json"], ["run"], ["seed"], ["restore", "x.db"]):
        beside = seeded.run(*command)
        assert beside.returncode == 3, beside.stderr
        assert "another huunghi is running" in beside.stderr
        assert f"process {daemon.pid} " in beside.stderr
        assert beside.stdout == ""
    assert seeded.site.paths().count("/tin-tuc") == asked + 1
    for command in (
        ["audit"],
        ["check", "--live"],
        ["search", "x"],
        ["outbox"],
        ["backup", "copy.db"],
    ):
        assert seeded.run(*command).returncode in (0, 1), command
    assert (seeded.folder / "copy.db").exists()
    daemon.kill()
    daemon.communicate()


def test_a_killed_process_leaves_no_lock_behind(seeded: Bot) -> None:
    for _ in range(2):
        _killed(seeded)
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def _killed(bot: Bot) -> None:
    """A daemon that held the lock and was killed."""
    daemon = bot.start("run")
    lock = bot.database.with_name("huunghi.db.lock")
    wait_for(lambda: json.loads(lock.read_text(encoding="utf-8") or "{}").get("pid") == daemon.pid)
    daemon.send_signal(signal.SIGKILL)
    daemon.communicate()


def test_two_at_once_post_everything_exactly_once(seeded: Bot) -> None:
    both: list[subprocess.Popen[str]] = [seeded.start("once") for _ in range(2)]
    said = [process.communicate(timeout=LONGEST) for process in both]
    codes = sorted(process.returncode for process in both)

    assert codes in ([0, 3], [0, 0]), said
    seeded.announced_once()
