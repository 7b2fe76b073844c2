"""Cards of a page grouped by how they are built, and which groups are its main list.

A card is the largest element around a link that holds no other article's link; cards whose
ancestors have the same tags and classes make a group. Imports selectolax (through page_tree).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from monitor.core.text import fold
from scrapers.listing_card import Card, date_of, has_image, has_summary, title_of
from scrapers.listing_links import Link, names_an_article
from scrapers.listing_words import LIST_GOES_ON, NO_LIST_HEADING, NO_LIST_MARKS, open_marks
from scrapers.page_tree import Element, Tree

_VARYING = re.compile(
    r"^(?:odd|even|first|last|active|current|alt|(?:post|category|tag|has|status|format|type)-.*)$"
)
_DIGITS = re.compile(r"\d+")
_WHOLE_PAGE = (
    0.7  # an element with so large a share of the links wraps the page: its name is no hint
)
_HEADING_WORDS = 9
_LISTS_UP = 6  # ancestors of a group among which its heading is looked for
_SAMPLE = 12  # cards of a group that are looked at closely


@dataclass(slots=True)
class Group:
    """Cards of one build, in order. Shares are of the cards looked at; `region` is 1 in the open.

    The weights of `score` were set on generated pages (tests/scrapers/listing_pages.py) and hold
    for any order of the blocks.
    """

    cards: list[Card]
    region: float
    heading: str
    words: float
    dated: float
    pictured: float
    summarised: float
    named: float

    @property
    def score(self) -> float:
        """How much the group looks like a page's main list."""
        titles = 0.1 if self.words < 4 else min(self.words, 10) / 8
        size = float(len({card.key for card in self.cards}) ** 0.8)
        return size * titles * (1 + self.richness) * self.region * (0.5 + 0.5 * self.named)

    @property
    def richness(self) -> float:
        """What stands beside the titles: dates, pictures, summaries (0 to 1.6)."""
        return 0.5 * self.dated + 0.5 * self.pictured + 0.6 * self.summarised

    @property
    def start(self) -> int:
        """Where the first card begins."""
        return self.cards[0].start

    @property
    def end(self) -> int:
        """Where the last card ends."""
        return self.cards[-1].end


def cards_of(tree: Tree, links: list[Link]) -> list[Card]:
    """The card of each run of links to one article, in the page's order."""
    cards: dict[int, list[Link]] = {}
    for position, link in enumerate(links):
        before = _other(links, position, -1)
        after = _other(links, position, 1)
        cards.setdefault(_widest(tree, link, before, after), []).append(link)
    return [
        Card(index, tree.elements[index].end, group[0].key, tuple(group))
        for index, group in sorted(cards.items())
    ]


def _other(links: list[Link], position: int, step: int) -> int:
    """Where the nearest link to another article is, backward or forward; -1 where there is none."""
    key = links[position].key
    while 0 <= position < len(links):
        if links[position].key != key:
            return links[position].at
        position += step
    return -1


def _widest(tree: Tree, link: Link, before: int, after: int) -> int:
    widest = link.at
    for index in tree.ancestors(link.at)[1:]:
        element = tree.elements[index]
        if index <= before or (after != -1 and element.end > after) or element.tag == "body":
            break
        widest = index
    return widest


def groups_of(tree: Tree, cards: list[Card]) -> list[Group]:
    """The groups, in the order of their first cards."""
    starts = [card.start for card in cards]
    paths = _paths(tree)
    counts = Counter(paths[card.start] for card in cards)
    by_path: dict[int, list[Card]] = {}
    for card in cards:
        fitted = _fitted(tree, card, paths, counts)
        by_path.setdefault(paths[fitted.start], []).append(fitted)
    return [_group(tree, members, starts) for members in by_path.values()]


def _fitted(tree: Tree, card: Card, paths: list[int], counts: Counter[int]) -> Card:
    """A card that is one of its kind, narrowed to others' build: the odd one of a row."""
    if counts[paths[card.start]] > 1:
        return card
    for index in tree.ancestors(card.links[0].at):
        if index == card.start:
            break
        if counts[paths[index]] > 1:
            return replace(card, start=index, end=tree.elements[index].end)
    return card


