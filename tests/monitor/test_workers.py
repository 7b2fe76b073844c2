"""Threads do what they are given, at most so many at once, and errors come out as they were."""

from __future__ import annotations

import threading
import time

import pytest

from monitor.workers import Task, Workers


def all_of(workers: Workers, count: int) -> list[Task]:
    done: list[Task] = []
    deadline = time.monotonic() + 120
    while len(done) < count and time.monotonic() < deadline:
        done += workers.finished(0.5)
    return done


def test_everything_comes_out_once() -> None:
    workers = Workers(4)
    tasks = [workers.submit(pow, number, 2) for number in range(100)]
    done = all_of(workers, 100)
    workers.close()
    assert {id(task) for task in done} == {id(task) for task in tasks}
    assert sorted(task.result() for task in done) == [number**2 for number in range(100)]


def test_no_more_than_so_many_run_at_once() -> None:
    lock, running, most = threading.Lock(), [0], [0]
    three = threading.Barrier(3)

    def work() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        three.wait(120)
        with lock:
            running[0] -= 1

    workers = Workers(3)
    for _ in range(12):
        workers.submit(work)
    assert [task.result() for task in all_of(workers, 12)] == [None] * 12
    workers.close()
    assert most[0] == 3


def test_an_idle_thread_serves_again() -> None:
    workers = Workers(8)
    names = set()
    for _ in range(5):
        workers.submit(lambda: threading.current_thread().name)
        (task,) = all_of(workers, 1)
        names.add(task.result())
    workers.close()
    assert len(names) == 1


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    workers = Workers(1)
    workers.submit(int, "x")
    (task,) = all_of(workers, 1)
    workers.close()
    with pytest.raises(ValueError, match="invalid literal"):
        task.result()


def test_what_was_not_begun_is_not_done_after_the_end() -> None:
    gate, begun = threading.Event(), threading.Event()
    called: list[int] = []

    def hang() -> None:
        begun.set()
        gate.wait(120)

    workers = Workers(1)
    workers.submit(hang)
    workers.submit(called.append, 1)
    assert begun.wait(120)
    workers.close()
    gate.set()
    assert len(all_of(workers, 1)) == 1
    assert workers.finished(0.05) == []
    assert called == []
