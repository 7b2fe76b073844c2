"""Reads a chat back, through silent forwards to the admin chat, to see what arrived."""

from __future__ import annotations

from monitor.core.errors import (
    ChatUnavailableError,
    FloodError,
    NotSentError,
    UncertainError,
)
from monitor.core.markup import visible_text
from monitor.core.records import OutboxRow
from monitor.desk import Desk
from monitor.readback import TooManyMessages, find_after, find_near_end, gap_for

_TRIES = 5  # for one message
_PAUSE = 2.0  # seconds before a request without an answer is made again
_LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait before we look again later


class ChatReader:
    """Looks for rows of unknown fate. Raises what the notifier raises."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look_for(self, row: OutboxRow) -> int | None:
        """The id under which the row stands in its chat; None where it does not.

        Raises ChatUnavailableError where the chat can't be read back.
        """
        via = self._desk.admin_chat
        if row.chat is None or via is None:
            raise ChatUnavailableError("no admin chat is set through which it could be read back")
        chat = row.chat
        text = row.plain if row.html is None else visible_text(row.html)
        own = self._desk.outbox.own_messages(chat, row.target or 0)

        def read(message_id: int) -> str | None:
            return self._read(chat, message_id, via)

        if row.target is None:
            return find_near_end(read, text, own=own)
        try:
            return find_after(read, text, row.target, own=own, gap=gap_for(chat))
        except TooManyMessages:
            raise ChatUnavailableError(f"too many messages in chat {chat} since") from None

    def _read(self, chat: str, message_id: int, via: str) -> str | None:
        """One message, waiting where the server asks for it."""
        desk = self._desk
        for last in (*[False] * (_TRIES - 1), True):
            desk.sleep(desk.delay(via))
            try:
                found = desk.notifier_for(chat).read_back(chat, message_id, via)
            except (FloodError, NotSentError, UncertainError) as error:
                wait = error.retry_after if isinstance(error, FloodError) else _PAUSE
                if last or wait > _LONGEST_WAIT:
                    raise
                desk.pacer.hold(via, desk.tick() + wait)
                continue
            if found is None:
                desk.pacer.note_call(desk.tick())
            else:
                desk.pacer.note(via, desk.tick(), calls=2)
            return found
        raise FloodError(f"chat {via} takes no more messages", retry_after=_LONGEST_WAIT)
