"""A process that is killed at any step of a delivery: nothing is lost, nothing repeated."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.core.model import Message
from monitor.core.records import OutboxState
from monitor.delivery import DeliveryReport, deliver
from tests.factories_delivery import (
    HandClock,
    channel,
    database,
    desk_on,
    join,
    outbox_on,
    queue,
)
from tests.factories_wall import Killed, Lifeline, Wall, mortal

CHANNELS = (channel(), channel(name="other", chat="@other"))
STORIES = range(1, 31)  # enough for two parts
TITLE = "Hội nghị số {} về" + " công tác đối ngoại nhân dân" * 6


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with stories for both channels; a message 40 is known in each."""
    path = tmp_path_factory.mktemp("prepared") / "state.db"
    db = database(path)
    for number in STORIES:
        others = ["other"] if number % 9 == 0 else []
        queue(db, number, "main", *others, title=TITLE.format(number))
    with db.write() as connection:
        connection.execute("INSERT INTO messages (chat, message_id) VALUES ('@main', 40)")
        connection.execute("INSERT INTO messages (chat, message_id) VALUES ('@other', 40)")
    db.close()
    return path


@dataclass
class Machine:
    """A machine on which one process after another runs."""

    path: Path
    clock: HandClock
    wall: Wall

    def run(self, dies_at: int | None = None) -> DeliveryReport:
        """One process, from start to its end or its death."""
        self.wall.line = Lifeline(dies_at)
        db = mortal(self.path, self.wall.line)
        desk = desk_on(db, lambda _: self.wall, CHANNELS, self.clock, admin_chat="@admin")
        try:
            return deliver(desk)
        finally:
            db.close()

    def survives(self, dies_at: int) -> bool:
        try:
            self.run(dies_at)
        except Killed:
            self.clock.sleep(5)
            return False
        return True


@pytest.fixture
def new_machine(prepared: Path, tmp_path: Path) -> Callable[[], Machine]:
    numbers = itertools.count()

    def machine() -> Machine:
        clock = HandClock()
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(prepared, path)
        return Machine(path, clock, Wall(clock, last=40))

    return machine


@pytest.fixture
def machine(new_machine: Callable[[], Machine]) -> Machine:
    return new_machine()


def stands_once(machine: Machine) -> None:
    for number in STORIES:
        title = f"Hội nghị số {number} về"
        assert sum(title in text for text in machine.wall.texts("@main")) == 1
        assert sum(title in text for text in machine.wall.texts("@other")) == (number % 9 == 0)
    db = database(machine.path)
    ledger = outbox_on(db).ledger()
    assert ledger.faults == ()
    assert ledger.outbox[OutboxState.SENT] == sum(ledger.outbox.values())
    assert db.read("PRAGMA integrity_check")[0][0] == "ok"
    db.close()


def test_a_death_at_any_step_loses_nothing_and_repeats_nothing(
    new_machine: Callable[[], Machine],
) -> None:
    alive = new_machine()
    alive.run()
    steps = alive.wall.line.steps
    assert len(alive.wall.texts("@main")) == 2
    assert steps > 20
    for dies_at in range(1, steps + 1):
        machine = new_machine()
        assert not machine.survives(dies_at)
        machine.run()
        stands_once(machine)


@pytest.mark.parametrize("stride", [3, 5, 7, 11])
def test_deaths_one_after_the_other_come_to_an_end(machine: Machine, stride: int) -> None:
    deaths, dies_at = 0, stride
    while not machine.survives(dies_at):
        deaths += 1
        dies_at = stride + deaths % 13 + deaths // 20
    assert deaths > 3
    stands_once(machine)


def test_a_death_while_editing_repeats_the_edit_and_no_message(machine: Machine) -> None:
    machine.run()
    machine.clock.sleep(600)
    db = database(machine.path)
    join(db, 500, 1, at=machine.clock())
    db.close()
    dies_at = 1
    while not machine.survives(dies_at):
        dies_at += 1
    assert machine.wall.edits >= 1
    assert sum("s500.example" in text for text in machine.wall.texts("@main")) == 1
    stands_once(machine)


def test_posts_of_others_between_two_lives_confuse_nothing(machine: Machine) -> None:
    for dies_at in range(8, 60, 4):
        machine.wall.line = Lifeline()
        machine.wall.send(Message(chat="@main", html=None, plain="của người khác", key=""))
        machine.survives(dies_at)
    machine.run()
    stands_once(machine)
    assert "của người khác" in machine.wall.texts("@main")


def test_the_first_pass_after_a_death_waits_for_what_was_on_its_way(machine: Machine) -> None:
    steps = 1
    while not outbox_states(machine, OutboxState.CLAIMED):
        machine.survives(steps)
        steps += 1
    began = machine.clock()
    machine.run()
    assert machine.clock() - began >= timedelta(seconds=1)
    stands_once(machine)


def outbox_states(machine: Machine, state: OutboxState) -> int:
    db = database(machine.path)
    found = outbox_on(db).rows(states=(state,))
    db.close()
    return len(found)
