"""Sends what the outbox holds: claims a row, sends it, records what became of it.

At whatever point the process ends, each row is in a state from which the next pass goes on: a row
that was claimed is of unknown fate, and the chat is read back before anything is sent again.
The one `except` per message stands in `_attempt`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from monitor import admin_words
from monitor.admin_words import Word
from monitor.core.errors import (
    ChatClosedError,
    ChatMigratedError,
    ChatUnavailableError,
    DeliveryError,
    FloodError,
    MessageGoneError,
    NotSentError,
    RefusedMessageError,
    TokenInvalidError,
    UncertainError,
)
from monitor.core.model import Delivery, Message, Part
from monitor.core.pacing import backoff, pause_for
from monitor.core.records import OutboxKind, OutboxRow, OutboxState, Settlement
from monitor.core.slots import is_quiet
from monitor.desk import NOTICES, DeliveryReport, Desk

if TYPE_CHECKING:
    from monitor.chat_reader import ChatReader

__all__ = ["GROWING", "DeliveryReport", "Desk", "cut_due", "deliver"]

T = TypeVar("T")

GROWING = timedelta(hours=48)  # for so long a posted story is edited when it grows
_GRACE = 1.5  # seconds until what was on its way has arrived
# Seconds until each look at what was not answered in time: a busy server may yet do it.
_LATE = (_GRACE, 6.0, 14.0)
_SOON = 0.05  # seconds of pacing that are slept away after a row is claimed
_BLIND_RESENDS = 2  # of a message that cannot be read back
_NOTICE_TRIES = 8


def deliver(desk: Desk) -> DeliveryReport:
    """Cut the digests that are due and send whatever may go now.

    Raises TokenInvalidError, with every row safe in the outbox.
    """
    left = desk.outbox.rows(states=(OutboxState.CLAIMED, OutboxState.UNCERTAIN))
    channels = (NOTICES, *(c.name for c in desk.channels), *(row.channel for row in left))
    mine = desk.outbox.take(channels)
    try:
        return _deliver(desk.limited_to(mine), mine if left else frozenset())
    finally:
        desk.outbox.give_back(mine)


def _deliver(desk: Desk, doubtful: frozenset[str]) -> DeliveryReport:
    """One pass; `doubtful` are the channels of which something may have been sent before."""
    desk.remember_pace()
    run = _Pass(desk)
    if doubtful:
        if desk.outbox.recover(desk.clock(), channels=doubtful):
            desk.sleep(_GRACE)
        run.resolve_all(doubtful)
    cut_due(desk)
    run.send_all()
    return run.close()


def cut_due(desk: Desk) -> int:
    """Cut what is due and queue edits of what has grown; how many rows. Quiet channels wait."""
    now, rows = desk.clock(), 0
    desk.outbox.register(desk.channels, now)
    for channel in desk.channels:
        if is_quiet(channel, now, desk.zone):
            continue
        slot_at = desk.outbox.due_slot(channel, now)
        if slot_at is not None:
            rows += desk.outbox.cut_digest(channel, slot_at, now, desk.render)
        rows += desk.outbox.queue_edits(channel, now, desk.render, within=GROWING)
    return rows


class _Pass:
    """One pass over the outbox."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._outbox = desk.outbox
        self._report = DeliveryReport()
        self._skipped: set[str] = set()
        self._silent: dict[int, str] = {}  # rows that are tried again, and why: nobody was told
        self._patience = desk.patience.total_seconds()

    # ── sending ──────────────────────────────────────────────────────────────

    def send_all(self) -> None:
        """Send row after row until none may go any more."""
        while not self._desk.stopped():
            row = self._outbox.claim(self._desk.clock(), channels=self._ready())
            if row is not None:
                self._send(row)
            elif not self._wait():
                break

    def close(self) -> DeliveryReport:
        """The report, with what is left."""
        left = self._outbox.rows(states=(OutboxState.WAITING, OutboxState.UNCERTAIN))
        self._report.waiting = sum(row.state is OutboxState.WAITING for row in left)
        self._report.failed += sum(row.problem is not None for row in left)
        self._report.problems += [
            f"outbox row {row.id} ({row.channel or 'admin chat'}) waits: {self._silent[row.id]}"
            for row in left
            if row.id in self._silent
        ]
        self._report.uncertain = len(left) - self._report.waiting
        names = [NOTICES, *(channel.name for channel in self._desk.channels)]
        self._report.next_at = self._outbox.next_at(channels=names)
        return self._report

    def _open(self) -> dict[str, str]:
        """The channels that may be sent to now, with their chats."""
        channels = self._desk.open_channels()
        return {name: chat for name, chat in channels.items() if name not in self._skipped}

    def _ready(self) -> list[str]:
        return [name for name, chat in self._open().items() if self._desk.delay(chat) <= _SOON]

    def _wait(self) -> bool:
        """Sleep until a row may go; False where none will within this pass's patience."""
        chats = self._open()
        now = self._desk.clock()
        next_at = self._outbox.next_at(channels=list(chats))
        if next_at is None:
            return False
        seconds = (next_at - now).total_seconds()
        if seconds <= 0:  # due, but its chat has had its share for now
            seconds = min(filter(None, map(self._desk.delay, chats.values())), default=0.0)
        else:
            self._patience -= seconds
        if seconds <= 0 or self._patience < 0:
            return False
        self._desk.sleep(seconds)
        return True

    def _send(self, row: OutboxRow) -> None:
        if row.chat:
            self._desk.sleep(self._desk.delay(row.chat))
            self._desk.pacer.note(row.chat, self._desk.tick())
        outcome = self._attempt(lambda: self._hand_over(row))
        if isinstance(outcome, DeliveryError):
            self._failed(row, outcome)
        else:
            self._arrived(row, outcome.message_id)

    def _hand_over(self, row: OutboxRow) -> Delivery:
        notifier = self._desk.notifier_for(row.chat)
        message = Message(
            chat=row.chat or "",
            html=row.html,
            plain=row.plain,
            key=row.key,
            thread=self._desk.thread_of(row),
        )
        if row.kind is OutboxKind.EDIT and row.target is not None:
            notifier.edit(message, row.target)
            return Delivery(message_id=row.target, delivered_at=self._desk.clock())
        return notifier.send(message)

    def _attempt(self, action: Callable[[], T]) -> T | DeliveryError:
        try:
            return action()
        except DeliveryError as error:
            return error

    def _arrived(self, row: OutboxRow, message_id: int) -> None:
        self._settle(row, OutboxState.SENT, message_id=message_id)
        if row.kind is OutboxKind.EDIT:
            self._report.edited += 1
        else:
            self._report.sent += 1
        if row.channel in self._outbox.paused():
            self._outbox.resume(row.channel)
            self._tell(admin_words.resumed(row), row)

    # ── failures by kind ─────────────────────────────────────────────────────

    def _failed(self, row: OutboxRow, error: DeliveryError) -> None:
        match error:
            case TokenInvalidError():
                self._retry(row, error, 0.0)
                raise error
            case NotSentError():
                self._retry(row, error, backoff(row.attempts))
            case FloodError():
                self._flooded(row, error)
            case RefusedMessageError():
                self._refused(row, error)
            case MessageGoneError():
                self._settle(row, OutboxState.DROPPED, problem=str(error))
            case ChatMigratedError() if error.new_chat != row.chat:
                self._outbox.migrate(row.chat or "", error.new_chat)
                self._retry(row, error, 0.0)
                self._tell(admin_words.migrated(row, error.new_chat), row)
            case ChatMigratedError() | ChatUnavailableError():
                self._unavailable(row, error)
            case _:
                self._lost_sight(row, error)

    def _retry(self, row: OutboxRow, error: DeliveryError, seconds: float) -> None:
        now = self._desk.clock()
        self._report.missed += 1
        self._silent[row.id] = str(error)
        self._settle(
            row,
            OutboxState.WAITING,
            problem=str(error),
            not_before=now + timedelta(seconds=seconds),
        )

    def _flooded(self, row: OutboxRow, error: FloodError) -> None:
        if row.chat:
            self._desk.pacer.hold(row.chat, self._desk.tick() + error.retry_after)
        # A row's time is kept in whole seconds, rounded down.
        self._retry(row, error, error.retry_after + 1)

    def _refused(self, row: OutboxRow, error: DeliveryError) -> None:
        """Send it as plain text, then in smaller pieces, then give it up and say so."""
        from monitor.refusals import plainer  # seldom needed, so that quiet cycles go without

        pieces = plainer(row)
        if not pieces:
            self._settle(row, OutboxState.DEAD, problem=str(error))
            self._report.failed += 1
            self._report.missed += 1
            self._tell(admin_words.dead(row, error), row)
            return
        parts = [Part(html="", plain=piece, stories=row.stories) for piece in pieces]
        self._outbox.replace(row, parts, self._desk.clock())

    def _unavailable(self, row: OutboxRow, error: DeliveryError) -> None:
        self._skipped.add(row.channel)
        if row.channel == NOTICES:
            if row.attempts >= _NOTICE_TRIES:
                self._settle(row, OutboxState.DEAD, problem=str(error))
            else:
                self._retry(row, error, backoff(row.attempts))
            self._say(row, f"the admin chat cannot be reached: {error}")
            return
        self._retry(row, error, 0.0)
        self._pause(row, error)

    def _pause(self, row: OutboxRow, error: DeliveryError) -> None:
        """Leave a channel alone for a while; the operator is told when that begins."""
        self._skipped.add(row.channel)
        known = row.channel in self._outbox.paused()
        until = self._desk.clock() + pause_for(row.attempts)
        self._outbox.pause(row.channel, str(error), until)
        if not known:
            self._tell(admin_words.paused(row, error), row)

    def _lost_sight(self, row: OutboxRow, error: DeliveryError) -> None:
        if row.kind is OutboxKind.EDIT:  # editing twice does no harm
            self._retry(row, error, backoff(row.attempts))
            return
        self._settle(row, OutboxState.UNCERTAIN, problem=str(error))
        pauses = _LATE if isinstance(error, UncertainError) and error.late else (_GRACE,)
        for looks, pause in enumerate(pauses, 1):
            self._desk.sleep(pause)
            if self._resolve(row, last=looks == len(pauses)):
                break

    # ── uncertain sends ──────────────────────────────────────────────────────

    def resolve_all(self, channels: frozenset[str]) -> None:
        """Find out what became of the channels' rows of unknown fate."""
        for row in self._outbox.uncertain():
            if row.channel in channels and not self._desk.stopped():
                self._resolve(row)

    @cached_property
    def _reader(self) -> ChatReader:
        from monitor.chat_reader import ChatReader  # seldom needed

        return ChatReader(self._desk)

    def _resolve(self, row: OutboxRow, *, last: bool = True) -> bool:
        """Find out, and act on it; False where it is not there and this is not the last look."""
        outcome = self._attempt(lambda: self._reader.look_for(row))
        if isinstance(outcome, int):
            self._arrived(row, outcome)
        elif outcome is None:
            if not last:
                return False
            problem = UncertainError("it did not arrive: it is not in the chat")
            self._retry(row, problem, backoff(row.attempts))
        elif isinstance(outcome, TokenInvalidError):
            raise outcome
        elif isinstance(outcome, ChatClosedError) and row.kind is not OutboxKind.NOTICE:
            self._pause(row, outcome)  # nothing can be sent there either: look again later
        elif isinstance(outcome, ChatUnavailableError | ChatMigratedError | RefusedMessageError):
            self._unreadable(row, outcome)
        else:
            self._say(row, f"outbox row {row.id} may have been sent: {outcome}")
        return True

    def _unreadable(self, row: OutboxRow, error: DeliveryError) -> None:
        """What cannot be read back is sent again or left to the operator, as was chosen."""
        again = self._desk.on_uncertain == "resend" and row.attempts <= _BLIND_RESENDS
        if again:
            self._retry(row, error, backoff(row.attempts))
        if row.kind is not OutboxKind.NOTICE:
            self._tell((admin_words.resent if again else admin_words.asked)(row, error), row)

    # ── bookkeeping ──────────────────────────────────────────────────────────

    def _settle(
        self,
        row: OutboxRow,
        state: OutboxState,
        *,
        message_id: int | None = None,
        problem: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        settlement = Settlement(
            state=state,
            at=self._desk.clock(),
            message_id=message_id,
            problem=problem,
            not_before=not_before,
        )
        self._outbox.settle(row, settlement)

    def _say(self, row: OutboxRow, problem: str) -> None:
        self._silent.pop(row.id, None)
        self._report.problems.append(problem)

    def _tell(self, word: Word, row: OutboxRow) -> None:
        self._say(row, word.log)
        if self._desk.admin_chat:
            self._outbox.notice(word.key, self._desk.admin_chat, word.text, self._desk.clock())
