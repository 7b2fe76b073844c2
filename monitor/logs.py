"""key=value lines on stderr; no token and no password gets through, whoever logs it."""

from __future__ import annotations

import re
import sys
from typing import Any, TextIO

_TOKEN = re.compile(r"\b(?:bot)?\d{5,20}:[A-Za-z0-9_-]{20,}")
_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+(?=@)")
_PLAIN = re.compile(r"[^\s\"=]+")
LEVELS = ("WARNING", "INFO", "DEBUG")


class _Logger:
    """The logger "huunghi", loaded when something is said: most cycles say nothing."""

    def __init__(self) -> None:
        self.settings: tuple[int, TextIO] | None = None

    def __getattr__(self, name: str) -> Any:
        from monitor.log_lines import named, set_up

        logger = named("huunghi")
        if self.settings is not None:
            set_up(logger, *self.settings)
            self.settings = None
        return getattr(logger, name)


LOGGER = _Logger()


def redact(text: str) -> str:
    """`text` with all that looks like a bot's token or an address's password put out of sight."""
    return _PASSWORD.sub(r"\1<password>", _TOKEN.sub("<token>", text))


def line(event: str, **fields: object) -> str:
    """One log line: `event key=value …`; values with spaces are quoted, None is left out."""
    pairs = (f"{key}={_value(value)}" for key, value in fields.items() if value is not None)
    return " ".join((event, *pairs))


def start(verbosity: int, stream: TextIO | None = None) -> None:
    """Log to `stream` (stderr); verbosity 0 shows warnings, 1 what is done, 2 everything."""
    LOGGER.settings = (verbosity, stream or sys.stderr)


def _value(value: object) -> str:
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
