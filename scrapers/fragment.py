"""From the fragment of a page that holds the text to its paragraphs.

Imports bs4 at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from monitor.core.text import clean
from scrapers.boilerplate import (
    claims_rights,
    ends_the_article,
    fold,
    is_caption,
    is_chrome,
    is_credit,
    is_related_heading,
    is_script_error,
    opens_with_related,
)
from scrapers.bylines import author_of, bare_name, is_account, is_name, is_staff
from scrapers.date_lines import is_date_text, is_of_an_event
from scrapers.elements import HEADINGS, INLINE, PICTURES, SKIPPED
from scrapers.well_formed import well_formed_soup

_BOLD = frozenset({"b", "strong", *HEADINGS})
_APART = SKIPPED | {"aside", "figcaption", "nav"}
_UNSEEN = re.compile(r"display:none|(?:left|top|text-indent):-[0-9]{4}")
_FOLDED_UP = 200  # characters of hidden text from which on it is the rest of an article
_ITALIC = frozenset({"i", "em"})
_ENOUGH = 200  # characters of text after which a line may end the article
_STYLED = re.compile(r"<(?:span|font)\b[^>]*(?:italic|bold|[67]00|display)", re.IGNORECASE)
_WRAPPERS = frozenset({"span", "font", "o:p", "u", "ins", "small", "big"})
_TO_THE_RIGHT = re.compile(r"text-align:(?:right|end)\b|(?:^|[\s_-])(?:text|align)-?right\b")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’')\]]*$")


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph as it stands in the fragment, and how it looks."""

    text: str
    tag: str = "p"
    links: int = 0
    bold: int = 0
    italic: int = 0
    centred: bool = False
    right: bool = False
    after_picture: bool = False
    hint: str = ""


def read_paragraphs(html: str) -> list[Paragraph]:
    """Every paragraph of a fragment that the parser wrote out, unfiltered, in order."""
    return _Reader().read(
        well_formed_soup(html, frozenset() if _STYLED.search(html) else _WRAPPERS)
    )


class _Open(NamedTuple):
    """An element that has begun: how often each character of its text counts as what."""

    tag: Tag
    is_block: bool
    links: int
    bold: int
    italic: int
    centred: bool
    right: bool


def _look(tag: Tag) -> tuple[int, int, int, bool, bool]:
    """How an element makes its text look: links, bold, italic, centred, right."""
    name = tag.name
    links, bold, italic = int(name == "a"), int(name in _BOLD), int(name in _ITALIC)
    if not tag.attrs:
        return links, bold, italic, name == "center", False
    style = str(tag.get("style") or "").replace(" ", "").lower()
    align = str(tag.get("align") or "").lower()
    italic += "italic" in style
    bold += "font-weight:bold" in style or "font-weight:700" in style
    centred = name == "center" or align == "center" or "text-align:center" in style
    right = align == "right" or _TO_THE_RIGHT.search(f"{style} {tag.get('class')}") is not None
    return links, bold, italic, centred, right


