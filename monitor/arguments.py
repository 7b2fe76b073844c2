"""Every command with its options and an example; tests hold the docs against it."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.version import VERSION

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Every command with its options and an example; tests hold the docs against it.

    Where the first argument names a `command`, its group alone: building all takes 10 ms.
    """
    parser = argparse.ArgumentParser(
        prog="huunghi",
        description="Watches Việt Nam's people-to-people diplomacy for conferences, trainings "
        "and aid, and posts digests to Telegram.",
        epilog="Try it without any set-up: huunghi replay seeds/pages",
    )
    parser.add_argument("--version", action="version", version=f"huunghi {VERSION}")
    _common(parser, default=None)
    commands = parser.add_subparsers(
        prog="huunghi", dest="command", metavar="COMMAND", required=True
    )
    for names, add in _GROUPS.items():
        if command in names or not any(command in group for group in _GROUPS):
            add(commands)
    return parser


def _common(parser: argparse.ArgumentParser, *, default: object = argparse.SUPPRESS) -> None:
    """Options that stand before or after the command."""
    parser.add_argument(
        "--config", metavar="FILE", default=default, help="settings (default: ./huunghi.toml)"
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="count",
        default=0 if default is None else argparse.SUPPRESS,
        help="say more on stderr; twice: everything",
    )


