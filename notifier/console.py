"""Digests on the terminal: in colour where there is one, without any control character."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from typing import TextIO

from monitor.core.errors import ChatUnavailableError
from monitor.core.model import Delivery, Message
from monitor.core.ports import Clock

_BOLD, _LINK, _DIM, _END = "\x1b[1m", "\x1b[36m", "\x1b[2m", "\x1b[0m"
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r'<b>(?P<bold>.*?)</b>|<a href="(?P<url>[^"]*)">(?P<text>.*?)</a>', re.DOTALL)


class ConsoleNotifier:
    """Prints each message to `stream`; message ids come from a counter."""

    def __init__(
        self, stream: TextIO, clock: Clock, *, colour: bool, ids: Iterator[int] | None = None
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._colour = colour
        self._ids = ids or itertools.count(1)

    def send(self, message: Message) -> Delivery:
        """Print it, with a blank line after."""
        self._stream.write(self._text(message) + "\n\n")
        self._stream.flush()
        return Delivery(message_id=next(self._ids), delivered_at=self._clock())

    def edit(self, message: Message, message_id: int) -> None:
        """What is printed stays printed; the new text is printed below it."""
        self.send(message)

    def read_back(self, chat: str, message_id: int, via: str) -> str | None:
        """A terminal cannot be read. Raises ChatUnavailableError."""
        raise ChatUnavailableError("the console cannot be read back")

    def _text(self, message: Message) -> str:
        if not self._colour or message.html is None:
            return _CONTROL.sub("", message.plain)
        return coloured(message.html)


def coloured(markup: str) -> str:
    """Telegram HTML with ANSI colours, each link's address after its text."""
    return html.unescape(_MARKUP.sub(_ansi, _CONTROL.sub("", markup)))


def _ansi(match: re.Match[str]) -> str:
    if match["bold"] is not None:
        return f"{_BOLD}{match['bold']}{_END}"
    return f"{_LINK}{match['text']}{_END} {_DIM}{match['url']}{_END}"
