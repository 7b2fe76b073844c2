"""The points of `make bench`: what is asked, what was measured, and whether that is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from scripts.bench_runs import ROOT, missing_peers, run

_PUBLIC = ROOT.parent / "shared" / "bench" / "article-extraction-benchmark"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` None: nothing is asked, or it could not be measured."""

    point: str
    target: str
    figure: str
    met: bool | None


def quiet() -> Iterator[Row]:
    """1: a cycle that finds nothing new."""
    found = run("bench_quiet", "--json")
    yield Row(
        "1 quiet `once`, 20 TLS sources: CPU",
        "<= 15x a bare python",
        f"{found['ratio']:.1f}x ({found['once_ms']:.0f} / {found['floor_ms']:.1f} ms)",
        found["ratio"] <= 15,
    )
    heavy, parsers = (
        ", ".join(found[name]) or "none" for name in ("heavy_imports", "parsers_imported")
    )
    yield Row("1 heavy libraries imported", "none", heavy, heavy == "none")
    requests = found["requests_per_source"]
    yield Row("1 requests a source", "1", f"{requests:g}", requests == 1)
    yield Row("1 parsers imported", "none: no parse", parsers, parsers == "none")
    yield Row("1 commits", "<= 1", str(found["commits"]), found["commits"] <= 1)


def pages() -> Iterator[Row]:
    """2: from a page to its article."""
    found = run("bench_extraction", "--json", "--pages", "40")
    for name, key, least in (
        ("2 Vietnamese pages, known site", "own pages, known site", 15),
        ("2 Vietnamese pages, unknown site", "own pages, no known site", 5),
        ("2 public benchmark", "public benchmark", 2),
    ):
        faster, better = f">= {least}x trafilatura", "> trafilatura's"
        better = ">= trafilatura's" if least == 2 else better
        if key not in found:
            absent = f"not measured: {_PUBLIC.name} is absent"
            yield Row(f"{name}: pages/s", faster, absent, None)
            yield Row(f"{name}: F1", better, absent, None)
            continue
        part = found[key]
        speeds = f"{part['ours_pages_per_s']:.0f} / {part['trafilatura_pages_per_s']:.0f}"
        ratio = part["speed_ratio"]
        yield Row(f"{name}: pages/s", faster, f"{ratio:.1f}x ({speeds})", ratio >= least)
        ours, theirs = part["ours"], part["trafilatura"]
        enough = ours >= theirs if least == 2 else ours > theirs
        yield Row(f"{name}: F1", better, f"{ours:.4f} / {theirs:.4f}", enough)


@cache
def _measured() -> tuple[dict[str, Any], str | None]:
    """What bench_articles found, and why the typical stack is not in it."""
    missing = missing_peers()
    return run("bench_articles", *(("--ours",) if missing else ())), missing


def articles() -> Iterator[Row]:
    """3: a new article end to end, a known link, a listing of known links."""
    found, missing = _measured()
    ours, theirs = found["ours"], found.get("typical")
    for name, key, most, unit in (
        ("3 a new article, end to end: CPU", "article_ms", 10, "ms"),
        ("3 a known URL: CPU", "known_us", 40, "µs"),
    ):
        target = f"<= 1/{most} of typical"
        if theirs is None:
            yield Row(name, target, missing or "not measured", None)
            continue
        ratio = theirs[key] / ours[key]
        figure = f"1/{ratio:.1f} ({ours[key]:.1f} / {theirs[key]:.0f} {unit})"
        yield Row(name, target, figure, ratio >= most)
    listed = ours["listed"]
    permitted = ours["queries_permitted"]
    queries, parsed = ours["queries"], ours["parsed"]
    asked = f"3 queries for a listing of {listed:g} known"
    yield Row(asked, f"<= {permitted:g}", f"{queries:g}", queries <= permitted)
    more = ours["requests"] - 1
    figure = f"{more:g} asked for, {parsed:g} parsed" if more or parsed else "none"
    yield Row("3 pages asked for and parsed for it", "none: no parse", figure, figure == "none")


def classification() -> Iterator[Row]:
    """5: the share of an article's cost."""
    ours = _measured()[0]["ours"]
    share = ours["classify_ms"] / ours["article_ms"]
    figure = f"{share:.1%} ({ours['classify_ms']:.2f} ms)"
    yield Row("5 classification, of an article's cost", "<= 10 %", figure, share <= 0.1)


def candidates() -> Iterator[Row]:
    """4: near-duplicates among a million articles."""
    small, large = run("bench_candidates", "--json", "--sizes", "10000,1000000")
    ratio = large["median_ms"] / small["median_ms"]
    figure = f"{ratio:.2f}x ({large['median_ms']:.2f} ms), {large['found']:.0%} of copies found"
    yield Row("4 near-duplicates at 1 M: time", "<= 3x that at 10,000", figure, ratio <= 3)
    more = large["memory_mb"] - small["memory_mb"]
    yield Row("4 near-duplicates at 1 M: memory", "<= 30 MB more", f"{more:+.1f} MB", more <= 30)


def many() -> Iterator[Row]:
    """6: ten thousand sources, and a hundred cycles."""
    found = run("bench_many")
    once, again = found["once"], found["again"]
    said = f"{once['unchanged']:,} unchanged"
    whole = once["unchanged"] == once["sources"]
    yield Row(f"6 {once['sources']:,} sources in one cycle", "all unchanged", said, whole)
    speed = f"{once['per_second']:.0f} sources/s, {once['cpu_ms']:.2f} ms of CPU each"
    yield Row("6 their speed", "report", speed, None)
    memory = f"{once['peak_mb']:.0f} MB, {once['peak_mb'] - once['before_mb']:+.0f} MB in the cycle"
    yield Row("6 memory for them", "report", memory, None)
    drift = again["last_mb"] - again["tenth_mb"]
    yield Row(
        f"6 memory over {again['cycles']} cycles",
        "flat but for SQLite's 2 MB",
        f"{drift:+.2f} MB from the 10th to the last",
        drift <= 2,
    )


def rates() -> Iterator[Row]:
    """7: messages under the Bot API's limits."""
    for found in run("bench_rates", "--json"):
        channels = found["channels"]
        yield Row(
            f"7 {found['messages']} messages to {channels} channel{'' if channels == 1 else 's'}",
            "none rejected, >= 95 %",
            f"{found['rejected']} rejected, {found['share']:.1%} of what is permitted",
            found["met"],
        )


POINTS: dict[int, tuple[str, Callable[[], Iterator[Row]]]] = {
    1: ("a quiet cycle", quiet),
    2: ("from page to article, beside trafilatura", pages),
    3: ("articles end to end, beside the typical stack", articles),
    4: ("near-duplicates among a million", candidates),
    5: ("classification", classification),
    6: ("10,000 sources, 100 cycles", many),
    7: ("messages under limits", rates),
}
"""By number: what is measured, and the rows of it."""
