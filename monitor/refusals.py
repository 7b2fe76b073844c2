"""What is sent in the place of a message that the server refused."""

from __future__ import annotations

from monitor.core.markup import split_plain, utf16_length
from monitor.core.records import OutboxKind, OutboxRow

_SIZES = (4000, 1000)  # UTF-16 units of the pieces, in the order in which they are tried


def plainer(row: OutboxRow) -> tuple[str, ...]:
    """The row's text as plain text in pieces smaller than it is; () where that was tried."""
    if row.kind is OutboxKind.EDIT:
        return () if row.html is None else split_plain(row.plain, _SIZES[0])[:1]
    length = utf16_length(row.plain)
    for size in _SIZES:
        if row.html is not None or length > size:
            return split_plain(row.plain, size)
    return ()
