"""A bot in a folder of its own, with a site and a Bot API on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import NEW, OLD, Bot, Clock
from tests.site_server import SiteServer


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.add_chat("@huunghi")
        server.add_chat(777, type="private")
        yield server


@pytest.fixture
def bot(tmp_path: Path, api: BotApi) -> Iterator[Bot]:
    with SiteServer() as site:
        yield Bot(tmp_path, site, api)


@pytest.fixture
def clock(bot: Bot, tmp_path: Path) -> Clock:
    """The clock by which the bot's commands run from now on."""
    file = tmp_path / "ahead"
    bot.program = ("-m", "tests.operation.jumping", str(file))
    root = str(Path(__file__).resolve().parents[2])
    bot.environ["PYTHONPATH"] = ":".join((root, bot.environ.get("PYTHONPATH", "")))
    return Clock(file)


@pytest.fixture
def seeded(bot: Bot) -> Bot:
    """The bot after its first run, with news on the site."""
    bot.publish(OLD)
    first = bot.run("once")
    assert first.returncode == 0, first.stderr
    bot.publish((*NEW, *OLD))
    return bot
