"""A page's body as flat lists, cheap to ask about ancestors, order and nearby text.

Imports selectolax at the top: import this module only where a page is to be read. Built without
recursion, so that nesting of any depth is harmless.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.nesting import flatten_bombs

_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "select", "iframe", "head", "object")
)
_MAX_NODES = 150_000  # the largest real listing pages have 8,000
_MAX_DEPTH = 400  # real pages stay under 60; what is deeper hangs on its last ancestor

_MAX_PIECES = 200  # texts of one element that are joined: titles and date lines have 1 to 20
_MAX_TEXTS = 5_000


@dataclass(slots=True)
class Element:
    """One element: `end` is the index after its last descendant, so a subtree is a range."""

    index: int
    parent: int
    depth: int
    tag: str
    attributes: dict[str, str | None]
    end: int = 0

    def get(self, name: str) -> str:
        """An attribute's value, or ""."""
        return self.attributes.get(name) or ""

    @property
    def marks(self) -> str:
        """Class and id, as one text."""
        return f"{self.get('class')} {self.get('id')}".strip()


@dataclass(slots=True)
class Tree:
    """The elements in document order, and the texts between them by their element's index."""

    elements: list[Element] = field(default_factory=list)
    text_at: list[int] = field(default_factory=list)  # the last element begun before the text
    text_in: list[int] = field(default_factory=list)  # the element that the text is in
    texts: list[str] = field(default_factory=list)

    def texts_between(self, start: int, end: int) -> list[tuple[int, str]]:
        """(element, text) of what follows element `start` and precedes element `end`."""
        low = bisect_left(self.text_at, start)
        high = min(bisect_left(self.text_at, end), low + _MAX_TEXTS)
        return list(zip(self.text_in[low:high], self.texts[low:high], strict=True))

    def text(self, index: int) -> str:
        """The text of an element, its pieces joined with spaces; of a large one the beginning."""
        inside = self.texts_between(index, self.elements[index].end)[:_MAX_PIECES]
        return " ".join(text[:_MAX_TEXTS] for at, text in inside if at >= index)

    def ancestors(self, index: int) -> list[int]:
        """From the element itself up to the body."""
        chain = []
        while index != -1:
            chain.append(index)
            index = self.elements[index].parent
        return chain


def read_tree(html: str) -> Tree:
    """The tree of a page's body, whatever the markup."""
    body = LexborHTMLParser(flatten_bombs(html)).body
    tree = Tree()
    if body is not None:
        _walk(body, tree)
    return tree


def _walk(body: LexborNode, tree: Tree) -> None:
    open_elements: list[int] = []
    node: LexborNode | None = body
    depth = 0  # of the node, which may be more than is kept open
    skipped: list[bool] = []
    while node is not None and len(tree.elements) < _MAX_NODES:
        entered = _enter(node, tree, open_elements)
        child = node.child if entered is not None else None
        if child is not None:
            skipped.append(not entered)
            depth += 1
            node = child
            continue
        if entered:
            _leave(tree, open_elements)
        while node is not None and node.next is None and depth:
            node = node.parent
            depth -= 1
            if not skipped.pop():
                _leave(tree, open_elements)
        node = node.next if node is not None and depth else None
    while open_elements:
        _leave(tree, open_elements)


def _enter(node: LexborNode, tree: Tree, open_elements: list[int]) -> bool | None:
    """True: an element was begun. False: look into it without it. None: nothing to look into."""
    tag = node.tag or ""
    if tag == "-text":
        _add_text(node, tree, open_elements)
        return None
    if tag in _UNSEEN or tag.startswith(("-", "!", "_")):
        return None
    if len(open_elements) >= _MAX_DEPTH:
        return False
    parent = open_elements[-1] if open_elements else -1
    index = len(tree.elements)
    tree.elements.append(Element(index, parent, len(open_elements), tag, dict(node.attributes)))
    open_elements.append(index)
    return True


def _add_text(node: LexborNode, tree: Tree, open_elements: list[int]) -> None:
    text = " ".join((node.text_content or "").split())
    if text and open_elements:
        tree.text_at.append(len(tree.elements) - 1)
        tree.text_in.append(open_elements[-1])
        tree.texts.append(text)


def _leave(tree: Tree, open_elements: list[int]) -> None:
    tree.elements[open_elements.pop()].end = len(tree.elements)
