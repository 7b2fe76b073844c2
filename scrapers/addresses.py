"""Which addresses may be fetched: http(s) URLs of public hosts, and private ones named by hand.

Refuses private, loopback, link-local, shared (CGNAT), reserved, multicast and unspecified
addresses, also where they hide in an IPv6 address. `Guard.resolve` gives the very addresses that
are connected to, so a name that changes between check and connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable, Sequence
from urllib.parse import quote, urljoin, urlsplit

from monitor.core.errors import RefusedAddressError, UnreachableError
from monitor.core.slotted import dataclass

Resolver = Callable[[str, int], Sequence[str]]
"""From host and port to numeric addresses, best first; raises OSError."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+")
# Thời Đại's editorial office: the same articles, not meant for the public.
_NEVER = frozenset({"tacnghiep.thoidai.com.vn"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NUMERIC = re.compile(r"[0-9a-f.:]*[0-9:]")  # an address, or at worst a DNS name
_SAFE = "/%:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart and made fit for the wire: ASCII host, quoted path, no fragment."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host, with the port where it is not the scheme's own; IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.has_default_port else f"{host}:{self.port}"

    @property
    def has_default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port == _DEFAULT_PORTS[self.scheme]

    @property
    def origin(self) -> str:
        """Scheme and netloc: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def queue(self) -> str:
        """Whom we are polite to: http and https of one host together, other ports apart."""
        return self.netloc


def parse_target(url: str) -> Target:
    """The URL's parts. Raises RefusedAddressError for whatever must not or cannot be asked for."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError as error:
        raise RefusedAddressError(f"{url!r} is not a URL: {error}") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise RefusedAddressError(f"{url!r}: only http and https are fetched")
    if "@" in parts.netloc:
        raise RefusedAddressError(f"{url!r}: a URL with a user name or password is not fetched")
    host = _ascii_host(host, url)
    if host.rstrip(".") in _NEVER:
        raise RefusedAddressError(f"{url!r}: this host is editorial, it is never fetched")
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE)
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    target = Target("", parts.scheme, host, port, path if path.startswith("/") else "/" + path)
    return Target(target.origin + target.path, target.scheme, host, port, target.path)


def follow(target: Target, location: str) -> Target:
    """Where a redirect leads. `location` is the header as latin-1 text, often UTF-8 in truth."""
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = str(location)
    try:
        return parse_target(urljoin(target.url, location.strip()))
    except ValueError as error:
        raise RefusedAddressError(f"{target.url} redirects to {location!r}: {error}") from error


def _ascii_host(host: str, url: str) -> str:
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise RefusedAddressError(f"{url!r}: no such host name is possible") from error
    host = host.lower().partition("%")[0]
    if not _HOST.fullmatch(host):
        raise RefusedAddressError(f"{url!r}: no host name that can be asked for")
    return host


def forbidden(address: str) -> str | None:
    """Why a numeric address is not public ("loopback", "private", …); None if it is."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unreadable"
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is not None:
            return forbidden(str(inner))
        if ip.is_site_local:
            return "private"
    return _kind(ip)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that traffic to `ip` would reach: mapped, 6to4 or NAT64."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _kind(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str | None:
    kinds = (
        ("loopback", ip.is_loopback),
        ("unspecified", ip.is_unspecified),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("private", ip.is_private),
        ("reserved", ip.is_reserved or not ip.is_global),
    )
    return next((name for name, holds in kinds if holds), None)


def system_resolver(host: str, port: int) -> list[str]:
    """The system's answer. Bytes go in, so that no codec for international names is loaded."""
    infos = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def _in_time(resolver: Resolver, host: str, port: int, seconds: float) -> Sequence[str]:
    """Resolve in a thread of its own, because the system's resolver knows no time limit."""
    if _NUMERIC.fullmatch(host):
        return resolver(host, port)
    results: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            results.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            results.put(error)

    threading.Thread(target=resolve, name=f"resolve {host}", daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"{host}: the name was not resolved in time") from None
    if isinstance(result, Exception):
        raise result
    return result


class Guard:
    """Resolves names and refuses addresses; `allow` names hosts (or host:port) that are exempt."""

    def __init__(self, allow: Sequence[str] = (), resolver: Resolver = system_resolver) -> None:
        self._allow = frozenset(name.lower().strip() for name in allow)
        self._resolver = resolver

    def allows(self, host: str, port: int) -> bool:
        """Whether the operator named this host, with or without the port and IPv6 brackets."""
        bracketed = f"[{host}]"
        names = {host, bracketed, f"{host}:{port}", f"{bracketed}:{port}"}
        return not names.isdisjoint(self._allow)

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        """The addresses to connect to, all checked: one bad one among them refuses the host.

        Raises RefusedAddressError, UnreachableError, and TimeoutError after so many seconds.
        """
        try:
            addresses = list(_in_time(self._resolver, host, port, seconds))
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            words = getattr(error, "strerror", None) or error
            raise UnreachableError(f"{host}: the name cannot be resolved ({words})") from error
        if not addresses:
            raise UnreachableError(f"{host}: the name has no address")
        if not self.allows(host, port):
            self._refuse_private(host, addresses)
        return addresses

    @staticmethod
    def _refuse_private(host: str, addresses: Sequence[str]) -> None:
        for address in addresses:
            if reason := forbidden(address):
                raise RefusedAddressError(
                    f"{host} has the address {address}, which is {reason}; "
                    f'if it is meant to be fetched, add "{host}" to [fetch] allow_hosts'
                )
