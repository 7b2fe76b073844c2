"""Many deaths in several worlds at once: at every write point, every request, and at random."""

from __future__ import annotations

import itertools
import queue
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.bot_api import Fault
from tests.chaos.history import Book, Chapter, Outcome, misfortunes, one_death, write_chapters
from tests.chaos.world import Fate, World

LAST_STEP = 400  # no undisturbed process takes so many

Task = Callable[[World, Sequence[Chapter]], Iterator[Outcome]]


@dataclass
class Tally:
    """What happened, by kind of task: tries, kills, violations."""

    tries: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, name: str, outcome: Outcome) -> None:
        self.tries[name] += 1
        self.kills[name] += outcome.killed
        self.faults += outcome.faults


def every_step(
    chapter: int,
    *,
    command: str = "once",
    trouble: str = "",
    stride: int = 1,
    last: int = LAST_STEP,
) -> Task:
    """Deaths at each step of a process, until one is not reached any more."""

    def run(world: World, chapters: Sequence[Chapter]) -> Iterator[Outcome]:
        for step in range(1, last, stride):
            method = "editMessageText" if chapters[chapter].name.endswith("grow") else "sendMessage"
            faults = [Fault(trouble, method=method)] if trouble else []
            outcome = one_death(
                world, chapters[chapter], Fate(step=step), command=command, trouble=faults
            )
            yield outcome
            if not outcome.killed:
                return

    return run


def every_request(chapter: int) -> Task:
    """Deaths while the n-th request to the Bot API is on its way, which arrives all the same."""

    def run(world: World, chapters: Sequence[Chapter]) -> Iterator[Outcome]:
        for number in itertools.count(1):
            outcome = one_death(world, chapters[chapter], Fate(request=number))
            yield outcome
            if not outcome.killed:
                return

    return run


def at_random(seed: int, *, kills: int) -> Task:
    """Everything published while process after process dies, with faults everywhere."""

    def run(world: World, chapters: Sequence[Chapter]) -> Iterator[Outcome]:
        rng = random.Random(seed)  # noqa: S311 - chance, not secrets
        yield misfortunes(world, chapters, rng, kills=kills)

    return run


def wage(
    tasks: Sequence[tuple[str, Task]],
    now: datetime,
    book: Book,
    *,
    workers: int,
    goes_on: Callable[[Tally], bool] = lambda _: True,
) -> Tally:
    """Do all tasks, in as many worlds as there are workers. Raises what a worker raises.

    `goes_on` sees the tally after every try, and says whether there is time for more.
    """
    campaign = _Campaign(now, book, goes_on)
    for task in tasks:
        campaign.waiting.put(task)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        threads = [
            threading.Thread(target=campaign.work, args=(Path(folder) / str(number),))
            for number in range(workers)
        ]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        finally:  # interrupted: each worker ends its present try
            campaign.over = True
            for thread in threads:
                thread.join()
    if campaign.errors:
        raise campaign.errors[0]
    return campaign.tally


class _Campaign:
    """What the workers share."""

    def __init__(self, now: datetime, book: Book, goes_on: Callable[[Tally], bool]) -> None:
        self.waiting: queue.SimpleQueue[tuple[str, Task]] = queue.SimpleQueue()
        self.tally = Tally()
        self.errors: list[BaseException] = []
        self._now, self._book, self._goes_on = now, book, goes_on
        self.over = False
        self._turn = threading.Lock()

    def work(self, folder: Path) -> None:
        """One worker, in a world of its own, until no task waits."""
        try:
            with World(folder, self._now) as world:
                chapters = write_chapters(world, self._book)
                while not self.errors and not self.over:
                    self._do(*self.waiting.get_nowait(), world, chapters)
        except queue.Empty:
            return
        except BaseException as error:  # noqa: BLE001 - raised again by `wage`
            self.errors.append(error)

    def _do(self, name: str, task: Task, world: World, chapters: Sequence[Chapter]) -> None:
        for outcome in task(world, chapters):
            with self._turn:
                self.tally.note(name, outcome)
                self.over |= not self._goes_on(self.tally)
            if self.over:
                return
