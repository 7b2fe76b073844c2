"""The whole state as JSON lines, out and in; and forgetting old texts.

The first line says what the file is; each further line is one row of one table. Left out is what
follows from the rest: the index of samples and the full text index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from monitor.core.errors import StateError
from state.candidates import index_sample
from state.codec import to_json
from state.rows import fingerprint_from_text, to_seconds
from state.search import fill_search, forget_text, index_text, search_row

if TYPE_CHECKING:
    from state.engine import Connection, Database

FORMAT = "huunghi state"
TABLES = (  # in the order in which they refer to one another
    "meta",
    "endpoints",
    "articles",
    "keys",
    "stories",
    "pending",
    "health",
    "cycles",
    "channels",
    "chats",
    "digests",
    "queue",
    "outbox",
    "outbox_stories",
    "messages",
)
_ROWS_AT_ONCE = 200


def export_lines(database: Database) -> Iterator[str]:
    """Everything, one JSON object a line, as it is at one moment."""
    with database.snapshot() as connection:
        schema = database.schema(connection)
        yield to_json({"format": FORMAT, "schema": schema})
        for table in TABLES:
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                yield to_json({"table": table, "row": dict(row)})


def import_lines(database: Database, lines: Iterable[str]) -> int:
    """Put an export into a new, empty database; how many rows.

    One transaction: all or nothing. Raises StateError naming the line.
    """
    with database.write() as connection:
        _refuse_used(connection, database.name)
        connection.execute("DELETE FROM meta")
        with database.importing(connection):
            count = sum(
                _take_line(database, connection, number, line)
                for number, line in enumerate(lines, start=1)
                if number == 1 or line.strip()
            )
        _index(connection)
    return count


def prune(database: Database, before: datetime) -> int:
    """Blank the texts of articles first seen before then; how many.

    Keys, titles, facts and fingerprints stay: what was known stays known, and the title is found.
    """
    count = 0
    while done := _prune_some(database, to_seconds(before)):
        count += done
    return count


def _prune_some(database: Database, before: int) -> int:
    with database.write() as connection:
        rows = connection.execute(
            "SELECT id, published_at, first_seen_at, title FROM articles"
            " WHERE (lead IS NOT NULL OR body <> '[]') AND first_seen_at < ?"
            " ORDER BY first_seen_at LIMIT ?",
            (before, _ROWS_AT_ONCE),
        ).fetchall()
        for row in rows:
            number = search_row(row["id"], row["published_at"], row["first_seen_at"])
            forget_text(connection, number)
            index_text(connection, number, (row["title"], "", ""))
            connection.execute(
                "UPDATE articles SET lead = NULL, body = '[]' WHERE id = ?", (row["id"],)
            )
        return len(rows)


def _refuse_used(connection: Connection, name: str) -> None:
    for table in TABLES[1:]:
        used = connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608
        if used is not None:
            raise StateError(
                f"database {name}: it is in use already (table {table}); import into a new one only"
            )


def _take_line(database: Database, connection: Connection, number: int, line: str) -> int:
    """Write one line's row; 1 if it was one, 0 for the heading."""
    data = _parse(number, line)
    if number == 1:
        _check_heading(database.schema(connection), data)
        return 0
    table, row = data.get("table"), data.get("row")
    if table not in TABLES or not isinstance(row, dict) or not row:
        raise StateError(f"import, line {number}: not a row of a known table")
    columns = database.columns(connection, table)
    strange = sorted(set(row) - columns)
    if strange:
        raise StateError(f"import, line {number}: {table} has no column {strange[0]!r}")
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    refused: tuple[type[Exception], ...] = (*database.errors, OverflowError, UnicodeError)
    try:
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - checked above
            tuple(row.values()),
        )
    except refused as error:
        raise StateError(f"import, line {number}: {table}: {error}") from error
    return 1


def _parse(number: int, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise StateError(f"import, line {number}: not JSON ({error})") from error
    if not isinstance(data, dict):
        raise StateError(f"import, line {number}: not a JSON object")
    return data


def _check_heading(schema: int, data: dict[str, Any]) -> None:
    if data.get("format") != FORMAT:
        raise StateError(f"import, line 1: not an export of huunghi (no format {FORMAT!r})")
    if data.get("schema") != schema:
        raise StateError(
            f"import, line 1: written by schema {data.get('schema')}, this program has {schema};"
            " export and import with the same version"
        )


def _index(connection: Connection) -> None:
    """Build again what an export leaves out."""
    for row in connection.execute("SELECT id, fingerprint FROM articles WHERE fingerprint <> ''"):
        index_sample(connection, row["id"], fingerprint_from_text(row["fingerprint"]).sample)
    fill_search(connection)
