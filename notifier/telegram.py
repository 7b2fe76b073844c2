"""Telegram through python-telegram-bot: one request a call, every failure a DeliveryError.

The library is imported only when the first request is made. No text that leaves this module
holds the token: exceptions are raised from None and redacted, the HTTP client's log is quiet.
"""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

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
from monitor.core.model import Delivery, Message
from monitor.core.ports import Clock

if TYPE_CHECKING:
    from telegram import Bot
    from telegram.error import TelegramError

_log = logging.getLogger(__name__)

# What the HTTP client raises before a request has left.
_NEVER_LEFT = frozenset(
    ("ConnectTimeout", "ConnectError", "PoolTimeout", "ProxyError", "UnsupportedProtocol",
     "LocalProtocolError", "InvalidURL")
)  # fmt: skip
_TIMED_OUT = frozenset(("ReadTimeout", "WriteTimeout"))  # the server may still be at it
_UNCHANGED = "message is not modified"
_ABSENT = re.compile(
    r"message[\w ]* not found|message[\w ]* (?:doesn'?t|does not) exist|no such message|"
    r"MESSAGE_ID_INVALID|invalid message_?id|message identifier is not specified",
    re.IGNORECASE,
)
_FINAL = re.compile(r"message can'?t be edited", re.IGNORECASE)
_UNFORWARDABLE = re.compile(
    r"can'?t be forwarded|FORWARDS_RESTRICTED|protected content", re.IGNORECASE
)
_NO_CHAT = re.compile(
    r"chat not found|not enough rights|have no rights|need administrator rights|"
    r"CHAT_ADMIN_REQUIRED|CHAT_WRITE_FORBIDDEN|CHAT_SEND_\w+_FORBIDDEN|CHAT_RESTRICTED|CHANNEL_PRIVATE|PEER_ID_INVALID|"
    r"USER_IS_BLOCKED|USER_BANNED|group chat was deactivated|group is deactivated|"
    r"bot is not a member|kicked|message thread not found|TOPIC_(?:CLOSED|DELETED)|"
    r"chat_id is empty|chat is deactivated|not a member of the (?:channel|group|supergroup)",
    re.IGNORECASE,
)
_TOO_MANY = re.compile(r"too many requests", re.IGNORECASE)
_TOO_LARGE = re.compile(r"too large", re.IGNORECASE)
_AFTER = re.compile(r"retry after (\d+)", re.IGNORECASE)
_UNSAID_WAIT = 5.0  # seconds, where a flood answer does not say how long
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds: for the connection, for each read and write."""

    connect: float = 10.0
    read: float = 20.0


class TelegramNotifier:
    """The Bot API as plain calls. Not for use by two threads at once. Close it when done."""

    def __init__(
        self, token: str, base_url: str, *, clock: Clock, timeouts: Timeouts | None = None
    ) -> None:
        self._token = token
        self._base_url = base_url
        self._clock = clock
        self._timeouts = timeouts or Timeouts()
        self._runner = asyncio.Runner()
        self._bot: Bot | None = None

    def send(self, message: Message) -> Delivery:
        """Send once. Raises a DeliveryError."""
        sent = self._ask(
            "send_message",
            chat_id=message.chat,
            message_thread_id=message.thread,
            disable_notification=message.silent,
            **_body(message),
        )
        message_id = _field(sent, "message_id")
        if not isinstance(message_id, int):
            raise UncertainError("the answer names no message")
        return Delivery(message_id=message_id, delivered_at=self._clock())

    def edit(self, message: Message, message_id: int) -> None:
        """Replace the text of a message of ours.

        Raises MessageGoneError where it is gone; a text that does not change is no error.
        """
        try:
            self._ask(
                "edit_message_text", chat_id=message.chat, message_id=message_id, **_body(message)
            )
        except RefusedMessageError as error:
            if _UNCHANGED in str(error).lower():
                return
            if _ABSENT.search(str(error)) or _FINAL.search(str(error)):
                raise MessageGoneError(str(error)) from None
            raise

    def read_back(self, chat: str, message_id: int, via: str) -> str | None:
        """The text of a message in `chat`: forwarded to `via` without a sound, the copy deleted.

        None where there is no such message, "" where it has no text or is of a kind that cannot
        be forwarded. Raises ChatUnavailableError where the chat's content is protected,
        ChatClosedError where the bot is out of the chat.
        """
        try:
            copy = self._ask(
                "forward_message",
                chat_id=via,
                from_chat_id=chat,
                message_id=message_id,
                disable_notification=True,
            )
        except RefusedMessageError as error:
            return self._unread(chat, str(error))
        except ChatUnavailableError:
            if self._is_out_of(chat):
                raise ChatClosedError(f"the bot is not in chat {chat}") from None
            raise
        with suppress(DeliveryError):
            self._ask("delete_message", chat_id=via, message_id=_field(copy, "message_id"))
        return str(_field(copy, "text") or _field(copy, "caption") or "")

    def about(self, chat: str | None = None) -> Mapping[str, Any]:
        """Who the bot is, or what a chat is with the bot's own rights in it under "me"."""
        me = self._ask("get_me")
        if chat is None:
            return dict(me)
        info = self._ask("get_chat", chat_id=chat)
        member = self._ask("get_chat_member", chat_id=chat, user_id=_field(me, "id"))
        return {**info, "me": member}

    def writers(self) -> Mapping[int, str]:
        """Who wrote to the bot of late, with their names: private chats by their numbers."""
        found = {}
        for update in self._ask("get_updates") or ():
            chat = _field(_field(update, "message"), "chat")
            if _field(chat, "type") == "private":
                found[int(_field(chat, "id"))] = str(_field(chat, "first_name") or "–")
        return found

    def close(self) -> None:
        """Close the connections; closing twice is no error."""
        if self._bot is not None:
            with suppress(Exception):
                self._runner.run(self._bot.request.shutdown())
            self._bot = None
        self._runner.close()

    def _unread(self, chat: str, problem: str) -> str | None:
        if _ABSENT.search(problem):
            return None
        if not _UNFORWARDABLE.search(problem):
            raise ChatUnavailableError(f"reading back from chat {chat}: {problem}")
        if _field(self._ask("get_chat", chat_id=chat), "has_protected_content"):
            raise ChatUnavailableError(f"chat {chat} protects its content: it can't be read back")
        return ""

    def _is_out_of(self, chat: str) -> bool:
        """Whether a forward failed for the chat it came from, not for the one it went to."""
        try:
            me = self.about(chat)["me"]
        except (ChatUnavailableError, RefusedMessageError):
            return True
        return _field(me, "status") in ("left", "kicked")

    def _ask(self, method: str, **values: object) -> Any:
        """One request; the answer's result as it came.

        Unparsed on purpose: where the server says "ok", a field that is not as expected must not
        make a message that was delivered look as if it were not.
        """
        from telegram.error import TelegramError
        from telegram.warnings import PTBUserWarning

        given = {name: value for name, value in values.items() if value is not None}
        with warnings.catch_warnings():
            # One kind says that a method of that name exists, another that RetryAfter will change.
            warnings.simplefilter("ignore", PTBUserWarning)
            try:
                return self._runner.run(self._request(method, given))
            except TelegramError as error:
                failure = self._failure(error)
            except _MALFORMED as error:
                failure = UncertainError(f"the answer makes no sense ({type(error).__name__})")
        raise failure from None

    async def _request(self, method: str, values: dict[str, object]) -> Any:
        return await self._open().do_api_request(method, api_kwargs=values)

    def _open(self) -> Bot:
        if self._bot is None:
            from telegram import Bot
            from telegram.request import HTTPXRequest

            for name in ("httpx", "httpcore", "telegram"):
                logging.getLogger(name).setLevel(logging.CRITICAL)
            limits = self._timeouts
            request = HTTPXRequest(
                connect_timeout=limits.connect,
                read_timeout=limits.read,
                write_timeout=limits.read,
                pool_timeout=limits.connect,
            )
            self._bot = Bot(
                self._token,
                base_url=self._base_url,
                request=request,
                get_updates_request=request,  # not another one that nobody closes
            )
        return self._bot

    def _failure(self, error: TelegramError) -> DeliveryError:
        """The kind of a failure. The library's order of classes matters.

        BadRequest and TimedOut are NetworkErrors; Forbidden, RetryAfter, ChatMigrated and
        InvalidToken are not. An answer that could not be parsed proves nothing, whatever its
        status.
        """
        from telegram import error as kinds

        if isinstance(error.__cause__, kinds.InvalidToken):
            error = error.__cause__  # wrapped: the library can't tell it from a bad method
        said = self._redacted(error.message)
        cause = error.__cause__
        if isinstance(error, kinds.RetryAfter):
            return FloodError(said, retry_after=_seconds(error.retry_after))
        if isinstance(error, kinds.ChatMigrated):
            return ChatMigratedError(said, new_chat=str(error.new_chat_id))
        if isinstance(cause, kinds.TelegramError) or type(error) is kinds.TelegramError:
            return UncertainError("the answer is no JSON: a proxy or another server may be between")
        if isinstance(error, kinds.InvalidToken):
            return TokenInvalidError(
                "Telegram does not accept the bot's token; look at HUUNGHI_TELEGRAM_TOKEN,"
                " or get a new one from @BotFather"
            )
        if isinstance(error, kinds.Forbidden):
            return ChatUnavailableError(said)
        if isinstance(error, kinds.BadRequest):
            return (
                ChatUnavailableError(said) if _NO_CHAT.search(said) else RefusedMessageError(said)
            )
        return _network_failure(said, type(cause).__name__)

    def _redacted(self, text: str) -> str:
        secret = self._token.partition(":")[2]
        for piece in (self._token, secret):
            text = text.replace(piece, "<token>") if piece else text
        return text


def _field(result: object, name: str) -> Any:
    """A field of an answer's result; None where it has none."""
    return result.get(name) if isinstance(result, Mapping) else None


def _body(message: Message) -> dict[str, object]:
    return {
        "text": message.plain if message.html is None else message.html,
        "parse_mode": None if message.html is None else "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _network_failure(said: str, cause: str) -> DeliveryError:
    if cause in _NEVER_LEFT:
        return NotSentError(f"no connection to Telegram ({cause})")
    if _TOO_MANY.search(said):
        after = _AFTER.search(said)
        return FloodError(said, retry_after=float(after[1]) if after else _UNSAID_WAIT)
    if _TOO_LARGE.search(said):
        return RefusedMessageError(said)
    said = f"no clear answer ({cause if cause != 'NoneType' else said})"
    return UncertainError(said, late=cause in _TIMED_OUT)


def _seconds(wait: float | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
