"""The logger behind monitor.logs: one key=value line a record, on one stream."""

from __future__ import annotations

import logging
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


class _KeyValue(logging.Formatter):
    """`level=info msg…`; a journal or a terminal adds the time."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"level={record.levelname.lower()} {record.getMessage()}"
        if record.exc_info:
            text += " " + line("", trace=self.formatException(record.exc_info)).strip()
        return redact(text)
