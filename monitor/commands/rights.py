"""What the bot may do in a chat, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from monitor.core.errors import DeliveryError

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


def rights(telegram: Asked, chat: str) -> tuple[str, str | None]:
    """What was found, and what to do (None: nothing)."""
    try:
        about = telegram.about(chat)
    except DeliveryError as error:
        return f"{chat}: not reachable", f"{error}; make the bot an administrator there"
    me, kind = about["me"], about.get("type", "chat")
    forum = ", a forum" if about.get("is_forum") else ""
    found = f"{chat}: {kind}{forum}, the bot is {me.get('status')}"
    if kind != "channel" or me.get("status") == "creator":
        return found, None
    lacking = [words for right, words in NEEDED if not me.get(right)]
    if not lacking:
        return found, None
    return found, f"give the bot the right to {', '.join(lacking)} messages there"
