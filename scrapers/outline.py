"""A page as text blocks in reading order, and the elements ("boxes") they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

_PROSE = 25  # characters outside links that make a block count as running text


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element. Its blocks are `first` up to, not including, `last`.

    `start` and `end` delimit it in the outline's `html`.
    """

    tag: str
    hint: str
    parent: int  # index of the box around it, -1 for the root
    depth: int
    start: int
    first: int
    last: int = 0
    end: int = 0


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
    author: str = ""  # what an element in it that is called the author's holds

    @property
    def prose(self) -> int:
        """Characters of running text: none in headings, link lists and fragments."""
        free = len(self.text) - self.links
        return free if free >= _PROSE and free > self.links and not self.level else 0


@dataclass(slots=True, eq=False)
class Outline:
    """All of a page's boxes (parents before children) and blocks, in reading order."""

    html: str = ""
    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    choices: list[int] = field(default_factory=list)  # the boxes of radio buttons and tick boxes
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
            if one < 0:  # broken markup leaves several outermost boxes
                return 0
        return one
