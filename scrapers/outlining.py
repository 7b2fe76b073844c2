"""One pass over a page's markup that makes its outline.

Read from the parser's own serialisation, which is well-formed whatever the page was: one regular
expression over it costs a third of visiting the nodes, and boxes can be cut out of it as text.

Imports selectolax at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from monitor.core.text import clean
from scrapers.boilerplate import is_author_name
from scrapers.elements import HEADINGS, INLINE, SKIPPED
from scrapers.outline import Block, Box, Outline
from scrapers.pieces import Marks, are_two, title_run
from scrapers.tokens import TOKEN
from scrapers.trimming import trim

_LINK, _BOLD, _ITALIC, _SKIP = 1, 2, 4, 8
_FLAG = dict.fromkeys(HEADINGS, _BOLD) | {
    "a": _LINK,
    "b": _BOLD,
    "strong": _BOLD,
    "i": _ITALIC,
    "em": _ITALIC,
}
_NAMES = re.compile(r'\b(?:class|id|itemprop|role)="([^"]*)"')
_STAMP = re.compile(r'\b(?:datetime|content)="([^"]*)"')
_DATED = re.compile(r'\bclass="[^"]*(?:time|date|publish|posted|ngay|ago)', re.IGNORECASE)
_DATED_NAME = re.compile(
    r'\b(?:data-(?:u?time|date|(?:time)?stamp|publish\w*|created)|title)="([^"]*[0-9]{4}[^"]*)"'
)
_HIDDEN = re.compile(
    r'\shidden="|style="[^"]*(?:display:\s*none|(?:left|top|text-indent):\s*-[0-9]{4})'
)
_HEAVY = re.compile(r'style="[^"]*font-weight:\s*(?:bold|[6-9]00)')
# Whatever `clean` changes besides white space.
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u00d0\u0189\u0300-\u036f\u1100-\u11ff\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u212a\u212b\ufeff\ufffd]"
)
_LARGE = re.compile(r'\bsize="(?:[4-7]|\+[1-4])"')
_BREAKS = frozenset({"br", "hr"})
_VOID = frozenset({
    "area", "base", "col", "embed", "frame", "img", "input", "keygen", "link", "meta", "param",
    "source", "track", "wbr",
})  # fmt: skip


_AUTHOR_LINK = re.compile(r'rel="[^"]*\bauthor|/(?:author|tac-?gia)s?/|class="[^"]*author')
_CHOICE = re.compile(r'type="(?:radio|checkbox)"', re.IGNORECASE)

# Items that are a link and nothing else, several in a row: a menu, or titles of other articles.
_ITEM = r"<li[^<>]*+>\s*+<a\s[^<>]*+>[^<]*+</a>\s*+</li>\s*+"
_LINK_LIST = re.compile(f"{_ITEM}(?:{_ITEM}){{2,}}+")  # a first item apart is found much faster
# An element that has begun and not ended: its tag, flags, inline names, whether it is a box, the
# box it is or stands in, its machine-readable time. A tuple, as thousands are made for a page.
_Open = tuple[str, int, str, bool, int, str]
_ROOT: _Open = ("", 0, "", True, -1, "")


class _Walk:
    """The state of one pass over a page."""

    def __init__(self, html: str) -> None:
        self.outline = Outline(html=html)
        self.stack: list[_Open] = [_ROOT]
        self.pieces: list[str] = []
        self.box = 0
        self.marks: Marks = []
        self.links = self.bold = self.italic = 0
        self.stamp = ""
        self.known: dict[str, tuple[str, str, int]] = {}

    def run(self) -> Outline:
        for match in TOKEN.finditer(self.outline.html):
            closing, tag, attributes, text = match.groups()
            if closing:
                self.close(tag, match)
            elif tag in _BREAKS:
                self.flush()
            elif tag == "input":
                self.choice(attributes)
            elif tag is not None and tag not in _VOID:
                self.open(tag, attributes, match)
            if text and (self.pieces or not text.isspace()):
                self.text(text)
        self.flush()
        return self.outline.seal()

    def open(self, tag: str, attributes: str, token: re.Match[str]) -> None:
        _, flags, names, inside, box, stamp = self.stack[-1]
        if tag in SKIPPED or flags & _SKIP:
            self.stack.append((tag, _SKIP, "", False, box, ""))
            return
        flags |= _FLAG.get(tag, 0)
        hint = stated = ""
        if attributes and tag != "a":  # a link's names say nothing, and each address differs
            hint, stated, styled = self.known.get(attributes) or self.look(tag, attributes)
            flags |= styled
        elif _may_name_author(attributes) and _AUTHOR_LINK.search(attributes):
            hint = "author"
        if tag in INLINE or ":" in tag:
            if not inside:
                hint, stated = f"{names} {hint}".strip(), stated or stamp
            self.stack.append((tag, flags, hint, False, box, stated))
            return
        if self.pieces:
            self.flush()
        box = self.open_box(tag, hint, box, token.start())
        self.stack.append((tag, flags, "", True, box, stated))

    def look(self, tag: str, attributes: str) -> tuple[str, str, int]:
        """What attributes say: names, a machine-readable time, flags for hidden and bold."""
        lowered = attributes.lower()
        hint = " ".join(_NAMES.findall(lowered))
        flags = 0
        if "hidden=" in lowered or "style=" in lowered:
            flags |= _SKIP if _HIDDEN.search(lowered) else 0
            flags |= _BOLD if _HEAVY.search(lowered) else 0
        if tag == "font":
            flags |= _BOLD if _LARGE.search(lowered) else 0
        said = hint, _stamp(tag, attributes), flags
        self.known[attributes] = said
        return said

    def close(self, tag: str, token: re.Match[str]) -> None:
        while len(self.stack) > 1:
            name, _, _, is_box, index, _ = self.stack.pop()
            if is_box:
                if self.pieces:
                    self.flush()
                box = self.outline.boxes[index]
                box.last, box.end = len(self.outline.blocks), token.start(4)
            if name == tag:
                return

    def text(self, raw: str) -> None:
        _, flags, names, _, box, stamp = self.stack[-1]
        if flags & _SKIP:
            return
        if raw.isspace():
            self.pieces.append(" ")
            return
        content = unescape(raw) if "&" in raw else raw
        if not self.pieces:
            self.box = max(box, 0)
        elif are_two(self.pieces[-1], content):
            self.pieces.append(" ")
        self.pieces.append(content)
        if flags:
            size = len(content.strip())
            self.links += size if flags & _LINK else 0
            self.bold += size if flags & _BOLD else 0
            self.italic += size if flags & _ITALIC else 0
        if names:
            self.marks.append((len(self.pieces) - 1, names))
        self.stamp = self.stamp or stamp

    def choice(self, attributes: str) -> None:
        if _CHOICE.search(attributes) and self.stack[-1][4] >= 0:
            self.outline.choices.append(self.stack[-1][4])

    def flush(self) -> None:
        if not self.pieces:
            return
        run = title_run(self.pieces, self.marks) if len(self.marks) > 1 else None
        if run is None:
            self.add(0, len(self.pieces))
        else:
            for start, end in ((0, run[0]), run, (run[1], len(self.pieces))):
                self.add(start, end)
        self.pieces, self.marks, self.stamp = [], [], ""
        self.links = self.bold = self.italic = 0

    def add(self, start: int, end: int) -> None:
        """A block of the pieces from `start` to before `end`."""
        text = _tidy("".join(self.pieces[start:end]))
        if not text or not self.outline.boxes:
            return
        size = len(text)
        box = self.outline.boxes[self.box]
        marks = [mark for mark in self.marks if start <= mark[0] < end]
        self.outline.blocks.append(
            Block(
                text=text,
                box=self.box,
                hint=" ".join(dict.fromkeys(names for _, names in marks)) if marks else "",
                level=HEADINGS.get(box.tag, 0),
                links=min(self.links, size),
                bold=min(self.bold, size),
                italic=min(self.italic, size),
                stamp=self.stamp,
                author=self.author(marks) if marks else "",
            )
        )

    def author(self, marks: Marks) -> str:
        named = (self.pieces[at] for at, names in marks if is_author_name(names))
        return " ".join("".join(named).split())

    def open_box(self, tag: str, hint: str, parent: int, start: int) -> int:
        boxes = self.outline.boxes
        depth = boxes[parent].depth + 1 if parent >= 0 else 0
        boxes.append(Box(tag, hint, parent, depth, start, len(self.outline.blocks)))
        return len(boxes) - 1


def _may_name_author(attributes: str) -> bool:
    """A quick look before the thorough one: pages have thousands of links."""
    return "author" in attributes or "tac" in attributes


def _tidy(text: str) -> str:
    """`clean`, by a short way where nothing but white space is to be done."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean(text) if _ODD.search(text) else " ".join(text.split())


def _stamp(tag: str, attributes: str) -> str:
    """The machine-readable time that an element carries."""
    if tag != "time" and "datePublished" not in attributes:
        if "data-" not in attributes and "title=" not in attributes:
            return ""
        dated = _DATED.search(attributes) and _DATED_NAME.search(attributes)
        return dated[1] if dated else ""
    match = _STAMP.search(attributes)
    return match[1] if match else ""


def outline_of(tree: LexborHTMLParser) -> Outline:
    """Outline a page, at any depth of nesting.

    The tree loses its scripts, its head and what is navigation by its element's name.
    """
    trim(tree)
    return _Walk(_LINK_LIST.sub("", tree.html or "")).run()
