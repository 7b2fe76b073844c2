"""`huunghi search`, `audit`, `outbox`: what is stored, what waits, and acting on it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from monitor.app import App
from monitor.commands.setup import opened
from monitor.core.errors import HuunghiError, UsageError
from monitor.core.records import OutboxRow, OutboxState
from monitor.show import count, harmless, local, paint, table, to_json

_UNSETTLED = (
    OutboxState.WAITING,
    OutboxState.CLAIMED,
    OutboxState.UNCERTAIN,
    OutboxState.DEAD,
)


def search(arguments: argparse.Namespace) -> int:
    """Print what matches, newest first."""
    with opened(arguments) as app:
        if arguments.limit < 1:
            raise UsageError("--limit: must be 1 or more")
        hits = app.existing_store().search(" ".join(arguments.words), limit=arguments.limit)
        zone = app.settings.monitor.timezone
        names = app.source_names
        for hit in hits:
            if arguments.json:
                record = {
                    "id": hit.id,
                    "title": hit.title,
                    "url": hit.url,
                    "source": hit.source,
                    "published_at": hit.published_at,
                    "snippet": hit.snippet,
                }
                print(to_json(record, zone))
            else:
                print(paint(harmless(hit.title), "bold", sys.stdout))
                where = names.get(hit.source or "", hit.source or "–")
                print(f"  {local(hit.published_at, zone)} · {where} · number {hit.id}")
                print(f"  {harmless(hit.snippet)}\n  {hit.url or '–'}\n")
        if not arguments.json:
            print(f"{count(len(hits), 'article')} found")
    return 0


def audit(arguments: argparse.Namespace) -> int:
    """Print the ledger; exit code 1 where its sums contradict each other."""
    with opened(arguments) as app:
        app.existing_store()
        ledger = app.outbox.ledger()
    if arguments.json:
        record: Mapping[str, object] = {
            "articles": {state.value: n for state, n in ledger.articles.items()},
            "total": sum(ledger.articles.values()),
            "outbox": {state.value: n for state, n in ledger.outbox.items()},
            "faults": ledger.faults,
            "ok": not ledger.faults,
        }
        print(to_json(record))
    else:
        print(table(("articles", "count"), [(s.value, n) for s, n in ledger.articles.items()]))
        print(f"{'total':12}{sum(ledger.articles.values())}\n")
        print(table(("messages", "count"), [(s.value, n) for s, n in ledger.outbox.items()]))
        for fault in ledger.faults:
            print(paint(f"FAULT: {fault}", "red", sys.stdout))
        print("\nThe sums match." if not ledger.faults else "\nThe sums do not match.")
    return 1 if ledger.faults else 0


def outbox(arguments: argparse.Namespace) -> int:
    """List what waits, or act on one message."""
    if arguments.action != "list" and arguments.id is None:
        raise UsageError(f"outbox {arguments.action}: name the message by its number")
    with opened(arguments) as app:
        app.existing_store()
        if arguments.action == "list":
            return _list_outbox(app, as_json=arguments.json)
        with app.lock():
            row = _act(app, arguments)
    print(f"message {row.id}: now {row.state.value}")
    return 0


def _list_outbox(app: App, *, as_json: bool) -> int:
    zone = app.settings.monitor.timezone
    rows = app.outbox.rows(states=_UNSETTLED)
    if as_json:
        for row in rows:
            print(to_json(_row_to_json(row), zone))
        return 0
    if not rows:
        print("Nothing waits.")
        return 0
    shown = [
        (
            row.id,
            row.kind.value,
            row.channel,
            f"{row.part}/{row.parts}",
            row.state.value,
            local(row.created_at, zone),
            row.attempts,
            row.problem or "its turn comes",
        )
        for row in rows
    ]
    print(
        table(
            ("no", "kind", "channel", "part", "state", "since", "tries", "why"), shown, sys.stdout
        )
    )
    print("\nhuunghi outbox retry NO · drop NO · mark-sent NO --message-id N")
    return 0


def _row_to_json(row: OutboxRow) -> Mapping[str, object]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "channel": row.channel,
        "chat": row.chat,
        "part": row.part,
        "parts": row.parts,
        "state": row.state.value,
        "created_at": row.created_at,
        "not_before": row.not_before,
        "attempts": row.attempts,
        "problem": row.problem,
        "text": row.plain,
    }


def _act(app: App, arguments: argparse.Namespace) -> OutboxRow:
    rows = [row for row in app.outbox.rows() if row.id == arguments.id]
    if not rows:
        raise HuunghiError(f"outbox: there is no message {arguments.id}; see: huunghi outbox")
    now = app.clock()
    if arguments.action == "retry":
        app.outbox.retry(arguments.id, now)
    elif arguments.action == "drop":
        app.outbox.drop(arguments.id, now)
    else:
        app.outbox.mark_sent(arguments.id, arguments.message_id, now)
    return next(row for row in app.outbox.rows() if row.id == arguments.id)
