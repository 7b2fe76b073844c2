"""Cards of a page grouped by how they are built, and which groups are its main list.

A card is the largest element around a link that holds no other article's link; cards whose
ancestors have the same tags and classes make a group. Imports selectolax (through page_tree).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from scrapers.listing_card import Card, date_of, has_image, has_summary, title_of
from scrapers.listing_links import Link, names_an_article
from scrapers.listing_region import heading_of, region_of
from scrapers.page_tree import Element, Tree

_VARYING = re.compile(
    r"^(?:odd|even|first|last|active|current|alt|(?:post|category|tag|has|status|format|type)-.*)$"
)
_COLUMN_NAME = re.compile(r"(?:col|span|grid|large|medium)[-_]?(?:[a-z]{2}[-_])?\d{1,2}$")
_DIGITS = re.compile(r"\d+")
_NEAR = 3  # levels within which picture, title and "more" of one card have a common parent
_MOST_LINKS = 12  # of one card
_AROUND = 40  # elements behind or before a card that may still be about its article
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
    cards: list[Card] = []
    befores = _others(links)
    afters = _others(links[::-1])[::-1]
    for link, before, after in zip(links, befores, afters, strict=True):
        index = _widest(tree, link, before, after)
        card = Card(index, tree.elements[index].end, link.key, (link,), index)
        if cards and _is_one(tree, cards[-1], card):
            cards[-1] = _joined(cards[-1], card)
        else:
            cards.append(card)
    return cards


def _is_one(tree: Tree, card: Card, following: Card) -> bool:
    """Whether two places belong together: one article, and close by in the tree."""
    if card.key != following.key or len(card.links) == _MOST_LINKS:
        return False
    near = set(tree.ancestors(card.start)[:_NEAR])
    return bool(near & set(tree.ancestors(following.start)[:_NEAR]))


def _joined(card: Card, following: Card) -> Card:
    """Picture and title side by side as one card, built like the one with more text."""
    longer = len(following.links[0].text) > max(len(link.text) for link in card.links)
    return Card(
        card.start,
        max(card.end, following.end),
        card.key,
        (*card.links, *following.links),
        following.build if longer else card.build,
    )


def _others(links: list[Link]) -> list[int]:
    """For each link where the last one to another article was; -1 where there was none."""
    others: list[int] = []
    other = -1
    for position, link in enumerate(links):
        if position and links[position - 1].key != link.key:
            other = links[position - 1].at
        others.append(other)
    return others


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
    counts = Counter(paths[card.build] for card in cards)
    by_path: dict[int, list[Card]] = {}
    for card in cards:
        fitted = _fitted(tree, card, paths, counts)
        by_path.setdefault(paths[fitted.build], []).append(fitted)
    parts = (part for members in by_path.values() for part in _by_region(tree, members, starts))
    return [_group(tree, part, starts) for part in parts]


def _by_region(tree: Tree, cards: list[Card], starts: list[int]) -> list[list[Card]]:
    """Cards of one build, those of a side block apart: main list and "most read" may be twins."""
    by_parent: dict[int, list[Card]] = {}
    for card in cards:
        by_parent.setdefault(tree.elements[card.build].parent, []).append(card)
    if len(by_parent) == 1:
        return [cards]
    by_region: dict[float, list[Card]] = {}
    for members in by_parent.values():
        by_region.setdefault(region_of(tree, members, starts), []).extend(members)
    return list(by_region.values())


def _fitted(tree: Tree, card: Card, paths: list[int], counts: Counter[int]) -> Card:
    """A card that is one of its kind, narrowed to others' build: the odd one of a row."""
    if counts[paths[card.build]] > 1:
        return card
    for index in tree.ancestors(card.links[-1].at):
        if index == card.start:
            break
        if counts[paths[index]] > 1:
            return replace(card, start=index, end=tree.elements[index].end, build=index)
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
            name if _COLUMN_NAME.match(name) else _DIGITS.sub("", name)
            for name in element.get("class").lower().split()
            if not _VARYING.match(name)
        }
    )
    step = f"{element.tag}.{'.'.join(names)}#{_DIGITS.sub('', element.get('id').lower())}"
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
    dates = [date_of(tree, c.start, following(tree, c, starts)) is not None for c in sample]
    return Group(
        cards=cards,
        region=region_of(tree, cards, starts),
        heading=heading_of(tree, cards[0], starts),
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
    return max(card.end, min(after, tree.elements[parent].end, card.end + _AROUND))


def preceding(tree: Tree, card: Card, ends: list[int]) -> int:
    """Where what stands before a card begins: behind the card before it, within its parent."""
    position = bisect_right(ends, card.start)
    floor = ends[position - 1] if position else 0
    return max(floor, tree.elements[card.start].parent + 1, card.start - _AROUND)


def _summarised(tree: Tree, card: Card, starts: list[int]) -> bool:
    return has_summary(tree, replace(card, end=following(tree, card, starts)))
