"""The address of a list's next page. Imports selectolax (through page_tree)."""

from __future__ import annotations

import re

from monitor.core.text import fold
from monitor.core.urls import canonicalise
from scrapers.listing_links import Link
from scrapers.listing_words import PAGING, open_marks
from scrapers.page_tree import Tree

_NEXT = re.compile(
    r"[\W\d]*(?:trang )?(?:sau|tiep|tiep theo|ke tiep|ke|next|next page|older(?: posts| entries)?"
    r"|(?:(?:cac )?(?:bai|tin|muc)(?: viet| dang)? )?cu hon|(?:bai|tin)(?: viet)? (?:truoc|sau)"
    r"|trang (?:sau|tiep|ke))[\W\d]*"
)
_ARROWS = ("›", ">", "»", "→", "❯", ">>", "&raquo;", "»»")
_MORE = re.compile(
    r"\W*(?:xem|tai|doc)? ?(?:them|tiep)(?: tin| bai)?(?: tuc| viet| khac)?\W*|load more.*"
    r"|more(?: news| posts)?|show more"
)
_PAGER = re.compile(
    r"pag(?:ing|er|ination|e-?nav\w*|e-?numbers?|elist|es)|phan-?trang|nav-?links|viewmore|view-more"
    r"|load-?more|btn-?more|xem-?them|generate_page"
)
_NEXT_MARK = re.compile(r"(?<![a-z])(?:next|nextpostslink|sau|pagenext)(?![a-z])")
_NUMBER = re.compile(r"\d{1,4}")
_PAGE_IN_URL = re.compile(
    r"(?:[?&](?:page|paged|trang|p|pageindex|currentpage|pg|pno|cur)=|/(?:page|trang)[/-]?|-trang-)(\d{1,4})",
    re.IGNORECASE,
)


def next_page(tree: Tree, links: list[Link], page_url: str, after: int) -> str | None:
    """Where the list goes on, or None; `after` is where its last article ends."""
    here = canonicalise(page_url)
    usable = [link for link in links if link.key != here or PAGING.search(link.url)]
    return (
        _by_rel(tree, usable)
        or _by_words(tree, usable, after)
        or _by_number(tree, usable, page_url)
        or _by_arrow(tree, usable, after)
        or _by_more(tree, usable, page_url, after)
    )


def _by_rel(tree: Tree, links: list[Link]) -> str | None:
    for link in links:
        element = tree.elements[link.at]
        if "next" in element.get("rel").lower().split():
            return link.url
    return None


def _in_pager(tree: Tree, link: Link) -> bool:
    near = tree.ancestors(link.at)[:5]
    return any(_PAGER.search(open_marks(tree.elements[index].marks)) for index in near)


def _is_paging(tree: Tree, link: Link) -> bool:
    return bool(PAGING.search(link.url)) or _in_pager(tree, link)


def _label(tree: Tree, link: Link) -> str:
    element = tree.elements[link.at]
    text = link.text or element.get("title") or element.get("aria-label")
    return fold(text.strip())


def _by_words(tree: Tree, links: list[Link], after: int) -> str | None:
    for link in links:
        marks = open_marks(tree.elements[link.at].marks)
        said = _NEXT.fullmatch(_label(tree, link)) or (
            _NEXT_MARK.search(marks) and len(link.text) < 20
        )
        if said and (_is_paging(tree, link) or link.at >= after):
            return link.url
    return None


def _by_number(tree: Tree, links: list[Link], page_url: str) -> str | None:
    """The link whose number follows this page's, where several numbers stand together."""
    numbered = [
        (int(number), link)
        for link in links
        if _NUMBER.fullmatch(number := link.text.strip(" []()")) and _is_paging(tree, link)
    ]
    if not numbered:
        return None
    wanted = _current(tree, numbered, page_url) + 1
    return next((link.url for number, link in numbered if number == wanted), None)


def _current(tree: Tree, numbered: list[tuple[int, Link]], page_url: str) -> int:
    """This page's number: the one that is no link, else what the address says, else 1."""
    linked = {link.at for _, link in numbered}
    first = numbered[0][1].at
    for index in tree.ancestors(first)[1:4]:
        inside = tree.texts_between(index, tree.elements[index].end)
        plain = [text.strip(" []()") for at, text in inside if at >= index]
        own = {tree.text(at) for at in linked if index <= at < tree.elements[index].end}
        single = [text for text in plain if _NUMBER.fullmatch(text) and text not in own]
        if len(single) == 1:
            return int(single[0])
    found = _PAGE_IN_URL.search(page_url)
    return int(found[1]) if found else 1


def _by_arrow(tree: Tree, links: list[Link], after: int) -> str | None:
    """`›` before `»`: where both stand, the second leads to the last page."""
    for arrow in _ARROWS:
        for link in links:
            if link.text == arrow and (_is_paging(tree, link) or link.at >= after):
                return link.url
    return None


def _by_more(tree: Tree, links: list[Link], page_url: str, after: int) -> str | None:
    stem = page_url.partition("?")[0].rstrip("/")
    for link in links:
        if link.at < after or not _MORE.fullmatch(_label(tree, link)):
            continue
        if PAGING.search(link.url) or (_in_pager(tree, link) and link.url.startswith(stem)):
            return link.url
    return None
