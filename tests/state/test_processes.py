"""Several processes share one file, and any of them may die at any moment."""

from __future__ import annotations

import errno
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from monitor.core.errors import LockedError, StateError
from state.lock import hold_lock
from state.store import open_store
from tests.factories_state import NOW
from tests.state.writer import PER_BATCH

_ROOT = Path(__file__).resolve().parents[2]
_HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from state.lock import hold_lock
with hold_lock(Path(sys.argv[1]), now=datetime(2026, 3, 2, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def _process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _writer(path: Path, name: str, batches: int, kind: str) -> tuple[str, ...]:
    return ("-m", "tests.state.writer", str(path), name, str(batches), kind)


def test_a_process_killed_while_it_writes_leaves_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    chance = random.Random(7)  # noqa: S311 - to place the kills
    for _ in range(4):
        with _process(*_writer(path, "w", 10_000, "own")) as process:
            assert process.stdout is not None
            said = [int(process.stdout.readline()) for _ in range(3)]
            time.sleep(chance.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            rest, _ = process.communicate()
        last = max([*said, *(int(line) for line in rest.splitlines() if line.strip())])
        store = open_store(path, now=NOW)
        assert store.integrity() == ()
        saved = len(store.database.read("SELECT id FROM articles"))
        assert saved % PER_BATCH == 0
        assert saved >= (last + 1) * PER_BATCH
        assert store.validators()["w"]["feed"].etag == str(saved // PER_BATCH - 1)
        assert len(store.database.read("SELECT key FROM keys")) == saved * 2 - saved
        store.close()


def test_processes_that_write_at_once_wait_for_one_another(tmp_path: Path) -> None:
    path = tmp_path / "huunghi.db"
    names = ("a", "b", "c")
    with (
        _process(*_writer(path, "a", 20, "shared")) as one,
        _process(*_writer(path, "b", 20, "shared")) as two,
        _process(*_writer(path, "c", 20, "shared")) as three,
    ):
        for process in (one, two, three):
            _, errors = process.communicate(timeout=300)
            assert (process.returncode, errors) == (0, "")
    store = open_store(path, now=NOW)
    assert store.integrity() == ()
    count = 20 * PER_BATCH
    assert len(store.database.read("SELECT id FROM articles")) == count
    keys = [f"{name} {n}" for name in (*names, "shared") for n in range(count)]
    assert store.known_keys(keys) == set(keys)
    store.close()


def test_processes_that_make_the_file_at_once_all_get_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "huunghi.db"
    with ExitStack() as stack:
        processes = [
            stack.enter_context(_process(*_writer(path, f"w{number}", 1, "own")))
            for number in range(5)
        ]
        for process in processes:
            _, errors = process.communicate(timeout=300)
            assert (process.returncode, errors) == (0, "")


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "var" / "huunghi.lock"
    with _process("-c", _HOLDER, str(path)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with (
            pytest.raises(
                LockedError, match=rf"process {process.pid} since 2026-03-02 00:00:00\+00:00"
            ),
            hold_lock(path, now=NOW),
        ):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with hold_lock(path, now=NOW):
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_lock_can_be_taken_again_after_its_block(tmp_path: Path) -> None:
    path = tmp_path / "huunghi.lock"
    for _ in range(2):
        with hold_lock(path, now=NOW):
            pass


def test_a_lock_file_of_nonsense_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "huunghi.lock"
    path.write_text("[]" * 500)
    with hold_lock(path, now=NOW):
        path.write_text("gibberish")
        with pytest.raises(LockedError, match="process unknown"), hold_lock(path, now=NOW):
            pass


def test_a_file_system_without_locks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    path = tmp_path / "huunghi.lock"
    with (
        pytest.raises(StateError, match=r"No locks available; the file must be on a local disk"),
        hold_lock(path, now=NOW),
    ):
        pass


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StateError, match=r"lock .*file/lock"),
        hold_lock(tmp_path / "file" / "lock", now=NOW),
    ):
        pass
    with pytest.raises(StateError, match="check the path"), hold_lock(tmp_path, now=NOW):
        pass
