"""What the bot may do in a chat, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from monitor.core.errors import ChatMigratedError, DeliveryError

NEEDED = (
    ("can_post_messages", "post"),
    ("can_edit_messages", "edit"),
    ("can_delete_messages", "delete"),
)


class Asked(Protocol):
    """Whoever knows about chats: the Telegram notifier."""

    def about(self, chat: str | None = None) -> Mapping[str, Any]:
        """A chat, with the bot's own membership under "me"."""
        ...


def rights(telegram: Asked, chat: str, thread: int | None = None) -> tuple[str, str | None]:
    """What was found, and what to do (None: nothing). `thread` is the topic to post to."""
    try:
        about = telegram.about(chat)
    except ChatMigratedError as error:
        todo = f'write chat = "{error.new_chat}" instead of "{chat}" into huunghi.toml'
        return f"{chat}: the group became the supergroup {error.new_chat}", todo
    except DeliveryError as error:
        return f"{chat}: not reachable", f"{error}; {_how_to_reach(chat)}"
    me, kind = about["me"], about.get("type", "chat")
    forum = ", a forum" if about.get("is_forum") else ""
    found = f"{chat}: {kind}{forum}, the bot is {me.get('status')}"
    if thread is not None and not forum:
        return found, "it has no topics: take thread = … out of huunghi.toml, or make it a forum"
    return found, _lacking(me) if kind == "channel" else _kept_out(me)


def _how_to_reach(chat: str) -> str:
    if chat.isdigit():
        return "send the bot a message from that account first, and look at the number"
    return "look at the name, and make the bot an administrator there"


def _lacking(me: Mapping[str, Any]) -> str | None:
    """In a channel only administrators post."""
    if me.get("status") == "creator":
        return None
    lacking = [words for right, words in NEEDED if not me.get(right)]
    return f"give the bot the right to {', '.join(lacking)} messages there" if lacking else None


def _kept_out(me: Mapping[str, Any]) -> str | None:
    """In a group every member posts who is not kept from it."""
    status = me.get("status")
    if status in ("left", "kicked"):
        return "add the bot to the group"
    if status == "restricted" and not me.get("can_send_messages"):
        return "let the bot send messages there"
    return None
