"""`huunghi once` and `digest`: one cycle and its report, and what would be posted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from monitor.app import App
from monitor.commands.setup import opened
from monitor.commands.watching import Watch
from monitor.core.errors import UsageError
from monitor.core.model import Category, CycleReport, SourceOutcome, SourceStatus
from monitor.core.slots import next_slot
from monitor.desk import DeliveryReport
from monitor.logs import LOGGER, line
from monitor.show import Progress, Styled, count, local, paint, short_name, table, to_json
from monitor.stopping import Stopped, leave

if TYPE_CHECKING:
    import argparse

_COLOURS = {
    SourceStatus.OK: "green",
    SourceStatus.UNCHANGED: "dim",
    SourceStatus.SICK: "yellow",
    SourceStatus.FAILED: "red",
    SourceStatus.WAITING: "yellow",
}


def once(arguments: argparse.Namespace) -> int:
    """One cycle and one delivery; exit code 1 where a source or a message failed."""
    if arguments.backfill < 0:
        raise UsageError("--backfill: must be 0 or more")
    with opened(arguments) as app, app.lock():
        app.stop.listen()
        with suppress(Stopped):
            app.digests_to = sys.stderr if arguments.json else sys.stdout
            total = sum(source.enabled for source in app.sources)
            watch = Watch(arguments.verbose, Progress(total, "sources", sys.stderr))
            app.on_page = watch.page
            report = app.cycle(backfill=arguments.backfill, progress=watch.source)
            watch.end()
            delivered = app.deliver(report)
            for said in delivered.problems:
                LOGGER.warning(line("delivery", problem=said))
            print(_report_json(app, report, delivered) if arguments.json else _told(app, report))
            if not arguments.json:
                print(_told_delivery(app, delivered))
            problem = app.clock_problem()
            if problem:
                LOGGER.warning(line("clock", problem=problem))
            failed = any(o.status is SourceStatus.FAILED for o in report.outcomes)
            return 1 if failed or delivered.failed else 0
    return leave(0)


def digest(arguments: argparse.Namespace) -> int:
    """Show what each channel would get now; nothing is sent or changed."""
    with opened(arguments) as app:
        app.existing_store()
        channels = app.settings.channels
        if arguments.channel:
            channels = tuple(c for c in channels if c.name == arguments.channel)
            if not channels:
                names = ", ".join(c.name for c in app.settings.channels)
                raise UsageError(f"--channel {arguments.channel}: the channels are: {names}")
        for channel in channels:
            print(paint(f"── {channel.name}", "bold", sys.stdout))
            parts = app.preview(channel)
            for part in parts:
                app.show(part)
            if not parts:
                print("Nothing waits for this channel.")
    return 0


def _told(app: App, report: CycleReport) -> str:
    names = app.source_names
    rows = [
        (
            o.source,
            short_name(names.get(o.source, o.source)),
            Styled(o.status.value, _COLOURS[o.status]),
            o.entries,
            o.new,
            o.duplicates,
            o.unread,
            o.problem or "",
        )
        for o in sorted(report.outcomes, key=_by_name(names))
    ]
    headings = ("key", "source", "status", "listed", "new", "known", "unread", "")
    text = table(headings, rows, sys.stdout) if rows else _nothing_polled(app)
    if report.offline:
        text += "\n\nNo source could be reached: is this machine online? All will be asked again."
    zone = app.settings.monitor.timezone
    return f"{text}\n\n{local(report.finished_at, zone)}: {_sums(report)}"


def _nothing_polled(app: App) -> str:
    if app.stop():
        return "Stopped before any source was polled; the next cycle polls all."
    if any(source.enabled for source in app.sources):
        return "Other machines poll every source now, or did so a moment ago."
    return "No source is watched; see: huunghi sources list"


def _by_name(names: Mapping[str, str]) -> Callable[[SourceOutcome], str]:
    return lambda outcome: names.get(outcome.source, outcome.source)


def _sums(report: CycleReport) -> str:
    new = ", ".join(f"{n} {_LABELS[c]}" for c, n in sorted(report.by_category.items()))
    said = [f"{count(len(report.outcomes), 'source')} polled"]
    if report.seeded:
        said.append(f"{count(report.seeded, 'article')} seeded silently (first run of a source)")
    said.append(f"to announce: {new or 'nothing new'}")
    return "; ".join(said) + "."


_LABELS = {
    Category.CONFERENCE: "conference",
    Category.TRAINING: "training",
    Category.AID: "aid",
    Category.OTHER: "other",
}


def _told_delivery(app: App, delivered: DeliveryReport) -> str:
    if not delivered.sent and not delivered.failed and not delivered.waiting:
        return f"No digest is due{_next_digest(app)}."
    said = f"{count(delivered.sent, 'message')} sent"
    if delivered.waiting:
        said += f", {delivered.waiting} waiting"
    if delivered.failed:
        said += f", {delivered.failed} failed; see: huunghi outbox"
    return said + "."


def _next_digest(app: App) -> str:
    """When the next one comes; nothing where every cycle may bring one."""
    zone, now = app.settings.monitor.timezone, app.clock()
    slots = {channel.name: next_slot(channel, now, zone) for channel in app.settings.channels}
    coming = {name: slot for name, slot in slots.items() if slot is not None}
    if not coming:
        return ""
    name = min(coming, key=lambda one: coming[one])
    return f"; the next is {name}'s, {local(coming[name], zone)}"


def _report_json(app: App, report: CycleReport, delivered: DeliveryReport) -> str:
    def outcome(o: SourceOutcome) -> Mapping[str, object]:
        return {
            "source": o.source,
            "status": o.status.value,
            "entries": o.entries,
            "new": o.new,
            "duplicates": o.duplicates,
            "unread": o.unread,
            "requests": o.requests,
            "problem": o.problem,
        }

    record = {
        "started_at": report.started_at,
        "finished_at": report.finished_at,
        "sources": [outcome(o) for o in report.outcomes],
        "new": {category.value: n for category, n in report.by_category.items()},
        "seeded": report.seeded,
        "sent": delivered.sent,
        "waiting": delivered.waiting,
        "failed": delivered.failed,
    }
    return to_json(record, app.settings.monitor.timezone)