class _Reader:
    """The state of one pass over a fragment."""

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.pieces: list[str] = []
        self.now = Paragraph("")
        self.picture = False

    def read(self, soup: BeautifulSoup) -> list[Paragraph]:
        stack: list[_Open] = []
        node: PageElement | None = soup.contents[0] if soup.contents else None
        while node is not None:
            while stack and node.parent is not stack[-1].tag:
                if stack.pop().is_block:
                    self.flush()
            if isinstance(node, Tag):
                if node.name in _APART or _is_data_table(node) or _is_hidden(node):
                    self.special(node)
                    node = _after(node)
                    continue
                stack.append(_Open(node, self.open(node), *_look(node)))
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self.text(node, stack)
            node = node.next_element
        self.flush()
        return self.found

    def special(self, node: Tag) -> None:
        if node.name == "table":
            self.flush()
            for row in node.find_all("tr"):
                cells = [clean(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
                if any(cells):
                    self.found.append(Paragraph(" | ".join(cell for cell in cells if cell), "tr"))
        elif node.name in PICTURES:
            self.flush()
            self.picture = True

    def open(self, node: Tag) -> bool:
        name = node.name
        if name == "br":
            self.flush()
            return False
        if name in PICTURES:
            self.picture = True
        if name in INLINE or ":" in name:
            return False
        self.flush()
        self.now.tag = name
        return True

    def text(self, node: NavigableString, stack: list[_Open]) -> None:
        size = len(node.strip())
        if not size:
            if self.pieces:
                self.pieces.append(" ")
            return
        if not self.pieces:
            self.now.after_picture, self.picture = self.picture, False
        self.pieces.append(str(node))
        now = self.now
        for one in reversed(stack):
            now.links += size * one.links
            now.bold += size * one.bold
            now.italic += size * one.italic
            now.centred = now.centred or one.centred
            now.right = now.right or one.right
            if one.is_block:
                now.tag, now.hint = one.tag.name, str(one.tag.get("class") or "").lower()
                break

    def flush(self) -> None:
        text = clean("".join(self.pieces).replace("\ufffd", ""))
        if text:
            self.now.text = text
            self.found.append(self.now)
        self.pieces, self.now = [], Paragraph("")


def _after(node: Tag) -> PageElement | None:
    last: PageElement = node
    while last.next_sibling is None and last.parent is not None:
        last = last.parent
    return last.next_sibling


def _is_data_table(node: Tag) -> bool:
    """Rows of several short cells; a table that lays out the page is none."""
    if node.name != "table" or node.find("table") is not None or node.find("img") is not None:
        return False
    rows = node.find_all("tr")
    wide = [row for row in rows if len(row.find_all(["td", "th"])) > 1]
    if len(wide) < 2:
        return False
    return all(len(cell.get_text()) < 300 for row in wide for cell in row.find_all(["td", "th"]))


def _is_hidden(node: Tag) -> bool:
    """A text that no reader is shown; a long one may be unfolded by a click."""
    style = node.get("style")
    unseen = style and _UNSEEN.search(str(style).replace(" ", "").lower())
    return (unseen or node.has_attr("hidden")) and len(node.get_text()) < _FOLDED_UP


def keep_text(paragraphs: list[Paragraph], title: str) -> list[Paragraph]:
    """The paragraphs that are the article's text: no captions, links to others, buttons, tail."""
    kept: list[Paragraph] = []
    after_related = False
    for one in _after_title(paragraphs, title):
        if ends_the_article(one.text) and sum(len(k.text) for k in kept) >= _ENOUGH:
            if not is_related_heading(one.text):
                break
            after_related = True
            continue
        if not kept and is_account(one.text):
            continue
        if _is_noise(one) or (_is_date(one) and not (kept and is_of_an_event(one.text))):
            continue
        if after_related and (one.links or len(one.text) < 30):
            continue
        after_related = False
        kept.append(one)
    return kept


def _after_title(paragraphs: list[Paragraph], title: str) -> list[Paragraph]:
    """What follows the title, where it stands in the fragment's upper part."""
    wanted = fold(title)
    total = sum(len(one.text) for one in paragraphs)
    seen = 0
    for index, one in enumerate(paragraphs):
        if wanted and fold(one.text) == wanted:
            return paragraphs[index + 1 :]
        seen += len(one.text)
        if seen > 0.4 * total:
            break
    return paragraphs


def _is_noise(one: Paragraph) -> bool:
    size = len(one.text)
    if one.links > 0.85 * size and size < 250:
        return True
    if one.links > 0.4 * size and opens_with_related(one.text):
        return True
    if is_chrome(one.text) or is_related_heading(one.text) or claims_rights(one.text):
        return True
    if is_script_error(one.text):
        return True
    return _is_picture_text(one)


def _is_date(one: Paragraph) -> bool:
    return one.tag != "tr" and is_date_text(one.text)


def _is_picture_text(one: Paragraph) -> bool:
    if is_caption(one.text) and (
        one.after_picture or one.italic or one.centred or len(one.text) < 60
    ):
        return True
    if not one.after_picture or len(one.text) > 300 or one.tag in HEADINGS:
        return False
    size = len(one.text)
    if one.italic > 0.8 * size or one.centred:
        return True
    return (
        size < 200
        and one.bold < 0.8 * size
        and not _SENTENCE_END.search(one.text)
        and one.tag != "li"
    )


def take_byline(paragraphs: list[Paragraph]) -> str | None:
    """Remove the lines around the text that name author or origin; return the author's name."""
    author: str | None = None
    if len(paragraphs) > 2 and ":" in paragraphs[0].text and _is_credit_line(paragraphs[0]):
        author = author_of(paragraphs.pop(0).text)
    for back in range(min(3, len(paragraphs)), 0, -1):
        one = paragraphs[-back]
        if len(paragraphs) <= 2 or len(one.text) > 60 or _SENTENCE_END.search(one.text):
            continue
        if is_credit(one.text) or is_staff(one.text) or (back == 1 and _is_name(one)):
            del paragraphs[-back]
            author = author or author_of(one.text)
    return author


def _is_credit_line(one: Paragraph) -> bool:
    return len(one.text) <= 60 and not _SENTENCE_END.search(one.text) and is_credit(one.text)


def _is_name(one: Paragraph) -> bool:
    size = len(one.text)
    looks = one.right or one.tag == "p" or max(one.bold, one.italic) > 0.8 * size
    return looks and (is_name(bare_name(one.text)) or (one.right and size <= 12))
