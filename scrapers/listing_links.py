"""The links of a page, and which of them can be articles of a list. Imports selectolax."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.core.text import clean, fold
from monitor.core.urls import absolute, article_id, canonicalise, site_of
from scrapers.listing_words import (
    DOUBTFUL_HEADING,
    FILE,
    LABEL_MARKS,
    NO_ARTICLE_PATH,
    NO_LIST_HEADING,
    NO_TITLE,
    PAGING,
    open_marks,
)
from scrapers.page_tree import Element, Tree

_MAX_LINKS = 3_000  # the busiest home pages have 900
_FEW_WORDS = 4  # a title has at least so many words, unless the address names an article
_HEADING_WORDS = 6  # the heading of a side block has at most so many
_LABEL_WORDS = 7  # a section's name has at most so many
_MENU = re.compile(r"(?<![a-z])(?:nav|menu\w*|breadcrumb\w*)(?![a-z])")
_ID_PARAMETER = re.compile(r"(?:^|&)(?:\w*id|tc|p|news|item|article|bai|tin)=\d+", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Link:
    """An `<a href>`: its element, its address to fetch, its key form, its text."""

    at: int
    url: str
    key: str
    text: str
    alt: str = ""  # of a picture in a link without text

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())


def links_of(tree: Tree, base: str) -> list[Link]:
    """Every link within the site of `base`, in the page's order."""
    site = site_of(base)
    links: list[Link] = []
    for element in tree.elements:
        if element.tag != "a" or not element.get("href"):
            continue
        url = absolute(element.get("href"), base)
        if url and site_of(url) == site and not element.get("href").strip().startswith("#"):
            text = clean(tree.text(element.index))
            alt = "" if text else _alt(tree, element)
            links.append(Link(element.index, url, canonicalise(url), text, alt))
        if len(links) == _MAX_LINKS:
            break
    return links


def _alt(tree: Tree, link: Element) -> str:
    """What the first picture in a link is said to show."""
    inside = tree.elements[link.index : link.end]
    return next((clean(element.get("alt")) for element in inside if element.tag == "img"), "")


def names_an_article(key: str) -> bool:
    """Whether the address alone looks like an article's: an id, a long slug."""
    if article_id(key):
        return True
    parts = urlsplit(key)
    slug = parts.path.rpartition("/")[2]
    if slug.count("-") >= 4 or re.search(r"\d{3,}", slug.replace("%", "x")):
        return True
    return bool(_ID_PARAMETER.search(parts.query)) and bool(re.search(r"\d{2,}", parts.query))


def article_links(tree: Tree, links: list[Link], page_key: str) -> list[Link]:
    """The links that can be articles: no files, sections, pages, tags or menu entries."""
    by_key: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_key[link.key].append(link)
    sections = _sections(tree, links, by_key)
    chosen = {
        key
        for key, group in by_key.items()
        if key != page_key and key not in sections and _can_be_article(key, group, page_key)
    }
    return [link for link in links if link.key in chosen and not _is_label(tree, link)]


def _is_label(tree: Tree, link: Link) -> bool:
    """Whether a link in a card names its section or author, by `rel` or by a class right there."""
    if link.words > _LABEL_WORDS:
        return False
    element = tree.elements[link.at]
    if {"category", "tag", "author"} & set(element.get("rel").lower().split()):
        return True
    if LABEL_MARKS.search(open_marks(element.marks)):
        return True
    above = tree.elements[element.parent]
    small = above.tag in ("span", "small", "p", "i", "em", "label", "sup")
    return small and bool(LABEL_MARKS.search(open_marks(above.marks)))


def _can_be_article(key: str, group: list[Link], page_key: str) -> bool:
    path = urlsplit(key).path
    if path in ("", "/") and "?" not in key:
        return False
    if FILE.search(path) or (PAGING.search(key) and not article_id(key)):
        return False
    if NO_ARTICLE_PATH.search(path) and not NO_ARTICLE_PATH.search(urlsplit(page_key).path):
        return False
    titles = [link for link in group if not _is_no_title(link)]
    words = max((max(link.words, len(link.alt.split())) for link in titles), default=0)
    return words >= _FEW_WORDS or (words >= 1 and names_an_article(key))


def _is_no_title(link: Link) -> bool:
    """Whether a link says "read on", or heads a block ("Tin mới cập nhật")."""
    text = fold(link.text or link.alt)
    heads = DOUBTFUL_HEADING.match(text) or NO_LIST_HEADING.match(text)
    heading = bool(heads) and link.words <= _HEADING_WORDS and not names_an_article(link.key)
    return heading or bool(NO_TITLE.fullmatch(text))


def _sections(tree: Tree, links: list[Link], by_key: dict[str, list[Link]]) -> set[str]:
    """Keys of sections: above other addresses, in a menu, or a label that stands in many cards."""
    parents = _parents(by_key)
    sections = {key for key in by_key if key in parents and not article_id(key)}
    runs: dict[str, int] = defaultdict(int)
    previous = ""
    for link in links:
        runs[link.key] += link.key != previous
        previous = link.key
        if 0 < link.words <= _LABEL_WORDS and _in_menu(tree, link):
            sections.add(link.key)
    for key, count in runs.items():
        texts = {link.text for link in by_key[key] if link.text}
        if count >= 3 and len(texts) == 1 and len(next(iter(texts)).split()) <= _LABEL_WORDS:
            sections.add(key)
    return sections


def _parents(keys: dict[str, list[Link]]) -> set[str]:
    """Every address that is a folder of another one."""
    parents: set[str] = set()
    for key in keys:
        address = key.partition("?")[0]
        while "/" in address[len("https://") :]:
            address = address.rpartition("/")[0]
            parents.add(address)
    return parents


def _in_menu(tree: Tree, link: Link) -> bool:
    for index in tree.ancestors(link.at)[1:12]:
        element = tree.elements[index]
        if element.tag == "nav" or _MENU.search(open_marks(element.marks)):
            return element.parent > 0
    return False
