"""A clock that jumps, a machine that slept: plain words, and every article exactly once."""

from __future__ import annotations

import signal
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import LONGEST, NEW, OLD, ZONE, Bot, Clock, wait_for

DAY = 86_400


@pytest.mark.parametrize("days", [1, 60, -800])
def test_news_polled_while_the_clock_is_wrong_is_announced_once(
    clock: Clock, seeded: Bot, days: int
) -> None:
    clock.jump_to(days * DAY)
    wrong = seeded.run("once")
    clock.jump_to(0)
    right = seeded.run("once")

    assert (wrong.returncode, right.returncode) == (0, 0), wrong.stderr + right.stderr
    where = "ahead of" if days > 0 else "behind"
    assert f"{where} the sites' clocks: set it" in wrong.stderr
    said = wrong.stderr if days < 0 else right.stderr
    assert "level=warning clock_went_back" in said
    assert seeded.run("once").stderr == ""
    seeded.announced_once()


def test_a_send_put_off_by_a_wrong_clock_is_made_when_it_is_right(
    clock: Clock, seeded: Bot, api: BotApi
) -> None:
    clock.jump_to(400 * DAY)
    api.find("@huunghi").member = "kicked"
    assert seeded.run("once").returncode == 1
    api.find("@huunghi").member = "administrator"
    clock.jump_to(0)

    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_source_that_failed_while_the_clock_was_wrong_is_asked_when_it_is_right(
    clock: Clock, seeded: Bot
) -> None:
    clock.jump_to(400 * DAY)
    seeded.site.route("/tin-tuc", "")
    for _ in range(2):
        seeded.run("once")
    clock.jump_to(0)
    seeded.publish((*NEW, *OLD))

    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_monitor_is_not_deceived_by_a_cycle_of_the_future(clock: Clock, seeded: Bot) -> None:
    clock.jump_to(30 * DAY)
    seeded.run("once")
    clock.jump_to(4 * DAY)
    live = seeded.run("check", "--live")

    assert live.returncode == 1
    assert "no good cycle yet" in live.stdout


@pytest.mark.parametrize("seconds", [8 * 3600, -8 * 3600])
def test_a_daemon_whose_clock_jumps_polls_at_once(
    clock: Clock, seeded: Bot, api: BotApi, seconds: int
) -> None:
    seeded.publish(OLD)
    seeded.change('poll_every = "1s"', 'poll_every = "6h"')
    polls = seeded.site.paths().count("/tin-tuc")
    daemon = seeded.start("run")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") == polls + 1)
    seeded.publish((*NEW, *OLD))
    clock.jump_to(seconds)
    wait_for(lambda: api.channel_texts("@huunghi"))
    said = ended(daemon)

    assert "level=warning clock_jumped" in said
    assert ("moved ahead by 8 hours" if seconds > 0 else "set back by 8 hours") in said
    assert seeded.site.paths().count("/tin-tuc") == polls + 2
    clock.jump_to(0)
    seeded.announced_once()


def test_a_digest_that_was_missed_in_sleep_goes_out_on_waking(
    clock: Clock, seeded: Bot, api: BotApi
) -> None:
    slot = datetime.now(UTC).astimezone(ZONE) + timedelta(hours=12)
    seeded.change('digests = "every cycle"', f'digests = ["{slot:%H:%M}"]')
    seeded.change('poll_every = "1s"', 'poll_every = "6h"')
    early = 11.5 * 3600  # half an hour before it
    clock.jump_to(early)
    assert seeded.run("once").returncode == 0
    daemon = seeded.start("run")
    polls = seeded.site.paths().count("/tin-tuc")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > polls)
    assert api.channel_texts("@huunghi") == []
    clock.jump_to(early + 5 * 3600)
    wait_for(lambda: api.channel_texts("@huunghi"))
    ended(daemon)

    seeded.announced_once()


def ended(daemon: subprocess.Popen[str]) -> str:
    """What a daemon said until it was told to stop."""
    daemon.send_signal(signal.SIGTERM)
    _, said = daemon.communicate(timeout=LONGEST)
    assert daemon.returncode == 0, said
    assert "Traceback" not in said
    return said
