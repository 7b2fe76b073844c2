"""`make bench`: what speed and memory are asked of the program, what is measured, and the verdict.

    python scripts/bench.py [--only N,N] [--json]

Everything is a ratio or a count within this one run: processor times vary with the machine and its
load. The peers of points 2 and 3 are measured in the same run; those that are no dependency live
in .venv-bench, made from requirements-bench.lock at the first run. Each part is a script of its
own, bench_*.py, and a process of its own. Exit code 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-bench"
PUBLIC = ROOT.parent / "shared" / "bench" / "article-extraction-benchmark"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` None: nothing is asked, or it could not be measured."""

    point: str
    target: str
    figure: str
    met: bool | None


def main() -> int:
    """Run the points, print each row as it comes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", help="points by number, such as 1,4")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    options = parser.parse_args()
    wanted = [int(n) for n in options.only.split(",")] if options.only else list(POINTS)
    started, rows = time.monotonic(), []
    if not options.json:
        print(_line("point", "target", "figure", "verdict"))
    for number in wanted:
        for row in _rows(number):
            rows.append(row)
            print(json.dumps(asdict(row), ensure_ascii=False) if options.json else _told(row))
            sys.stdout.flush()
    missed = sum(row.met is False for row in rows)
    print(
        f"{len(rows)} figures in {time.monotonic() - started:.0f} s,"
        f" {missed or 'no'} target{'' if missed == 1 else 's'} missed",
        file=sys.stderr,
    )
    return 1 if missed else 0


def _rows(number: int) -> Iterator[Row]:
    try:
        yield from POINTS[number]()
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or ["it said nothing"]
        yield Row(f"{number}", "", f"could not be measured: {last[0]}", None)


def _told(row: Row) -> str:
    verdict = "–" if row.met is None else "met" if row.met else "MISSED"
    return _line(row.point, row.target, row.figure, verdict)


def _line(point: str, target: str, figure: str, verdict: str) -> str:
    return f"{point:44}  {target:26}  {figure:50}  {verdict}".rstrip()


def _run(module: str, *arguments: str, python: str = sys.executable) -> Any:
    """What a part prints as JSON; it may end with 1 where it misses a target of its own."""
    command = [python, "-m", f"scripts.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    if done.returncode > 1 or not done.stdout.strip():
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return json.loads(done.stdout)


def _quiet() -> Iterator[Row]:
    found = _run("bench_quiet", "--json")
    yield Row(
        "1 quiet `once`, 20 TLS sources: CPU",
        "<= 15x a bare python",
        f"{found['ratio']:.1f}x ({found['once_ms']:.0f} / {found['floor_ms']:.1f} ms)",
        found["ratio"] <= 15,
    )
    heavy = ", ".join(found["heavy_imports"]) or "none"
    yield Row("1 heavy libraries imported", "none", heavy, not found["heavy_imports"])
    requests = found["requests_per_source"]
    yield Row("1 requests a source", "1", f"{requests:g}", requests == 1)
    yield Row("1 commits", "<= 1", str(found["commits"]), found["commits"] <= 1)


def _pages() -> Iterator[Row]:
    found = _run("bench_extraction", "--json", "--pages", "100")
    for name, key, least in (
        ("2 Vietnamese pages, known site", "own pages, known site", 15),
        ("2 Vietnamese pages, unknown site", "own pages, no known site", 5),
        ("2 public benchmark", "public benchmark", 2),
    ):
        if key not in found:
            yield Row(name, f">= {least}x trafilatura", f"skipped: {PUBLIC.name} is absent", None)
            continue
        part = found[key]
        yield Row(
            f"{name}: pages/s",
            f">= {least}x trafilatura",
            f"{part['speed_ratio']:.1f}x ({part['ours_pages_per_s']:.0f}"
            f" / {part['trafilatura_pages_per_s']:.0f})",
            part["speed_ratio"] >= least,
        )
        higher = part["ours"] > part["trafilatura"]
        same = part["ours"] >= part["trafilatura"]
        yield Row(
            f"{name}: F1",
            ">= trafilatura's" if least == 2 else "> trafilatura's",
            f"{part['ours']:.3f} / {part['trafilatura']:.3f}",
            same if least == 2 else higher,
        )


def _articles() -> Iterator[Row]:
    peers = _peers()
    found = _run("bench_articles", *(() if peers else ("--ours",)))
    ours, theirs = found["ours"], found.get("typical")
    for name, key, most, unit in (
        ("3 a new article, end to end: CPU", "article_ms", 10, "ms"),
        ("3 a known URL: CPU", "known_us", 40, "µs"),
    ):
        if theirs is None:
            yield Row(name, f"<= 1/{most} of typical", f"{ours[key]:.1f} {unit}; no peers", None)
            continue
        yield Row(
            name,
            f"<= 1/{most} of typical",
            f"1/{theirs[key] / ours[key]:.1f} ({ours[key]:.1f} / {theirs[key]:.0f} {unit})",
            theirs[key] >= most * ours[key],
        )
    yield Row(
        f"3 queries for {ours['listed']} known links",
        f"<= {ours['queries_permitted']}, no parse",
        f"{ours['queries']}, no page asked for",
        ours["queries"] <= ours["queries_permitted"],
    )
    share = ours["classify_ms"] / ours["article_ms"]
    yield Row("5 classification, of an article's cost", "<= 10 %", f"{share:.1%}", share <= 0.1)


def _candidates() -> Iterator[Row]:
    small, large = _run("bench_candidates", "--json", "--sizes", "10000,1000000")
    ratio = large["median_ms"] / small["median_ms"]
    yield Row(
        "4 near-duplicates at 1 M: time",
        "<= 3x that at 10,000",
        f"{ratio:.2f}x ({large['median_ms']:.2f} ms), {large['found']:.0%} of copies found",
        ratio <= 3,
    )
    more = large["memory_mb"] - small["memory_mb"]
    yield Row("4 near-duplicates at 1 M: memory", "<= 30 MB more", f"{more:+.1f} MB", more <= 30)


def _many() -> Iterator[Row]:
    found = _run("bench_many")
    once, again = found["once"], found["again"]
    yield Row(
        f"6 {once['sources']:,} sources in one cycle",
        "all unchanged",
        f"{once['unchanged']:,} unchanged, {once['per_second']:.0f}/s,"
        f" {once['cpu_ms']:.2f} ms each",
        once["unchanged"] == once["sources"],
    )
    grown = once["peak_mb"] - once["before_mb"]
    yield Row("6 memory for them", "report", f"{once['peak_mb']:.0f} MB, {grown:+.0f} MB", None)
    drift = again["last_mb"] - again["tenth_mb"]
    yield Row(
        f"6 memory over {again['cycles']} cycles",
        "flat but for SQLite's 2 MB",
        f"{drift:+.2f} MB from the 10th to the last",
        drift <= 2,
    )


def _rates() -> Iterator[Row]:
    command = [sys.executable, "-m", "scripts.bench_rates"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    lines = [line.strip() for line in done.stdout.splitlines() if "channels:" in line]
    if not lines:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    for line in lines:
        channels, _, rest = line.partition(" channels: ")
        figure, _, verdict = rest.rpartition(": ")
        yield Row(
            f"7 120 messages to {channels} channel{'' if channels == '1' else 's'}",
            "none rejected, >= 95 %",
            " ".join(figure.replace("of what is permitted", "of permitted").split()),
            verdict == "ok",
        )


def _peers() -> bool:
    """Whether the environment of the peers is there; made from its lock file if need be."""
    python = PEERS / "bin" / "python"
    lock = ROOT / "requirements-bench.lock"
    ready = PEERS / ".ready"
    if ready.is_file() and ready.read_bytes() == lock.read_bytes():
        return True
    print(f"Setting up {PEERS.name} from {lock.name} (once) ...", file=sys.stderr)
    if not python.is_file():
        venv.create(PEERS, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--require-hashes", "-r", str(lock)])  # noqa: S603
    if done.returncode == 0:
        ready.write_bytes(lock.read_bytes())
    return done.returncode == 0


POINTS: dict[int, Callable[[], Iterator[Row]]] = {
    1: _quiet,
    2: _pages,
    3: _articles,
    4: _candidates,
    6: _many,
    7: _rates,
}
"""By number; the fifth is measured with the third."""


if __name__ == "__main__":
    sys.exit(main())
