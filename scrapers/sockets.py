"""Sockets that obey one deadline and one limit of bytes, however the bytes come.

A socket's own time-out starts anew with each byte; a server that sends one byte a second would
hold us for ever. These set the time that is left before each read, and count what was read, so
that endless headers, chunks and trailers end too.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any

_SHORTEST = 0.001


class SpentError(Exception):
    """More bytes came than the exchange was allowed."""


class Allowance:
    """The time and the bytes that the exchange under way may still take."""

    __slots__ = ("_bytes", "_ends_at")

    def __init__(self) -> None:
        self._ends_at = 0.0
        self._bytes = 0

    def restart(self, seconds: float, size: int) -> None:
        """Grant so many seconds and bytes from now on."""
        self._ends_at = time.monotonic() + seconds
        self._bytes = size

    def left(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        left = self._ends_at - time.monotonic()
        if left < _SHORTEST:
            raise TimeoutError("the time limit is over")
        return left

    def spent_on(self, piece: bytes) -> bytes:
        """Count bytes that came, and hand them on. Raises SpentError when they are too many."""
        self._bytes -= len(piece)
        if self._bytes < 0:
            raise SpentError("more bytes came than were allowed")
        return piece


class TimedSocket(socket.socket):
    """A TCP socket whose reads share an allowance."""

    allowance: Allowance

    def recv(self, *args: Any, **kwargs: Any) -> bytes:
        """Read what is there, within the time that is left."""
        self.settimeout(self.allowance.left())
        return self.allowance.spent_on(super().recv(*args, **kwargs))


class TimedTLSSocket(ssl.SSLSocket):
    """A TLS socket whose reads share an allowance."""

    allowance: Allowance

    def recv(self, *args: Any, **kwargs: Any) -> bytes:
        """Read what is there, within the time that is left."""
        self.settimeout(self.allowance.left())
        return self.allowance.spent_on(super().recv(*args, **kwargs))


def connect(addresses: Sequence[str], port: int, allowance: Allowance) -> TimedSocket:
    """A connection to the first address that answers, each given its share of the time left.

    Raises OSError: that of the last address.
    """
    problem: OSError = OSError("no address")
    for index, address in enumerate(addresses):
        try:
            share = allowance.left() / (len(addresses) - index)
            return _connect(address, port, share, allowance)
        except OSError as error:
            problem = error
    raise problem


def _connect(address: str, port: int, seconds: float, allowance: Allowance) -> TimedSocket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = TimedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((address, port))
        sock.settimeout(allowance.left())
    except BaseException:
        sock.close()
        raise
    sock.allowance = allowance
    return sock
