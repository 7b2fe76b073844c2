"""BeautifulSoup's trees from well-formed markup, in half the time of the standard library's parser.

Imports bs4 at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder

from scrapers.tokens import TOKEN

_ATTRIBUTES = re.compile(r'\s(class|style|align|hidden)="([^"]*)"')
# What they hold is no markup, and never text of an article.
_RAW = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL)


class _Builder(HTMLTreeBuilder):
    """Feeds a soup with tokens; of attributes it keeps those that say how a text looks."""

    NAME = "well-formed"

    def __init__(self, unwrapped: AbstractSet[str]) -> None:
        super().__init__(multi_valued_attributes={}, preserve_whitespace_tags=set())
        self._unwrapped = unwrapped

    def feed(self, markup: Any) -> None:
        """Tell the soup of every tag and text in `markup`."""
        soup: Any = self.soup
        void, unwrapped = self.empty_element_tags or (), self._unwrapped
        if first := markup.partition("<")[0]:
            soup.handle_data(unescape(first))
        for match in TOKEN.finditer(markup):
            closing, tag, attributes, text = match.groups()
            if tag is None or tag in unwrapped:
                """Its text alone counts."""
            elif closing:
                soup.handle_endtag(tag)
            else:
                soup.handle_starttag(tag, None, None, _looks(attributes))
                if tag in void:
                    soup.handle_endtag(tag)
            if text:
                soup.handle_data(unescape(text) if "&" in text else text)


def _looks(attributes: str) -> dict[str, str]:
    if not attributes:
        return {}
    return {name: unescape(value) for name, value in _ATTRIBUTES.findall(attributes)}


def well_formed_soup(html: str, unwrapped: AbstractSet[str] = frozenset()) -> BeautifulSoup:
    """The tree of serialised markup; of the elements in `unwrapped` there is the content alone."""
    return BeautifulSoup(_RAW.sub("", html), builder=_Builder(unwrapped))
