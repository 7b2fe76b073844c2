"""What comes over a connection: lines of heads, and bodies by length, in chunks, or to the end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from scrapers.heads import Head, MalformedError

_PIECE = 1 << 16
_LONGEST = 1 << 16  # bytes of a line
_HEXADECIMAL = b"0123456789abcdefABCDEF"


class Incoming:
    """Reads by `receive`, a socket's `recv`; what came too early is held for the next call."""

    __slots__ = ("_held", "_receive")

    def __init__(self, receive: Callable[[int], bytes]) -> None:
        self._receive = receive
        self._held = bytearray()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come that was not read."""
        return not self._held

    def line(self) -> bytes:
        """The next line without its end, LF or CR LF.

        Raises MalformedError if it is too long, ConnectionResetError if it does not end.
        """
        searched = 0
        while (end := self._held.find(b"\n", searched)) < 0 and len(self._held) <= _LONGEST:
            searched = len(self._held)
            piece = self._receive(_PIECE)
            if not piece:
                raise ConnectionResetError("closed before the end of the answer's head")
            self._held += piece
        if not 0 <= end <= _LONGEST:
            raise MalformedError(f"a line of more than {_LONGEST} bytes")
        line = bytes(self._held[:end])
        del self._held[: end + 1]
        return line.rstrip(b"\r")

    def piece(self, most: int = _PIECE) -> bytes:
        """Some of what is there; empty at the end."""
        if not self._held:
            return self._receive(min(most, _PIECE))
        piece = bytes(self._held[:most])
        del self._held[:most]
        return piece


def body_pieces(incoming: Incoming, head: Head) -> Iterator[bytes]:
    """The body as it comes.

    Raises MalformedError, and ConnectionResetError where less comes than was promised.
    """
    if (length := head.length) is not None:
        yield from _counted(incoming, length)
    elif head.is_chunked:
        yield from _chunks(incoming)
    else:
        yield from iter(incoming.piece, b"")


def _counted(incoming: Incoming, left: int) -> Iterator[bytes]:
    while left:
        piece = incoming.piece(left)
        if not piece:
            raise ConnectionResetError(f"closed {left} bytes before the end of the body")
        left -= len(piece)
        yield piece


def _chunks(incoming: Incoming) -> Iterator[bytes]:
    while size := _chunk_size(incoming.line()):
        yield from _counted(incoming, size)
        if incoming.line():
            raise MalformedError("a chunk that is longer than it says")
    with contextlib.suppress(ConnectionResetError):  # the body is whole; some close at once
        while incoming.line():
            """A trailer."""


def _chunk_size(line: bytes) -> int:
    size = line.partition(b";")[0].strip(b" \t")
    if not 1 <= len(size) <= 15 or size.strip(_HEXADECIMAL):
        raise MalformedError(f"{line[:40]!r} in the place of a chunk's size")
    return int(size, 16)
