"""key=value lines on stderr; a token never gets through, whoever logs it."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

LOGGER = logging.getLogger("huunghi")
_TOKEN = re.compile(r"\b(?:bot)?\d{5,20}:[A-Za-z0-9_-]{20,}")
_PLAIN = re.compile(r"[^\s\"=]+")
LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def redact(text: str) -> str:
    """`text` with everything that looks like a bot's token put out of sight."""
    return _TOKEN.sub("<token>", text)


def line(event: str, **fields: object) -> str:
    """One log line: `event key=value …`; values with spaces are quoted, None is left out."""
    pairs = (f"{key}={_value(value)}" for key, value in fields.items() if value is not None)
    return " ".join((event, *pairs))


def start(verbosity: int, stream: TextIO | None = None) -> None:
    """Log to `stream` (stderr); verbosity 0 shows warnings, 1 what is done, 2 everything."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_KeyValue())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(LEVELS[min(max(verbosity, 0), len(LEVELS) - 1)])
    LOGGER.propagate = False


class _KeyValue(logging.Formatter):
    """`level=info msg…`; a journal or a terminal adds the time."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"level={record.levelname.lower()} {record.getMessage()}"
        if record.exc_info:
            text += " " + line("", trace=self.formatException(record.exc_info)).strip()
        return redact(text)


def _value(value: object) -> str:
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
