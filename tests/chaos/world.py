"""A small world that the bot lives in: two sites, a Bot API with four chats, mortal processes.

What must hold afterwards is asked of the witnesses alone: the chats, `huunghi audit`, and SQLite.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from tests.bot_api import TOKEN
from tests.chaos.press import Press
from tests.chaos.witness import Expected, Witness, differences, links
from tests.factories_bot import LONGEST, Logging

ROOT = Path(__file__).resolve().parents[2]
CHANNELS = ("@huunghi", "@vientro", "@hangngay")
ADMIN = 777
NIGHT = 14.1 * 3600  # seconds; the daily digests are at most 14 hours apart
DAEMON_LIFE = 12.0  # seconds after which a daemon that was to be killed is told to stop

CONFIG = """\
[monitor]
sources = "mine.toml"
only = ["union", "other"]
poll_every = "1s"
[fetch]
host_pause = "0s"
timeout = "2s"
allow_hosts = ["127.0.0.1", "localhost"]
[telegram]
base_url = "{api}"
admin_chat = "777"
"""
THREE_CHANNELS = """\
[[channels]]
name = "main"
chat = "@huunghi"
digests = "every cycle"
[[channels]]
name = "aid"
chat = "@vientro"
categories = ["aid"]
digests = "every cycle"
[[channels]]
name = "daily"
chat = "@hangngay"
categories = ["conference", "training"]
digests = ["07:00", "17:00"]
"""


@dataclass(kw_only=True)
class Fate:
    """How a process is to end; all None or 0: by itself.

    `step`: at this step of its own. `request`: when the Bot API receives its n-th request.
    `page`: when the sites receive their n-th. `after`: so many seconds after its start.
    """

    step: int = 0
    request: int = 0
    page: int = 0
    after: float | None = None


@dataclass(kw_only=True)
class End:
    """How a process ended."""

    killed: bool
    code: int
    said: str
    seconds: float


@dataclass
class Moment:
    """Everything that outlives a process, at one moment; `state` None: nothing was stored yet."""

    chats: Any
    state: Path | None
    one: tuple[str, ...]
    two: tuple[str, ...]
    ahead: float


@dataclass
class World:
    """Two sites, the chats, and a folder with the configuration. A context manager."""

    folder: Path
    now: datetime  # local time; pages are dated before it
    ahead: float = 0.0
    channels: str = THREE_CHANNELS
    token: str = TOKEN
    database: str = ""  # a server's URL instead of a file

    def __enter__(self) -> World:
        with ExitStack() as stack:
            self.api: Witness = Witness()
            stack.enter_context(self.api)
            self.press = Press(self.now, stack)
            self._stack = stack.pop_all()
        for name in CHANNELS:
            self.api.add_chat(name)
        self.api.add_chat(ADMIN, type="private")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configure(self.channels)
        self._write("mine.toml", self.press.sources())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def configure(self, channels: str) -> None:
        """Other channels from the next start on."""
        self._write("huunghi.toml", CONFIG.format(api=self.api.base_url) + channels)

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def mend(self) -> None:
        """No faults any more."""
        self.api.faults.clear()
        for chat in self.api.chats.values():
            chat.member = "administrator"
        self.press.print_all()

    # ── processes ────────────────────────────────────────────────────────────

    def start_logging(self, *arguments: str, name: str = "log") -> Logging:
        """A process whose log can be read while it runs."""
        log = self.folder / name
        with log.open("wb") as file:
            return Logging(self.start(*arguments, stderr=file), log)

    def start(
        self,
        *arguments: str,
        step: int = 0,
        speed: float = 6.0,
        stderr: IO[bytes] | int = subprocess.PIPE,
    ) -> subprocess.Popen[str]:
        life = (str(step), str(speed), str(self.ahead))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.mortal", *life, *arguments],
            cwd=self.folder,
            env=environment(self.token, self.database),
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            text=True,
        )
        self._stack.callback(_end, process)
        return process

    def live(
        self, command: str = "once", fate: Fate | None = None, *, life: float = DAEMON_LIFE
    ) -> End:
        """One process from its start to its end; a daemon is told to stop after `life` seconds."""
        fate = fate or Fate()
        began = time.monotonic()
        process = self.start(command, step=fate.step)
        self.api.kill_at, self.api.victim = fate.request, process.kill if fate.request else None
        self.press.kill_at(fate.page, process.kill)
        try:
            limit = LONGEST if command == "once" else life
            said = self._wait(process, fate.after or limit, fate)
        finally:
            self.api.victim = None
            self.press.kill_at(0, process.kill)
        killed = process.returncode == -signal.SIGKILL
        return End(
            killed=killed,
            code=process.returncode,
            said=said,
            seconds=time.monotonic() - began,
        )

    def _wait(self, process: subprocess.Popen[str], limit: float, fate: Fate) -> str:
        try:
            _, said = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL if fate.after else signal.SIGTERM)
            _, said = process.communicate(timeout=LONGEST)
        return said

    def calm_down(self, wanted: Expected, *, nights: int = 4) -> list[str]:
        """Undisturbed runs of `once` until all is as it must be; what is not, after the last.

        The first comes soon after what was, the others so late that a digest time lies between.
        """
        self.mend()
        for number in range(nights + 1):
            self.ahead += NIGHT if number else 20
            faults = said_badly(self.live())
            if faults:
                return faults
            faults = self.faults(wanted)
            if not faults:
                break
        return faults

    # ── moments ──────────────────────────────────────────────────────────────

    def moment(self, name: str) -> Moment:
        """Remember the chats, the sites and the state."""
        kept = None
        if (self.folder / "var").exists():
            kept = self.folder / f"moment-{name}"
            shutil.copytree(self.folder / "var", kept)
        chats = copy.deepcopy(self.api.chats)
        return Moment(chats, kept, tuple(self.press.one), tuple(self.press.two), self.ahead)

    def return_to(self, moment: Moment) -> None:
        """Everything as it was."""
        shutil.rmtree(self.folder / "var", ignore_errors=True)
        if moment.state:
            shutil.copytree(moment.state, self.folder / "var")
        self.api.chats = copy.deepcopy(moment.chats)
        self.press.one, self.press.two = list(moment.one), list(moment.two)
        self.ahead = moment.ahead
        self.mend()

    # ── witnesses ────────────────────────────────────────────────────────────

    def shown(self, channel: str) -> dict[str, list[int]]:
        """By article and site ("aid-001/0"): the messages whose text links to it."""
        found: dict[str, list[int]] = {}
        names = self.press.names()
        for post in self.api.find(channel).posts.values():
            for url in links(post):
                found.setdefault(names.get(url, url), []).append(post.id)
        return found

    def reading(self, channels: Sequence[str]) -> Expected:
        """What the channels show now, to be compared with later."""
        return {
            channel: {name: len(posts) for name, posts in self.shown(channel).items()}
            for channel in channels
        }

    def faults(self, wanted: Expected) -> list[str]:
        """What is not as it must be; empty: every story stands in its channels exactly once."""
        faults: list[str] = []
        for channel, articles in wanted.items():
            faults += differences(channel, articles, self.shown(channel))
        return faults or self._damage() or self._contradictions()

    def _contradictions(self) -> list[str]:
        audit = self.audit()
        return [] if audit.get("ok") else [f"audit: {audit}"]

    def audit(self) -> dict[str, Any]:
        """What `huunghi audit --json` says."""
        done = self.command("audit", "--json")
        try:
            said: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            return {"ok": False, "said": done.stdout + done.stderr}
        return said

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command as a user runs it."""
        return subprocess.run(
            [sys.executable, "-m", "monitor.cli", *arguments],
            cwd=self.folder,
            env=environment(self.token, self.database),
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    def _damage(self) -> list[str]:
        if self.database:
            return []
        connection = sqlite3.connect(self.folder / "var" / "huunghi.db")
        try:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            left = connection.execute(
                "SELECT id, kind, state, problem FROM outbox WHERE state NOT IN ('sent', 'dropped')"
            ).fetchall()
        finally:
            connection.close()
        faults = [] if sound == "ok" else [f"integrity_check: {sound}"]
        return faults + [f"outbox row {row} is left" for row in left]


def _end(process: subprocess.Popen[str]) -> None:
    """No process outlives its world."""
    if process.returncode is None:
        process.kill()
        process.communicate()


def environment(token: str, database: str = "") -> dict[str, str]:
    """Of the processes: nothing of the operator's, and nothing that measures coverage."""
    foreign = ("COVERAGE", "HUUNGHI")
    own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}  # noqa: TID251
    own |= {"HUUNGHI_DATABASE": database} if database else {}
    return {**own, "HUUNGHI_TELEGRAM_TOKEN": token, "PYTHONPATH": str(ROOT)}


def said_badly(end: End) -> list[str]:
    """What no process may say or do, whatever happens to it."""
    faults = []
    if "Traceback" in end.said:
        faults.append(f"a traceback: {end.said[-1500:]}")
    if TOKEN in end.said or TOKEN.partition(":")[2] in end.said:
        faults.append("the token is shown")
    if end.code not in (0, 1, -signal.SIGKILL, -signal.SIGTERM):  # the last: hardly started
        faults.append(f"exit code {end.code}: {end.said[-500:]}")
    return faults
