"""`huunghi seed`, `backup`, `restore`, `export`, `import`: state in and out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.commands.setup import opened
from monitor.core.errors import HuunghiError, UsageError
from monitor.core.model import Article
from monitor.show import Progress, count


def seed(arguments: argparse.Namespace) -> int:
    """Make articles known; bad lines are named, the rest goes on."""
    from monitor.seeding import load_articles

    failed = 0
    with opened(arguments) as app, app.lock():
        added = app.sow()
        for name in arguments.files:
            progress = Progress(None, f"articles of {name}", sys.stderr)
            judged = []
            for item in load_articles(Path(name)):
                if isinstance(item, Article):
                    judged.append(app.judging.judge(item))
                    progress.step()
                else:
                    failed += 1
                    progress.end()
                    print(f"huunghi: {item}", file=sys.stderr)
            added += app.store.add_seeds(judged, app.clock())
            progress.end()
    print(f"{count(added, 'article')} made known; none of them will be announced.")
    return 1 if failed else 0


def backup(arguments: argparse.Namespace) -> int:
    """Copy the database while others may write."""
    path = Path(arguments.file)
    with opened(arguments) as app:
        app.existing_store().backup(path)
    print(f"{path}: {path.stat().st_size:,} bytes written")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a checked backup in the database's place; what stood there is kept beside it."""
    from state.backup import restore as put_back

    with opened(arguments) as app, app.lock():
        path = app.settings.place
        if not isinstance(path, Path):
            raise UsageError(
                "restore: a PostgreSQL database is restored with the server's own pg_restore, or"
                " with huunghi import into an empty one (see docs/operating.md)"
            )
        kept = put_back(Path(arguments.file), path)
    print(f"{path}: restored from {arguments.file}")
    if kept:
        print(f"What stood there is now {kept}; delete it when all is well.")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write the whole state as JSON lines."""
    from state.archive import export_lines

    with opened(arguments) as app:
        app.existing_store()
        lines = export_lines(app.database)
        if arguments.file == "-":
            for line in lines:
                print(line)
            return 0
        number = _write_lines(Path(arguments.file), lines)
    print(f"{arguments.file}: {count(number, 'line')} written")
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Put an export into a new database: everything or nothing."""
    from state.archive import import_lines

    with _reading(arguments.file) as lines, opened(arguments) as app, app.lock():
        number = import_lines(app.database, lines)
        name = app.database.name
    print(f"{name}: {count(number, 'row')} imported")
    return 0


@contextmanager
def _reading(name: str) -> Iterator[Iterable[str]]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise HuunghiError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise HuunghiError(f"{name}: is not UTF-8 text") from error


def _write_lines(path: Path, lines: Iterable[str]) -> int:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise HuunghiError(f"{path}: cannot be written: {error.strerror}") from error
    written = 0
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(line + "\n")
                written += 1
    except OSError as error:
        path.unlink(missing_ok=True)
        raise HuunghiError(f"{path}: cannot be written: {error.strerror}") from error
    return written
