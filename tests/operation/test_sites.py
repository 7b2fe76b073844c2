"""Sites that change: what the operator is told, how often, and that nothing is lost meanwhile."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import NEW, OLD, Bot, Clock
from tests.pages_e2e import path_of
from tests.site_server import Answer, encoded

LOGIN = """<html><head><title>Đăng nhập</title></head><body><h1>Đăng nhập hệ thống</h1>
<form action="/login" method="post"><input name="user"><input type="password" name="pass">
<button>Đăng nhập</button></form></body></html>"""
APPLICATION = "<html><body><div id=app></div><script>window.__DATA__ = {}</script></body></html>"


def told(api: BotApi) -> list[str]:
    """What the admin chat heard, trouble or its end; the same on another day is not told apart."""
    return [sign for sign, _ in groupby(text[0] for text in api.channel_texts(777))]


def test_articles_behind_a_login_are_told_once_and_read_when_it_is_gone(
    clock: Clock, seeded: Bot, api: BotApi
) -> None:
    for key in NEW:
        seeded.site.route(path_of(key), Answer(LOGIN))
    first = seeded.run("once")
    assert "4 of its articles cannot be read" in first.stdout
    for minutes in (5, 10, 30, 35):
        clock.jump_to(60 * minutes)
        assert seeded.run("once").returncode == 0
    assert told(api) == ["⚠"]
    assert "1 sick" in seeded.run("sources", "check").stdout

    seeded.publish((*NEW, *OLD))
    clock.jump_to(60 * 90)
    assert seeded.run("once").returncode == 0
    assert told(api) == ["⚠", "✅"]
    seeded.announced_once()


@pytest.mark.parametrize("page", [LOGIN, APPLICATION, ""], ids=["login", "application", "empty"])
def test_a_listing_that_lists_nothing_any_more_is_told(seeded: Bot, api: BotApi, page: str) -> None:
    for last in range(1, 5):
        seeded.publish((*NEW[-last:], *OLD))
        assert seeded.run("once").returncode == 0
    seeded.site.route("/tin-tuc", Answer(page))
    for _ in range(3):
        seeded.run("once")

    assert "lists nothing, usually" in seeded.run("sources", "check").stdout
    assert "1 sick" in seeded.run("sources", "check").stdout
    assert [text for text in api.channel_texts(777) if "có vấn đề" in text] != []


def test_a_source_that_never_listed_anything_is_told(bot: Bot, api: BotApi) -> None:
    bot.site.route("/tin-tuc", Answer(APPLICATION))
    for _ in range(3):
        bot.run("once")

    assert "lists nothing" in bot.run("sources", "check").stdout
    assert told(api) == ["⚠"]


def endless(bot: Bot) -> None:
    numbers = iter(range(1000))

    def further(_: object) -> Answer:
        return Answer("", status=302, headers=(("Location", f"/{next(numbers)}"),))

    bot.site.route("/tin-tuc", further)
    bot.site.otherwise(further)


def round_and_round(bot: Bot) -> None:
    bot.site.route("/tin-tuc", Answer("", status=302, headers=(("Location", "/tin-tuc"),)))


def bomb(bot: Bot) -> None:
    packed = encoded(b"0" * 50_000_000, "gzip")
    bot.site.route("/tin-tuc", Answer(packed, headers=(("Content-Encoding", "gzip"),)))


def huge(bot: Bot) -> None:
    bot.site.route("/tin-tuc", Answer(b"<a href=/x>x</a>" * 3_200_000))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (endless, "more than 8 redirects"),
        (round_and_round, "its redirects go round in a circle"),
        (bomb, "is larger than 5,000,000 bytes; raise [fetch] max_bytes to read it"),
        (huge, "is larger than 5,000,000 bytes; raise [fetch] max_bytes to read it"),
    ],
)
def test_what_leads_nowhere_or_is_too_much_is_said_in_a_line(
    seeded: Bot, trouble: object, words: str
) -> None:
    assert callable(trouble)
    trouble(seeded)
    report = seeded.run("once")

    assert report.returncode == 1
    assert words in report.stdout
    assert report.stderr == ""
    seeded.site.otherwise(Answer("", status=404))
    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()
