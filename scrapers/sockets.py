"""Sockets that obey one deadline, however slowly the bytes trickle in.

A socket's own time-out starts anew with each byte; a server that sends one byte a second would
hold us for ever. These set the time that is left before each read.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any

_SHORTEST = 0.001


class Deadline:
    """The moment (monotonic) at which the exchange under way must be over."""

    __slots__ = ("_at",)

    def __init__(self, seconds: float = 0.0) -> None:
        self._at = time.monotonic() + seconds

    def restart(self, seconds: float) -> None:
        """Give so many seconds from now on."""
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        left = self._at - time.monotonic()
        if left < _SHORTEST:
            raise TimeoutError("the time limit is over")
        return left


class TimedSocket(socket.socket):
    """A TCP socket whose reads share a deadline."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Read what is there, within the time that is left."""
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)


class TimedTLSSocket(ssl.SSLSocket):
    """A TLS socket whose reads share a deadline."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Read what is there, within the time that is left."""
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)


def connect(addresses: Sequence[str], port: int, deadline: Deadline) -> TimedSocket:
    """A connection to the first address that answers, each given its share of the time left.

    Raises OSError: that of the last address.
    """
    problem: OSError = OSError("no address")
    for index, address in enumerate(addresses):
        try:
            share = deadline.left() / (len(addresses) - index)
            return _connect(address, port, share, deadline)
        except OSError as error:
            problem = error
    raise problem


def _connect(address: str, port: int, seconds: float, deadline: Deadline) -> TimedSocket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = TimedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((address, port))
        sock.settimeout(deadline.left())
    except BaseException:
        sock.close()
        raise
    sock.deadline = deadline
    return sock
