"""A PostgreSQL server for tests: every test gets a schema of its own, dropped at its end.

The server is named by HUUNGHI_TEST_POSTGRES; `scripts/with-postgres` starts one. Without it what
needs it is skipped.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest

SERVER = os.environ.get("HUUNGHI_TEST_POSTGRES")
NEEDED = "PostgreSQL: no server; run the tests with scripts/with-postgres"


@contextmanager
def own_schema() -> Iterator[str]:
    """The URL of an empty database, as far as the program can tell."""
    if not SERVER:
        pytest.skip(NEEDED)
    import psycopg

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[arg-type]
        try:
            yield f"{SERVER}?options={quote(f'-csearch_path={name}')}"
        finally:
            connection.execute("SET client_min_messages = warning")
            connection.execute(f"DROP SCHEMA {name} CASCADE")  # type: ignore[arg-type]
