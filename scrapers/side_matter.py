"""What is no text of the article on a page nobody has described: menus, lists, polls, comments.

Boxes give themselves away by element, name and shape, blocks by their wording.
"""

from __future__ import annotations

import re

from scrapers.boilerplate import (
    ends_the_article,
    heads_comments,
    is_imprint,
    is_junk_name,
    is_junk_tag,
    is_related_heading,
    is_script_error,
)
from scrapers.date_lines import is_date_text
from scrapers.outline import Block, Box, Outline

_SHORT = 200  # characters of text that a short article has at least, above longer comments
_MOST = 0.6  # a box with this share of a page's running text is no side matter, whatever its name
_POLL = 600  # characters of a poll or a quiz, with its answers
_DIGITS = re.compile(r"[0-9]+")


def junk_boxes(outline: Outline, anchor: int | None) -> list[bool]:
    """Boxes that are side matter by kind or by name, and all that is inside them."""
    total = sum(block.prose for block in outline.blocks)
    junk: list[bool] = []
    for box in outline.boxes:
        inherited = box.parent >= 0 and junk[box.parent]
        own = is_junk_tag(box.tag) or is_junk_name(box.hint)
        if (
            own
            and not inherited
            and (box.tag in ("html", "body") or outline.prose(box) > _MOST * total)
        ):
            own = False
        junk.append(inherited or own)
    _mark_cards(outline, junk)
    _mark_polls(outline, junk)
    if anchor is not None:
        _mark_other_articles(outline, junk, anchor)
    for index, box in enumerate(outline.boxes):
        if box.parent >= 0 and junk[box.parent]:
            junk[index] = True
    return junk


def _mark_cards(outline: Outline, junk: list[bool]) -> None:
    """Three or more boxes of one kind side by side, each headed by a link: a list of articles."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    for index, box in enumerate(outline.boxes):
        if not junk[index] and box.last > box.first and box.parent >= 0:
            groups.setdefault((box.parent, box.tag, box.hint), []).append(index)
    for members in groups.values():
        if len(members) >= 3:
            cards = [index for index in members if _is_card(outline, outline.boxes[index])]
            if len(cards) >= 0.7 * len(members):
                for index in cards:
                    junk[index] = True


def _mark_polls(outline: Outline, junk: list[bool]) -> None:
    """The box around radio buttons or tick boxes that stand near one another."""
    for one, other in zip(outline.choices, outline.choices[1:], strict=False):
        index = outline.common(one, other)
        if outline.chars(outline.boxes[index]) <= _POLL and outline.boxes[index].parent >= 0:
            junk[index] = True


def _mark_other_articles(outline: Outline, junk: list[bool], anchor: int) -> None:
    """Articles behind the one whose title is `anchor`, built as it is: endless pages have them."""
    here = outline.ancestors(outline.blocks[anchor].box)
    around = [outline.boxes[index] for index in here if outline.boxes[index].parent >= 0]
    kinds = {
        (box.parent, box.tag, kind_of(box)): index
        for index, box in zip(here, around, strict=False)
        if outline.prose(box) >= _SHORT
    }
    for index, box in enumerate(outline.boxes):
        own = kinds.get((box.parent, box.tag, kind_of(box)), index)
        if index > own and _opens_an_article(outline, box):
            junk[index] = True


def kind_of(box: Box) -> str:
    """A box's names without figures, which only count."""
    return _DIGITS.sub("", box.hint)


def _opens_an_article(outline: Outline, box: Box) -> bool:
    """Whether a box begins with a title of its own: linked, of the first rank, or dated."""
    blocks = outline.blocks[box.first : box.last]
    for index, block in enumerate(blocks[:3]):
        if block.level and (block.level == 1 or box.tag == "article" or _is_link(block)):
            return True
        if block.level and any(is_date_text(one.text) for one in blocks[index + 1 : index + 3]):
            return True
    return False


def _is_card(outline: Outline, box: Box) -> bool:
    """A short box whose first words are a link of title length."""
    if outline.chars(box) > 600:
        return False
    blocks = outline.blocks[box.first : min(box.first + 3, box.last)]
    return any(_is_link(block) for block in blocks)


def _is_link(block: Block) -> bool:
    return len(block.text) >= 15 and block.links > 0.9 * len(block.text)


def junk_blocks(outline: Outline, boxes: list[bool], anchor: int | None) -> list[bool]:
    """Blocks in such boxes, with such names, and below the headings of what is no text."""
    junk = [
        boxes[block.box]
        or (bool(block.hint) and is_junk_name(block.hint))
        or is_script_error(block.text)
        for block in outline.blocks
    ]
    _mark_imprint(outline, junk)
    for index, block in enumerate(outline.blocks):
        if junk[index] or len(block.text) > 90 or (_is_link(block) and not block.level):
            continue
        if is_related_heading(block.text):
            _mark_related(outline, junk, index)
        elif anchor is not None and index > anchor and ends_the_article(block.text):
            _mark_tail(outline, junk, index)
    return junk


def _mark_imprint(outline: Outline, junk: list[bool]) -> None:
    """Lines about who runs the site, and the box of two or more of them."""
    start = len(outline.blocks) // 2  # it stands at the end
    lines = [
        index
        for index, block in enumerate(outline.blocks[start:], start)
        if not junk[index] and not _is_link(block) and is_imprint(block.text)
    ]
    for index, after in zip(lines, lines[1:] + lines[-1:], strict=True):
        junk[index] = True
        box = outline.boxes[outline.common(outline.blocks[index].box, outline.blocks[after].box)]
        if after > index and outline.prose(box) < 0.3 * outline.prose(outline.boxes[0]):
            junk[box.first : box.last] = [True] * (box.last - box.first)


def _mark_related(outline: Outline, junk: list[bool], index: int) -> None:
    """A heading that announces other articles takes its box with it, or the links after it."""
    total = outline.prose(outline.boxes[0])
    box = outline.blocks[index].box
    while True:
        parent = outline.boxes[box].parent
        around = outline.boxes[parent] if parent >= 0 else None
        if around is None or around.first != index or outline.prose(around) > 0.5 * total:
            break
        box = parent
    here = outline.boxes[box]
    if here.last - here.first > 1 and outline.prose(here) <= 0.5 * total:
        for inner in range(here.first, here.last):
            junk[inner] = True
        return
    junk[index] = True
    end = outline.boxes[here.parent].last if here.parent >= 0 else here.last
    for after in range(index + 1, end):
        block = outline.blocks[after]
        if block.links < 0.5 * len(block.text) and len(block.text) > 30:
            break
        junk[after] = True


def _mark_tail(outline: Outline, junk: list[bool], index: int) -> None:
    """After "Bình luận" and the like nothing is text, if most of the text came before."""
    before = sum(b.prose for b, bad in zip(outline.blocks[:index], junk, strict=False) if not bad)
    after = sum(
        block.prose
        for block, bad in zip(outline.blocks[index:], junk[index:], strict=True)
        if not bad
    )
    if before > after or (before >= _SHORT and heads_comments(outline.blocks[index].text)):
        for inner in range(index, len(junk)):
            junk[inner] = True
