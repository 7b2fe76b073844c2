"""Heads of HTTP messages: ours written, a server's read as RFC 9112 has it and servers do it.

Taken are line ends without CR, folded lines, spaces around names and values, any byte in a value
(as Latin-1), reasons left out. Lines that are no field are passed over. Refused are heads that end
too early, are too long, or speak of something else than HTTP/1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from monitor.core.slotted import dataclass

_MOST_LINES = 100  # of fields, as http.client has it; real answers have up to forty
_MOST_DIGITS = 18  # of a length: an exabyte
_BLANKS = " \t"


class MalformedError(Exception):
    """What came is no HTTP."""


class Lines(Protocol):
    """Where the lines of a head come from."""

    def line(self) -> bytes:
        """The next line without its end. Raises ConnectionResetError where there is none."""
        ...


class Fields:
    """Header fields: names in any case; of several with one name the first counts."""

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def get(self, name: str) -> str | None:
        """The first value; None if there is no such field."""
        values = self._values.get(name.lower())
        return values[0] if values else None

    def tokens(self, name: str) -> list[str]:
        """What all fields of that name list between commas, lower case."""
        parts = ",".join(self._values.get(name.lower(), ())).lower().split(",")
        return [token for part in parts if (token := part.strip(_BLANKS))]


@dataclass(frozen=True, slots=True)
class Head:
    """Status, fields, and what they say about the body and the connection."""

    status: int
    fields: Fields
    keeps: bool  # whether a server that says nothing of it keeps the connection: HTTP/1.1

    @property
    def is_chunked(self) -> bool:
        """Whether the body comes in chunks. Raises MalformedError for another wrapping."""
        codings = [name for name in self.fields.tokens("Transfer-Encoding") if name != "identity"]
        if codings not in ([], ["chunked"]):
            raise MalformedError(f"Transfer-Encoding {', '.join(codings)[:80]}")
        return bool(codings)

    @property
    def length(self) -> int | None:
        """Bytes of the body; None: as many as come. Raises MalformedError for two lengths."""
        said = set(self.fields.tokens("Content-Length"))
        if len(said) > 1:
            raise MalformedError("two lengths of one body")
        if self.status in (204, 304):
            return 0
        size = said.pop() if said else ""
        return None if self.is_chunked or not _is_number(size) else int(size)

    @property
    def stays_open(self) -> bool:
        """Whether the server means to answer further requests on this connection."""
        tokens = self.fields.tokens("Connection")
        return "close" not in tokens if self.keeps else "keep-alive" in tokens


def request_head(path: str, host: str, headers: Mapping[str, str]) -> bytes:
    """A GET, ready to be sent. Raises ValueError for what would be more than one."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", *(f"{n}: {v}" for n, v in headers.items())]
    if any(end in line for line in lines for end in "\r\n\0"):
        raise ValueError("a line end in a request")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def read_head(lines: Lines) -> Head:
    """The head of the answer; what goes before it (100 Continue, 103 Early Hints) is skipped.

    Raises MalformedError, and ConnectionResetError for a head that is cut off.
    """
    while True:
        status, keeps = _status(lines.line().decode("latin-1"))
        fields = Fields(_pairs(lines))
        if status >= 200:
            return Head(status, fields, keeps)


def _status(line: str) -> tuple[int, bool]:
    """The status, and whether this version of HTTP keeps connections."""
    version, status, *_ = [*line.split(None, 2), "", ""]
    known = version == "HTTP/0.9" or (version.startswith("HTTP/1.") and len(version) == 8)
    if not known or not _is_number(status) or not 100 <= int(status) <= 999 or status == "101":
        raise MalformedError(f"{line[:80]!r} in the place of a status")
    return int(status), version not in ("HTTP/0.9", "HTTP/1.0")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def _pairs(lines: Lines) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for _ in range(_MOST_LINES + 1):
        line = lines.line().decode("latin-1").replace("\r", " ")  # RFC 9112, 2.2: a CR by itself
        if not line:
            return [(name, value) for name, value in found if name]
        name, colon, value = line.partition(":")
        value = value.strip(_BLANKS)
        if line[0] in " \t":  # of the line before, whatever that was
            name, value = found.pop() if found else ("", "")
            found.append((name, f"{value} {line.strip(_BLANKS)}".strip(_BLANKS)))
        else:
            found.append((name.strip(_BLANKS) if colon else "", value))
    raise MalformedError(f"more than {_MOST_LINES} lines of header fields")
