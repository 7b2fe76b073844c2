"""Prometheus metrics and /healthz on an address of the operator's choice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from socket import AF_INET6
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from monitor.core.errors import ConfigError, HuunghiError
from monitor.core.model import CycleReport
from monitor.core.records import Health
from monitor.liveness import Liveness, is_good

if TYPE_CHECKING:
    from monitor.desk import DeliveryReport

Live = Callable[[], Liveness]


class Metrics:
    """What is counted, in a registry of its own."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self.registry}
        self._cycles = Counter("huunghi_cycles", "Cycles by result", ["result"], **own)
        self._entries = Counter("huunghi_entries", "Entries listed", ["source"], **own)
        self._articles = Counter("huunghi_articles", "New articles", ["source", "category"], **own)
        self._kinds = Counter("huunghi_announced", "Articles queued", ["category"], **own)
        self._duplicates = Counter("huunghi_duplicates", "Articles known already", **own)
        self._sends = Counter("huunghi_sends", "Messages by result", ["result"], **own)
        self._last_ok = Gauge(
            "huunghi_source_last_ok_timestamp_seconds", "Last good poll", ["source"], **own
        )
        self._unsent = Gauge("huunghi_oldest_unsent_seconds", "Age of the oldest unsent", **own)
        self._waiting = Gauge("huunghi_waiting_messages", "Messages that wait", **own)
        self._polled = Gauge("huunghi_source_seconds", "Length of its last poll", ["source"], **own)
        self._seconds = Histogram("huunghi_cycle_seconds", "Length of a cycle", **own)

    def note_cycle(self, report: CycleReport, healths: Iterable[Health]) -> None:
        """Count one cycle."""
        self._cycles.labels("good" if is_good(report) else "bad").inc()
        self._seconds.observe((report.finished_at - report.started_at).total_seconds())
        for outcome in report.outcomes:
            self._entries.labels(outcome.source).inc(outcome.entries)
            self._polled.labels(outcome.source).set(outcome.seconds)
            for category, number in outcome.by_category.items():
                self._articles.labels(outcome.source, category.value).inc(number)
            self._duplicates.inc(outcome.duplicates)
        for category, number in report.by_category.items():
            self._kinds.labels(category.value).inc(number)
        for health in healths:
            if health.last_ok_at:
                self._last_ok.labels(health.source).set(health.last_ok_at.timestamp())

    def note_delivery(self, report: DeliveryReport, live: Liveness) -> None:
        """Count one delivery, and note what waits."""
        self._sends.labels("sent").inc(report.sent)
        self._sends.labels("edited").inc(report.edited)
        self._sends.labels("failed").inc(report.missed)
        self._waiting.set(report.waiting)
        self._unsent.set(live.oldest_unsent.total_seconds() if live.oldest_unsent else 0.0)


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: one that says nothing keeps no other waiting."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A monitor that hung up is not worth a trace in the log."""


class _Quiet(WSGIRequestHandler):
    timeout = 10  # seconds until a connection that says nothing is closed

    def log_message(self, format: str, *args: object) -> None:
        """Requests of a monitor are not worth a line each."""


def serve(address: str, metrics: Metrics, live: Live) -> WSGIServer:
    """Serve /metrics and /healthz on "host:port" in a thread of its own; shut it down when done."""
    from prometheus_client import make_wsgi_app

    shown = make_wsgi_app(metrics.registry)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/healthz":
            page: Iterable[bytes] = shown(environ, start)
            return page
        problems = _problems(live)
        kind = [("Content-Type", "text/plain; charset=utf-8")]
        start("503 Service Unavailable" if problems else "200 OK", kind)
        return ["\n".join(problems or ("ok",)).encode() + b"\n"]

    host, port = address.rsplit(":", 1)
    try:
        server = make_server(host.strip("[]"), int(port), answer, _server_for(host), _Quiet)
    except OSError as error:
        raise ConfigError(f"[monitor] metrics: {address}: {error.strerror}") from error
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    return server


def _server_for(host: str) -> type[_Server]:
    return type("_Server6", (_Server,), {"address_family": AF_INET6}) if "[" in host else _Server


def _problems(live: Live) -> tuple[str, ...]:
    """What is not well; a state that cannot be read is one more thing that is not."""
    try:
        return live().problems
    except HuunghiError as error:
        return (str(error),)
