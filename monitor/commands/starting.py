"""`huunghi init`: asks for token, channel and admin chat, tries them, writes the two files."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from monitor.app import utc_now
from monitor.commands.rights import rights
from monitor.config import DEFAULT_FILE, TOKEN_VARIABLE
from monitor.core.errors import ConfigError, DeliveryError, HuunghiError
from monitor.show import harmless, own_name
from monitor.values import read_chat
from notifier.telegram import TelegramNotifier

ENV_FILE = "huunghi.env"
TRIES = 3
T = TypeVar("T")
TELEGRAM = "https://api.telegram.org/bot"

_CONFIG = """\
# Settings of huunghi. All are optional; README.md explains each.

[fetch]
# Stands in the User-Agent, so that the people behind the sites can reach you.
contact = "{contact}"

[telegram]
{base_url}{admin_chat}
# What to do with a message that may have arrived and cannot be looked up: "resend" or "ask".
on_uncertain = "resend"

[[channels]]
name = "main"
chat = "{channel}"
# Which kinds of news: "conference", "training", "aid"; "other" if wanted.
categories = ["conference", "training", "aid"]
# When digests are posted, in Vietnamese time; or "every cycle".
digests = ["07:00", "17:00"]
# Hours in which nothing is posted.
quiet = "21:00-06:30"
"""


def init(arguments: argparse.Namespace) -> int:
    """Ask, try, write huunghi.toml and huunghi.env."""
    config, secret = Path(DEFAULT_FILE), Path(ENV_FILE)
    for path in (config, secret):
        if path.exists():
            raise HuunghiError(f"{path}: stands there already; move it away, or edit it")
    print("A bot's token comes from @BotFather in Telegram: send it /newbot.")
    token, notifier = _ask_token(arguments.base_url)
    try:
        channel = _ask_chat(notifier, "Channel (@name, the bot is an administrator there): ")
        _tell_writers(notifier)
        admin = _ask_chat(notifier, "Your own chat with the bot (its number; empty: none): ")
    finally:
        notifier.close()
    if not channel:
        raise HuunghiError("a channel is needed; start again with huunghi init")
    contact = _ask("Your e-mail address for the sites' owners (empty: none): ")
    _write(config, _config(arguments.base_url, channel, admin, contact), 0o644)
    _write(secret, f"{TOKEN_VARIABLE}={token}\n", 0o600)
    print(f"\nWritten: {config} (settings) and {secret} (the token; for your eyes only).")
    name = own_name()
    print(f"Next:\n  set -a; . ./{secret}; set +a\n  {name} check\n  {name} run")
    return 0


def _ask_token(base_url: str) -> tuple[str, TelegramNotifier]:
    def attempt() -> tuple[str, TelegramNotifier] | None:
        token = _ask("Token: ", hidden=True)
        notifier = TelegramNotifier(token, base_url, clock=utc_now)
        try:
            print(f"The bot is @{notifier.about()['username']}.")
        except DeliveryError as error:
            notifier.close()
            print(f"That did not work: {error}")
            return None
        return token, notifier

    return _until(attempt, "the token is not accepted")


def _tell_writers(notifier: TelegramNotifier) -> None:
    """A chat's number is hard to find out; whoever has written to the bot is told here."""
    with suppress(DeliveryError):
        for number, name in notifier.writers().items():
            print(f"{harmless(name)} has written to the bot; the number of that chat is {number}.")


def _ask_chat(notifier: TelegramNotifier, question: str) -> str:
    def attempt() -> str | None:
        answer = _ask(question)
        if not answer:
            return ""
        try:
            chat = read_chat(answer, "chat")
        except ConfigError as error:
            print(error)
            return None
        found, todo = rights(notifier, chat)
        print(found if todo is None else f"{found}: {todo}")
        return chat if todo is None else None

    return _until(attempt, "the chat cannot be used")


def _until(attempt: Callable[[], T | None], problem: str) -> T:
    for _ in range(TRIES):
        found = attempt()
        if found is not None:
            return found
    raise HuunghiError(f"{problem}; start again with huunghi init")


def _ask(question: str, *, hidden: bool = False) -> str:
    try:
        if hidden and sys.stdin.isatty():
            return getpass.getpass(question).strip()
        return input(question).strip()
    except EOFError:
        raise HuunghiError("the answers ended; start again with huunghi init") from None


def _config(base_url: str, channel: str, admin: str, contact: str) -> str:
    quoted = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in '"\\')
    quoted = quoted.removeprefix("mailto:")
    return _CONFIG.format(
        contact=f"mailto:{quoted}" if quoted else "mailto:someone@example.org",
        base_url="" if base_url == TELEGRAM else f'base_url = "{base_url}"\n',
        admin_chat=(
            "# Where problems are told, and through which unsure messages are looked up.\n"
            + (f'admin_chat = "{admin}"' if admin else '# admin_chat = "123456789"')
        ),
        channel=channel,
    )


def _write(path: Path, text: str, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        raise HuunghiError(f"{path}: cannot be written: {error.strerror}") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
