"""Threads that do one thing after another, and one place where what they did comes out.

As much of concurrent.futures as a cycle needs: the whole takes, with the logging that it loads, as
long to import as a tenth of a quiet cycle.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any


class Task:
    """One call, made in some thread. Ask for its `result` when it has come out."""

    __slots__ = ("_arguments", "_error", "_value", "_work")

    def __init__(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._work = work
        self._arguments = arguments
        self._value: Any = None
        self._error: BaseException | None = None

    def do(self) -> None:
        """Make the call; whatever it raises is kept for `result`."""
        try:
            self._value = self._work(*self._arguments)
        except BaseException as error:  # noqa: BLE001 - raised again by `result`
            self._error = error

    def result(self) -> Any:
        """What the call returned. Raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._value


class Workers:
    """At most `count` threads, begun as they are needed; none of them keeps the process alive."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._begun = 0
        self._idle = threading.Semaphore(0)
        self._waiting: SimpleQueue[Task | None] = SimpleQueue()
        self._done: SimpleQueue[Task] = SimpleQueue()

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Task:
        """Have `work` called as soon as a thread is free."""
        task = Task(work, arguments)
        self._waiting.put(task)
        if not self._idle.acquire(blocking=False) and self._begun < self._count:
            self._begun += 1
            name = f"fetch_{self._begun}"
            threading.Thread(target=self._serve, name=name, daemon=True).start()
        return task

    def finished(self, timeout: float) -> list[Task]:
        """All that is done by now; where nothing is, waited for so many seconds at most."""
        done: list[Task] = []
        try:
            done.append(self._done.get(timeout=timeout))
            while True:
                done.append(self._done.get_nowait())
        except Empty:
            return done

    def close(self) -> None:
        """Begin nothing more; what is under way ends by itself and comes out nowhere."""
        try:
            while True:
                self._waiting.get_nowait()
        except Empty:
            for _ in range(self._begun):
                self._waiting.put(None)

    def _serve(self) -> None:
        while (task := self._waiting.get()) is not None:
            task.do()
            self._idle.release()  # before it comes out: whoever sees it done finds a free thread
            self._done.put(task)
            del task  # it holds pages, and the next may be long in coming
