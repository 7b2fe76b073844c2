"""Which groups of cards are a page's main list: the best one, and what belongs to it.

Imports selectolax (through page_tree). The bounds were set on the generated pages of
tests/scrapers/listing_pages.py.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from scrapers.listing_card import Card
from scrapers.listing_groups import Group
from scrapers.listing_words import LIST_GOES_ON, NO_LIST_HEADING
from scrapers.page_tree import Tree

_OPEN = 0.9  # a region above this is no menu, sidebar or named block
_DOUBT = 0.4  # a region above this may still be the page's list
_MOST_FEATURED = 6  # articles shown larger than the rest of a list, at most
_TITLE_WORDS = 4
_POOR = 0.4  # of the main group's richness: links under a card, not cards
_SURE = 0.8  # richness that makes up for an unlucky class name


def main_cards(tree: Tree, groups: list[Group]) -> list[Card]:
    """The main list's cards in the page's order, each article once; none if there is no list."""
    best = max(groups, key=lambda group: group.score, default=None)
    if best is None or not _is_list(best):
        return []
    members = [group for group in groups if group is best or _belongs(tree, group, best, groups)]
    cards = sorted((c for group in members for c in group.cards), key=lambda card: card.start)
    return list({card.key: card for card in reversed(cards)}.values())[::-1]


def _is_list(group: Group) -> bool:
    if group.words < _TITLE_WORDS and group.named < 0.5:
        return False
    if group.region < _DOUBT:
        named_otherwise = bool(NO_LIST_HEADING.search(group.heading))
        rich = group.richness >= _SURE and len(group.cards) >= 5
        return rich and group.region >= 0.2 and not named_otherwise
    return len(group.cards) > 1 or (group.named > 0 and group.richness > 0)


def _belongs(tree: Tree, group: Group, best: Group, groups: list[Group]) -> bool:
    if group.region < _OPEN or (group.words < _TITLE_WORDS and group.named < 0.5):
        return False
    poor = best.richness > 0.3 and group.richness < _POOR * best.richness
    if _between(group, best) >= 0.5:
        return not poor
    if _siblings(tree, group, best):
        return not poor and _same_section(group, best)
    if group.start < best.start:
        return _leads(group, best, groups)
    return _goes_on(group, best, groups)


def _between(group: Group, best: Group) -> float:
    """The share of a group's cards that stand among the best group's."""
    return sum(best.start < card.start < best.end for card in group.cards) / len(group.cards)


def _siblings(tree: Tree, group: Group, best: Group) -> bool:
    parents = {tree.elements[card.start].parent for card in best.cards}
    return all(tree.elements[card.start].parent in parents for card in group.cards)


def _leads(group: Group, best: Group, groups: list[Group]) -> bool:
    """Whether a group is the first articles of the list, shown larger."""
    if len(group.cards) > _MOST_FEATURED or group.richness < 0.4:
        return False
    return _same_section(group, best) and _nothing_closed_between(group, best, groups)


def _goes_on(group: Group, best: Group, groups: list[Group]) -> bool:
    """Whether a group behind the list is its older part, shown smaller."""
    if not _nothing_closed_between(best, group, groups):
        return False
    if LIST_GOES_ON.search(group.heading):
        return True
    return not group.heading and group.dated >= 0.5 and best.dated >= 0.5


def _nothing_closed_between(first: Group, second: Group, groups: list[Group]) -> bool:
    """Whether no menu, sidebar or named block stands between two groups."""
    return not any(
        group.region < _OPEN and first.start < card.start < second.start
        for group in groups
        for card in group.cards
    )


def _same_section(group: Group, best: Group) -> bool:
    section = _section(best)
    return not section or all(_first_part(card.key) == section for card in group.cards)


def _section(group: Group) -> str:
    """The first part of the path that nearly all of a group's addresses share, or ""."""
    part, count = Counter(_first_part(card.key) for card in group.cards).most_common(1)[0]
    return part if count >= 0.8 * len(group.cards) and len(group.cards) >= 3 else ""


def _first_part(key: str) -> str:
    parts = urlsplit(key).path.split("/")
    return parts[1] if len(parts) > 2 else ""
