"""The pieces of one line of a page: texts that follow one another without a break.

Style may set apart what the markup runs together: `<span>Tiêu đề</span><span>12/09/2025</span>`.
"""

from __future__ import annotations

import re

from monitor.core.dates import find_dates
from scrapers.boilerplate import is_title_name

Marks = list[tuple[int, str]]  # pieces by their index, with the names of the elements around each

# A date and a time: <span>12/09/2025</span><span>11:30</span>.
_DATE_AND_TIME = re.compile(
    r".?[0-9]{4}\|[0-9]{1,2}:[0-9]|.*:[0-9]{2}\|[0-9]{1,2}[/.-]|.*[0-9]\|20[0-9]{2}$"
)
_MOST = 200  # characters of a line that is a title and what belongs to it


def are_two(before: str, text: str) -> bool:
    """Whether two pieces are two words, though no space stands between them."""
    first = text[0]
    if first.isdigit():
        return _DATE_AND_TIME.match(f"{before[-5:]}|{text}") is not None
    last = before[-1]
    return first.isupper() and len(before) > 1 and (last.isdigit() or last.islower())


def title_run(pieces: list[str], marks: Marks) -> tuple[int, int] | None:
    """From which piece to before which a line is its title, where a date stands beside it."""
    named = [at for at, names in marks if is_title_name(names)]
    if not named or len(named) == len(marks):
        return None
    start, end = named[0], named[-1] + 1
    beside = [piece for at, piece in enumerate(pieces) if not start <= at < end]
    dated = any(find_dates(piece) for piece in beside if len(piece) <= _MOST)
    return (start, end) if dated else None
