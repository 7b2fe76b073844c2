"""A quiet `huunghi once`: twenty sources over TLS on loopback, nothing new anywhere.

    python scripts/bench_quiet.py [--rounds N] [--sources N] [--json]

Counted are the processor time of the whole process against that of `python -I -S -c pass`, both
measured in turns; what was imported; the requests of each source; and the transactions that wrote.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.quiet_cycle import HEAVY, QuietSite, spy  # noqa: E402

SOURCES, ROUNDS, TARGET = 20, 25, 15.0
PARSERS = frozenset(
    {"scrapers.feed", "scrapers.listing", "scrapers.sitemap", "scrapers.article", "xml.sax"}
)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of processor time, the middle of several runs each."""

    floor: float
    once: float

    @property
    def ratio(self) -> float:
        return self.once / self.floor


def main() -> int:
    """Measure and tell; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sources", type=int, default=SOURCES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measure(options.sources, options.rounds)
    print(json.dumps(result, indent=1))
    return 0 if result["ratio"] <= TARGET else 1


def measure(sources: int = SOURCES, rounds: int = ROUNDS) -> dict[str, Any]:
    """Every figure of a quiet cycle, by name."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(QuietSite(folder, sources))
        site.once()  # the first run seeds
        site.once()  # the second asks for what the first has promised
        times = _times(site, rounds)
        site.forget()
        counted = spy(site)
    return {
        "floor_ms": round(times.floor * 1e3, 2),
        "once_ms": round(times.once * 1e3, 2),
        "ratio": round(times.ratio, 2),
        "heavy_imports": sorted(HEAVY & counted.modules),
        "parsers_imported": sorted(PARSERS & counted.modules),
        "modules": len(counted.modules),
        "requests_per_source": counted.requests / sources,
        "statements": counted.statements,
        "commits": counted.commits,
    }


def _times(site: QuietSite, rounds: int) -> Times:
    floors, onces = [], []
    for _ in range(rounds):
        floors.append(cpu([sys.executable, "-I", "-S", "-c", "pass"]))
        onces.append(cpu(site.command, site.environ, site.folder))
    return Times(median(floors), median(onces))


def cpu(
    command: Sequence[str], environ: dict[str, str] | None = None, folder: Path | None = None
) -> float:
    """Seconds of processor time that a process used, user and system."""
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=environ, cwd=folder, stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
