"""What a person sees on a terminal: how far long work has come, and the questions of `init`.

Nothing of it in pipes and logs.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from monitor.config import load_settings
from tests.bot_api import TOKEN, BotApi
from tests.factories_bot import CLI, LONGEST, NEW, OLD, Bot
from tests.pages_e2e import corpus

CLEARED = "\r\x1b[K"


def on_a_terminal(bot: Bot, *arguments: str, answers: Sequence[tuple[str, str]] = ()) -> str:
    """Run the command on a terminal, give each answer when it is asked for; what was seen."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *CLI, *arguments],
        cwd=bot.folder,
        env={**bot.environ, "TERM": "xterm", "COLUMNS": "100"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    seen, waiting, deadline = "", list(answers), time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(master, 65536).decode("utf-8", "replace")
        except OSError:  # the other end was closed
            break
        if waiting and waiting[0][0] in seen.rpartition("\n")[2]:
            os.write(master, waiting.pop(0)[1].encode() + b"\n")
            seen += "\n"
    os.close(master)
    assert process.wait(timeout=LONGEST) == 0, seen
    assert not waiting, seen
    return seen


def articles(folder: Path, number: int) -> str:
    path = folder / "articles.jsonl"
    records = list(corpus().values())[:number]
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path.name


def test_once_and_backfill_show_sources_and_pages(bot: Bot) -> None:
    bot.publish((*NEW, *OLD))
    seen = on_a_terminal(bot, "once", "--backfill", "5")

    assert f"{CLEARED}0/1 sources, 7 pages asked for …" in seen
    assert seen.rindex(CLEARED) < seen.index("status")
    piped = bot.run("once")
    assert (piped.stderr, "\x1b" in piped.stdout) == ("", False)


def test_seed_shows_how_many_articles_it_has_read(bot: Bot) -> None:
    name = articles(bot.folder, 45)
    seen = on_a_terminal(bot, "seed", name)

    assert f"{CLEARED}40 articles of {name} …" in seen
    assert re.search(r"\r\x1b\[K\d+ articles made known", seen)
    piped = bot.run("seed", name)
    assert (piped.stderr, "\x1b" in piped.stdout) == ("", False)


def test_check_shows_how_many_sources_were_asked(bot: Bot) -> None:
    bot.publish(OLD)
    bot.change('only = ["union"]', 'only = ["union", "again"]')
    with (bot.folder / "mine.toml").open("a", encoding="utf-8") as file:
        home = bot.site.url("/")
        file.write(f'[again]\nname = "Lại"\nhome = "{home}"\nlistings = ["{home}tin"]\n')
    bot.site.route("/tin", "nothing")
    seen = on_a_terminal(bot, "check")

    assert f"{CLEARED}1/2 sources asked …" in seen
    assert "\x1b[32mok  \x1b[0m reach" in seen
    piped = bot.run("check")
    assert (piped.stderr, "\x1b" in piped.stdout) == ("", False)


def test_replay_shows_how_many_articles_it_has_read(bot: Bot) -> None:
    name = articles(bot.folder, 25)
    seen = on_a_terminal(bot, "replay", name)

    assert f"{CLEARED}20 articles read …" in seen
    assert "25 articles replayed" in seen
    piped = bot.run("replay", name)
    assert (piped.stderr, "\x1b" in piped.stdout) == ("", False)


def test_init_asks_tries_and_writes(bot: Bot, api: BotApi) -> None:
    bot.config.unlink()
    api.find("@huunghi").lacking = ("can_post_messages",)
    answers = [
        ("Token: ", "123456:this-is-some-other-bots-token-aaaa"),
        ("Token: ", TOKEN),
        ("Channel", "@huunghj"),
        ("Channel", "@huunghi"),
        ("Channel", "@open"),
        ("Your own chat", "777"),
        ("Your e-mail", "me@example.org"),
    ]
    api.add_chat("@open")
    chat = {"id": 777, "type": "private", "first_name": "Lan\x1b[2J"}
    api.written = [{"chat": chat}, {"chat": {"id": -1, "type": "group"}}, {}]
    seen = on_a_terminal(bot, "init", "--base-url", api.base_url, answers=answers)

    assert "That did not work: Telegram does not accept the bot's token" in seen
    assert "The bot is @test_bot." in seen
    assert "@huunghj: not reachable" in seen
    assert "give the bot the right to post messages there" in seen
    assert "Lan [2J has written to the bot; the number of that chat is 777." in seen
    assert TOKEN not in seen
    secret = bot.folder / "huunghi.env"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text(encoding="utf-8") == f"HUUNGHI_TELEGRAM_TOKEN={TOKEN}\n"
    settings = load_settings(environ={}, cwd=bot.folder)
    assert settings.channels[0].chat == "@open"
    assert settings.telegram.admin_chat == "777"
    text = bot.config.read_text(encoding="utf-8")
    assert TOKEN not in text
    assert text.count("# ") >= 6
    assert bot.run("init").returncode == 1
