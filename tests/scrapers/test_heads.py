"""Heads as servers write them, well or badly, and as they must not be taken."""

from __future__ import annotations

import http.client
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.heads import Fields, Head, MalformedError, read_head, request_head
from scrapers.incoming import Incoming


def incoming(*pieces: bytes) -> Incoming:
    """What comes over a connection that is closed after these pieces."""
    left = [piece for piece in pieces if piece]
    return Incoming(lambda _: left.pop(0) if left else b"")


def head(text: bytes) -> Head:
    return read_head(incoming(b"HTTP/1.1 200 OK\r\n" + text + b"\r\n\r\n"))


class TestStatus:
    @pytest.mark.parametrize(
        ("line", "status", "stays"),
        [
            (b"HTTP/1.1 200 OK", 200, True),
            (b"HTTP/1.1 304", 304, True),
            (b"HTTP/1.1  404   Khong thay", 404, True),
            (b"HTTP/1.1 200 " + "Tốt".encode(), 200, True),
            (b"HTTP/1.0 200 OK", 200, False),
            (b"HTTP/0.9 200 OK", 200, False),
            (b"HTTP/1.2 999 ?", 999, True),
        ],
    )
    def test_it_is_read_from_what_servers_say(self, line: bytes, status: int, stays: bool) -> None:
        found = read_head(incoming(line + b"\r\n\r\n"))
        assert (found.status, found.stays_open) == (status, stays)

    @pytest.mark.parametrize(
        "line",
        [
            b"",
            b"HTTP/1.1",
            b"HTTP/1.1 ",
            b"HTTP/1.1 abc",
            b"HTTP/1.1 99",
            b"HTTP/1.1 1000",
            b"HTTP/1.1 -200",
            b"HTTP/1.1 2_0",
            b"HTTP/1.1 200OK",
            b"HTTP/1.1 \xb2\xb2\xb2",
            b"HTTP/1.1 " + b"2" * 5000,
            b"HTTP/2 200",
            b"HTTP/1.1x 200",
            b"ICY 200 OK",
            b"SSH-2.0-OpenSSH_9.6",
            b"<html>",
            b"HTTP/1.1 101 Switching Protocols",
        ],
    )
    def test_what_is_none_is_refused(self, line: bytes) -> None:
        with pytest.raises(MalformedError, match="in the place of a status"):
            read_head(incoming(line + b"\r\n\r\n"))

    def test_what_goes_before_the_answer_is_skipped_with_its_fields(self) -> None:
        early = b"HTTP/1.1 100 Continue\r\nX: a\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: b\r\n\r\n"
        found = read_head(incoming(early + b"HTTP/1.1 200 OK\r\nX: c\r\n\r\n"))
        assert (found.status, found.fields.get("X")) == (200, "c")


