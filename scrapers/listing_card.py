"""One card of a list: its title, date, and how rich it is. Imports selectolax."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from monitor.core.dates import find_dates, parse_datetime
from monitor.core.text import clean, fold
from scrapers.date_lines import dated_part, leaf_date, with_full_years
from scrapers.listing_links import Link
from scrapers.listing_words import (
    DATE_ATTRIBUTES,
    DATE_MARKS,
    LABEL_MARKS,
    NO_TITLE,
    TITLE_MARKS,
    open_marks,
)
from scrapers.page_tree import Element, Tree

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRONG = frozenset(("strong", "b"))
_LONG_TITLE = 45  # words: a link with more is a summary or a whole card
_TITLE_WORDS = 4
_SHORT = 60  # characters of a text that is a date line, not a sentence
_LARGEST = 300  # elements of a card that are looked at; real ones have 5 to 60
_BESIDE = 26  # characters beside a date: "Cập nhật lúc", "| Lượt xem: 120"
_BOX = 30  # characters of a calendar leaf: day, month and year in elements of their own
_META = 200  # characters of a line of date, author, section, views
_SUMMARY_WORDS = 9
_BULLET = re.compile(r"^(?:[»›•▪■●◆→>*+\-–]\s+|[»›•▪■●◆→]\s*)+")
_ELLIPSIS = re.compile(r"\s*(?:\.{2,}|…)\s*$")
_DATE_IN_BRACKETS = re.compile(r"[\s,-]*[(\[][^()\[\]]{6,40}[)\]]\s*$")
_DATE_LEADS = re.compile(r"^[(\[\s]*(?:ngày|cập nhật|đăng|lúc)?[\s:]*$", re.IGNORECASE)
_DATE_ENDS = re.compile(r"^\s*(?:[)\]|]|[-–—]\s|$)")


@dataclass(slots=True, frozen=True)
class Card:
    """An article's place in a list: the elements from `start` to before `end`.

    `build` is the element whose tags and classes, up to the body, say how the card is built.
    """

    start: int
    end: int
    key: str
    links: tuple[Link, ...]
    build: int

    @property
    def url(self) -> str:
        """The address as the first link gives it."""
        return self.links[0].url


def title_of(tree: Tree, card: Card) -> str:
    """The title: a heading's text, else the longest text of a link that is no summary."""
    found = [text for link in card.links for text in _link_titles(tree, link)]
    named = [(rank, text) for rank, text in found if not NO_TITLE.fullmatch(fold(text))]
    if named:
        best = max(rank for rank, _ in named)
        return _whole(tree, card, _likeliest([text for rank, text in named if rank == best]))
    headings = range(card.start, card.end)
    beside = (tree.text(i) for i in headings if tree.elements[i].tag in _HEADINGS)
    attributes = (tree.elements[link.at].get("title") for link in card.links)
    alts = (link.alt for link in card.links)
    return clean(next((text for text in (*beside, *attributes, *alts) if text.strip()), ""))


def _likeliest(texts: list[str]) -> str:
    """The longest text that is no summary: a sentence, or much longer than the first text."""
    first = next((text for text in texts if len(text.split()) >= _TITLE_WORDS), texts[0])
    limit = max(1.5 * len(first), 40)
    titles = [t for t in texts if t == first or (len(t) <= limit and not t.endswith((".", "…")))]
    return max(titles, key=len)


def _link_titles(tree: Tree, link: Link) -> list[tuple[int, str]]:
    """(rank, text) of what the link offers as title; a link around a card offers its heading."""
    inside = range(link.at + 1, tree.elements[link.at].end)
    offers = []
    for index in inside:
        rank = _rank(tree, index)
        if rank:
            offers.append((rank, tidy_title(tree.text(index))))
    rank = max((_rank(tree, i) for i in tree.ancestors(link.at)[:4]), default=0)
    text = tidy_title(_own_text(tree, link))
    if len(text.split()) <= _LONG_TITLE:
        offers.append((max(rank, 1), text))
    return [offer for offer in offers if offer[1]]


def _rank(tree: Tree, index: int) -> int:
    element = tree.elements[index]
    if element.tag in _HEADINGS:
        return 4
    if TITLE_MARKS.search(element.marks.lower()) and len(tree.text(index).split()) <= _LONG_TITLE:
        return 3
    return 2 if element.tag in _STRONG else 0


