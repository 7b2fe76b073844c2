"""Markup nested beyond all use, made flat before a parser sees it.

Building a tree takes the square of its depth: 50,000 levels take half a minute. Pages that people
read nest a few dozen elements deep, and leave a few thousand list items or cells unclosed.
"""

from __future__ import annotations

import re

_MANY = 5_000  # tags below which a page cannot take long
_UNCLOSED = 5_000  # elements of one kind left open: a long table may have this many cells
_MOST_DEEP = 400  # real pages stay under 60
_NAMES = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
_CLOSE_THEMSELVES = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
})  # fmt: skip
_BREAKS = re.compile(r"(?:<br>\s*){3,}")


def flatten_bombs(html: str) -> str:
    """`html` without the tags that lie deeper than any real page goes.

    A line break stands for each tag of the kinds that are opened without end.
    """
    if html.count("<") < _MANY:
        return html
    return without_deep_nesting(_closed(html))


def _closed(html: str) -> str:
    lowered = html.lower()
    for name in sorted(set(_NAMES.findall(lowered))):
        opened, closed = lowered.count(f"<{name}"), lowered.count(f"</{name}")
        if opened - closed > _UNCLOSED and name not in ("br", "img", "input", "hr", "link", "meta"):
            html = re.sub(rf"<{name}\b[^>]*>", "<br>", html, flags=re.IGNORECASE)
            html = _BREAKS.sub("<br><br>", html)
    return html


def without_deep_nesting(html: str) -> str:
    """`html` without the tags of elements that are nested too deep; their text stays."""
    if html.count("<") < _MANY:
        return html
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _CLOSE_THEMSELVES:
            return tag[0]
        if not tag[1]:
            depth += 1
            return tag[0] if depth <= _MOST_DEEP else ""
        deep = depth > _MOST_DEEP
        depth = max(0, depth - 1)
        return "" if deep else tag[0]

    return _TAG.sub(keep, html)
