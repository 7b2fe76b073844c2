"""Stopping, reloading, and the supervisor's line."""

from __future__ import annotations

import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest

from monitor.stopping import StopFlag, Stopped, leave
from monitor.systemd import Supervisor


def test_a_pause_ends_as_soon_as_a_stop_is_asked_for() -> None:
    stop = StopFlag()
    stop.pause(0.01)
    stop.set()
    began = time.monotonic()
    with pytest.raises(Stopped):
        stop.pause(1000)

    assert stop()
    assert time.monotonic() - began < 100


def test_sighup_asks_for_one_reload() -> None:
    stop = StopFlag()
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        stop.listen()
        assert not stop.reload_wanted()
        os.kill(os.getpid(), signal.SIGHUP)
        assert stop.reload_wanted()
        assert stop.take_reload()
        assert not stop.take_reload()
        assert not stop()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_leaving_with_no_thread_left_is_an_ordinary_return() -> None:
    assert leave(0) == 0


def test_systemd_hears_of_us(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(address)
        line.settimeout(60)
        supervisor = Supervisor({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "30000000"})
        supervisor.say("READY=1")
        assert line.recv(100) == b"READY=1"
        assert supervisor.watchdog == 15.0
    supervisor.say("WATCHDOG=1")


def test_a_supervisor_that_does_not_listen_stops_nobody(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(address)
        full = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        full.setblocking(False)
        with full, suppress(BlockingIOError):
            while True:
                full.sendto(b"WATCHDOG=1", address)
        Supervisor({"NOTIFY_SOCKET": address}).say("WATCHDOG=1")


def test_without_systemd_nothing_is_said() -> None:
    supervisor = Supervisor({})
    supervisor.say("READY=1")

    assert supervisor.watchdog is None