def _own_text(tree: Tree, link: Link) -> str:
    """The link's text without its dates and without paragraphs under the title."""
    pieces = tree.texts_between(link.at, tree.elements[link.at].end)
    kept = [
        text
        for at, text in pieces
        if at >= link.at and not is_date_line(text) and not _is_badge(tree, at, link, text)
    ]
    blocks = {at for at, _ in pieces if tree.elements[at].tag in ("p", "div")}
    if len(blocks) > 1:  # a card inside a link, without a heading: its first block is the title
        return next((text for text in kept if len(text.split()) > 2), "")
    return " ".join(kept)


def _is_badge(tree: Tree, at: int, link: Link, text: str) -> bool:
    """Whether a text in a link is a label before the title ("Mới", a section's name)."""
    marks = open_marks(tree.elements[at].marks)
    return at != link.at and len(text.split()) <= 5 and bool(LABEL_MARKS.search(marks))


def is_date_line(text: str) -> bool:
    """Whether a short text is a date and hardly anything else."""
    if len(text) > _SHORT:
        return False
    found = find_dates(text)
    return bool(found) and len(text) - (found[0].end - found[0].start) <= 14


def tidy_title(text: str) -> str:
    """Without bullets before it and a date in brackets behind it."""
    text = _BULLET.sub("", clean(text))
    bracket = _DATE_IN_BRACKETS.search(text)
    if bracket and find_dates(bracket[0]):
        text = text[: bracket.start()]
    return text.strip()


def _whole(tree: Tree, card: Card, text: str) -> str:
    """A title that was cut with dots, completed from another text or the title attribute."""
    stem = _ELLIPSIS.sub("", text)
    if stem == text or not stem:
        return text
    others = [tidy_title(tree.elements[link.at].get("title")) for link in card.links]
    others += [link.text for link in card.links]
    longer = [o for o in others if o.startswith(stem) and not _ELLIPSIS.search(o)]
    return max(longer, key=len) if longer else text


def date_of(tree: Tree, start: int, end: int) -> datetime | None:
    """The date that the elements from `start` to before `end` print as theirs.

    Not one from a sentence: summaries speak of events.
    """
    end = min(end, start + _LARGEST)
    elements = tree.elements[start:end]
    readers = (_machine_date, _dated_line, _calendar_leaf)
    for read in readers:
        found = next((at for element in elements if (at := read(tree, element))), None)
        if found:
            return found
    texts = [dated_part(text) for _, text in tree.texts_between(start, end)]
    short = (_alone(text) for text in texts if len(text) <= _SHORT)
    leading = (_leading(text) for text in texts if len(text) > _SHORT)
    return next((at for at in (*short, *leading) if at), None)


def _machine_date(_: Tree, element: Element) -> datetime | None:
    if element.tag == "time":
        return parse_datetime(element.get("datetime"))
    if not DATE_MARKS.search(element.marks.lower()):
        return None
    return next((at for name in DATE_ATTRIBUTES if (at := parse_datetime(element.get(name)))), None)


def _dated_line(tree: Tree, element: Element) -> datetime | None:
    """The date in an element whose name says that it holds one."""
    if element.tag != "time" and not DATE_MARKS.search(element.marks.lower()):
        return None
    text = tree.text(element.index)
    return _moment(text) if len(text) <= _META else None


def _calendar_leaf(tree: Tree, element: Element) -> datetime | None:
    """Day, month and year in elements of their own."""
    if element.tag in ("a", "img") or element.end == element.index + 1:
        return None
    text = tree.text(element.index)
    return _moment(text) if len(text) <= _BOX else None


@lru_cache(maxsize=2_000)
def _moment(text: str) -> datetime | None:
    text = with_full_years(text)
    return parse_datetime(text) or leaf_date([text])


def _alone(text: str) -> datetime | None:
    """The date of a short text that is no sentence about that day."""
    text = with_full_years(text)
    found = find_dates(text)
    if found and len(text) - (found[0].end - found[0].start) > _BESIDE:
        return None
    return _moment(text)


def _leading(text: str) -> datetime | None:
    """The date that a longer text begins with, set off by a bracket, bar or dash."""
    found = next(iter(find_dates(text[:80])), None)
    if found and _DATE_LEADS.match(text[: found.start]) and _DATE_ENDS.match(text[found.end :]):
        return found.at
    return None


def has_image(tree: Tree, card: Card) -> bool:
    """Whether a picture stands in the card."""
    return any(e.tag in ("img", "picture") for e in tree.elements[card.start : card.end])


def has_summary(tree: Tree, card: Card) -> bool:
    """Whether a sentence beside the title stands in the card."""
    title = {link.text for link in card.links}
    texts = tree.texts_between(card.start, card.end)
    return any(len(text.split()) >= _SUMMARY_WORDS and text not in title for _, text in texts)
