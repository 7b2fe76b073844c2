"""One instance at a time: a lock that the system drops when its process dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePath

from monitor.core.errors import LockedError, StateError


@contextmanager
def hold_lock(path: PurePath, *, now: datetime) -> Iterator[None]:
    """Hold the lock file at `path` for the length of the block.

    Raises LockedError naming the process that holds it, StateError where no file can be made.
    The file stays behind: what locks is not its being there. Local file systems only.
    """
    descriptor = _open(Path(path))
    try:
        _take(descriptor, path)
        _sign(descriptor, now)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StateError(
            f"lock {path}: {error.strerror or error}; check the path and its permissions"
        ) from error


def _take(descriptor: int, path: PurePath) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LockedError(
            f"another huunghi is running ({_holder(descriptor)}, lock {path});"
            " wait until it ends, or stop it"
        ) from None
    except OSError as error:
        raise StateError(
            f"lock {path}: {error.strerror or error}; the file must be on a local disk"
        ) from error


def _sign(descriptor: int, now: datetime) -> None:
    """Write who holds the lock, for others to read; a full disk does not matter here."""
    words = json.dumps({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")})
    os.ftruncate(descriptor, 0)
    with suppress(OSError):
        os.pwrite(descriptor, words.encode(), 0)


def _holder(descriptor: int) -> str:
    try:
        found = json.loads(os.pread(descriptor, 200, 0))
        return f"process {int(found['pid'])} since {datetime.fromisoformat(found['since'])}"
    except (OSError, ValueError, KeyError, TypeError):
        return "process unknown"
