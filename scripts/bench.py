"""`make bench`: what speed and memory are asked of the program, what is measured, and the verdict.

    python scripts/bench.py [--only N,N] [--json]

Everything is a ratio or a count within this one run: processor times vary with the machine and its
load. The peers of points 2 and 3 are measured in the same run; those that are no dependency live
in .venv-bench, made from requirements-bench.lock at the first run. Each part is a script of its
own, bench_*.py, and a process of its own. A target that is missed is no failure of the run: the
table says so, and the last line how many were met. Exit code 1 where something broke.
"""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.bench_points import POINTS, Row  # noqa: E402
from scripts.bench_runs import BrokenRunError, told_on_a_terminal  # noqa: E402

_COMPILED = ("monitor", "scrapers", "notifier", "state", "scripts", "tests")


def main() -> int:
    """Run the points, print each row as it comes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", help="points by number, such as 1,4")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    options = parser.parse_args()
    wanted = [int(n) for n in options.only.split(",")] if options.only else list(POINTS)
    started = time.monotonic()
    for folder in _COMPILED:  # as scripts/setup leaves them; the peers' are compiled by pip
        compileall.compile_dir(ROOT / folder, quiet=2)
    if not options.json:
        print(_line("point", "target", "figure", "verdict"))
    rows, broken = [], 0
    for number in wanted:
        try:
            for row in _rows(number, wanted):
                rows.append(row)
                print(json.dumps(asdict(row), ensure_ascii=False) if options.json else _told(row))
                sys.stdout.flush()
        except BrokenRunError as error:
            broken += 1
            print(f"point {number} could not be measured: {error}", file=sys.stderr)
    print(_sum(rows, time.monotonic() - started), file=sys.stderr if options.json else sys.stdout)
    return 1 if broken else 0


def _rows(number: int, wanted: list[int]) -> list[Row]:
    name, measure = POINTS[number]
    place = f"{wanted.index(number) + 1}/{len(wanted)}"
    with told_on_a_terminal(f"{place} {name}"):
        return list(measure())


def _sum(rows: list[Row], seconds: float) -> str:
    asked = [row for row in rows if row.met is not None]
    met = sum(row.met is True for row in asked)
    unmeasured = sum(row.figure.startswith("not measured") for row in rows)
    said = f"{met} of {len(asked)} targets met"
    if unmeasured:
        said += f", {unmeasured} not measured"
    return f"{said}; {len(rows)} figures in {seconds:.0f} s"


def _told(row: Row) -> str:
    verdict = "–" if row.met is None else "met" if row.met else "MISSED"
    return _line(row.point, row.target, row.figure, verdict)


def _line(point: str, target: str, figure: str, verdict: str) -> str:
    return f"{point:42}  {target:25}  {figure:46}  {verdict}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
