"""Where on a page a group of cards stands: in the open, or in a menu, sidebar or named block.

Imports selectolax (through page_tree).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from monitor.core.text import fold
from scrapers.listing_card import Card
from scrapers.listing_words import (
    DOUBTFUL_HEADING,
    DOUBTFUL_MARKS,
    LIST_GOES_ON,
    NO_LIST_HEADING,
    NO_LIST_MARKS,
    open_marks,
)
from scrapers.page_tree import Element, Tree

_COLUMNS = re.compile(r"(?:^|[\s-])(?:col(?:-(?:md|lg|xl|sm))?-|span|grid_|large-)(\d{1,2})(?!\d)")
_WIDTH = re.compile(r"\s*(\d{1,4})\s*(%?)")
_MOST_CARDS, _HALF_PAGE = 0.7, 0.5  # of the articles, of the elements
_HEADING_WORDS = 9
_LISTS_UP = 6  # ancestors of a group among which its heading is looked for


def region_of(tree: Tree, cards: list[Card], starts: list[int]) -> float:
    """1 in the open, 0.5 to 0.6 where there is a doubt, little in what is no main list."""
    return min(
        _place(tree, cards, starts),
        _doubt(heading_of(tree, cards[0], starts)),
        _narrow(tree, cards, starts),
    )


def _doubt(heading: str) -> float:
    """What a block's heading says: 1 nothing, 0.5 perhaps a side block, 0.25 surely one."""
    if LIST_GOES_ON.search(heading):
        return 1.0
    if NO_LIST_HEADING.search(heading):
        return 0.25
    return 0.5 if DOUBTFUL_HEADING.search(heading) else 1.0


def _narrow(tree: Tree, cards: list[Card], starts: list[int]) -> float:
    """A doubt about a group that stands, as a whole, in a column too narrow for a main list."""
    if len(cards) < 3:
        return 1.0
    for index in tree.ancestors(cards[0].start)[1:]:
        element = tree.elements[index]
        if _wraps_page(tree, element, starts):
            break
        if element.end >= cards[-1].end and _is_narrow(element):
            return 0.6
    return 1.0


def _is_narrow(element: Element) -> bool:
    columns = _COLUMNS.search(element.get("class"))
    if columns:
        return int(columns[1]) <= 4
    width = _WIDTH.match(element.get("width"))
    if width is None or element.tag not in ("td", "div", "table"):
        return False
    return int(width[1]) <= (35 if width[2] else 330)


def _place(tree: Tree, cards: list[Card], starts: list[int]) -> float:
    """1 in the open; little in a menu, footer, sidebar or a block named as such."""
    within_article, doubt = False, 1.0
    for index in tree.ancestors(cards[0].start)[len(cards) > 1 :]:
        element = tree.elements[index]
        if _wraps_page(tree, element, starts) and index != cards[0].start:
            break
        within_article = within_article or element.tag in ("article", "main", "li")
        if element.tag in ("nav", "footer") or (element.tag == "header" and not within_article):
            return 0.05
        marks = open_marks(element.marks)
        if element.tag == "aside" or NO_LIST_MARKS.search(marks):
            return 0.2
        if DOUBTFUL_MARKS.search(marks):
            doubt = 0.6
    return doubt


def _wraps_page(tree: Tree, element: Element, starts: list[int]) -> bool:
    """Whether an element holds nearly all articles and half the page: its name is then no hint."""
    inside = bisect_left(starts, element.end) - bisect_left(starts, element.index)
    size = (element.end - element.index) / len(tree.elements)
    return inside > _MOST_CARDS * len(starts) and size > _HALF_PAGE


def heading_of(tree: Tree, card: Card, starts: list[int]) -> str:
    """The short texts right before a group's first card, within its block; folded."""
    position = bisect_left(starts, card.start)
    floor = tree.elements[starts[position - 1]].end if position else 0
    for index in tree.ancestors(card.start)[1:_LISTS_UP]:
        begin = max(index, floor)
        texts = [t for _, t in tree.texts_between(begin, card.start)]
        short = [t for t in texts[-3:] if len(t.split()) <= _HEADING_WORDS]
        if short:
            return fold(" ".join(short))
        if index < floor:
            break
    return ""
