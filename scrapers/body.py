"""The body of an answer: content encodings undone piece by piece, under a limit of bytes.

A bomb is given up as soon as it has grown past the limit, with no more than one piece beyond it
in memory.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterable
from typing import Protocol

from monitor.core.errors import TooLargeError, UnreachableError

_STEP = 1 << 16
_GZIP = b"\x1f\x8b"
_MOST_LAYERS = 3
ACCEPTED = "gzip, deflate, br"


class _Decoder(Protocol):
    def decode(self, data: bytes, room: int) -> bytes:
        """What `data` says, at most about `room` + 64 KiB of it; raises ValueError."""
        ...

    def finished(self) -> bool:
        """Whether the compressed stream came to its end."""
        ...


class _Plain:
    def decode(self, data: bytes, room: int) -> bytes:
        return data

    def finished(self) -> bool:
        return True


class _Zlib:
    """gzip (several members, junk after the end) and deflate (with and without its header)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._inner: zlib._Decompress | None = None
        self._held = b""
        self._plain = False
        self._over = False

    def decode(self, data: bytes, room: int) -> bytes:
        if self._over or self._plain:
            return data if self._plain else b""
        if self._inner is None:
            self._held += data
            if len(self._held) < len(_GZIP):
                return b""
            data, self._held = self._held, b""
            if not self._start(data):
                return data
        return self._inflate(data, room)

    def _start(self, data: bytes) -> bool:
        """Choose the decompressor; False where the body was never packed, whatever its label."""
        if self._gzip:
            self._plain = not data.startswith(_GZIP)
            self._inner = zlib.decompressobj(wbits=31)
        else:
            headed = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inner = zlib.decompressobj(wbits=15 if headed else -15)
        return not self._plain

    def _inflate(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        while data and room >= 0 and self._inner is not None and not self._over:
            piece = self._inner.decompress(data, _STEP)
            out.append(piece)
            room -= len(piece)
            data = self._inner.unconsumed_tail
            if self._inner.eof:
                data = self._next_member()
            elif not piece and not data:
                break
        return b"".join(out)

    def _next_member(self) -> bytes:
        rest = self._inner.unused_data if self._inner is not None else b""
        if self._gzip and rest.startswith(_GZIP):
            self._inner = zlib.decompressobj(wbits=31)
            return rest
        self._over = True
        return b""

    def finished(self) -> bool:
        return self._over or self._plain or (self._inner is None and not self._held)


class _Brotli:
    def __init__(self) -> None:
        self._inner = importlib.import_module("brotli").Decompressor()
        self._begun = False

    def decode(self, data: bytes, room: int) -> bytes:
        self._begun = self._begun or bool(data)
        out: list[bytes] = []
        while room >= 0 and not self._inner.is_finished():
            piece: bytes = self._inner.process(data, output_buffer_limit=_STEP)
            out.append(piece)
            room -= len(piece)
            data = b""
            if not piece and self._inner.can_accept_more_data():
                break
        return b"".join(out)

    def finished(self) -> bool:
        return not self._begun or bool(self._inner.is_finished())


def read_body(chunks: Iterable[bytes], encoding: str | None, *, limit: int, url: str) -> bytes:
    """The body, decoded. `encoding` is the Content-Encoding header, `limit` counts decoded bytes.

    Nothing more is taken from `chunks` once the limit is passed. Raises TooLargeError, and
    UnreachableError where the encoding is broken or cut short.
    """
    decoders = _decoders(encoding, url)
    body = bytearray()
    broken = importlib.import_module("brotli").error if "br" in (encoding or "") else zlib.error
    try:
        for chunk in chunks:
            for decoder in decoders:
                chunk = decoder.decode(chunk, limit - len(body))
            body += chunk
            if len(body) > limit:
                raise too_large(url, limit)
    except (zlib.error, broken) as error:
        raise UnreachableError(f"{url}: its {encoding} encoding is broken ({error})") from error
    if not all(decoder.finished() for decoder in decoders):
        raise UnreachableError(f"{url}: its {encoding} body was cut short")
    return bytes(body)


def too_large(url: str, limit: int) -> TooLargeError:
    """The error for a page over the limit."""
    return TooLargeError(
        f"{url} is larger than {limit:,} bytes; raise [fetch] max_bytes to read it"
    )


def _decoders(encoding: str | None, url: str) -> list[_Decoder]:
    names = [name.strip().lower() for name in (encoding or "").split(",") if name.strip()]
    if len(names) > _MOST_LAYERS:
        raise UnreachableError(f"{url}: packed {len(names)} times over, that is no honest page")
    return [_decoder(name, url) for name in reversed(names)]


def _decoder(name: str, url: str) -> _Decoder:
    if name in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br":
        return _Brotli()
    if name in ("identity", "none", "utf-8"):
        return _Plain()
    raise UnreachableError(f"{url}: Content-Encoding {name!r} is none that was asked for")
