"""Metrics and /healthz, as a monitor asks for them."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.errors import ConfigError, StateError
from monitor.core.model import Category, CycleReport, SourceOutcome, SourceStatus
from monitor.core.records import Health
from monitor.desk import DeliveryReport
from monitor.liveness import Liveness
from monitor.metrics import Metrics, serve

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
WELL = Liveness(last_good_at=NOW, oldest_unsent=timedelta(seconds=7), problems=())


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_what_was_done_is_counted_and_health_is_told() -> None:
    metrics = Metrics()
    outcomes = (
        SourceOutcome(
            source="thoidai",
            status=SourceStatus.OK,
            entries=16,
            new=3,
            duplicates=2,
            seconds=1.5,
            by_category={Category.AID: 2, Category.OTHER: 1},
        ),
    )
    report = CycleReport(
        started_at=NOW,
        finished_at=NOW + timedelta(seconds=4),
        outcomes=outcomes,
        by_category={Category.AID: 2},
    )
    metrics.note_cycle(report, [Health(source="thoidai", last_ok_at=NOW), Health(source="x")])
    metrics.note_delivery(DeliveryReport(sent=2, waiting=1), WELL)
    state = [WELL]
    server = serve("127.0.0.1:0", metrics, lambda: state[0])
    try:
        port = server.server_port
        code, text = get(port, "/metrics")
        assert code == 200
        for line in (
            'huunghi_cycles_total{result="good"} 1.0',
            'huunghi_entries_total{source="thoidai"} 16.0',
            'huunghi_announced_total{category="aid"} 2.0',
            'huunghi_articles_total{category="other",source="thoidai"} 1.0',
            'huunghi_source_seconds{source="thoidai"} 1.5',
            "huunghi_duplicates_total 2.0",
            'huunghi_sends_total{result="sent"} 2.0',
            "huunghi_oldest_unsent_seconds 7.0",
            f'huunghi_source_last_ok_timestamp_seconds{{source="thoidai"}} {NOW.timestamp():.9e}',
        ):
            assert line.split()[0] in text
        assert get(port, "/healthz") == (200, "ok\n")
        state[0] = Liveness(last_good_at=None, oldest_unsent=None, problems=("no good cycle yet",))
        assert get(port, "/healthz") == (503, "no good cycle yet\n")
    finally:
        server.shutdown()
        server.server_close()


def test_a_connection_that_says_nothing_keeps_no_monitor_waiting() -> None:
    server = serve("127.0.0.1:0", Metrics(), lambda: WELL)
    try:
        with socket.create_connection(("127.0.0.1", server.server_port)) as silent:
            assert get(server.server_port, "/healthz") == (200, "ok\n")
            silent.close()
    finally:
        server.shutdown()
        server.server_close()


def test_a_state_that_cannot_be_read_is_said_without_a_trace(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def live() -> Liveness:
        raise StateError("database x: the disk is full")

    server = serve("127.0.0.1:0", Metrics(), live)
    try:
        assert get(server.server_port, "/healthz") == (503, "database x: the disk is full\n")
    finally:
        server.shutdown()
        server.server_close()
    assert capfd.readouterr().err == ""


def test_a_monitor_that_hangs_up_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    server = serve("127.0.0.1:0", Metrics(), lambda: WELL)
    try:
        server.handle_error(None, ("127.0.0.1", 1))
    finally:
        server.shutdown()
        server.server_close()
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine knows no IPv6")
def test_an_address_of_ipv6_is_listened_on() -> None:
    try:
        server = serve("[::1]:0", Metrics(), lambda: WELL)
    except ConfigError as error:
        pytest.skip(f"no IPv6 here: {error}")
    try:
        with urllib.request.urlopen(f"http://[::1]:{server.server_port}/healthz") as answer:
            assert answer.read() == b"ok\n"
    finally:
        server.shutdown()
        server.server_close()


def test_an_address_in_use_is_a_configuration_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConfigError, match="metrics"):
            serve(address, Metrics(), lambda: WELL)
