"""huunghi.toml and the environment → Settings, once; an unknown key is an error.

Every message names the file, the key and the nearest valid one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.core.errors import ConfigError
from monitor.core.model import Channel
from monitor.core.slotted import replace
from monitor.settings import FetchConfig, MonitorSettings, Settings, TelegramSettings
from monitor.values import (
    Reader,
    choice,
    duration,
    read_address,
    read_base_url,
    read_categories,
    read_chat,
    read_database,
    read_digests,
    read_hosts,
    read_plain,
    read_provinces,
    read_quiet,
    read_text,
    read_texts,
    read_zone,
    whole,
)

DEFAULT_FILE = "huunghi.toml"
TOKEN_VARIABLE = "HUUNGHI_TELEGRAM_TOKEN"  # noqa: S105 - a name, not a token
CONFIG_VARIABLE = "HUUNGHI_CONFIG"
DATABASE_VARIABLE = "HUUNGHI_DATABASE"  # a server's URL with its password stands in no file
# sd_notify(3), and where systemd's journal reads what is said.
SUPERVISOR_VARIABLES = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM")


def load_settings(
    named: str | None = None, environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Settings:
    """Settings from `named`, else $HUUNGHI_CONFIG, else ./huunghi.toml, else the defaults.

    $HUUNGHI_DATABASE goes before [monitor] database.

    Raises ConfigError: a named file that is missing, bad TOML (with its line), an unknown key,
    a wrong type, an impossible value, a channel without a chat.
    """
    environ = os.environ if environ is None else environ
    cwd = cwd or Path()
    name = named or environ.get(CONFIG_VARIABLE)
    path = cwd / (name or DEFAULT_FILE)
    token = environ.get(TOKEN_VARIABLE, "").strip() or None
    if not path.is_file():
        if name:
            raise ConfigError(f"{path}: no such file; name another with --config")
        settings = Settings(base=cwd, telegram=TelegramSettings(token=token))
    else:
        settings = _read_settings(path, token)
    database = environ.get(DATABASE_VARIABLE, "").strip()
    if database:
        settings = replace(settings, monitor=replace(settings.monitor, database=database))
    told = {name: environ[name] for name in SUPERVISOR_VARIABLES if name in environ}
    return replace(settings, environ=told)


def _read_settings(path: Path, token: str | None) -> Settings:
    text = _text_of(path)
    try:
        return _settings(path, _load_toml(path, text), token)
    except ConfigError as error:
        from monitor.core.toml_lines import with_line  # only for mistakes

        raise ConfigError(with_line(str(error), str(path), text)) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error


def _load_toml(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from monitor.core.toml_lines import grammar_problem  # only for mistakes

        raise ConfigError(f"{path}: {grammar_problem(str(error), text)}") from error
    except RecursionError:
        raise ConfigError(f"{path}: lists within lists without end") from None


def _settings(path: Path, document: dict[str, Any], token: str | None) -> Settings:
    _refuse_unknown_sections(document, path)
    base = path.parent
    monitor = _section(document, "monitor", MONITOR, path)
    if "sources" in monitor:
        monitor["sources"] = base / monitor["sources"]
    telegram = _section(document, "telegram", TELEGRAM, path)
    settings = Settings(
        file=path,
        base=base,
        monitor=MonitorSettings(**monitor),
        fetch=FetchConfig(**_section(document, "fetch", FETCH, path)),
        telegram=TelegramSettings(**telegram, token=token),
    )
    channels = _channels(document.get("channels"), path)
    return replace(settings, channels=channels) if channels else settings


def _refuse_unknown_sections(document: Mapping[str, object], path: Path) -> None:
    known = ("monitor", "fetch", "telegram", "channels")
    for name, table in document.items():
        if name not in known:
            if not isinstance(table, (dict, list)):
                raise ConfigError(
                    f"{path}: [{name}]: stands above all sections; put it under the one it"
                    f" belongs to: {', '.join(known)}"
                )
            raise ConfigError(
                f"{path}: [{name}]: unknown section; the nearest is {_nearest(name, known)}"
            )


def _nearest(name: str, known: tuple[str, ...]) -> str:
    import difflib  # only for mistakes

    return difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]


def _section(
    document: dict[str, Any], name: str, readers: Mapping[str, Reader], path: Path
) -> dict[str, Any]:
    table: object = document.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(
            f"{path}: [{name}]: must be a section, with [{name}] on a line of its own"
        )
    return _table(table, readers, f"{path}: [{name}]")


def _table(table: dict[str, Any], readers: Mapping[str, Reader], where: str) -> dict[str, Any]:
    if "token" in table and "token" not in readers:
        raise ConfigError(
            f"{where} token: a token never stands in a file; set the environment variable "
            f"{TOKEN_VARIABLE} instead"
        )
    for key in table:
        if key not in readers:
            near = _nearest(key, tuple(readers))
            raise ConfigError(f"{where} {key}: unknown setting; the nearest is {near}")
    return {key: readers[key](value, f"{where} {key}") for key, value in table.items()}


def _channels(tables: object, path: Path) -> tuple[Channel, ...]:
    if tables is None:
        return ()
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(
            f"{path}: [channels]: must be tables, each under [[channels]] in two brackets"
        )
    channels = tuple(_channel(table, number, path) for number, table in enumerate(tables, 1))
    names = [channel.name for channel in channels]
    for number, name in enumerate(names, 1):
        if name in names[: number - 1]:
            raise ConfigError(
                f"{path}: [[channels]] number {number} name: {name!r} is used twice;"
                " give each channel a name of its own"
            )
    return channels


def _channel(table: dict[str, Any], number: int, path: Path) -> Channel:
    where = f"{path}: [[channels]] number {number}"
    values = _table(table, CHANNEL, where)
    for key in ("name", "chat"):
        if key not in values:
            example = 'chat = "@your_channel"' if key == "chat" else 'name = "main"'
            raise ConfigError(f"{where} {key}: is missing; write for example {example}")
    return Channel(**values)


_DAY = timedelta(days=1)
MONITOR: Mapping[str, Reader] = {
    "database": read_database,
    "timezone": read_zone,
    "poll_every": duration(timedelta(seconds=1), 7 * _DAY),
    "sources": read_text,
    "only": read_texts,
    "max_age": duration(timedelta(hours=1), 3650 * _DAY),
    "keep": duration(30 * _DAY, 100 * 365 * _DAY),
    "metrics": read_address,
}
FETCH: Mapping[str, Reader] = {
    "contact": read_plain,
    "concurrency": whole(1, 256),
    "timeout": duration(timedelta(seconds=1), timedelta(minutes=10)),
    "max_bytes": whole(1_000, 1_000_000_000),
    "host_pause": duration(timedelta(0), timedelta(hours=1)),
    "allow_hosts": read_hosts,
}
TELEGRAM: Mapping[str, Reader] = {
    "base_url": read_base_url,
    "admin_chat": read_chat,
    "on_uncertain": choice("resend", "ask"),
}
CHANNEL: Mapping[str, Reader] = {
    "name": read_text,
    "chat": read_chat,
    "categories": read_categories,
    "provinces": read_provinces,
    "sources": read_texts,
    "digests": read_digests,
    "quiet": read_quiet,
    "language": choice("vi", "en"),
    "thread": whole(1, 2**31 - 1),
}
