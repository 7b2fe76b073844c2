"""A web site on loopback whose every answer is scripted: the witness for fetching and polling.

    with SiteServer() as site:
        site.route("/feed", Answer(b"<rss/>", content_type="text/xml", etag='"1"'))
        site.route("/slow", Answer(b"x" * 1000, trickle=0.05))
        ...
        assert [r.path for r in site.log] == ["/feed"]

It listens on 127.0.0.1, port 0, and ends with its `with` block: answers that hang are let go.
Given `tls`, it speaks TLS with that certificate of tests/certificates/ (`oldest`: TLS 1.1).
"""

from __future__ import annotations

import contextlib
import email.utils
import gzip
import importlib
import socket
import socketserver
import ssl
import threading
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CERTIFICATES = Path(__file__).parent / "certificates"
CA_FILE = CERTIFICATES / "root.pem"  # trusts the "site" certificate and, through a middle, "chain"


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it came. Times are `time.monotonic()`; `ended_at` moves until it is over."""

    method: str
    path: str
    headers: dict[str, str]  # lower-case names
    started_at: float
    connection: int
    times: dict[str, float] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return self.headers.get("host", "")

    @property
    def ended_at(self) -> float:
        return self.times.get("ended", self.started_at)


@dataclass(frozen=True)
class Answer:
    """One scripted answer.

    `raw`: these bytes and nothing else, then the connection is cut. `cut_after`: so many bytes of
    the body, then cut. `trickle`: seconds before every byte of the body (`trickle_headers`: of the
    head). `hang`: seconds before anything is said. `stream`: a chunked body, made as it is sent.
    With `etag` or `last_modified` a conditional GET that matches is answered by 304.
    """

    body: bytes | str = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    encoding: str | None = None  # "gzip", "deflate", "raw-deflate", "br"
    content_length: int | None = None  # a lie, if need be
    raw: bytes | None = None
    cut_after: int | None = None
    trickle: float = 0.0
    trickle_headers: float = 0.0
    hang: float = 0.0
    stream: Callable[[], Iterable[bytes]] | None = None
    close: bool = False

    def payload(self) -> bytes:
        """The body's bytes as they go over the wire."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        return encoded(body, self.encoding)


