"""The plain path against a Bot API emulator that others wrote: telegram-test-api from npm.

Runs where Node.js and the package are found (in node_modules of the project or of a folder above
it, or globally); skipped, saying so, elsewhere.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.core.model import Category, Digest, Message
from notifier.render import render_digest
from notifier.telegram import TelegramNotifier
from tests.factories_delivery import NOW, ZONE, channel, story

HERE = Path(__file__).parent
NODE = shutil.which("node")


@dataclass
class Emulator:
    process: subprocess.Popen[str]
    base_url: str

    def messages(self) -> list[dict[str, Any]]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return [entry["message"] for entry in json.loads(self.process.stdout.readline())]


def find_package() -> Path | None:
    folders = [folder / "node_modules" for folder in HERE.parents]
    folders += [Path("/usr/local/lib/node_modules"), Path("/usr/lib/node_modules")]
    found = (folder / "telegram-test-api" for folder in folders)
    return next((package for package in found if package.is_dir()), None)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    package = find_package()
    if NODE is None or package is None:
        pytest.skip("telegram-test-api is not installed (npm install telegram-test-api)")
    process = subprocess.Popen(
        [NODE, str(HERE / "emulator.cjs"), str(package)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    port = process.stdout.readline().strip()
    yield Emulator(process, f"http://127.0.0.1:{port}/bot")
    process.stdin.close()
    process.wait(120)
    process.stdout.close()


def test_a_digest_is_sent_twice_and_edited_once(emulator: Emulator) -> None:
    stories = (story(1, title='<script> & "tin" 😀'), story(2))
    digest = Digest(channel="main", slot_at=NOW, groups=((Category.CONFERENCE, stories),))
    (part,) = render_digest(digest, channel(), zone=ZONE)
    message = Message(chat="-1001234567890", html=part.html, plain=part.plain, key="k")
    plain = Message(chat="-1001234567890", html=None, plain="một lời nhắn", key="k")
    telegram = TelegramNotifier("sampleToken", emulator.base_url, clock=lambda: NOW)
    try:
        first, second = telegram.send(plain), telegram.send(message)
        assert second.message_id == first.message_id + 1
        telegram.edit(message, first.message_id)
    finally:
        telegram.close()
    assert [stored["text"] for stored in emulator.messages()] == [part.html, part.html]
    assert emulator.messages()[1]["parse_mode"] == "HTML"
