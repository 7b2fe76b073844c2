"""One thing that `huunghi check` looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo` says what to do; None: nothing, it is as it must be. A `tip` is good to know."""

    what: str
    found: str
    todo: str | None = None
    tip: str | None = None