class TestFields:
    def test_names_are_read_in_any_case_and_the_first_of_several_counts(self) -> None:
        fields = head(b"ETag: a\r\neTAG: b").fields
        assert fields.get("etag") == fields.get("ETAG") == "a"
        assert fields.tokens("ETag") == ["a", "b"]

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            (b"X:a", "a"),
            (b"X: \t a b \t", "a b"),
            (b"X : a", "a"),
            (b"X:", ""),
            (b"X: a\r\n b\r\n\tc", "a b c"),
            (b"X:\r\n a", "a"),
            (b"X: a\r\n \r\n b", "a b"),
            (b"X: a:b::c", "a:b::c"),
            (b"X: a\rY: b", "a Y: b"),
            (b"X: a\r\r", "a"),
            (b"X: a\r\n b\rc", "a b c"),
            (b"X: a\r\n\rb", "a b"),
            (b"X: \xc3\xa9\xff\x00", "\u00c3\u00a9\u00ff\x00"),
        ],
    )
    def test_a_value_is_read_however_it_is_laid_out(self, text: bytes, value: str) -> None:
        assert head(text).fields.get("X") == value

    def test_lines_may_end_in_lf_alone(self) -> None:
        found = read_head(incoming(b"HTTP/1.1 200 OK\nX: a\n b\nY: c\n\n"))
        assert (found.fields.get("X"), found.fields.get("Y")) == ("a b", "c")

    def test_it_may_come_byte_by_byte(self) -> None:
        text = b"HTTP/1.1 200 OK\r\nX: a\r\n\r\n"
        assert read_head(incoming(*(bytes([b]) for b in text))).fields.get("X") == "a"

    @pytest.mark.parametrize(
        "junk", [b"no colon", b": no name", b" folded onto nothing", b"no colon\r\n Y: folded"]
    )
    def test_a_line_that_is_no_field_hides_no_other(self, junk: bytes) -> None:
        fields = head(junk + b"\r\nX: a\r\n" + junk.strip() + b"\r\nY: b").fields
        assert (fields.get("X"), fields.get("Y")) == ("a", "b")

    def test_a_hundred_are_enough(self) -> None:
        assert head(b"\r\n".join([b"X: a"] * 100)).fields.get("X") == "a"
        with pytest.raises(MalformedError, match="more than 100 lines"):
            head(b"\r\n".join([b"X: a"] * 101))

    def test_a_line_has_its_limit(self) -> None:
        assert len(head(b"X: " + b"a" * 65_000).fields.get("X") or "") == 65_000
        with pytest.raises(MalformedError, match="a line of more than 65536 bytes"):
            head(b"X: " + b"a" * 65_536)

    def test_an_endless_line_is_given_up(self) -> None:
        with pytest.raises(MalformedError, match="a line of more than 65536 bytes"):
            read_head(Incoming(lambda _: b"x" * 1000))

    @pytest.mark.parametrize(
        "cut", [b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200\nX"]
    )
    def test_a_head_that_is_cut_off_is_none(self, cut: bytes) -> None:
        with pytest.raises(ConnectionResetError):
            read_head(incoming(cut))


class TestWhatFollows:
    @pytest.mark.parametrize(
        ("text", "length", "chunked"),
        [
            (b"X: a", None, False),
            (b"Content-Length: 5", 5, False),
            (b"Content-Length: 5\r\nContent-Length: 5", 5, False),
            (b"Content-Length: 5, 5", 5, False),
            (b"Content-Length: many", None, False),
            (b"Content-Length: -5", None, False),
            (b"Content-Length: 5_0", None, False),
            (b"Content-Length:", None, False),
            (b"Content-Length: " + b"9" * 5000, None, False),
            (b"Transfer-Encoding: chunked", None, True),
            (b"Transfer-Encoding: Chunked\r\nContent-Length: 5", None, True),
            (b"Transfer-Encoding: identity\r\nContent-Length: 5", 5, False),
        ],
    )
    def test_the_bodys_end_is_known_or_not(
        self, text: bytes, length: int | None, chunked: bool
    ) -> None:
        assert (head(text).length, head(text).is_chunked) == (length, chunked)

    def test_nothing_follows_a_304_whatever_it_says(self) -> None:
        said = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"
        assert read_head(incoming(said)).length == 0

    def test_two_lengths_are_refused(self) -> None:
        with pytest.raises(MalformedError, match="two lengths"):
            _ = head(b"Content-Length: 5\r\nContent-Length: 6").length

    @pytest.mark.parametrize("coding", [b"gzip, chunked", b"chunked, chunked", b"xchunked"])
    def test_a_wrapping_that_was_not_asked_for_is_refused(self, coding: bytes) -> None:
        with pytest.raises(MalformedError, match="Transfer-Encoding"):
            _ = head(b"Transfer-Encoding: " + coding).is_chunked

    @pytest.mark.parametrize(
        ("version", "said", "stays"),
        [
            (b"1.1", b"keep-alive", True),
            (b"1.1", b"Close", False),
            (b"1.1", b"x, close", False),
            (b"1.0", b"Keep-Alive", True),
            (b"1.0", b"close", False),
        ],
    )
    def test_the_connection_is_kept_as_the_server_says(
        self, version: bytes, said: bytes, stays: bool
    ) -> None:
        text = b"HTTP/" + version + b" 200 OK\r\nConnection: " + said + b"\r\n\r\n"
        assert read_head(incoming(text)).stays_open is stays


class TestRequest:
    def test_it_is_a_get_with_its_host_first(self) -> None:
        assert request_head("/a?b", "x.vn:81", {"A": "b"}) == (
            b"GET /a?b HTTP/1.1\r\nHost: x.vn:81\r\nA: b\r\n\r\n"
        )

    @pytest.mark.parametrize("text", ["a\r\nB: c", "a\nb", "a\rb", "a\0b", "ữ"])
    def test_nothing_can_be_smuggled_in(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"line end|latin-1"):
            request_head("/", "x.vn", {"If-None-Match": text})


_NAME = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789-_", min_size=1, max_size=12)
_VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f\x85"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_NAME, _VALUE), max_size=12))
def test_good_heads_are_read_as_the_standard_library_reads_them(
    pairs: list[tuple[str, str]],
) -> None:
    text = "".join(f"{name}: {value}\r\n" for name, value in pairs).encode("latin-1") + b"\r\n"
    theirs = http.client.parse_headers(io.BytesIO(text))
    ours = head(text.removesuffix(b"\r\n\r\n")).fields if pairs else Fields()
    for name, _ in pairs:
        assert ours.get(name) == theirs.get(name)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([b"\r", b"\n", b" ", b"\t", b":", b"a", b"\xff", b"\0", b","])))
def test_any_bytes_are_a_head_or_an_error(parts: list[bytes]) -> None:
    text = b"".join(parts)
    try:
        found = read_head(incoming(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nA: " + text))
    except (MalformedError, ConnectionResetError):
        return
    assert "\n" not in (found.fields.get("A") or "")
    assert "\r" not in (found.fields.get("A") or "")
    assert found.length == 1
