"""How `make bench` runs its parts: each a process, its output JSON, with word of it meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-bench"
LOCK = ROOT / "requirements-bench.lock"


class BrokenRunError(Exception):
    """A part that ended without its figures; says how."""


def run(module: str, *arguments: str) -> Any:
    """What a part prints as JSON. It may end with 1, where it misses a target of its own.

    Raises BrokenRunError.
    """
    command = [sys.executable, "-m", f"scripts.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise BrokenRunError(f"{module} ended with {done.returncode}: {last[0]}") from error


def missing_peers() -> str | None:
    """Why the typical stack cannot be measured; None where .venv-bench is there or can be made."""
    python, ready = PEERS / "bin" / "python", PEERS / ".ready"
    if ready.is_file() and ready.read_bytes() == LOCK.read_bytes():
        return None
    print(f"Setting up {PEERS.name} from {LOCK.name} (once) ...", file=sys.stderr)
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    try:
        if not python.is_file():
            venv.create(PEERS, with_pip=True)
        subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{PEERS.name}: {error}", file=sys.stderr)
        names = "trafilatura, datasketch, scikit-learn, SQLAlchemy"
        return f"not measured: {names} cannot be installed"
    ready.write_bytes(LOCK.read_bytes())
    return None


@contextmanager
def told_on_a_terminal(what: str) -> Iterator[None]:
    """Says on stderr what is under way and for how long, where that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    started, over = time.monotonic(), threading.Event()

    def tell() -> None:
        while not over.wait(0.5):
            sys.stderr.write(f"\r\x1b[K{what} … {time.monotonic() - started:.0f} s")
            sys.stderr.flush()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
