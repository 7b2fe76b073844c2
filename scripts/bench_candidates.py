"""Near-duplicate lookup at several sizes of the store: time, memory, and what it finds.

    python scripts/bench_candidates.py [--sizes 10000,200000,1000000] [--json]

The store is synthetic: of an article's sample about 36 hashes are its own, 8 come from 2,000 that
press releases share (the commonest in every eighth article), 2 from 63 that stand for provinces.
Looked for are fresh articles and copies that kept 70 % of their hashes. Each size is measured in
its own process, in CPU time. Asked for: at a million at most 3 times the time at 10,000, and 30 MB
more memory.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from monitor.core.model import Article, Category, Classification, Facts, Fingerprint, Judged
from state.codec import to_json
from state.database import open_database
from state.engine import Database
from state.store import SqlStore

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWN, SHARED, PLACES = 36, 2_000, 63
TARGETS, FRESH = 150, 150
_NUMBERS = (
    "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)"
)
_FEATURES = {"shingles": "x" * 900}  # about the size of a fingerprint's


def main() -> int:
    """Build and measure every size; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10000,200000,1000000")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        path, queries = options.measure
        print(json.dumps(measure(Path(path), json.loads(Path(queries).read_text()))))
        return 0
    results = [run(int(size)) for size in options.sizes.split(",")]
    print(json.dumps(results) if options.json else table(results))
    return 0 if meets(results) else 1


def run(size: int) -> dict[str, float]:
    """One size: built in a folder of its own, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path, queries = Path(folder) / "bench.db", Path(folder) / "queries.json"
        queries.write_text(json.dumps(build(path, size)))
        command = [sys.executable, __file__, "--measure", str(path), str(queries)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        found: dict[str, float] = json.loads(done.stdout)
        return {"size": size, "file_mb": path.stat().st_size / 1e6, **found}


def build(path: Path, size: int) -> list[tuple[int, list[int]]]:
    """Fill a store, by SQL alone for speed; the samples of some of its articles, by id."""
    database = open_database(path, now=NOW)
    for setting in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -100000"):
        database.read(f"PRAGMA {setting}")
    fingerprint = to_json(Fingerprint(sample=(), features=_FEATURES))
    with database.write() as connection:
        connection.execute(
            f"{_NUMBERS} INSERT INTO articles (id, story, site, title, state, first_seen_at,"  # noqa: S608
            " updated_at, fingerprint) SELECT n, n, 'x.vn', 'Tin', 'sent', 0, 0, ? FROM numbers",
            (size, fingerprint),
        )
    own = size * OWN
    _posting(database, f"{-(2**62)} + n * {2**62 // own}", own, size)
    for number in range(SHARED):
        _posting(database, str(2**61 + number), int(size / (number + 8) ** 0.8) + 1, size)
    for number in range(PLACES):
        _posting(database, str(2**62 + number), 2 * size // PLACES, size)
    chance = random.Random(size)  # noqa: S311 - no secret
    targets: dict[int, list[int]] = {n: [] for n in chance.sample(range(1, size + 1), TARGETS)}
    for row in database.read(
        f"SELECT hash, article FROM samples WHERE article IN ({', '.join(map(str, targets))})"  # noqa: S608
    ):
        targets[row["article"]].append(row["hash"])
    database.close()
    return list(targets.items())


def _posting(database: Database, value: str, count: int, size: int) -> None:
    """Put `count` articles drawn by lot under the hash `value`, an expression of n = 1, 2, …"""
    with database.write() as connection:
        connection.execute(
            f"{_NUMBERS} INSERT INTO samples (hash, article)"  # noqa: S608 - our own numbers
            f" SELECT {value} AS hash, 1 + abs(random()) % ? FROM numbers"
            " WHERE true ON CONFLICT DO NOTHING",
            (count, size),
        )


def measure(path: Path, targets: Sequence[tuple[int, list[int]]]) -> dict[str, float]:
    """Milliseconds of CPU a lookup, the process's memory, and the share of copies found."""
    chance = random.Random(1)  # noqa: S311 - no secret
    store = SqlStore(open_database(path, now=NOW))
    copies = [_looked_up(store, _copy(sample, chance)) for _, sample in targets]
    fresh = [_looked_up(store, _fresh(chance))[0] for _ in range(FRESH)]
    found = sum(article in ids for (article, _), (_, ids) in zip(targets, copies, strict=True))
    times = sorted([*(seconds for seconds, _ in copies), *fresh])
    return {
        "median_ms": times[len(times) // 2] * 1e3,
        "slow_ms": times[len(times) * 95 // 100] * 1e3,
        "memory_mb": _peak_mb(),
        "found": found / len(targets),
    }


def _looked_up(store: SqlStore, sample: Sequence[int]) -> tuple[float, set[int]]:
    started = time.process_time()
    near = store.lookup([_judged(sample)]).near
    seconds = time.process_time() - started
    return seconds, {known.id for known in near.get(0, ())}


def _copy(sample: Sequence[int], chance: random.Random) -> list[int]:
    kept = [value for value in sample if chance.random() < 0.7]
    return [*kept, *(chance.getrandbits(62) for _ in range(len(sample) - len(kept)))]


def _fresh(chance: random.Random) -> list[int]:
    own = [-chance.getrandbits(62) for _ in range(OWN)]
    shared = [2**61 + min(int(chance.expovariate(1 / 200)), SHARED - 1) for _ in range(8)]
    return [*own, *shared, *(2**62 + chance.randrange(PLACES) for _ in range(2))]


def _judged(sample: Sequence[int]) -> Judged:
    article = Article(
        url=None,
        canonical_url=None,
        source=None,
        site="",
        title="",
        lead=None,
        byline=None,
        body=(),
        published_at=None,
    )
    return Judged(
        article=article,
        keys=(),
        content_hash="",
        classification=Classification(labels=(), primary=Category.OTHER, score=1.0, scores={}),
        facts=Facts(),
        fingerprint=Fingerprint(sample=tuple(sample), features={}),
    )


def _peak_mb() -> float:
    """Of this process alone: what getrusage says includes the parent's, from before the exec."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) / 1024


def meets(results: Sequence[dict[str, float]]) -> bool:
    """Whether the largest store is asked about as fast and in as little memory as demanded."""
    first, last = results[0], results[-1]
    return (
        last["median_ms"] <= 3 * first["median_ms"]
        and last["memory_mb"] - first["memory_mb"] <= 30
        and last["found"] >= 0.99
    )


def table(results: Sequence[dict[str, float]]) -> str:
    """The results for people."""
    lines = ["  articles   file MB   median ms   95 % ms   memory MB   copies found   time"]
    for result in results:
        ratio = result["median_ms"] / results[0]["median_ms"]
        lines.append(
            f"{int(result['size']):>10,}{result['file_mb']:>10,.0f}{result['median_ms']:>12.2f}"
            f"{result['slow_ms']:>10.2f}{result['memory_mb']:>12.1f}{result['found']:>14.0%}"
            f"{ratio:>7.2f}x"
        )
    lines.append("within the targets" if meets(results) else "OUTSIDE THE TARGETS")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
