"""Finding a message in a chat that can only be read one id at a time.

Message ids of a channel or supergroup run in sequence, with gaps where posts were deleted. What
was sent after a known message has a higher id; without a known one the end of the chat is looked
for first. Never edits, never posts: it only asks what text stands under an id.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from monitor.core.markup import same_text

Read = Callable[[int], str | None]

# Ids in a row without a message that mark the end of a chat. In private chats and basic groups
# the sequence is shared with the bot's other chats, so the gaps are wider.
GAP = 40
WIDE_GAP = 200
# Messages of others that are looked at before the search is given up.
MOST = 150
_WIDE = 64  # ids looked at from the first one on
_NARROW = 8  # ids looked at in each later stretch
# Where the end of a chat is looked for: powers of two, and the round numbers a server may begin at.
_STRETCHES = (1, *sorted({2**power for power in range(6, 21)} | {100, 1000, 10_000, 100_000}))
_LAST_ID = 2 * _STRETCHES[-1]


class TooManyMessages(Exception):  # noqa: N818 - a value for the caller, not a failure of ours
    """More messages than can be read were posted since."""


def gap_for(chat: str) -> int:
    """How many missing ids in a row mean that nothing comes any more."""
    return GAP if chat.startswith(("@", "-100")) else WIDE_GAP


def find_after(
    read: Read, text: str, known: int, *, own: frozenset[int] = frozenset(), gap: int = GAP
) -> int | None:
    """The id of the first message above `known` with this text; None where there is none.

    Ids in `own` are messages known to be something else; they are not read.
    """
    top = max(own, default=known)
    message_id, missing, read_ones = known, 0, 0
    while missing < gap or message_id < top:
        message_id += 1
        if message_id in own:
            missing = 0
            continue
        found = read(message_id)
        if found is None:
            missing += 1
            continue
        missing = 0
        if same_text(found, text):
            return message_id
        read_ones += 1
        if read_ones >= MOST:
            raise TooManyMessages
    return None


def find_near_end(read: Read, text: str, *, own: frozenset[int] = frozenset()) -> int | None:
    """The id of the last message with this text, looked for from the end of the chat."""
    memory: dict[int, str | None] = {}

    def remembered(message_id: int) -> str | None:
        if message_id not in memory:
            memory[message_id] = read(message_id)
        return memory[message_id]

    message_id = _end(remembered)
    looked_at = 0
    while message_id > 0 and looked_at < MOST:
        found = None if message_id in own else remembered(message_id)
        if found is not None and same_text(found, text):
            return message_id
        looked_at += 1
        message_id -= 1
    return None


def _end(read: Read) -> int:
    """The highest id under which a message stands; 0 for a chat that looks empty.

    Looks at stretches further and further on, also past empty ones (a chat's ids need not begin
    at 1), then halves between the last stretch that holds messages and the next that does not.
    """
    low, high = 0, _STRETCHES[0]
    for start, after in itertools.pairwise((*_STRETCHES, _LAST_ID)):
        if last := _last_in(read, start):
            low, high = last, max(after, last + 1)
    if not low:
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        if last := _last_in(read, middle):
            low = last
            high = max(high, low + 1)
        else:
            high = middle
    return low


def _last_in(read: Read, start: int) -> int:
    """The last id that exists in the stretch from `start` on; 0 where it is empty."""
    width = _WIDE if start == 1 else _NARROW
    found, missing, message_id = 0, 0, start
    while missing < width and message_id < start + 2 * width:
        if read(message_id) is None:
            missing += 1
        else:
            found, missing = message_id, 0
        message_id += 1
    return found
