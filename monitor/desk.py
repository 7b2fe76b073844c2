"""What delivery works with, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from monitor.core.model import Channel
from monitor.core.pacing import CHAT_WINDOW, Pacer
from monitor.core.records import OutboxRow
from monitor.core.slots import is_quiet
from monitor.core.slotted import dataclass, field, replace

if TYPE_CHECKING:
    from monitor.core.ports import Clock, DigestRenderer, Notifier, Outbox

NOTICES = ""  # where notices to the operator stand among the channels


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What delivery works with.

    `notifier_for` gives the service of a chat, None being the console. `tick` is a clock of
    seconds that never goes back. `patience` is how long one pass waits, in all, for rows that
    may not go yet. `tells`: it is this process's turn to send the notices.
    """

    outbox: Outbox
    notifier_for: Callable[[str | None], Notifier]
    channels: Sequence[Channel]
    render: DigestRenderer
    zone: tzinfo
    clock: Clock
    sleep: Callable[[float], None]
    tick: Callable[[], float]
    pacer: Pacer = field(default_factory=Pacer)
    admin_chat: str | None = None
    on_uncertain: str = "resend"
    patience: timedelta = timedelta(minutes=2)
    stopped: Callable[[], bool] = lambda: False
    tells: bool = True

    def limited_to(self, channels: Collection[str]) -> Desk:
        """The same desk for these channels alone, notices among them or not."""
        return replace(
            self,
            channels=tuple(c for c in self.channels if c.name in channels),
            tells=NOTICES in channels,
        )

    def delay(self, chat: str) -> float:
        """Seconds before something may go to a chat. The console, "", keeps no one waiting."""
        return self.pacer.delay(chat, self.tick()) if chat else 0.0

    def remember_pace(self) -> None:
        """What other processes sent within the last minute counts for this one's pace."""
        if self.outbox.shared:
            self.pacer.forget_chats()
        if not self.pacer.is_new:
            return
        now = self.clock()
        for chat, at in self.outbox.recent_sends(now - timedelta(seconds=CHAT_WINDOW)):
            # Times are kept in whole seconds, rounded down.
            age = (now - at).total_seconds() - 1
            self.pacer.recall(chat, self.tick() - max(0.0, age))

    def thread_of(self, row: OutboxRow) -> int | None:
        """The topic that a row goes to: as it is set now, for it may have been set wrong."""
        threads = {channel.name: channel.thread for channel in self.channels}
        return threads.get(row.channel, row.thread)

    def open_channels(self) -> dict[str, str]:
        """The channels, notices among them, that may be sent to now, with their chats."""
        now = self.clock()
        chats = {
            channel.name: channel.chat or ""
            for channel in self.channels
            if not is_quiet(channel, now, self.zone)
        }
        return {NOTICES: self.admin_chat or "", **chats} if self.tells else chats


@dataclass(slots=True, kw_only=True)
class DeliveryReport:
    """What one pass did. `failed` counts the rows that are left with a problem, or dead, `missed`
    the sends of this pass that failed; `next_at` is when the next waiting row may go.
    """

    sent: int = 0
    edited: int = 0
    failed: int = 0
    missed: int = 0
    waiting: int = 0
    uncertain: int = 0
    problems: list[str] = field(default_factory=list)
    next_at: datetime | None = None