def _command(
    commands: Commands, name: str, does: str, text: str, example: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(does=does)
    _common(parser)
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON, one object a line")


def _starting(commands: Commands) -> None:
    init = _command(
        commands,
        "init",
        "starting:init",
        "ask for token, channel and admin chat, try them, write huunghi.toml",
        "huunghi init",
    )
    init.add_argument(
        "--base-url",
        metavar="URL",
        default="https://api.telegram.org/bot",
        help="of a Bot API server of your own",
    )


def _running(commands: Commands) -> None:
    _command(commands, "run", "daemon:run", "poll and post until told to stop", "huunghi run")
    once = _command(
        commands, "once", "running:once", "one cycle, for cron; then stop", "huunghi once"
    )
    once.add_argument(
        "--backfill",
        metavar="N",
        type=int,
        default=0,
        help="announce the newest N articles of a source's first run (default 0: seed silently)",
    )
    _json(once)
    digest = _command(
        commands,
        "digest",
        "running:digest",
        "show the digest that each channel would get now; sends nothing",
        "huunghi digest --channel main",
    )
    digest.add_argument("--channel", metavar="NAME", help="this channel only")


def _reading(commands: Commands) -> None:
    replay = _command(
        commands,
        "replay",
        "replaying:replay",
        "run stored articles through the whole bot; sends nothing, touches no state",
        "huunghi replay seeds/pages",
    )
    replay.add_argument("paths", metavar="PATH", nargs="+", help="JSONL file, page, or folder")
    _json(replay)
    explain = _command(
        commands,
        "explain",
        "explaining:explain",
        "say why an article was filed as it was",
        "huunghi explain https://thoidai.com.vn/…-179391.html",
    )
    explain.add_argument("reference", metavar="FILE|URL", help="stored page, URL, key or number")
    _json(explain)
    _extract(commands)


def _extract(commands: Commands) -> None:
    extract = _command(
        commands,
        "extract",
        "extracting:extract",
        "read one stored file as the bot would",
        "huunghi extract page.html --url https://kufo.vn/tin-tuc/chi-tiet/x/520 --json",
    )
    extract.add_argument("file", metavar="FILE", help="a page, a listing or a feed; - for stdin")
    kind = extract.add_mutually_exclusive_group()
    kind.add_argument("--listing", action="store_true", help="FILE is a listing page")
    kind.add_argument("--feed", action="store_true", help="FILE is a feed")
    extract.add_argument("--url", help="where it was fetched from")
    extract.add_argument("--charset", metavar="C", help="the charset of the HTTP header")
    extract.add_argument(
        "--fetched-at", metavar="ISO", type=_moment, help="when it was fetched (default: now)"
    )
    _json(extract)


def _sources(commands: Commands) -> None:
    sources = commands.add_parser(
        "sources",
        help="list, check, try and record sources",
        epilog="example:\n  huunghi sources check",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _common(sources)
    actions = sources.add_subparsers(
        prog="huunghi sources", dest="action", metavar="ACTION", required=True
    )
    listed = _command(
        actions, "list", "sources:show", "every source that is watched", "huunghi sources list"
    )
    _json(listed)
    checked = _command(
        actions,
        "check",
        "sources:check",
        "how each source fares; exit code 1 when one is sick",
        "huunghi sources check",
    )
    _json(checked)
    probe = _command(
        actions,
        "probe",
        "sources:probe",
        "show what an unknown site offers, and the table to paste",
        "huunghi sources probe https://example.vn/",
    )
    probe.add_argument("url", metavar="URL", help="the site's home page")
    record = _command(
        actions,
        "record",
        "sources:record",
        "store a page and what was read from it, as a golden for the tests",
        "huunghi sources record kufo https://kufo.vn/tin-tuc/chi-tiet/x/520",
    )
    record.add_argument("name", metavar="NAME", help="the source's key")
    record.add_argument("url", metavar="URL", help="the page")
    record.add_argument("--into", metavar="DIR", default="seeds/pages", help="default: seeds/pages")


def _state(commands: Commands) -> None:
    search = _command(
        commands,
        "search",
        "archive:search",
        "full text over all articles, with or without tone marks, newest first",
        "huunghi search doi ngoai nhan dan",
    )
    search.add_argument("words", metavar="WORD", nargs="+")
    search.add_argument("--limit", metavar="N", type=int, default=20, help="default: 20")
    _json(search)
    checked = _command(
        commands,
        "check",
        "checking:check",
        "check configuration, token, channels, database; say what to do",
        "huunghi check --live",
    )
    checked.add_argument(
        "--live",
        action="store_true",
        help="for monitors: exit code 0 only if cycles and messages are young enough",
    )
    _json(checked)
    audit = _command(
        commands, "audit", "archive:audit", "prove the ledger's sums", "huunghi audit --json"
    )
    _json(audit)


def _outbox(commands: Commands) -> None:
    outbox = _command(
        commands,
        "outbox",
        "archive:outbox",
        "what waits to be sent, why and since when; or act on one message",
        "huunghi outbox retry 12",
    )
    outbox.add_argument(
        "action", nargs="?", choices=("list", "retry", "drop", "mark-sent"), default="list"
    )
    outbox.add_argument("id", nargs="?", type=int, metavar="ID", help="the message's number")
    outbox.add_argument(
        "--message-id", type=int, metavar="N", help="with mark-sent: its number in the channel"
    )
    _json(outbox)


def _copies(commands: Commands) -> None:
    seed = _command(
        commands,
        "seed",
        "copies:seed",
        "make articles known, so that they are never announced",
        "huunghi seed articles.jsonl",
    )
    seed.add_argument("files", metavar="FILE", nargs="*", help="JSONL; default: the seeds")
    backup = _command(
        commands,
        "backup",
        "copies:backup",
        "a consistent copy of the database, also while the bot runs",
        "huunghi backup /var/backups/huunghi.db",
    )
    backup.add_argument("file", metavar="FILE")
    restore = _command(
        commands,
        "restore",
        "copies:restore",
        "check a backup and put it in the database's place; stop the bot first",
        "huunghi restore /var/backups/huunghi.db",
    )
    restore.add_argument("file", metavar="FILE")
    export = _command(
        commands,
        "export",
        "copies:export",
        "the whole state as JSON lines, for another database or another program",
        "huunghi export state.jsonl",
    )
    export.add_argument("file", metavar="FILE", help="- for stdout")
    taken = _command(
        commands,
        "import",
        "copies:import_",
        "put an export into a new database",
        "huunghi import state.jsonl",
    )
    taken.add_argument("file", metavar="FILE", help="- for stdin")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO time with an offset")
    return moment


_GROUPS = {
    ("init",): _starting,
    ("run", "once", "digest"): _running,
    ("replay", "explain", "extract"): _reading,
    ("sources",): _sources,
    ("search", "check", "audit"): _state,
    ("outbox",): _outbox,
    ("seed", "backup", "restore", "export", "import"): _copies,
}
