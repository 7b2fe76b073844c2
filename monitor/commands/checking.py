"""`huunghi check`: is everything as it must be, and if not, what to do."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator

from monitor.app import App
from monitor.commands.findings import Finding
from monitor.commands.reaching import clock, reachability
from monitor.commands.rights import rights
from monitor.commands.setup import opened
from monitor.config import TOKEN_VARIABLE
from monitor.core.errors import DeliveryError, HuunghiError, TokenInvalidError
from monitor.show import count, local, paint, to_json

_LEAST_FREE = 100_000_000  # bytes; a year of the built-in sources takes less than half of it


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
                    "tip": finding.tip,
                }
                print(to_json(record))
            else:
                _show(finding)
    if not arguments.json:
        print("\nAll is well." if not bad else f"\n{count(bad, 'thing')} to do.")
    return 1 if bad else 0


def findings(app: App) -> Iterator[Finding]:
    """Each look by itself: one that fails does not hide the others. What fails two is said once."""
    said = set()
    for what, look in _LOOKS.items():
        try:
            yield from look(app)
        except HuunghiError as error:
            if str(error) not in said:
                yield Finding(what, "failed", str(error))
            said.add(str(error))


def _live(app: App) -> Iterator[Finding]:
    """Nothing but what a monitor wants to know."""
    app.existing_store()
    live = app.liveness()
    zone = app.settings.monitor.timezone
    oldest = f"{live.oldest_unsent.total_seconds():.0f} s" if live.oldest_unsent else "none"
    found = f"last good cycle {local(live.last_good_at, zone)}; oldest unsent message {oldest}"
    yield Finding("live", found, "; ".join(live.problems) or None)


def _show(finding: Finding) -> None:
    mark, more = paint("ok  ", "green", sys.stdout), finding.tip
    if finding.todo:
        mark, more = paint("TODO", "red", sys.stdout), finding.todo
    elif finding.tip:
        mark = paint("tip ", "yellow", sys.stdout)
    print(f"{mark} {finding.what:14} {finding.found}", flush=True)
    if more:
        print(f"     {'':14} → {more}", flush=True)


def _configuration(app: App) -> Iterator[Finding]:
    settings = app.settings
    where = str(settings.file) if settings.file else "none: the defaults"
    yield Finding("configuration", f"{where}; {count(len(settings.channels), 'channel')}")
    if settings.fetch.contact is None:
        advice = 'write [fetch] contact = "mailto:you@example.org": sites can then reach you'
        yield Finding("contact", "none", tip=advice)


def _sources(app: App) -> Iterator[Finding]:
    from scrapers.registry import check_selectors

    problems = [problem for source in app.sources for problem in check_selectors(source)]
    watched = sum(source.enabled for source in app.sources)
    yield Finding("sources", count(watched, "source") + " watched", "; ".join(problems) or None)


def _disk(app: App) -> Iterator[Finding]:
    beside = app.settings.folder.resolve()
    folder = next(folder for folder in (beside, *beside.parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    found = f"{free // 1_000_000:,} MB free"
    if not os.access(folder, os.W_OK):
        yield Finding("disk", found, f"make {folder} writable for this user")
    elif free < _LEAST_FREE:
        yield Finding("disk", found, f"make room on the disk that holds {folder}")
    else:
        yield Finding("disk", found)


def _database(app: App) -> Iterator[Finding]:
    if not app.has_state():
        advice = "it is made by the first huunghi once or huunghi run"
        yield Finding("database", f"{app.settings.place}: not made yet", tip=advice)
        return
    problems = app.store.integrity()
    todo = f"restore a backup: {problems[0]}" if problems else None
    yield Finding("database", f"{app.database.name}: {app.database.size():,} bytes", todo)
    if problems:
        return
    app.store.remember("checked", app.clock().isoformat())  # shows that it can be written
    yield Finding("last cycle", local(app.store.last_cycle_at(), app.settings.monitor.timezone))
    yield from _state(app)


def _state(app: App) -> Iterator[Finding]:
    faults = app.outbox.ledger().faults
    found = faults[0] if faults else "adds up"
    yield Finding("ledger", found, "see: huunghi audit" if faults else None)
    sick = [key for key, health in app.store.health().items() if health.sick_since]
    if sick:
        yield Finding("health", f"sick: {', '.join(sorted(sick))}", "see: huunghi sources check")
    for channel, (reason, until) in app.outbox.paused().items():
        when = "in the next cycle"
        if until > app.clock():
            when = f"at {local(until, app.settings.monitor.timezone)}"
        found = f"paused, tried again {when}: {reason}"
        yield Finding(f"channel {channel}", found, "see: huunghi outbox")


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
    except TokenInvalidError as error:
        yield Finding("telegram", "the token is not accepted", str(error))
        return
    except DeliveryError as error:
        todo = f"{error}; look at this machine's network, and at [telegram] base_url"
        yield Finding("telegram", "not reachable", todo)
        return
    yield from _chats(app)


def _chats(app: App) -> Iterator[Finding]:
    settings = app.settings
    for channel in settings.channels:
        if channel.chat:
            found = rights(app.telegram, channel.chat, channel.thread)
            yield Finding(f"channel {channel.name}", *found)
    if settings.telegram.admin_chat is None:
        yield Finding(
            "admin chat",
            "none: problems are only logged, unsure sends cannot be looked up",
            tip="write [telegram] admin_chat with the number of your own chat with the bot",
        )
    else:
        yield Finding("admin chat", *rights(app.telegram, settings.telegram.admin_chat))


_LOOKS: dict[str, Callable[[App], Iterator[Finding]]] = {
    "configuration": _configuration,
    "disk": _disk,
    "database": _database,
    "sources": _sources,
    "reach": reachability,
    "clock": clock,
    "telegram": _telegram,
}
