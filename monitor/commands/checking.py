"""`huunghi check`: is everything as it must be, and if not, what to do."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.app import App
from monitor.commands.rights import rights
from monitor.commands.setup import opened
from monitor.config import TOKEN_VARIABLE
from monitor.core.errors import DeliveryError, HuunghiError
from monitor.show import count, local, paint, to_json

_LEAST_FREE = 100_000_000  # bytes; a year of the built-in sources takes less than half of it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `todo` says what to do; None: nothing, it is as it must be."""

    what: str
    found: str
    todo: str | None = None


def check(arguments: argparse.Namespace) -> int:
    """Look at everything; exit code 1 where something is to be done."""
    bad = 0
    with opened(arguments) as app:
        for finding in _live(app) if arguments.live else findings(app):
            bad += finding.todo is not None
            if arguments.json:
                record = {
                    "what": finding.what,
                    "ok": finding.todo is None,
                    "found": finding.found,
                    "todo": finding.todo,
                }
                print(to_json(record))
            else:
                _show(finding)
    if not arguments.json:
        print("\nAll is well." if not bad else f"\n{count(bad, 'thing')} to do.")
    return 1 if bad else 0


def findings(app: App) -> Iterator[Finding]:
    """Each look by itself: one that fails does not hide the others."""
    for what, look in _LOOKS.items():
        try:
            yield from look(app)
        except HuunghiError as error:
            yield Finding(what, "failed", str(error))


def _live(app: App) -> Iterator[Finding]:
    """Nothing but what a monitor wants to know."""
    app.existing_store()
    live = app.liveness()
    zone = app.settings.monitor.timezone
    oldest = f"{live.oldest_unsent.total_seconds():.0f} s" if live.oldest_unsent else "none"
    found = f"last good cycle {local(live.last_good_at, zone)}; oldest unsent message {oldest}"
    yield Finding("live", found, "; ".join(live.problems) or None)


def _show(finding: Finding) -> None:
    mark = paint("ok  ", "green", sys.stdout)
    if finding.todo:
        mark = paint("TODO", "red", sys.stdout)
    print(f"{mark} {finding.what:14} {finding.found}")
    if finding.todo:
        print(f"     {'':14} → {finding.todo}")


def _configuration(app: App) -> Iterator[Finding]:
    settings = app.settings
    where = str(settings.file) if settings.file else "none: the defaults"
    yield Finding("configuration", f"{where}; {count(len(settings.channels), 'channel')}")
    if settings.fetch.contact is None:
        yield Finding(
            "contact",
            "none",
            'write [fetch] contact = "mailto:you@example.org": sites can then reach you',
        )


def _sources(app: App) -> Iterator[Finding]:
    from scrapers.registry import check_selectors

    problems = [problem for source in app.sources for problem in check_selectors(source)]
    watched = sum(source.enabled for source in app.sources)
    yield Finding("sources", count(watched, "source") + " watched", "; ".join(problems) or None)
    sick = []
    if app.has_state():
        sick = [key for key, health in app.store.health().items() if health.sick_since]
    if sick:
        yield Finding("health", f"sick: {', '.join(sorted(sick))}", "see: huunghi sources check")


def _database(app: App) -> Iterator[Finding]:
    settings = app.settings
    beside = settings.folder.resolve()
    folder = next(folder for folder in (beside, *beside.parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    yield Finding(
        "disk",
        f"{free // 1_000_000:,} MB free",
        None if free >= _LEAST_FREE else f"make room on the disk that holds {folder}",
    )
    if not app.has_state():
        yield Finding("database", f"{settings.place}: not made yet", "run: huunghi once")
        return
    problems = app.store.integrity()
    todo = f"restore a backup: {problems[0]}" if problems else None
    yield Finding("database", f"{app.database.name}: {app.database.size():,} bytes", todo)
    last = app.store.last_cycle_at()
    yield Finding("last cycle", local(last, app.settings.monitor.timezone))
    faults = app.outbox.ledger().faults
    yield Finding("ledger", "adds up" if not faults else faults[0], _see("audit", bool(faults)))
    paused = app.outbox.paused()
    for channel, (reason, until) in paused.items():
        when = local(until, app.settings.monitor.timezone)
        yield Finding(f"channel {channel}", f"paused until {when}: {reason}", "see: huunghi outbox")


def _see(command: str, needed: bool) -> str | None:  # noqa: FBT001
    return f"see: huunghi {command}" if needed else None


def _telegram(app: App) -> Iterator[Finding]:
    settings = app.settings
    if not settings.telegram.token:
        chats = [c.chat for c in settings.channels if c.chat]
        yield Finding(
            "telegram",
            "no token: digests go to the console",
            f"get a token from @BotFather and export {TOKEN_VARIABLE}" if chats else None,
        )
        return
    try:
        yield Finding("telegram", f"the bot is @{app.telegram.about()['username']}")
    except DeliveryError as error:
        yield Finding("telegram", "the token is not accepted", str(error))
        return
    for channel in settings.channels:
        if channel.chat:
            yield Finding(f"channel {channel.name}", *rights(app.telegram, channel.chat))
    if settings.telegram.admin_chat is None:
        yield Finding(
            "admin chat",
            "none: problems are only logged, unsure sends cannot be looked up",
            "write [telegram] admin_chat with the number of your own chat with the bot",
        )
    else:
        yield Finding("admin chat", *rights(app.telegram, settings.telegram.admin_chat))


_LOOKS: dict[str, Callable[[App], Iterator[Finding]]] = {
    "configuration": _configuration,
    "sources": _sources,
    "database": _database,
    "telegram": _telegram,
}
