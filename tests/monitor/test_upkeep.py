"""The operator hears of sick sources once a day, in the admin chat or in the log; old texts go."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor import logs
from monitor.core.model import Channel, CycleReport
from monitor.upkeep import Upkeep
from notifier.console import ConsoleNotifier
from state.store import SqlStore, open_store
from tests.factories_delivery import HandClock, desk_on, outbox_on

START = datetime(2026, 11, 20, 1, tzinfo=UTC)
SICK = (("kiengiang", "no entries on 200"),)


@dataclass
class Office:
    store: SqlStore
    now: datetime = START

    def tell(self, *, admin: str | None, **found: object) -> str:
        """What is logged when a cycle has found this."""
        report = CycleReport(started_at=self.now, finished_at=self.now, **found)  # type: ignore[arg-type]
        stream = io.StringIO()
        logs.start(0, stream)
        desk = desk_on(
            self.store.database,
            lambda chat: ConsoleNotifier(io.StringIO(), lambda: self.now, colour=False),
            [Channel(name="main", chat="@main")],
            HandClock(self.now),
            admin_chat=admin,
        )
        Upkeep(self.store, {"kiengiang": "Kiên Giang"}, lambda: self.now).tell(report, desk)
        return stream.getvalue()

    def notices(self) -> list[str]:
        return [row.plain for row in outbox_on(self.store.database).rows()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = open_store(tmp_path / "x.db", now=START)
    yield Office(store)
    store.close()


def test_without_an_admin_chat_a_sick_source_is_logged_once_a_day(office: Office) -> None:
    said = []
    for hours in (0, 1, 24):
        office.now = START + timedelta(hours=hours)
        said.append(office.tell(admin=None, sick=SICK))

    assert [("Kiên Giang" in text) for text in said] == [True, False, True]
    assert "no entries on 200" in said[0]
    assert "đọc lại được" in office.tell(admin=None, recovered=("kiengiang",))
    assert office.notices() == []


def test_with_an_admin_chat_it_stands_there_and_not_in_the_log(office: Office) -> None:
    said = [office.tell(admin="777", sick=SICK) for _ in range(3)]

    assert said == ["", "", ""]
    assert len(office.notices()) == 1


def test_many_that_are_sick_at_once_are_told_once_a_day(office: Office) -> None:
    sick = tuple((f"nguon {number}", "lists nothing") for number in range(40))
    for hours in (0, 1, 2, 24):
        office.now = START + timedelta(hours=hours)
        office.tell(admin="777", sick=sick)
    assert [text.partition("\n")[0] for text in office.notices()] == [
        "⚠️ 40 nguồn có vấn đề:",
        "⚠️ 40 nguồn có vấn đề:",
    ]
    office.tell(admin="777", sick=(*sick, ("kiengiang", "lists nothing")))
    assert "Kiên Giang" in office.notices()[-1]
    assert "nguon" not in office.notices()[-1]


def test_a_week_is_told_once_it_is_over(office: Office) -> None:
    for days in (0, 3, 7, 8, 13, 14):
        office.now = START + timedelta(days=days)
        office.tell(admin="777")

    assert sum("Tuần qua" in text for text in office.notices()) == 2


def test_old_texts_are_looked_for_once_a_day(office: Office) -> None:
    upkeep = Upkeep(office.store, {}, lambda: office.now)
    upkeep.forget_texts(timedelta(days=365))
    first = office.store.memory("pruned")
    upkeep.forget_texts(timedelta(days=365))
    office.now += timedelta(days=1)
    upkeep.forget_texts(timedelta(days=365))

    assert first == "2026-11-20"
    assert office.store.memory("pruned") == "2026-11-21"
