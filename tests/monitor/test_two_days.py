"""Forty-eight hours of schedule on a simulated clock, with what can disturb it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from monitor.core.errors import ChatUnavailableError, NotSentError, UncertainError
from monitor.core.model import Channel
from monitor.delivery import deliver
from state.engine import Database
from tests.factories_delivery import ZONE, HandClock, channel, database, desk_on, outbox_on, queue
from tests.factories_wall import Wall

TICK = timedelta(minutes=10)
START = datetime.fromisoformat("2026-11-20T18:00:00+07:00")
FIXED = channel(digests=(time(7), time(17)), quiet=(time(21), time(6, 30)))
EVERY = channel(name="every", chat="@every", quiet=(time(21), time(6, 30)))


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+07:00")


@dataclass
class Days:
    """A daemon that looks every ten minutes, and articles that appear every two hours."""

    db: Database
    clock: HandClock
    wall: Wall
    channels: tuple[Channel, ...]
    stories: int = 0
    next_story: datetime = START + timedelta(hours=1)

    def look(self) -> None:
        """One cycle: what appeared is queued, what is due is sent. Each time a new process."""
        while self.next_story <= self.clock():
            self.stories += 1
            queue(self.db, self.stories, *(c.name for c in self.channels), at=self.next_story)
            self.next_story += timedelta(hours=2)
        deliver(
            desk_on(
                self.db,
                lambda _: self.wall,
                self.channels,
                self.clock,
                admin_chat="@admin",
                patience=timedelta(seconds=20),
            )
        )

    def until(self, end: datetime) -> None:
        while self.clock() < end:
            self.look()
            self.clock.turn_to(min(self.clock() + TICK, max(end, self.clock())))
        self.look()

    def posted(self, chat: str = "@main") -> list[str]:
        return [f"{at.astimezone(ZONE):%d %H:%M}" for at in self.wall.posted_at(chat)]

    def all_stand_once(self, chat: str = "@main") -> None:
        for number in range(1, self.stories + 1):
            title = f"Hội nghị số {number} về"
            assert sum(title in text for text in self.wall.texts(chat)) == 1
        assert outbox_on(self.db).ledger().faults == ()


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    clock = HandClock(START)
    db = database(tmp_path / "state.db")
    with db.write() as connection:
        connection.execute("INSERT INTO messages (chat, message_id) VALUES ('@main', 0)")
    yield Days(db, clock, Wall(clock), (FIXED,))
    db.close()


SLOTS = ["21 07:00", "21 17:00", "22 07:00", "22 17:00"]


def test_undisturbed_each_slot_has_its_digest(days: Days) -> None:
    days.until(local("22T18:00"))
    assert days.posted() == SLOTS
    days.until(local("23T07:00"))
    days.all_stand_once()


def test_every_cycle_means_soon_but_not_at_night(days: Days) -> None:
    days.channels = (EVERY,)
    days.until(local("22T20:00"))
    posted = days.posted("@every")
    assert posted[:3] == ["20 19:00", "21 06:30", "21 07:00"]
    assert not [at for at in posted if at[3:] >= "21:00" or at[3:] < "06:30"]
    days.all_stand_once("@every")


def test_a_restart_at_the_last_second_makes_one_digest(days: Days) -> None:
    days.until(local("21T06:50"))
    days.clock.turn_to(local("21T06:59") + timedelta(seconds=59))
    days.look()
    days.clock.turn_to(local("21T07:00"))
    days.look()
    days.look()
    days.until(local("22T18:00"))
    assert days.posted() == SLOTS


def test_a_machine_that_slept_through_a_slot_makes_one_digest_late(days: Days) -> None:
    days.until(local("21T06:40"))
    days.clock.turn_to(local("21T09:20"))
    days.until(local("22T18:00"))
    assert days.posted() == ["21 09:20", *SLOTS[1:]]


def test_slots_that_were_missed_fold_into_one(days: Days) -> None:
    days.until(local("20T19:30"))
    days.clock.turn_to(local("22T12:00"))
    days.until(local("22T18:00"))
    assert days.posted() == ["22 12:00", "22 17:00"]
    days.until(local("23T07:00"))
    days.all_stand_once()


def test_a_clock_that_steps_back_makes_no_second_digest(days: Days) -> None:
    days.until(local("21T07:10"))
    days.clock.turn_to(local("21T06:40"))
    days.until(local("22T18:00"))
    assert days.posted() == SLOTS
    days.until(local("23T07:00"))
    days.all_stand_once()


def test_a_clock_that_jumps_ahead_for_a_while_loses_nothing(days: Days) -> None:
    days.until(local("21T08:00"))
    days.clock.turn_to(local("28T08:00"))
    days.look()
    days.clock.turn_to(local("21T08:10"))
    days.next_story = local("21T09:00")
    days.until(local("23T07:00"))
    assert days.posted()[-3:] == ["22 07:00", "22 17:00", "23 07:00"]
    days.all_stand_once()


def test_daemon_and_cron_side_by_side_make_one_digest(days: Days) -> None:
    second = database(days.db.name)
    beside = Days(second, days.clock, days.wall, days.channels, next_story=local("30T00:00"))
    while days.clock() < local("22T18:00"):
        days.look()
        beside.look()
        days.clock.turn_to(days.clock() + TICK)
    assert days.posted() == SLOTS
    second.close()


def test_an_outage_over_a_slot_makes_the_digest_late(days: Days) -> None:
    days.until(local("21T06:50"))
    days.wall.errors = [NotSentError("no connection")] * 12
    days.until(local("22T18:00"))
    assert len(days.posted()) == 4
    assert "21 07:00" < days.posted()[0] <= "21 09:10"
    days.until(local("23T07:00"))
    days.all_stand_once()


def test_a_channel_that_is_closed_for_half_a_day_gets_all_of_it_later(days: Days) -> None:
    days.until(local("21T06:50"))
    days.wall.errors = [ChatUnavailableError("kicked")] * 30
    days.until(local("23T07:10"))
    days.all_stand_once()


def test_answers_that_are_lost_repeat_nothing(days: Days) -> None:
    days.until(local("21T06:50"))
    days.wall.errors = [UncertainError("no answer")] * 2
    days.until(local("22T18:00"))
    assert len(days.posted()) == 4
    days.until(local("23T07:00"))
    days.all_stand_once()
