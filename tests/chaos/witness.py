"""What chaos is judged by: a Bot API that can end its client, and what stands in its chats."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from tests.bot_api import BotApi, Post

LATE = 0.9  # seconds until a late message stands in its chat: longer than the client waits

Expected = Mapping[str, Mapping[str, int]]
"""By channel, by article and site: how often its messages must link to it."""


class Witness(BotApi):
    """The strict Bot API that may end its client at a request, or do what it is asked late."""

    def __init__(self) -> None:
        super().__init__(clock=lambda: time.monotonic() * 20)  # its minute is three seconds
        self._server.handle_error = _say_nothing  # type: ignore[assignment,method-assign]
        self.victim: Callable[[], None] | None = None
        self.kill_at = 0

    def answer(self, method: str, values: dict[str, Any]) -> tuple[int, bytes | None, str]:
        if self.victim:
            self.kill_at -= 1
            if self.kill_at == 0:
                self.victim()  # what it sent arrives all the same
        late = (f for f in self.faults if f.kind == "late" and f.method in (method, "*"))
        fault = next(late, None)
        if fault:
            with suppress(ValueError):
                self.faults.remove(fault)
            self._closing.wait(LATE)
        return super().answer(method, values)


def _say_nothing(*_: object) -> None:
    """A client that dies while it is answered is what this is about."""


def links(post: Post) -> Sequence[str]:
    """The addresses that a message leads to, in its entities and in its text."""
    linked = [str(entity["url"]) for entity in post.entities if entity.get("url")]
    return [*linked, *re.findall(r"https?://\S+", post.text)]


def differences(
    channel: str, wanted: Mapping[str, int], shown: Mapping[str, Sequence[int]]
) -> list[str]:
    """Whatever does not stand in the channel as often as it must."""
    faults = []
    for name in sorted({*wanted, *shown}):
        times = len(shown.get(name, ()))
        if times != wanted.get(name, 0):
            posts = list(shown.get(name, ()))
            faults.append(f"{channel}: {name} {times} times {posts}, not {wanted.get(name, 0)}")
    return faults
