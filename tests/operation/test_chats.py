"""Chats that change: gone, moved, closed, or asking for patience; what is said, and no loss."""

from __future__ import annotations

import re

from tests.bot_api import BotApi
from tests.factories_bot import Bot, Clock


def test_a_channel_that_is_gone_is_named_with_the_reason(seeded: Bot, api: BotApi) -> None:
    gone = api.find("@huunghi")
    del api.chats[gone.id]
    once = seeded.run("once")
    assert once.returncode == 1
    assert "level=warning delivery" in once.stderr
    assert "channel main is paused: Chat not found" in once.stderr
    check = seeded.run("check")
    assert check.returncode == 1
    assert re.search(r"paused, tried again (in the next cycle|at \d{4}-\d\d-\d\d)", check.stdout)
    assert "look at the name, and make the bot an administrator there" in check.stdout

    api.chats[gone.id] = gone
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_group_that_moved_is_followed_and_check_says_what_to_write(
    seeded: Bot, api: BotApi
) -> None:
    api.add_chat(-100999, type="supergroup")
    api.find("@huunghi").migrated_to = -100999
    once = seeded.run("once")
    assert once.returncode == 0
    assert 'write chat = \\"-100999\\" into huunghi.toml' in once.stderr
    assert len(api.channel_texts(-100999)) == 1
    check = seeded.run("check")

    assert check.returncode == 1
    assert "@huunghi: the group became the supergroup -100999" in check.stdout
    assert 'write chat = "-100999" instead of "@huunghi" into huunghi.toml' in check.stdout
    seeded.change('"@huunghi"', '"-100999"')
    assert seeded.run("check").returncode == 0
    assert "No digest is due" in seeded.run("once").stdout


def test_a_long_flood_is_waited_for_without_a_word_too_many(
    clock: Clock, seeded: Bot, api: BotApi
) -> None:
    api.fail("flood", chat="@huunghi", retry_after=3000)
    asked = api.counts()["sendMessage"]
    first = seeded.run("once")
    assert "waits: Flood control exceeded. Retry in 3000 seconds" in first.stderr
    assert "1 waiting, 1 failed; see: huunghi outbox" in first.stdout
    assert "Retry in 3000 seconds" in seeded.run("outbox").stdout
    again = seeded.run("once")
    assert again.stderr == ""
    assert api.counts()["sendMessage"] == asked  # the flood's own request is not counted

    clock.jump_to(3010)
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_daemon_says_once_why_a_message_waits(seeded: Bot, api: BotApi) -> None:
    api.fail("flood", chat="@huunghi", retry_after=3000)
    daemon = seeded.start_logging("run")
    daemon.will_say("level=info cycle", times=3)
    said = daemon.stop()

    assert said.count("Retry in 3000 seconds") == 1
    assert said.count("level=info delivered") == 1


def test_a_topic_that_was_closed_pauses_its_channel(seeded: Bot, api: BotApi) -> None:
    api.add_chat(-100777, type="supergroup")
    seeded.change('"@huunghi"', "-100777\nthread = 7")
    once = seeded.run("once")
    assert "is paused: " in once.stderr
    assert "message thread not found" in once.stderr.lower()
    assert "take thread = … out of huunghi.toml" in seeded.run("check").stdout

    api.find(-100777).forum = True
    assert seeded.run("once").returncode == 0
    assert len(api.channel_texts(-100777)) == 1
