"""Bodies by length, in chunks and to the end: whole, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.heads import MalformedError, read_head
from scrapers.incoming import Incoming, body_pieces


def incoming(*pieces: bytes) -> Incoming:
    """What comes over a connection that is closed after these pieces, as `recv` gives it."""
    left = [piece for piece in pieces if piece]

    def receive(most: int) -> bytes:
        piece = left.pop(0) if left else b""
        if piece[most:]:
            left.insert(0, piece[most:])
        return piece[:most]

    return Incoming(receive)


def body(fields: bytes, *pieces: bytes) -> tuple[bytes, bool]:
    """The body of an answer with these fields, and whether nothing is left over."""
    first, *rest = [*pieces, b""]
    source = incoming(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n\r\n" + first, *rest)
    return b"".join(body_pieces(source, read_head(source))), source.is_empty


CHUNKED = b"Transfer-Encoding: chunked"


def test_a_body_with_a_length_ends_there() -> None:
    assert body(b"Content-Length: 5", b"abcde") == (b"abcde", True)
    assert body(b"Content-Length: 5", b"abc", b"de") == (b"abcde", True)
    assert body(b"Content-Length: 5", b"abcdefgh") == (b"abcde", False)
    assert body(b"Content-Length: 0") == (b"", True)


def test_a_body_that_is_shorter_than_it_says_is_cut() -> None:
    with pytest.raises(ConnectionResetError, match="2 bytes before the end"):
        body(b"Content-Length: 5", b"abc")


def test_a_body_without_a_length_goes_on_to_the_end() -> None:
    assert body(b"X: a", b"abc", b"de" * 100_000) == (b"abc" + b"de" * 100_000, True)


@pytest.mark.parametrize(
    "text",
    [
        b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        b"03 ; name=value\r\nabc\r\n2\r\nde\r\n000\r\nTrailer: x\r\n\r\n",
        b"3\nabc\n2\nde\n0\n\n",
        b"3\r\nabc\r\n2\r\nde\r\n0\r\n",
    ],
    ids=["plain", "extensions and trailers", "LF alone", "closed after the last chunk"],
)
def test_chunks_are_put_together(text: bytes) -> None:
    assert body(CHUNKED, text) == (b"abcde", True)


@pytest.mark.parametrize(
    "text",
    [
        b"zz\r\nx\r\n",
        b"\r\n",
        b"-1\r\nx",
        b"+1\r\nx\r\n0\r\n\r\n",
        b"0x1\r\nx\r\n0\r\n\r\n",
        b"1_0\r\nx",
        b"f" * 16 + b"\r\nx",
        b"1\r\nabc\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_chunk_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedError, match="chunk"):
        body(CHUNKED, text)


@pytest.mark.parametrize("text", [b"", b"5", b"5\r\nabc", b"3\r\nabc", b"3\r\nabc\r\n"])
def test_chunks_that_end_too_early_are_cut(text: bytes) -> None:
    with pytest.raises(ConnectionResetError):
        body(CHUNKED, text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6), st.integers(1, 60))
def test_a_body_in_chunks_comes_out_whole_in_whatever_pieces_it_comes(
    chunks: list[bytes], size: int
) -> None:
    text = b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in chunks) + b"0\r\n\r\nnext"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    source = incoming(b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n\r\n", *pieces)
    assert b"".join(body_pieces(source, read_head(source))) == b"".join(chunks)
    assert b"".join(iter(source.piece, b"")) == b"next"
