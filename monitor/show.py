"""How output looks: tables and colour for people, one JSON object a line for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from typing import TextIO

from monitor.core.slotted import dataclass

_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "mark": "1;33",
}


def paint(text: str, style: str, stream: TextIO) -> str:
    """`text` in a style where `stream` is a terminal, as it is elsewhere."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if stream.isatty() else text


def harmless(text: str) -> str:
    """`text` without control characters: what came from the web cannot steer a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell of a table in a style."""

    text: str
    style: str


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], stream: TextIO | None = None
) -> str:
    """Columns as wide as their widest cell; the last column is not padded; None shows as "–".

    Styled cells are painted where `stream` is a terminal; where it is too narrow, what stands in
    the last column has a line of its own.
    """
    rows = list(rows)
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    folded = sum(widths) + 2 * (len(widths) - 1) > _room(stream)
    lines = []
    for row, values in zip(cells, [headings, *rows], strict=True):
        padded = [text + " " * (w - _width(text)) for text, w in zip(row, widths, strict=True)]
        padded[-1] = padded[-1].rstrip()
        shown = list(map(partial(_painted, stream), padded, values))
        last = shown.pop() if folded else ""
        lines.append("  ".join(shown).rstrip())
        if last:
            lines.append(f"    {last}")
    return "\n".join(lines)


def _room(stream: TextIO | None) -> float:
    """Columns of a terminal; without end elsewhere."""
    if stream is None or not stream.isatty():
        return float("inf")
    import shutil

    return shutil.get_terminal_size().columns


def _painted(stream: TextIO | None, text: str, value: object) -> str:
    return paint(text, value.style, stream) if stream and isinstance(value, Styled) else text


def to_json(value: object, zone: tzinfo | None = None) -> str:
    """One line of JSON: UTF-8, times in `zone` with their offset, whole floats as integers."""
    return json.dumps(_plain(value, zone), ensure_ascii=False)


def local(moment: datetime | None, zone: tzinfo) -> str:
    """`2022-07-06 14:08` in local time; "–" where it is not known."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else "–"


def count(number: int, noun: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def short_name(name: str) -> str:
    """A body's name as short as it stays clear, for tables."""
    return name.replace("Liên hiệp các tổ chức hữu nghị", "Liên hiệp hữu nghị").replace("tỉnh ", "")


def own_name() -> str:
    """The command as it was called here: a newcomer has it in .venv alone."""
    import shutil
    import sys
    from pathlib import Path

    called = Path(sys.argv[0]).absolute()
    here = called.is_file() and called.is_relative_to(Path.cwd())
    if shutil.which(called.name) or not here:
        return "huunghi"
    return str(called.relative_to(Path.cwd()))


class Progress:
    """How far long work has come: one line on a terminal, nothing elsewhere.

    `total` None: how much there is to do is not known. Of many steps only some are shown.
    """

    def __init__(self, total: int | None, noun: str, stream: TextIO) -> None:
        self._total = total
        self._noun = noun
        self._stream = stream
        self._is_shown = stream.isatty()
        self._every = max(1, (total or 2000) // 200)
        self._done = 0
        self._pages = 0

    def step(self) -> None:
        """One more is done; after the last nothing is left to see."""
        self._done += 1
        if self._done == self._total:
            self.end()
        elif self._done % self._every == 0:
            self._draw()

    def page(self) -> None:
        """One more page is asked for on the way to the next step."""
        self._pages += 1
        self._draw()

    def end(self) -> None:
        """Take the line away: something else is to be shown."""
        self._write("\r\x1b[K")

    def _draw(self) -> None:
        of = "" if self._total is None else f"/{self._total}"
        pages = f", {count(self._pages, 'page')} asked for" if self._pages else ""
        self._write(f"\r\x1b[K{self._done}{of} {self._noun}{pages} …")

    def _write(self, text: str) -> None:
        if self._is_shown:
            self._stream.write(text)
            self._stream.flush()


def _plain(value: object, zone: tzinfo | None) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item, zone) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item, zone) for item in value]
    if isinstance(value, datetime):
        return (value.astimezone(zone) if zone else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _cell(value: object) -> str:
    value = value.text if isinstance(value, Styled) else value
    return "–" if value is None else harmless(str(value)).replace("\n", " ")


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    marks = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) + wide - marks
