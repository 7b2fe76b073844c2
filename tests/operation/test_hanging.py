"""What hangs: a source, a send. Each ends in time, in plain words, and nothing is lost.

"In time" is far less than the ten minutes that what hangs here would take, and far more than a
machine in full use needs.
"""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import LONGEST, NEW, OLD, Bot, wait_for
from tests.pages_e2e import path_of
from tests.site_server import Answer

HUNG = Answer("never", hang=600.0)
DRIP = Answer("<html>" + "x" * 5000, trickle=0.2)  # a byte at a time: never done within the limit
DRIPPING_HEAD = Answer("late", trickle_headers=5.0)
IN_TIME = 90.0  # seconds


def stopped_in_time(process: subprocess.Popen[str]) -> str:
    """Tell a process to stop; what it had said by its end."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=LONGEST)
    assert time.monotonic() - began < IN_TIME
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("answer", [HUNG, DRIP, DRIPPING_HEAD], ids=["hung", "drip", "head"])
def test_a_source_that_never_ends_is_given_up_and_asked_again(seeded: Bot, answer: Answer) -> None:
    seeded.change('host_pause = "0s"', 'host_pause = "0s"\ntimeout = "1s"')
    seeded.site.route("/tin-tuc", answer)
    began = time.monotonic()
    report = seeded.run("once")

    assert time.monotonic() - began < IN_TIME
    assert report.returncode == 1
    assert "no whole answer within 1 s; [fetch] timeout sets the limit" in report.stdout
    assert "Traceback" not in report.stderr
    seeded.change('timeout = "1s"', 'timeout = "60s"')
    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_one_hung_source_keeps_no_other_waiting(seeded: Bot, api: BotApi) -> None:
    seeded.change('only = ["union"]', 'only = ["union", "hung"]')
    seeded.change('host_pause = "0s"', 'host_pause = "0s"\ntimeout = "6s"')
    with (seeded.folder / "mine.toml").open("a", encoding="utf-8") as file:
        home = seeded.site.url("/").replace("127.0.0.1", "localhost")
        file.write(f'[hung]\nname = "Treo"\nhome = "{home}"\nlistings = ["{home}treo"]\n')
    seeded.change('allow_hosts = ["127.0.0.1"]', 'allow_hosts = ["127.0.0.1", "localhost"]')
    seeded.site.route("/treo", HUNG)
    report = seeded.run("once")

    (row,) = [line for line in report.stdout.splitlines() if line.startswith("hung")]
    assert "no whole answer within 6 s" in row
    seeded.announced_once()


def test_sigterm_ends_the_daemon_while_a_source_hangs(seeded: Bot) -> None:
    seeded.site.route("/tin-tuc", HUNG)
    asked = seeded.site.paths().count("/tin-tuc")
    daemon = seeded.start("run")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > asked)
    stopped_in_time(daemon)

    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_ctrl_c_ends_once_while_a_source_hangs_and_says_what_was_not_done(seeded: Bot) -> None:
    seeded.site.route("/tin-tuc", HUNG)
    asked = seeded.site.paths().count("/tin-tuc")
    once = seeded.start("once")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > asked)
    once.send_signal(signal.SIGINT)
    out, said = once.communicate(timeout=LONGEST)

    assert (once.returncode, said) == (0, "")
    assert "Stopped before any source was polled; the next cycle polls all." in out
    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_sigterm_ends_once_while_an_article_hangs(seeded: Bot) -> None:
    seeded.site.route(path_of(NEW[1]), HUNG)
    once = seeded.start("once")
    wait_for(lambda: path_of(NEW[1]) in seeded.site.paths())
    stopped_in_time(once)

    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


@pytest.mark.parametrize("kind", ["stall", "accept-stall"], ids=["not taken", "taken"])
def test_sigterm_ends_the_daemon_while_a_send_hangs(seeded: Bot, api: BotApi, kind: str) -> None:
    api.fail(kind, chat="@huunghi")
    daemon = seeded.start("run")
    wait_for(lambda: not api.faults)
    stopped_in_time(daemon)

    again = seeded.run("once")
    assert again.returncode == 0, again.stdout + again.stderr
    seeded.announced_once()
