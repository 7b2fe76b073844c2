"""Connections kept for the next request: one per host and TLS setting, few in all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Connection(Protocol):
    """What is asked of a connection that is kept."""

    @property
    def is_connected(self) -> bool:
        """Whether it can be used again: open, and nothing unasked for has come."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


_C = TypeVar("_C", bound=Connection)


class IdleConnections(Generic[_C]):
    """At most `most` of them; the one that idled longest makes room. Safe for threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._idle: OrderedDict[Hashable, _C] = OrderedDict()

    def __len__(self) -> int:
        return len(self._idle)

    def take(self, key: Hashable) -> _C | None:
        """The connection kept under `key`, which is the caller's now; None if there is none."""
        with self._lock:
            connection = self._idle.pop(key, None)
        if connection is not None and not connection.is_connected:
            connection.close()
            return None
        return connection

    def keep(self, key: Hashable, connection: _C) -> None:
        """Keep a connection whose last answer was read to its end."""
        with self._lock:
            out = [self._idle.pop(key, None)]
            self._idle[key] = connection
            if len(self._idle) > self._most:
                out.append(self._idle.popitem(last=False)[1])
        for old in out:
            if old is not None:
                old.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            out = list(self._idle.values())
            self._idle.clear()
        for connection in out:
            connection.close()
