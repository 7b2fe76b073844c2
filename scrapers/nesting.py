"""Markup nested beyond all use, made flat before a parser sees it.

Parsers look through all open elements at many a tag, so 50,000 open ones take a minute. Pages that
people read nest a few dozen elements deep, and leave a few thousand list items or cells unclosed.
"""

from __future__ import annotations

import re

_MANY = 20_000  # tags below which a page cannot take long
_UNCLOSED = 5_000  # elements of one kind left open: a long table may have this many cells
_NAMES = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")


def flatten_bombs(html: str) -> str:
    """`html`, with a line break for each tag of the kinds that it opens without end."""
    if html.count("<") < _MANY:
        return html
    lowered = html.lower()
    for name in sorted(set(_NAMES.findall(lowered))):
        opened, closed = lowered.count(f"<{name}"), lowered.count(f"</{name}")
        if opened - closed > _UNCLOSED and name not in ("br", "img", "input", "hr", "link", "meta"):
            html = re.sub(rf"<{name}\b[^>]*>", "<br>", html, flags=re.IGNORECASE)
    return html
