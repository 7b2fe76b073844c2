"""Where something stands in a TOML text: its reader tells positions of grammar alone."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[\[?\s*(?P<quote>[\"']?)(?P<name>[^\"'\]]+?)(?P=quote)\s*\]")
_WHERE = re.compile(r"\[\[?(?P<table>[^\[\]]+)\]\]?(?: number (?P<number>\d+))?(?: (?P<key>\w+))?")
_AT = re.compile(r"(?P<what>.+) \(at line (?P<line>\d+), column \d+\)")
_OPEN = "Look for a quote or a bracket that is not closed"
_HINTS = {
    "Cannot overwrite a value": "It stands there twice: take one out",
    "Cannot declare": "This heading stands there twice: put the two together",
    "Invalid value": 'Text stands in quotes, lists in [ ]: key = "text"',
    "Expected newline": 'Each line is: key = "value"; a list stands in [ ]: key = ["one", "two"]',
    "Expected '='": 'Each line is: key = "value"',
}


def line_of(text: str, table: str, key: str | None, number: int = 1) -> int | None:
    """The line, from 1, of a key in the `number`-th table of that name.

    Of the table itself where the key is None or not there; of a key in the place of the table;
    None where there is neither.
    """
    header, inside, seen = None, key is None, 0
    wanted = re.compile(rf"\s*[\"']?{re.escape(key or table)}[\"']?\s*=")
    for place, line in enumerate(text.splitlines(), 1):
        found = _HEADER.match(line)
        if found:
            seen += found["name"] == table
            inside = found["name"] == table and seen == number
            header = place if inside else header
        elif inside and wanted.match(line):
            return place
    return header


def with_line(problem: str, file: str, text: str) -> str:
    """A problem that begins "FILE: [table] key" or "FILE: [[table]] number 2 key", and its line."""
    start = f"{file}: "
    found = _WHERE.match(problem, len(start)) if problem.startswith(start) else None
    if found is None:
        return problem
    line = line_of(text, found["table"], found["key"], int(found["number"] or 1))
    return problem if line is None else f"{start}line {line}: {problem[len(start) :]}"


def grammar_problem(problem: str, text: str) -> str:
    """What tomllib says of a text that is no TOML: the line first, then what to do."""
    found = _AT.fullmatch(problem)
    if found is None:  # "at end of document"
        return f"line {_last_open(text)}: {problem}. {_OPEN}"
    what, line = found["what"], int(found["line"])
    shown = text.splitlines()[line - 1].strip()[:80] if line <= len(text.splitlines()) else ""
    hint = next((hint for start, hint in _HINTS.items() if what.startswith(start)), _OPEN)
    if any(mark in shown for mark in "“”„‘’«»"):
        hint = 'Quotes must be straight: key = "text"'
    elif shown.rpartition("=")[2].strip() in ("True", "False"):
        hint = "Write true or false in small letters"
    return f"line {line}: {what}: {shown}. {hint}"


def _last_open(text: str) -> int:
    """The last line with a bracket that it does not close; else the last of all."""
    lines = text.splitlines() or [""]
    open_ones = [place for place, line in enumerate(lines, 1) if line.count("[") > line.count("]")]
    return open_ones[-1] if open_ones else len(lines)
