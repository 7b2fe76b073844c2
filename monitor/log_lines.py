"""The logger behind monitor.logs: one key=value line a record, on one stream."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from monitor.logs import LEVELS, line, redact


def named(name: str) -> logging.Logger:
    """The logger of that name."""
    return logging.getLogger(name)


def set_up(logger: logging.Logger, verbosity: int, stream: TextIO) -> None:
    """Write to `stream` alone; verbosity 0 shows warnings, 1 what is done, 2 everything."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_KeyValue())
    logger.handlers[:] = [handler]
    logger.setLevel(LEVELS[min(max(verbosity, 0), len(LEVELS) - 1)])
    logger.propagate = False


def add_times(handlers: Iterable[logging.Handler], zone: tzinfo) -> None:
    """End each line with its time, for whoever reads them where nothing else has it."""
    for handler in handlers:
        handler.setFormatter(_KeyValue(zone))


class _KeyValue(logging.Formatter):
    """`level=info msg…`, with `zone` also ` time=…`; a journal adds the time by itself."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        return self._untimed(record) + self._time(record)

    def _time(self, record: logging.LogRecord) -> str:
        if self._zone is None:
            return ""
        at = datetime.fromtimestamp(record.created, UTC).astimezone(self._zone)
        return f" time={at.isoformat(timespec='seconds')}"

    def _untimed(self, record: logging.LogRecord) -> str:
        text = f"level={record.levelname.lower()} {record.getMessage()}"
        if record.exc_info:
            text += " " + line("", trace=self.formatException(record.exc_info)).strip()
        return redact(text)
