"""The whole bot as a user has it: a folder with a configuration, and the command run in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.bot_api import TOKEN, BotApi
from tests.pages_e2e import article_page, corpus, listing_page, path_of
from tests.site_server import Answer, SiteServer

ROOT = Path(__file__).resolve().parents[1]
OLD = ("aid-051", "conference-049", "other-012")
NEW = ("training-040", "conference-099", "aid-085", "other-061")
ANNOUNCED = NEW[:3]  # of NEW; the last is of no kind that is announced
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLI = ("-m", "monitor.cli")
LONGEST = 180.0  # seconds until something counts as hung, on a machine in full use


class Bot:
    """A configuration in a folder, and the command run in it. Its config may be changed at will."""

    def __init__(self, folder: Path, site: SiteServer, api: BotApi) -> None:
        self.folder = folder
        self.site = site
        self.api = api
        self.program: Sequence[str] = CLI
        self.environ = {**os.environ, "HUUNGHI_TELEGRAM_TOKEN": TOKEN, "PYTHONWARNINGS": "default"}
        self.environ.pop("HUUNGHI_CONFIG", None)
        (folder / "mine.toml").write_text(
            f'[union]\nname = "Liên hiệp thử nghiệm"\nhome = "{site.url("/")}"\n'
            f'listings = ["{site.url("/tin-tuc")}"]\n',
            encoding="utf-8",
        )
        self.config.write_text(
            '[monitor]\nsources = "mine.toml"\nonly = ["union"]\npoll_every = "1s"\n'
            '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n'
            f'[telegram]\nbase_url = "{api.base_url}"\nadmin_chat = "777"\n'
            '[[channels]]\nname = "main"\nchat = "@huunghi"\ndigests = "every cycle"\n',
            encoding="utf-8",
        )

    @property
    def config(self) -> Path:
        return self.folder / "huunghi.toml"

    @property
    def database(self) -> Path:
        return self.folder / "var" / "huunghi.db"

    def change(self, old: str, new: str) -> None:
        """Write something else into the configuration."""
        text = self.config.read_text(encoding="utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new), encoding="utf-8")

    def publish(self, keys: Sequence[str]) -> None:
        """Let the site list these articles, newest first, published this minute."""
        now = datetime.now(UTC).astimezone(ZONE)
        stamps = {
            key: (now - timedelta(minutes=100 + 7 * number)).strftime("%d/%m/%Y %H:%M")
            for number, key in enumerate(keys)
        }
        for key, stamp in stamps.items():  # before the listing: a daemon may look at any time
            self.site.route(path_of(key), Answer(article_page(key, stamp)))
        self.site.route("/tin-tuc", Answer(listing_page(stamps)))

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command to its end; `options` are those of subprocess.run."""
        return subprocess.run(
            [sys.executable, *self.program, *arguments],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
            **options,
        )

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start the command; what it says goes into pipes."""
        return subprocess.Popen(
            [sys.executable, *self.program, *arguments],
            cwd=self.folder,
            env=self.environ,
            text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )

    def start_logging(self, *arguments: str) -> Logging:
        """Start the command; what it logs can be read while it runs."""
        log = self.folder / "log"
        with log.open("wb") as file:
            return Logging(self.start(*arguments, stderr=file), log)

    def audit(self) -> dict[str, Any]:
        """What `huunghi audit` says."""
        told: dict[str, Any] = json.loads(self.run("audit", "--json").stdout)
        return told

    def announced_once(self) -> None:
        """Every new article stands in the channel exactly once, and the sums match."""
        texts = self.api.channel_texts("@huunghi")
        for title in titles(ANNOUNCED):
            found = sum(text.count(title) for text in texts)
            assert found == 1, f"{title}: {found} times in {texts}"
        for title in titles((*OLD, NEW[3])):
            assert not any(title in text for text in texts), title
        audit = self.audit()
        assert audit["ok"], audit
        assert audit["articles"]["sent"] == len(ANNOUNCED), audit


@dataclass(frozen=True)
class Logging:
    """A command that goes on, and its log so far."""

    process: subprocess.Popen[str]
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def will_say(self, words: str, times: int = 1) -> None:
        """Wait until it has said so; fails where it ends before."""
        wait_for(lambda: self.said().count(words) >= times or self.process.poll() is not None)
        assert self.said().count(words) >= times, self.said()

    def stop(self) -> str:
        """SIGTERM; all it has said."""
        self.process.terminate()
        self.process.communicate(timeout=LONGEST)
        assert self.process.returncode == 0, self.said()
        assert "Traceback" not in self.said()
        return self.said()


class Clock:
    """This machine's clock, as the file says how far it is ahead."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jump_to(0)

    def jump_to(self, seconds: float) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str(seconds), encoding="utf-8")
        new.replace(self._file)


def titles(keys: Sequence[str]) -> list[str]:
    return [corpus()[key]["title"] for key in keys]


def wait_for(condition: Callable[[], object], seconds: float = LONGEST) -> None:
    """Wait until something is so; fails where it is not within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
