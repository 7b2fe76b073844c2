"""What is read from an answer's headers, and what goes out in ours."""

from __future__ import annotations

import re

from monitor.core.model import Validators
from scrapers.body import ACCEPTED
from scrapers.heads import Fields

# Compiled when first used: a 304 has neither.
_CHARSET = r"(?i)charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
_COOKIE = r"[!#$%&'*+.^_`|~\w-]{1,100}=[^;\s\x00-\x1f\x7f]{0,1000}"
_LONGEST = 1000


def user_agent(version: str, contact: str | None) -> str:
    """Who asks, and where to complain: `HuuNghi/0.1.0 (+mailto:someone@example.org)`."""
    name = f"HuuNghi/{version}"
    plain = "".join(c for c in contact or "" if c.isascii() and c.isprintable() and c not in "()")
    return f"{name} (+{plain})" if plain else name


def request_headers(agent: str, validators: Validators | None) -> dict[str, str]:
    """The headers of a GET, conditional where there are validators."""
    headers = {
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": ACCEPTED,
        "Accept-Language": "vi,en;q=0.5",
    }
    if validators is not None and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators is not None and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def read_validators(headers: Fields, content: bytes) -> Validators:
    """What the next conditional GET sends back, and the body's SHA-256."""
    import hashlib  # loads OpenSSL's part of it, which a 304 has no use for

    return Validators(
        etag=_line(headers.get("ETag")),
        last_modified=_line(headers.get("Last-Modified")),
        digest=hashlib.sha256(content).hexdigest(),
    )


def renew_validators(headers: Fields, old: Validators) -> Validators:
    """The validators after a 304, which may bring new ones; the body is the old one."""
    return Validators(
        etag=_line(headers.get("ETag")) or old.etag,
        last_modified=_line(headers.get("Last-Modified")) or old.last_modified,
        digest=old.digest,
    )


def _line(value: str | None) -> str | None:
    """A header that can be sent back as it is; None for one that is none, or a trap."""
    if not value or len(value) > _LONGEST or not value.isprintable():
        return None
    return value.strip() or None


def charset_of(content_type: str | None) -> str | None:
    """The charset that a Content-Type names, lower case."""
    match = re.search(_CHARSET, content_type) if content_type else None
    return match[1].lower() if match else None


def cookie_of(header: str | None) -> str | None:
    """The `name=value` of a Set-Cookie header; None if there is none fit to be sent back."""
    match = re.match(_COOKIE, header.strip()) if header else None
    return match[0] if match and match[0].isascii() else None
