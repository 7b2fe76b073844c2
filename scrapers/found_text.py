"""The paragraphs of the boxes that the generic reader found.

Imports bs4: import this module only where a page is to be read.
"""

from __future__ import annotations

from scrapers.fragment import Paragraph, read_paragraphs
from scrapers.generic import FoundBody, fragment_of
from scrapers.outline import Outline

_DEEP = 300  # nested boxes: no page that people read has more; BeautifulSoup gets slow


def is_deep(outline: Outline) -> bool:
    """Whether a page is nested beyond all use."""
    return max((box.depth for box in outline.boxes), default=0) > _DEEP


def paragraphs_of(outline: Outline, found: FoundBody) -> list[Paragraph]:
    """Every paragraph of the found boxes, unfiltered; of a page nested too deep its blocks."""
    if not is_deep(outline):
        return read_paragraphs(fragment_of(outline, found))
    return [
        Paragraph(text=block.text, links=block.links, bold=block.bold, italic=block.italic)
        for index, block in enumerate(outline.blocks[: found.last])
        if index >= found.first and not found.junk[index]
    ]