def encoded(body: bytes, encoding: str | None) -> bytes:
    """`body` under a content encoding."""
    if encoding == "gzip":
        return gzip.compress(body, mtime=0)
    if encoding == "deflate":
        return zlib.compress(body)
    if encoding == "raw-deflate":
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(body) + packer.flush()
    return bytes(importlib.import_module("brotli").compress(body)) if encoding == "br" else body


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that sends the client elsewhere."""
    return Answer(status=status, headers=(("Location", location),))


Reply = Answer | bytes | str | Callable[[Request], "Answer"]


class SiteServer:
    """The site: routes by path (query included, else without it), a log of all requests."""

    def __init__(
        self, *, tls: str | None = None, robots: Reply | None = None, oldest: bool = False
    ) -> None:
        self.log: list[Request] = []
        self.connections = 0
        self._routes: dict[str, list[Reply]] = {}
        self._fallback: Reply = Answer("not here", status=404)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._tls = _tls_context(tls, oldest=oldest) if tls else None
        self._server = _Server(self)
        if robots is not None:
            self.route("/robots.txt", robots)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def scheme(self) -> str:
        return "https" if self._tls else "http"

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return self.base + path

    def route(self, path: str, *replies: Reply) -> None:
        """Answer `path` by these replies, one after another; the last one stays."""
        with self._lock:
            self._routes[path] = list(replies)

    def otherwise(self, reply: Reply) -> None:
        """Answer whatever has no route by this; a 404 if never called."""
        self._fallback = reply

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked for so far, in order; those of robots.txt only if wanted."""
        return [r.path for r in self.log if robots or r.path != "/robots.txt"]

    def __enter__(self) -> SiteServer:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()

    # ── called by connections ────────────────────────────────────────────────

    def answer(self, request: Request) -> Answer:
        with self._lock:
            self.log.append(request)
            replies = self._routes.get(request.path)
            if replies is None:
                replies = self._routes.get(request.path.partition("?")[0])
            reply = self._fallback if replies is None else replies[0]
            if replies is not None and len(replies) > 1:
                replies.pop(0)
        if callable(reply):
            reply = reply(request)
        return reply if isinstance(reply, Answer) else Answer(reply)

    def pause(self, seconds: float) -> None:
        """Sleep, unless the site is being closed."""
        if seconds and self._stop.wait(seconds):
            raise ConnectionAbortedError

    def secure(self, connection: socket.socket) -> socket.socket:
        if self._tls is None:
            return connection
        return self._tls.wrap_socket(connection, server_side=True)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = True
    request_queue_size = 128

    def __init__(self, site: SiteServer) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def end_connections(self) -> None:
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what these tests are about."""


class _Connection(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        site = self.server.site
        site.connections += 1
        number = site.connections
        with contextlib.suppress(OSError, ssl.SSLError, ValueError):
            self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock = site.secure(self.request)
            try:
                with sock.makefile("rb") as lines:
                    while (request := _read_request(lines, number)) is not None:
                        if not _respond(site, sock, request):
                            break
            finally:
                if sock is not self.request:
                    sock.close()


def _read_request(lines: Any, connection: int) -> Request | None:
    first = lines.readline(65537).decode("latin-1").split()
    if len(first) < 3:
        return None
    headers: dict[str, str] = {}
    while (line := lines.readline(65537).decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Request(
        method=first[0],
        path=first[1],
        headers=headers,
        started_at=time.monotonic(),
        connection=connection,
    )


def _respond(site: SiteServer, sock: socket.socket, request: Request) -> bool:
    """Say the answer; whether the connection stays open."""
    try:
        answer = site.answer(request)
        site.pause(answer.hang)
        if answer.raw is not None:
            sock.sendall(answer.raw)
            return False
        if _matches(answer, request):
            answer = Answer(status=304, etag=answer.etag, content_type=None)
        _send_slowly(site, sock, _head(answer), answer.trickle_headers)
        return _send_body(site, sock, answer)
    finally:
        request.times["ended"] = time.monotonic()


def _matches(answer: Answer, request: Request) -> bool:
    tag = request.headers.get("if-none-match")
    if answer.etag is not None and tag is not None:
        return answer.etag in tag
    since = request.headers.get("if-modified-since")
    return answer.last_modified is not None and since == answer.last_modified


def _head(answer: Answer) -> bytes:
    headers = list(answer.headers)
    if "Date" not in dict(headers):
        headers.insert(0, ("Date", email.utils.formatdate(usegmt=True)))
    if answer.content_type is not None:
        headers.append(("Content-Type", answer.content_type))
    if answer.etag is not None:
        headers.append(("ETag", answer.etag))
    if answer.last_modified is not None:
        headers.append(("Last-Modified", answer.last_modified))
    if answer.encoding is not None:
        headers.append(("Content-Encoding", answer.encoding.removeprefix("raw-")))
    if answer.stream is not None:
        headers.append(("Transfer-Encoding", "chunked"))
    elif answer.status not in (204, 304):
        length = answer.content_length
        headers.append(("Content-Length", str(len(answer.payload()) if length is None else length)))
    lines = [f"HTTP/1.1 {answer.status} Scripted", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _send_body(site: SiteServer, sock: socket.socket, answer: Answer) -> bool:
    if answer.status in (204, 304):
        return True
    if answer.stream is not None:
        for chunk in _chunks(answer.stream()):
            sock.sendall(chunk)
        return not answer.close
    payload = answer.payload()
    _send_slowly(site, sock, payload[: answer.cut_after], answer.trickle)
    honest = answer.content_length is None or answer.content_length == len(payload)
    return honest and answer.cut_after is None and not answer.close


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield b"%x\r\n%b\r\n" % (len(part), part)
    yield b"0\r\n\r\n"


def _send_slowly(site: SiteServer, sock: socket.socket, data: bytes, delay: float) -> None:
    if not delay:
        sock.sendall(data)
        return
    for index in range(len(data)):
        site.pause(delay)
        sock.sendall(data[index : index + 1])


def _tls_context(name: str, *, oldest: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem", CERTIFICATES / f"{name}.key")
    if oldest:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context
