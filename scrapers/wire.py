"""HTTP/1.1 over sockets of ours: one GET, one answer, under limits of time and bytes.

With our own dialling, redirects, decoding and retries, little is left for a library to do; the
standard library's http.client, with the e-mail package that reads its heads, takes longer to load
than twenty sources to be asked.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping

from monitor.core.errors import FetchError, TooLargeError, UnreachableError
from monitor.core.model import Source
from scrapers.addresses import Guard, Target
from scrapers.answers import Answer, in_few_words
from scrapers.body import read_body, too_large
from scrapers.connections import IdleConnections
from scrapers.heads import Head, MalformedError, read_head, request_head
from scrapers.incoming import Incoming, body_pieces
from scrapers.sockets import Allowance, SpentError, TimedSocket, TimedTLSSocket, connect
from scrapers.tls import UNKNOWN_ISSUER, TlsContexts, tls_advice

_DRAINED = 1 << 14  # an unwanted body up to this size is read, so that the connection lives on
_HEADERS = 1 << 20  # bytes granted beside the body, for headers and chunks' frames


class CutError(UnreachableError):
    """A connection that failed in a way that may pass: worth another attempt."""


class _Connection:
    """Connects to checked addresses only; all that it reads counts against its allowance."""

    def __init__(self, target: Target, guard: Guard, context: ssl.SSLContext | None) -> None:
        self.host = target.host
        self.sock: TimedSocket | TimedTLSSocket | None = None
        self.incoming = Incoming(_nothing)
        self.allowance = Allowance()
        self.was_narrow = False
        self._port = target.port
        self._context = context
        self._guard = guard

    def ask(self, target: Target, headers: Mapping[str, str]) -> Head:
        """Send a GET, over a new connection if there is none, and read the answer's head."""
        request = request_head(target.path, target.netloc, headers)
        sock = self.sock or self._connected()
        sock.settimeout(self.allowance.left())
        sock.sendall(request)
        return read_head(self.incoming)

    def _connected(self) -> TimedSocket | TimedTLSSocket:
        """Resolve, check, connect, and shake hands for the name that was asked for."""
        addresses = self._guard.resolve(self.host, self._port, self.allowance.left())
        plain = connect(addresses, self._port, self.allowance)
        self.sock = plain
        if self._context is not None:
            secure = self._context.wrap_socket(plain, server_hostname=_ascii(self.host))
            assert isinstance(secure, TimedTLSSocket)  # noqa: S101 - the context makes no other
            secure.allowance = self.allowance
            self.sock = secure
        self.incoming = Incoming(self.sock.recv)
        return self.sock

    def close(self) -> None:
        """Let go of the socket; the next request makes a new one."""
        sock, self.sock = self.sock, None
        if sock is not None:
            sock.close()

    @property
    def is_connected(self) -> bool:
        """Whether it is open and silent: what has come unasked is the end, or not for us."""
        if self.sock is None:
            return False
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            return not selector.select(0)


def _nothing(_: int) -> bytes:
    return b""


def _ascii(host: str) -> bytes:
    """The name to shake hands for; as bytes it needs no codec, which takes 2 ms to load."""
    return host.rstrip(".").encode("ascii")


