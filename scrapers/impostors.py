"""What stands in the place of a feed or a listing: a challenge, a login, an error page.

Told by the page's title, which such pages write for people, and by a password field; cheap, and
only asked where a page lists little or nothing.
"""

from __future__ import annotations

import html
import re

from monitor.core.text import clean, fold

_READ = 100_000  # bytes; the title stands at the top
_TITLE = re.compile(r"<title\b[^>]*>([^<]{0,300})", re.IGNORECASE)
_PASSWORD = re.compile(r"<input\b[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_KINDS = (
    (
        "a challenge page, made to keep programs out",
        r"just a moment|attention required|checking your browser|verify(?:ing)? you are (?:a )?h"
        r"|ddos.guard|access denied|security check|captcha|robot check|request rejected"
        r"|xac minh (?:ban|rang)|kiem tra (?:bao mat|trinh duyet)",
    ),
    (
        "an error page",
        r"\b(?:40[0-9]|50[0-9])\b|not found|khong tim thay|khong ton tai|bad gateway|server error"
        r"|runtime error|service unavailable|loi he thong",
    ),
    (
        "a notice of maintenance",
        r"(?:dang|he thong) (?:bao tri|nang cap|xay dung)|under (?:maintenance|construction)"
        r"|site (?:is )?(?:down|suspended)|account suspended|domain (?:for sale|expired|parking)",
    ),
    ("a login page", r"^(?:dang nhap|log ?in|sign ?in)\b|\b(?:dang nhap|log ?in|sign in)$"),
)
_NAMED = tuple((name, re.compile(pattern)) for name, pattern in _KINDS)


def impostor(content: bytes) -> str | None:
    """What a page says that it is, in a few words; None where it says nothing of the kind."""
    text = content[:_READ].decode("utf-8", "replace")
    match = _TITLE.search(text)
    title = fold(clean(html.unescape(match[1]))) if match else ""
    named = next((name for name, pattern in _NAMED if pattern.search(title)), None)
    if named is None and _PASSWORD.search(text):
        return "a login page"
    return named
