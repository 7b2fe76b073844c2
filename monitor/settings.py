"""What can be set, as values. `config.py` makes them from huunghi.toml and the environment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from pathlib import Path

from monitor.core.model import Channel
from monitor.core.slotted import dataclass, field

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""One offset all year, so the zone database, slow to load, need not be asked."""


MEMORY = ":memory:"  # a database that is forgotten when the process ends


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorSettings:
    """What is watched, how often, and where it is remembered. A `database` may be a URL.

    `keep`: for how long texts are kept (None: for ever). `metrics`: "host:port" to serve them on.
    """

    database: str = field(default="var/huunghi.db", repr=False)  # may hold a password
    timezone: tzinfo = VIETNAM
    poll_every: timedelta = timedelta(minutes=20)
    sources: Path | None = None
    only: tuple[str, ...] = ()
    max_age: timedelta = timedelta(days=14)
    keep: timedelta | None = None
    metrics: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchConfig:
    """How politely, how long and how much to fetch. `host_pause` and `timeout` are durations."""

    contact: str | None = None
    concurrency: int = 16
    timeout: timedelta = timedelta(seconds=20)
    max_bytes: int = 5_000_000
    host_pause: timedelta = timedelta(seconds=1)
    allow_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """How to reach Telegram. `token` None: digests go to the console."""

    base_url: str = "https://api.telegram.org/bot"
    admin_chat: str | None = None
    on_uncertain: str = "resend"
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. `file` is where it was read, None where there was no file.

    `environ` holds what a supervisor (systemd) tells the process.
    """

    file: Path | None = None
    base: Path = field(default_factory=Path)
    monitor: MonitorSettings = field(default_factory=MonitorSettings)
    fetch: FetchConfig = field(default_factory=FetchConfig)
    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    channels: tuple[Channel, ...] = (Channel(name="console", chat=None),)
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Path | str:
        """Where the state is kept: a file's path, or ":memory:" or a server's URL as it is."""
        name = self.monitor.database
        return name if name == MEMORY or "://" in name else self.base / name

    @property
    def folder(self) -> Path:
        """Where files beside the state are kept: specimens of pages that could not be read."""
        return self.place.parent if isinstance(self.place, Path) else self.base / "var"
