"""An article's lead: set apart between title and text, or printed as the first bold paragraph."""

from __future__ import annotations

import re

from scrapers.boilerplate import (
    fold,
    is_caption,
    is_chrome,
    is_credit,
    is_junk_name,
    is_related_heading,
)
from scrapers.fragment import Paragraph
from scrapers.outline import Block, Outline
from scrapers.page_date import Place, is_date_line

_NAMED = re.compile(
    r"lead|sapo|desc|summary|intro|excerpt|chapeau|tom-?tat|trich|standfirst|subtitle|sub-?head"
    r"|teaser|hometext|head-?content|abstract|mo-?ta|dek\b"
)
_LEAST = 40  # characters of a lead
_SET_APART = 60  # of one that only its bold print shows


def placed_lead(
    outline: Outline, place: Place, paragraphs: list[Paragraph], description: str
) -> str | None:
    """The lead that stands above the text that was kept."""
    return lead_above(outline, place.title, text_start(outline, place, paragraphs), description)


def lead_above(outline: Outline, title: int | None, first: int, description: str) -> str | None:
    """The lead that stands in a box of its own between the title's block and the text's first."""
    if title is None or not 0 < first - title < 25:
        return None
    found = [block for block in outline.blocks[title + 1 : first] if _may_be_lead(outline, block)]
    named = [block for block in found if _NAMED.search(_names(outline, block))]
    described = [block for block in found if _starts_alike(block.text, description)]
    chosen = named or described or found
    if not chosen:
        return None
    same_box = [block.text for block in found if block.box == chosen[0].box]
    return " ".join(same_box)


def _may_be_lead(outline: Outline, block: Block) -> bool:
    text = block.text
    if len(text) < _LEAST or block.links > 0.3 * len(text) or block.level == 1:
        return False
    if is_chrome(text) or is_credit(text) or is_caption(text) or is_related_heading(text):
        return False
    return not is_date_line(block) and not is_junk_name(_names(outline, block))


def _names(outline: Outline, block: Block) -> str:
    return f"{outline.boxes[block.box].hint} {block.hint}"


def _starts_alike(text: str, description: str) -> bool:
    wanted = fold(description)[:60].rstrip(" .…")
    return len(wanted) >= _LEAST and fold(text).startswith(wanted)


def text_start(outline: Outline, place: Place, paragraphs: list[Paragraph]) -> int:
    """The block where the text that was kept begins."""
    if not paragraphs:
        return place.first
    start = paragraphs[0].text[:60]
    for index in range(place.title + 1 if place.title is not None else 0, place.last):
        if outline.blocks[index].text.startswith(start):
            return index
    return place.first


def lead_within(paragraphs: list[Paragraph], description: str) -> str | None:
    """Remove the lead from the top of the text, if it is printed there, and return it."""
    if len(paragraphs) < 2 or len(paragraphs[0].text) < _LEAST:
        return None
    first, second = paragraphs[:2]
    size = len(first.text)
    heavy = first.bold >= 0.9 * size or first.tag in ("h2", "h3", "h4")
    apart = heavy and size >= _SET_APART and second.bold < 0.5 * len(second.text)
    described = fold(first.text) == fold(description)
    if apart or described or _NAMED.search(first.hint):
        return paragraphs.pop(0).text
    return None
