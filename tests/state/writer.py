"""A process that commits batches until it is told to stop, or is killed. Run by the tests.

Arguments: the database, the writer's name, how many batches, whether keys are shared ("shared")
or the writer's own ("own"). Says the number of each batch once it is saved.
"""

from __future__ import annotations

import sys

from monitor.core.model import Validators
from state.store import open_store
from tests.factories_state import MAIN, NOW, a_batch, judged, queued

PER_BATCH = 5


def main(path: str, name: str, batches: int, kind: str) -> None:
    """Commit `batches` batches."""
    store = open_store(path, now=NOW)
    start = len(store.known_keys(f"{name} {n}" for n in range(20_000)))
    for batch in range(start // PER_BATCH, start // PER_BATCH + batches):
        numbers = range(batch * PER_BATCH, (batch + 1) * PER_BATCH)
        prefix = "shared" if kind == "shared" else name
        decisions = [
            queued(judged(n, keys=(f"{prefix} {n}", f"{name} {n}"), url=None)) for n in numbers
        ]
        validators = {"feed": Validators(etag=str(batch))}
        store.commit(a_batch(*decisions, source=name, validators=validators), [MAIN])
        print(batch, flush=True)  # noqa: T201 - this is how it reports
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