def _paths(tree: Tree) -> list[int]:
    """For each element a number that stands for its tags and classes up to the body."""
    numbers: dict[tuple[int, str], int] = {}
    paths: list[int] = []
    for element in tree.elements:
        above = paths[element.parent] if element.parent >= 0 else -1
        paths.append(numbers.setdefault((above, _step(tree, element)), len(numbers)))
    return paths


def _step(tree: Tree, element: Element) -> str:
    names = sorted(
        {
            _DIGITS.sub("", name)
            for name in element.get("class").lower().split()
            if not _VARYING.match(name)
        }
    )
    step = f"{element.tag}.{'.'.join(names)}"
    if element.tag == "td" and not names:
        step += f":{element.get('width')}:{_column(tree, element)}"
    return step


def _column(tree: Tree, cell: Element) -> int:
    """How many cells stand before this one in its row: pages of 2010 are tables."""
    index, column = cell.index - 1, 0
    while index > cell.parent and column < 6:
        element = tree.elements[index]
        column += element.parent == cell.parent
        index -= 1
    return column


def _group(tree: Tree, cards: list[Card], starts: list[int]) -> Group:
    sample = cards[:_SAMPLE]
    heading = _heading(tree, cards[0], starts)
    region = _region(tree, cards[0], starts)
    if region > 0.5 and NO_LIST_HEADING.search(heading) and not LIST_GOES_ON.search(heading):
        region = 0.3
    dates = [date_of(tree, c.start, following(tree, c, starts)) is not None for c in sample]
    return Group(
        cards=cards,
        region=region,
        heading=heading,
        words=median(len(title_of(tree, card).split()) for card in sample),
        dated=sum(dates) / len(sample),
        pictured=sum(has_image(tree, card) for card in sample) / len(sample),
        summarised=sum(_summarised(tree, card, starts) for card in sample) / len(sample),
        named=sum(names_an_article(card.key) for card in sample) / len(sample),
    )


def following(tree: Tree, card: Card, starts: list[int]) -> int:
    """Where what belongs to a card ends: its own end, or its parent's next card."""
    parent = tree.elements[card.start].parent
    if parent == -1:
        return card.end
    position = bisect_left(starts, card.end)
    after = starts[position] if position < len(starts) else len(tree.elements)
    return max(card.end, min(after, tree.elements[parent].end))


def _summarised(tree: Tree, card: Card, starts: list[int]) -> bool:
    wide = Card(card.start, following(tree, card, starts), card.key, card.links)
    return has_summary(tree, wide)


def _region(tree: Tree, card: Card, starts: list[int]) -> float:
    """1 in the open; little in a menu, footer, sidebar or a block named as such."""
    within_article = False
    for index in tree.ancestors(card.start)[1:]:
        element = tree.elements[index]
        if _share(element, starts) > _WHOLE_PAGE:
            break
        within_article = within_article or element.tag in ("article", "main", "li")
        if element.tag in ("nav", "footer") or (element.tag == "header" and not within_article):
            return 0.05
        if element.tag == "aside" or NO_LIST_MARKS.search(open_marks(element.marks)):
            return 0.2
    return 1.0


def _share(element: Element, starts: list[int]) -> float:
    inside = bisect_left(starts, element.end) - bisect_left(starts, element.index)
    return inside / max(1, len(starts))


def _heading(tree: Tree, card: Card, starts: list[int]) -> str:
    """The short texts right before a group's first card, within its block; folded."""
    position = bisect_left(starts, card.start)
    floor = starts[position - 1] + 1 if position else 0
    for index in tree.ancestors(card.start)[1:_LISTS_UP]:
        begin = max(index, floor)
        texts = [t for _, t in tree.texts_between(begin, card.start)]
        short = [t for t in texts[-3:] if len(t.split()) <= _HEADING_WORDS]
        if short:
            return fold(" ".join(short))
        if index < floor:
            break
    return ""
