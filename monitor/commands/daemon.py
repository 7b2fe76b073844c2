"""`huunghi run`: cycles and digests until told to stop; SIGHUP reads the settings anew."""

from __future__ import annotations

import argparse
import time
from contextlib import suppress
from datetime import timedelta
from wsgiref.simple_server import WSGIServer

from monitor.app import App
from monitor.clock_words import clock_jumped
from monitor.commands.setup import opened
from monitor.commands.watching import Watch
from monitor.config import load_settings
from monitor.core.errors import ConfigError, HuunghiError, StateError, TokenInvalidError
from monitor.core.model import CycleReport, SourceOutcome, SourceStatus
from monitor.log_lines import add_times
from monitor.logs import LOGGER, line
from monitor.metrics import Metrics, serve
from monitor.scheduler import TICK, ClockWatch, Timetable, run_schedule
from monitor.stopping import Stopped, leave


def run(arguments: argparse.Namespace) -> int:
    """Poll and post until SIGTERM."""
    if not arguments.verbose:
        LOGGER.setLevel("INFO")
    with opened(arguments) as app, app.lock():
        if "JOURNAL_STREAM" not in app.settings.environ:
            add_times(LOGGER.handlers, app.settings.monitor.timezone)
        app.stop.listen()
        daemon = Daemon(app, Watch(arguments.verbose))
        server = daemon.serve_metrics()
        LOGGER.info(line("started", **daemon.about(server)))
        daemon.app.supervisor.say("READY=1")
        try:
            with suppress(Stopped):
                daemon.live(arguments)
        finally:
            daemon.app.supervisor.say("STOPPING=1")
            if server:
                server.shutdown()
                server.server_close()
        LOGGER.info(line("stopped"))
    return leave(0)


class Daemon:
    """The App that is in use, which a reload exchanges, and what is counted."""

    def __init__(self, app: App, watch: Watch) -> None:
        self.app = app
        self.watch = watch
        self.metrics = Metrics() if app.settings.monitor.metrics else None

    def live(self, arguments: argparse.Namespace) -> None:
        """Work by the timetable; start over with new settings after each SIGHUP."""
        while not self.app.stop():
            self._work()
            if self.app.stop.take_reload():
                self._reload(arguments)

    def serve_metrics(self) -> WSGIServer | None:
        """The metrics' server, None where none is wanted."""
        address = self.app.settings.monitor.metrics
        if not address or not self.metrics:
            return None
        return serve(address, self.metrics, lambda: self.app.liveness())

    def about(self, server: WSGIServer | None) -> dict[str, object]:
        """What the log says at the start."""
        told = {"sources": len(self.app.sources), "database": self.app.database.name}
        where = {"metrics": "{}:{}".format(*server.server_address)} if server else {}
        return {**told, **where}

    def _work(self) -> None:
        app = self.app
        settings, watchdog = app.settings, app.supervisor.watchdog
        every = {"poll": settings.monitor.poll_every, "deliver": TICK}
        if watchdog:
            every["alive"] = timedelta(seconds=watchdog)
        times = {moment for channel in settings.channels for moment in channel.digests}
        watch = ClockWatch(app.clock, time.monotonic)
        run_schedule(
            {"poll": self.poll, "deliver": self.deliver, "alive": self._alive},
            Timetable(
                every=every,
                at={"deliver": sorted(times)},
                zone=settings.monitor.timezone,
                first=app.clock() + timedelta(seconds=0.1),
            ),
            stopping=lambda: app.stop() or app.stop.reload_wanted() or watch.jump() is not None,
        )
        jump = watch.jump()
        if jump is not None:  # the timetable is made anew, with a cycle at once
            LOGGER.warning(line("clock_jumped", problem=clock_jumped(jump)))

    def _reload(self, arguments: argparse.Namespace) -> None:
        """Take new settings and sources; where they are bad, say so and keep the old ones."""
        old = self.app
        try:
            settings = load_settings(arguments.config)
            _same("database", settings.place, old.settings.place)
            _same("metrics", settings.monitor.metrics, old.settings.monitor.metrics)
            new = App(settings, old.stop)
            _ = new.sources
        except HuunghiError as error:
            LOGGER.error(line("reload_failed", problem=error, kept="the settings before"))
            return
        old.close()
        self.app = new
        LOGGER.info(line("reloaded", sources=len(new.sources), channels=len(settings.channels)))

    def poll(self) -> None:
        """One cycle; what fails is logged, the daemon goes on."""
        try:
            self.app.on_page = self.watch.page
            report = self.app.cycle(progress=self._polled)
            self._note_cycle(report)
        except StateError as error:
            LOGGER.error(line("cycle_failed", problem=error))
            return
        self.deliver(report)

    def _polled(self, outcome: SourceOutcome) -> None:
        self.watch.source(outcome)
        self._alive()

    def _note_cycle(self, report: CycleReport) -> None:
        _log_cycle(report)
        problem = self.app.clock_problem()
        if problem:
            LOGGER.warning(line("clock", problem=problem))
        if self.metrics:
            self.metrics.note_cycle(report, self.app.store.health().values())

    def deliver(self, report: CycleReport | None = None) -> None:
        """Digests that are due, and what waits. Raises TokenInvalidError."""
        try:
            delivered = self.app.deliver(report)
            if self.metrics:
                self.metrics.note_delivery(delivered, self.app.liveness())
        except TokenInvalidError:
            raise
        except HuunghiError as error:
            LOGGER.error(line("delivery_failed", problem=error))
            return
        for problem in delivered.problems:
            LOGGER.warning(line("delivery", problem=problem))
        if delivered.sent or delivered.edited or delivered.missed:
            LOGGER.info(
                line(
                    "delivered",
                    sent=delivered.sent,
                    edited=delivered.edited,
                    failed=delivered.failed,
                    waiting=delivered.waiting,
                )
            )
        self._alive()

    def _alive(self) -> None:
        self.app.supervisor.say("WATCHDOG=1")


def _same(name: str, new: object, old: object) -> None:
    if new != old:
        raise ConfigError(f"[monitor] {name}: cannot change while running; restart")


def _log_cycle(report: CycleReport) -> None:
    failed = [o for o in report.outcomes if o.status is SourceStatus.FAILED]
    for outcome in failed:
        LOGGER.warning(line("source_failed", source=outcome.source, problem=outcome.problem))
    LOGGER.info(
        line(
            "cycle",
            sources=len(report.outcomes),
            failed=len(failed),
            new=sum(o.new for o in report.outcomes),
            seeded=report.seeded,
            seconds=(report.finished_at - report.started_at).total_seconds(),
            **{category.value: n for category, n in report.by_category.items()},
        )
    )
