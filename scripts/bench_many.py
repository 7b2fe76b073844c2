"""Ten thousand sources in one cycle, and a hundred cycles: sources a second, and memory.

    python -m scripts.bench_many [--sources N] [--cycles N] [--cycle-sources N]

The server is a process of its own on loopback, with sixteen ports for as many hosts, and answers
each conditional GET by 304. The state is filled as earlier cycles would have left it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.app import App
from monitor.config import load_settings
from monitor.core.model import SourceStatus, Validators
from state.health import note_polled
from state.polls import save_validators

SOURCES, CYCLES, CYCLE_SOURCES, PORTS = 10_000, 100, 100, 16
_ANSWER = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def main() -> int:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=int, default=SOURCES)
    parser.add_argument("--cycles", type=int, default=CYCLES)
    parser.add_argument("--cycle-sources", type=int, default=CYCLE_SOURCES)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--poll", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(_serve())
    elif options.poll:
        folder, sources, cycles = options.poll
        print(json.dumps(_poll(Path(folder), int(sources), int(cycles))))
    else:
        once, again = (
            measure(options.sources, 1),
            measure(options.cycle_sources, options.cycles),
        )
        print(json.dumps({"once": once, "again": again}, indent=1))
    return 0


def measure(sources: int, cycles: int) -> dict[str, Any]:
    """So many sources for so many cycles, in a process of their own."""
    with tempfile.TemporaryDirectory() as name, _server() as ports:
        folder = Path(name)
        (folder / "ports.json").write_text(json.dumps(ports))
        command = [sys.executable, "-m", "scripts.bench_many", "--poll", name]
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, str(sources), str(cycles)], check=True, capture_output=True, text=True
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _poll(folder: Path, count: int, cycles: int) -> dict[str, Any]:
    ports = json.loads((folder / "ports.json").read_text())
    urls = [f"http://127.0.0.1:{ports[n % len(ports)]}/feed/{n}" for n in range(count)]
    _write_settings(folder, urls)
    app = App(load_settings(environ={}, cwd=folder))
    app.sow()
    now = app.clock()
    with app.database.write() as connection:
        for number, url in enumerate(urls):
            note_polled(connection, f"s{number}", now - timedelta(minutes=20))
            save_validators(
                connection, f"s{number}", {f"feed {url}": Validators(etag='"1"', digest="0")}
            )
    before, memory = _memory("VmRSS"), []
    started, used = time.monotonic(), time.process_time()
    statuses: list[SourceStatus] = []
    for _ in range(cycles):
        report = app.cycle()
        app.deliver(report)
        statuses += [outcome.status for outcome in report.outcomes]
        memory.append(_memory("VmRSS"))
    result = {
        "sources": count,
        "cycles": cycles,
        "per_second": count * cycles / (time.monotonic() - started),
        "cpu_ms": (time.process_time() - used) / count / cycles * 1e3,
        "unchanged": statuses.count(SourceStatus.UNCHANGED),
        "before_mb": before,
        "peak_mb": _memory("VmHWM"),
        "tenth_mb": memory[min(9, cycles - 1)],
        "last_mb": memory[-1],
    }
    app.close()
    return result


def _write_settings(folder: Path, urls: Sequence[str]) -> None:
    tables = (
        f'[s{number}]\nname = "Nguồn {number}"\nhome = "{url}"\nfeeds = ["{url}"]\n'
        for number, url in enumerate(urls)
    )
    (folder / "mine.toml").write_text("\n".join(tables), "utf-8")
    only = json.dumps([f"s{number}" for number in range(len(urls))])
    (folder / "huunghi.toml").write_text(
        f'[monitor]\nsources = "mine.toml"\nonly = {only}\n'
        '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n',
        "utf-8",
    )


def _memory(name: str) -> float:
    """Megabytes of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name + ":"))


@contextmanager
def _server() -> Iterator[list[int]]:
    command = [sys.executable, "-m", "scripts.bench_many", "--serve"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


async def _serve() -> None:
    servers = [await asyncio.start_server(_answer, "127.0.0.1", 0) for _ in range(PORTS)]
    print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
    # The end of our input is the end of those who asked.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while request := await reader.readuntil(b"\r\n\r\n"):
            writer.write(_ANSWER if b"/feed/" in request.split(b"\r\n", 1)[0] else _MISSING)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        """They have gone."""
    finally:
        writer.close()


if __name__ == "__main__":
    sys.exit(main())
