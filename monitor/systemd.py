"""Telling systemd that the daemon is ready, alive, or stopping (sd_notify(3), a datagram).

Without a supervisor nothing is said.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping

PATIENCE = 1.0  # seconds; a supervisor whose queue stays full must not stop the work


class Supervisor:
    """systemd, if it listens. `watchdog` is in seconds: how often it wants to hear of us."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        address = environ.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        microseconds = environ.get("WATCHDOG_USEC", "")
        self.watchdog = int(microseconds) / 2_000_000 if microseconds.isdigit() else None

    def say(self, state: str) -> None:
        """`READY=1`, `WATCHDOG=1` or `STOPPING=1`; one that does not listen is no error."""
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.settimeout(PATIENCE)
            try:
                line.sendto(state.encode(), self._address)
            except OSError:
                return
