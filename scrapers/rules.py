"""What is known of a page's markup: selectors by part, from its source or its platform."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.core.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Selector lists, tried in order; `drop` names what is no text inside the body."""

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    date: str = ""


def rules_of(source: Source | None, platform: Rules | None) -> Rules:
    """The source's selectors before those of the platform its page is made with."""
    known = platform or Rules()
    if source is None:
        return known
    return Rules(
        title=source.title + known.title,
        lead=source.lead + known.lead,
        body=source.body + known.body,
        byline=source.byline + known.byline,
        published=source.published + known.published,
        drop=source.drop + known.drop,
        date=source.date or known.date,
    )


def select(tree: LexborHTMLParser | LexborNode, selector: str) -> list[LexborNode]:
    """What a selector finds; one that cannot be parsed finds nothing."""
    try:
        return tree.css(selector) if selector else []
    except SelectolaxError:
        return []


def drop_inside(tree: LexborHTMLParser, selector: str, drops: tuple[str, ...]) -> None:
    """Cut what `drops` find out of what the selector finds."""
    if not any(holds(node, drops) for node in select(tree, selector)):
        return
    for drop in drops:
        for node in select(tree, f"{selector} {drop}"):
            node.decompose()


def holds(node: LexborNode, selectors: tuple[str, ...]) -> bool:
    """Whether any of them finds something; perhaps, where one cannot be parsed."""
    try:
        return node.css_first(", ".join(selectors)) is not None
    except SelectolaxError:
        return True


def first_text(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str:
    """The raw text of the first element that has any."""
    for selector in selectors:
        for node in select(tree, selector):
            text = node.text(separator=" ")
            if text.strip():
                return text
    return ""
