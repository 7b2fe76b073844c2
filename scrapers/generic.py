"""The generic reader: where the text of an article stands on a page nobody has described.

Works on an outline. Running text votes for the boxes around it, less with distance; names and
wording take votes away; the winner grows by siblings that look like it.
"""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.boilerplate import is_body_name
from scrapers.elements import PARAGRAPHS
from scrapers.outline import Box, Outline
from scrapers.side_matter import junk_blocks, junk_boxes, kind_of

# Set on the even half of the public article-extraction benchmark and on pages we generate.
_DECAY = 0.72  # what each step outwards costs a vote
_NAMED = 1.5  # a box called "article-body" and the like
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})  # a table's inside, no step outwards
_SURE = 0.9  # of all running text: where the boxes found hold as much, no others are looked for
_LEAST = 80  # characters of running text in a box that belongs to others


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
    side = junk_boxes(outline, anchor)
    junk = junk_blocks(outline, side, anchor)
    weights = [0 if bad else block.prose for block, bad in zip(outline.blocks, junk, strict=True)]
    scores = _votes(outline, weights, anchor)
    if not scores:
        return None
    best = max(scores, key=lambda index: (scores[index], -index))
    boxes = _grow(outline, best, weights, side)
    total = sum(weights) or 1
    if anchor is not None and _inside(outline, boxes, weights) < _SURE * total:
        alike = _alike(outline, best, weights, side)
        boxes = _outermost(
            outline, [*boxes, *(i for i in alike if outline.boxes[i].first > anchor)]
        )
    confidence = _inside(outline, boxes, weights) / total
    first, last = _span(outline, boxes, weights, anchor)
    return FoundBody(
        boxes=tuple(boxes),
        junk=tuple(junk),
        junk_boxes=tuple(side),
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


def _alike(outline: Outline, best: int, weights: list[int], junk: list[bool]) -> list[int]:
    """Boxes named as the winner is, wherever they stand: page builders cut a text into such."""
    here = outline.boxes[best]
    kind = kind_of(here)
    return [
        index
        for index, box in enumerate(outline.boxes)
        if kind and not junk[index] and box.tag == here.tag and kind_of(box) == kind
        if _belongs(outline, box, weights)
    ]


def _outermost(outline: Outline, boxes: list[int]) -> list[int]:
    """The boxes in order, without those inside others."""
    kept: list[int] = []
    for index in sorted(set(boxes)):
        if not kept or outline.boxes[index].start >= outline.boxes[kept[-1]].end:
            kept.append(index)
    return kept


def _inside(outline: Outline, boxes: list[int], weights: list[int]) -> int:
    return sum(sum(weights[outline.boxes[i].first : outline.boxes[i].last]) for i in boxes)


def _belongs(outline: Outline, box: Box, weights: list[int]) -> bool:
    prose = sum(weights[box.first : box.last])
    return prose >= _LEAST and outline.link_density(box) < 0.2
