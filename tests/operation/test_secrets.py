"""No secret in any output: the bot's token, the database's password."""

from __future__ import annotations

import stat
import subprocess

import pytest

from tests.bot_api import TOKEN, BotApi
from tests.factories_bot import Bot

PASSWORD = "open-sesame-4711"
COMMANDS = (
    ["once", "-vv"],
    ["run", "-vv"],
    ["check"],
    ["check", "--json"],
    ["audit", "-vv"],
    ["outbox", "--json"],
    ["backup", "copy.db"],
    ["export", "-"],
)


def holds(done: subprocess.CompletedProcess[str], secret: str) -> bool:
    return secret in done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_databases_password_is_never_shown(bot: Bot, command: list[str]) -> None:
    bot.environ["HUUNGHI_DATABASE"] = f"postgresql://me:{PASSWORD}@127.0.0.1:9/none"
    done = bot.run(*command)

    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert "127.0.0.1" in done.stdout + done.stderr
    assert not holds(done, PASSWORD)


def test_the_token_is_in_no_output_and_no_file(seeded: Bot, api: BotApi) -> None:
    api.fail("flood", "html", chat="@huunghi")
    for command in (["once", "-vv"], ["check"], ["outbox"], ["export", "-"]):
        assert not holds(seeded.run(*command), TOKEN.partition(":")[2])
    secret = TOKEN.partition(":")[2].encode()
    for path in seeded.folder.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path
            if path.is_relative_to(seeded.database.parent):
                assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
