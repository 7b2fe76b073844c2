"""A chat service in memory, and a process that can be killed at any step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.core.errors import DeliveryError
from monitor.core.markup import visible_text
from monitor.core.model import Delivery, Message
from monitor.core.ports import Clock
from state.sqlite import SqliteDatabase
from tests.factories_delivery import database

if TYPE_CHECKING:
    import sqlite3


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


@dataclass
class Lifeline:
    """Counts the steps of a process and ends it at the one that is named."""

    dies_at: int | None = None
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.dies_at:
            raise Killed


@dataclass
class Wall:
    """Chats with sequential ids. A process dies before, or after, its message stands there."""

    clock: Clock
    chats: dict[str, dict[int, str]] = field(default_factory=dict)
    times: dict[int, datetime] = field(default_factory=dict)
    line: Lifeline = field(default_factory=Lifeline)
    errors: list[DeliveryError] = field(default_factory=list)  # raised before anything is sent
    edits: int = 0
    last: int = 0

    def send(self, message: Message) -> Delivery:
        self.line.step()
        if self.errors:
            raise self.errors.pop(0)
        self.last += 1
        text = message.plain if message.html is None else visible_text(message.html)
        self.chats.setdefault(message.chat, {})[self.last] = text
        self.times[self.last] = self.clock()
        self.line.step()
        return Delivery(message_id=self.last, delivered_at=self.clock())

    def edit(self, message: Message, message_id: int) -> None:
        self.line.step()
        self.chats[message.chat][message_id] = visible_text(message.html or "")
        self.edits += 1
        self.line.step()

    def read_back(self, chat: str, message_id: int, via: str) -> str | None:
        self.line.step()
        return self.chats.get(chat, {}).get(message_id)

    def texts(self, chat: str) -> list[str]:
        return list(self.chats.get(chat, {}).values())

    def posted_at(self, chat: str) -> list[datetime]:
        return [self.times[message_id] for message_id in self.chats.get(chat, {})]


class MortalDatabase(SqliteDatabase):
    """A database whose process may die before or after each transaction."""

    line: Lifeline

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        self.line.step()
        with super().write() as connection:
            yield connection
            self.line.step()  # everything is written, nothing is saved
        self.line.step()


def mortal(path: Path, line: Lifeline) -> MortalDatabase:
    opened = database(path)
    opened.__class__ = MortalDatabase
    assert isinstance(opened, MortalDatabase)
    opened.line = line
    return opened
