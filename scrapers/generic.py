"""The generic reader: where the text of an article stands on a page nobody has described.

Works on an outline. Running text votes for the boxes around it, less with distance; names and
wording take votes away; the winner grows by siblings that look like it.
"""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.boilerplate import (
    ends_the_article,
    heads_comments,
    is_body_name,
    is_imprint,
    is_junk_name,
    is_junk_tag,
    is_related_heading,
)
from scrapers.elements import PARAGRAPHS
from scrapers.outline import Block, Box, Outline

# Set on the even half of the public article-extraction benchmark and on pages we generate.
_DECAY = 0.72  # what each step outwards costs a vote
_NAMED = 1.5  # a box called "article-body" and the like
_SHORT = 200  # characters of text that a short article has at least, above longer comments
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})  # a table's inside, no step outwards
_MOST = 0.6  # a box with this share of a page's running text is no side matter, whatever its name


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """Boxes that hold the text, in order; which blocks inside are not text; how sure (0 to 1)."""

    boxes: tuple[int, ...]
    junk: tuple[bool, ...]  # by block
    junk_boxes: tuple[bool, ...]
    first: int  # the first block of running text, the title being before it
    last: int  # the block after the last one
    confidence: float


def find_body(outline: Outline, anchor: int | None = None) -> FoundBody | None:
    """The boxes with the article's text; `anchor` is the title's block. None: no running text."""
    junk_boxes = _junk_boxes(outline)
    junk = _junk_blocks(outline, junk_boxes, anchor)
    weights = [0 if bad else block.prose for block, bad in zip(outline.blocks, junk, strict=True)]
    scores = _votes(outline, weights, anchor)
    if not scores:
        return None
    best = max(scores, key=lambda index: (scores[index], -index))
    boxes = _grow(outline, best, weights, junk_boxes)
    inside = sum(sum(weights[outline.boxes[i].first : outline.boxes[i].last]) for i in boxes)
    confidence = inside / (sum(weights) or 1)
    first, last = _span(outline, boxes, weights, anchor)
    return FoundBody(
        boxes=tuple(boxes),
        junk=tuple(junk),
        junk_boxes=tuple(junk_boxes),
        first=first,
        last=last,
        confidence=confidence,
    )


def _span(
    outline: Outline, boxes: list[int], weights: list[int], anchor: int | None
) -> tuple[int, int]:
    """From the first block of running text after the title to the last."""
    inside = [
        index
        for box in boxes
        for index in range(outline.boxes[box].first, outline.boxes[box].last)
        if weights[index]
    ]
    inside = inside or [index for index, weight in enumerate(weights) if weight]
    after = [index for index in inside if anchor is None or index > anchor] or inside
    return after[0], after[-1] + 1


def fragment_of(outline: Outline, found: FoundBody) -> str:
    """The HTML of the found boxes without the junk inside them."""
    parts: list[str] = []
    for index in found.boxes:
        box = outline.boxes[index]
        at = box.start
        for inner in range(index + 1, len(outline.boxes)):
            other = outline.boxes[inner]
            if other.start >= box.end:
                break
            if found.junk_boxes[inner] and other.start >= at:
                parts.append(outline.html[at : other.start])
                at = other.end
        parts.append(outline.html[at : box.end])
    return "".join(parts)


def _junk_boxes(outline: Outline) -> list[bool]:
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


def _is_card(outline: Outline, box: Box) -> bool:
    """A short box whose first words are a link of title length."""
    if outline.chars(box) > 600:
        return False
    blocks = outline.blocks[box.first : min(box.first + 3, box.last)]
    return any(_is_link(block) for block in blocks)


def _is_link(block: Block) -> bool:
    return len(block.text) >= 15 and block.links > 0.9 * len(block.text)


def _junk_blocks(outline: Outline, junk_boxes: list[bool], anchor: int | None) -> list[bool]:
    junk = [
        junk_boxes[block.box] or (bool(block.hint) and is_junk_name(block.hint))
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


def _votes(outline: Outline, weights: list[int], anchor: int | None) -> dict[int, float]:
    scores: dict[int, float] = {}
    for index, weight in enumerate(weights):
        if not weight:
            continue
        vote = float(weight) if anchor is None or index > anchor else 0.3 * weight
        box = _container(outline, index)
        while box >= 0 and vote > 1:
            scores[box] = scores.get(box, 0.0) + vote
            vote *= _DECAY if outline.boxes[box].tag not in _ROWS else 1.0
            box = outline.boxes[box].parent
    for box, score in scores.items():
        if is_body_name(outline.boxes[box].hint) or outline.boxes[box].tag == "article":
            scores[box] = score * _NAMED
    return scores


def _container(outline: Outline, index: int) -> int:
    """The innermost box around a block that can hold more than this one paragraph."""
    box = outline.blocks[index].box
    while (here := outline.boxes[box]).parent > 0:
        if here.tag not in PARAGRAPHS and here.tag not in _ROWS and here.last - here.first > 1:
            break
        box = here.parent
    return box


def _grow(outline: Outline, best: int, weights: list[int], junk: list[bool]) -> list[int]:
    """The winner and those of its siblings that hold running text of the same kind."""
    parent = outline.boxes[best].parent
    if parent < 0:
        return [best]
    boxes = []
    for index in range(parent + 1, len(outline.boxes)):
        box = outline.boxes[index]
        if box.first >= outline.boxes[parent].last and box.last > box.first:
            break
        if box.parent != parent or junk[index]:
            continue
        if index == best or _belongs(outline, box, weights):
            boxes.append(index)
    return boxes


def _belongs(outline: Outline, box: Box, weights: list[int]) -> bool:
    prose = sum(weights[box.first : box.last])
    return prose >= 80 and outline.link_density(box) < 0.2