class Wire:
    """Exchanges requests for answers and keeps connections. Safe for threads."""

    def __init__(
        self, guard: Guard, contexts: TlsContexts, *, timeout: float, connections: int
    ) -> None:
        self._guard = guard
        self._contexts = contexts
        self._timeout = timeout
        self._idle: IdleConnections[_Connection] = IdleConnections(connections)
        self._lock = threading.Lock()
        self._active: set[_Connection] = set()
        self._cancelled = False

    def close(self) -> None:
        """Close the connections that were kept."""
        self._idle.close()

    def cancel(self) -> None:
        """Break off what is under way in other threads, and begin nothing more."""
        with self._lock:
            self._cancelled = True
            sockets = [connection.sock for connection in self._active]
        for sock in sockets:
            if sock is not None:
                with contextlib.suppress(OSError):
                    # Not SSLSocket's own method, which would pull TLS from under the reader.
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def exchange(
        self, target: Target, headers: Mapping[str, str], source: Source | None, *, limit: int
    ) -> Answer:
        """One answer; `limit` is of its decoded body. Raises FetchError (CutError: try again)."""
        key = (target.origin, source.tls if source else "", source.ca_file if source else None)
        connection = self._idle.take(key) or self._open(target, source)
        connection.allowance.restart(self._timeout, limit + _HEADERS)
        with self._working(connection):
            try:
                answer = _answer(connection, target, headers, limit)
            except ssl.SSLCertVerificationError as error:
                if connection.was_narrow and error.verify_code in UNKNOWN_ISSUER:
                    self._contexts.widen(self._contexts.context_for(source))
                    return self.exchange(target, headers, source, limit=limit)
                raise self._translated(target.url, error) from error
            except (MalformedError, OSError, ValueError, SpentError) as error:
                raise self._translated(target.url, error) from error
        if connection.sock is not None:
            self._idle.keep(key, connection)
        return answer

    def _open(self, target: Target, source: Source | None) -> _Connection:
        if target.scheme == "http":
            return _Connection(target, self._guard, None)
        context = self._contexts.context_for(source)
        connection = _Connection(target, self._guard, context)
        connection.was_narrow = self._contexts.is_narrow(context)
        return connection

    @contextlib.contextmanager
    def _working(self, connection: _Connection) -> Iterator[None]:
        with self._lock:
            if self._cancelled:
                connection.close()
                raise UnreachableError(f"{connection.host}: not asked, the program is stopping")
            self._active.add(connection)
        try:
            yield
        except BaseException:
            connection.close()
            raise
        finally:
            with self._lock:
                self._active.discard(connection)

    def _translated(self, url: str, error: Exception) -> FetchError:
        if isinstance(error, SpentError):
            return TooLargeError(f"{url}: more came than any page needs; given up")
        if isinstance(error, TimeoutError):
            return UnreachableError(
                f"{url}: no whole answer within {self._timeout:g} s; [fetch] timeout sets the limit"
            )
        if isinstance(error, ssl.SSLError):
            return UnreachableError(f"{url}: {tls_advice(error)}")
        if isinstance(error, OSError):
            return CutError(f"{url}: cannot be reached, or was cut off ({in_few_words(error)})")
        return UnreachableError(f"{url}: what came is no HTTP ({in_few_words(error)})")


def _answer(
    connection: _Connection, target: Target, headers: Mapping[str, str], limit: int
) -> Answer:
    head, content = _asked(connection, target, headers), b""
    if head.status < 300:
        content = _content(connection.incoming, head, target, limit)
        is_read = head.is_chunked or head.length is not None
    else:
        is_read = _drained(connection.incoming, head)
    if not (is_read and head.stays_open and connection.incoming.is_empty):
        connection.close()
    return Answer(head.status, head.fields, content)


def _asked(connection: _Connection, target: Target, headers: Mapping[str, str]) -> Head:
    """The answer's head. A kept connection that was closed, or holds junk, is opened anew."""
    kept = connection.sock is not None
    try:
        return connection.ask(target, headers)
    except (ConnectionError, MalformedError):
        if not kept:
            raise
    connection.close()
    return connection.ask(target, headers)


def _content(incoming: Incoming, head: Head, target: Target, limit: int) -> bytes:
    if (head.length or 0) > limit:
        raise too_large(target.url, limit)
    encoding = head.fields.get("Content-Encoding")
    return read_body(body_pieces(incoming, head), encoding, limit=limit, url=target.url)


def _drained(incoming: Incoming, head: Head) -> bool:
    """Read a small unwanted body, so that the connection may stay; False: give it up."""
    with contextlib.suppress(MalformedError, OSError, SpentError):
        if (length := head.length) is not None and length <= _DRAINED:
            return all(body_pieces(incoming, head))
    return False  # the status is known; what was to follow it does not matter
