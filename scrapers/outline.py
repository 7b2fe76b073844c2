"""A page as text blocks in reading order, and the elements ("boxes") they stand in.

Imports selectolax at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborNode

from monitor.core.text import clean
from scrapers.elements import HEADINGS, INLINE, SKIPPED

_LINK, _BOLD, _ITALIC, _SKIP = 1, 2, 4, 8
_FLAG = dict.fromkeys(HEADINGS, _BOLD) | {
    "a": _LINK,
    "b": _BOLD,
    "strong": _BOLD,
    "i": _ITALIC,
    "em": _ITALIC,
}
_PROSE = 25  # characters outside links that make a block count as running text


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element. Its blocks are `first` up to, not including, `last`."""

    node: LexborNode
    tag: str
    hint: str
    parent: int  # index of the box around it, -1 for the root
    depth: int
    first: int = 0
    last: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block-level boundaries (`<br>` is one)."""

    text: str
    box: int
    hint: str  # classes and ids of the inline elements in it
    level: int  # of the heading it stands in, 0 for none
    links: int  # characters inside links
    bold: int
    italic: int
    stamp: str = ""  # machine-readable time of a <time> or datePublished element in it

    @property
    def prose(self) -> int:
        """Characters of running text: none in headings, link lists and fragments."""
        free = len(self.text) - self.links
        return free if free >= _PROSE and free > self.links and not self.level else 0


@dataclass(slots=True, eq=False)
class Outline:
    """All of a page's boxes (parents before children) and blocks, in reading order."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _prose: list[int] = field(default_factory=list)
    _chars: list[int] = field(default_factory=list)
    _links: list[int] = field(default_factory=list)

    def seal(self) -> Outline:
        """Sum up, once all blocks are in."""
        self._prose = list(accumulate((block.prose for block in self.blocks), initial=0))
        self._chars = list(accumulate((len(block.text) for block in self.blocks), initial=0))
        self._links = list(accumulate((block.links for block in self.blocks), initial=0))
        return self

    def prose(self, box: Box) -> int:
        """Characters of running text in a box."""
        return self._prose[box.last] - self._prose[box.first]

    def chars(self, box: Box) -> int:
        """Characters of text in a box."""
        return self._chars[box.last] - self._chars[box.first]

    def link_density(self, box: Box) -> float:
        """The share of a box's characters that stand in links."""
        chars = self.chars(box)
        return (self._links[box.last] - self._links[box.first]) / chars if chars else 0.0

    def ancestors(self, index: int) -> list[int]:
        """The boxes from `index` outwards, itself first."""
        path = []
        while index >= 0:
            path.append(index)
            index = self.boxes[index].parent
        return path

    def common(self, one: int, other: int) -> int:
        """The innermost box around both."""
        while one != other:
            if self.boxes[one].depth < self.boxes[other].depth:
                one, other = other, one
            one = self.boxes[one].parent
        return one


@dataclass(slots=True, eq=False)
class _Open:
    id: int
    flags: int
    hint: str
    block: bool
    box: int
    stamp: str = ""


class _Walk:
    """The state of one pass over a tree."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.stack: list[_Open] = []
        self.pieces: list[str] = []
        self.box = 0
        self.hint: list[str] = []
        self.links = self.bold = self.italic = 0
        self.stamp = ""

    def close_until(self, parent: int) -> None:
        while self.stack and self.stack[-1].id != parent:
            done = self.stack.pop()
            if done.block:
                self.flush()
                self.outline.boxes[done.box].last = len(self.outline.blocks)

    def text(self, node: LexborNode) -> None:
        top = self.stack[-1]
        content = node.text_content or ""
        if top.flags & _SKIP or not content:
            return
        size = len(content.strip())
        if size and not self.pieces:
            self.box = top.box
        if not size:
            if self.pieces:
                self.pieces.append(" ")
            return
        self.pieces.append(content)
        self.links += size if top.flags & _LINK else 0
        self.bold += size if top.flags & _BOLD else 0
        self.italic += size if top.flags & _ITALIC else 0
        if top.hint:
            self.hint.append(top.hint)
        self.stamp = self.stamp or top.stamp

    def flush(self) -> None:
        if not self.pieces:
            return
        text = clean("".join(self.pieces))
        if text:
            size = len(text)
            box = self.outline.boxes[self.box]
            self.outline.blocks.append(
                Block(
                    text=text,
                    box=self.box,
                    hint=" ".join(dict.fromkeys(self.hint)),
                    level=HEADINGS.get(box.tag, 0),
                    links=min(self.links, size),
                    bold=min(self.bold, size),
                    italic=min(self.italic, size),
                    stamp=self.stamp,
                )
            )
        self.pieces, self.hint, self.stamp = [], [], ""
        self.links = self.bold = self.italic = 0

    def element(self, node: LexborNode, tag: str) -> None:
        if tag in ("br", "hr"):
            self.flush()
            return
        attributes = node.attributes
        around = self.stack[-1] if self.stack else _Open(0, 0, "", block=True, box=-1)
        flags = around.flags | _FLAG.get(tag, 0)
        if tag in SKIPPED or _is_hidden(attributes):
            flags |= _SKIP
        hint = _hint(attributes)
        block = tag not in INLINE and ":" not in tag
        box = around.box
        if block:
            self.flush()
            box = self.open_box(node, tag, hint, around.box)
            hint = ""
        elif around.hint and not around.block:
            hint = f"{around.hint} {hint}"
        stamp = _stamp(tag, attributes) or ("" if block else around.stamp)
        self.stack.append(_Open(node.mem_id, flags, hint, block, box, stamp))

    def open_box(self, node: LexborNode, tag: str, hint: str, parent: int) -> int:
        boxes = self.outline.boxes
        depth = boxes[parent].depth + 1 if parent >= 0 else 0
        first = len(self.outline.blocks)
        boxes.append(Box(node, tag, hint, parent, depth, first, first))
        return len(boxes) - 1


def _hint(attributes: dict[str, str | None]) -> str:
    """What the names of an element say, in lower case."""
    if not attributes:
        return ""
    names = [attributes.get(name) for name in ("class", "id", "itemprop", "role")]
    return " ".join(name for name in names if name).lower()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in (style or "").replace(" ", "").lower()


def _stamp(tag: str, attributes: dict[str, str | None]) -> str:
    if tag == "time":
        return attributes.get("datetime") or attributes.get("content") or ""
    if "datepublished" in (attributes.get("itemprop") or "").lower():
        return attributes.get("content") or attributes.get("datetime") or ""
    return ""


def outline_of(root: LexborNode) -> Outline:
    """Walk the tree once. Works at any depth of nesting."""
    walk = _Walk()
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        parent = node.parent
        walk.close_until(parent.mem_id if parent is not None else 0)
        if tag == "-text":
            if walk.stack:
                walk.text(node)
        elif tag and tag[0] not in "-_!#":
            walk.element(node, tag)
    walk.close_until(0)
    walk.flush()
    return walk.outline.seal()
