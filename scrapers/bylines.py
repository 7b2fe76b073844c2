"""Who wrote an article: names and credits as pages print them, beside the text or below it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrapers.boilerplate import (
    ends_the_article,
    fold,
    is_author_name,
    is_chrome,
    is_credit,
    is_junk_name,
)
from scrapers.outline import Block, Outline

_ORIGIN = re.compile(r"\W*(?:nguon(?: tin| bai)?|source|theo)\b")
_PICTURES_ONLY = re.compile(r"\W*(?:anh|hinh|video|clip|photo)s?\W")
_ROLE = (
    r"tin|bai|bai viet|anh|video|tac gia|nguoi viet|nguoi dang|bien tap|bien soan|tong hop"
    r"|thuc hien|author|source"
)
_LABEL = re.compile(
    rf"\W*(?:(?:{_ROLE})(?:\s*(?:,|va|&|-|/|\+)?\s*(?:{_ROLE}))*\s*[:–-]"
    r"|(?:tac gia|nguoi viet|nguoi dang|author)\b"
    r"|(?:(?:duoc )?(?:viet|dang|gui|tao) )?boi\b\s*:?|(?:written |posted )?by\b\s*:?)\s*"
)
_MOST_WORDS = 8  # of what a page names an author: "Phòng Phi chính phủ nước ngoài"
_MOST_AROUND = 5  # boxes outwards in which side matter is looked for
_STAFF = re.compile(
    r"\W*(?:(?:nhom )?(?:p\.? ?v\.?|ctv|bbt|phong vien|cong tac vien|ban bien tap)\W*){1,3}"
)
_WITHIN = re.compile(
    r"(?:^|[\s|,;.-])(?:(?:tac gia|nguoi viet|author) ?:|(?:duoc )?(?:viet|gui|dang) boi ?:?) ?"
)
_NOBODY = re.compile(
    r"(?:super ?user|administrator|admin\w*|quan ?tri(?: vien| website)?|ban ?bien ?tap|bien ?tap"
    r"|bientap\w*|editor|root|webmaster|user\d*|unknown|anonymous|https?:.*|.*@.*)"
)


def author_of(credit: str) -> str | None:
    """The name in a line that gives credit; None where it names an origin or pictures only."""
    folded = fold(credit)
    if _ORIGIN.match(folded) or _PICTURES_ONLY.match(folded):
        return None
    label = _LABEL.match(folded)
    # Folding keeps the length of text in NFC, so places in both are the same.
    name = credit[label.end() :] if label and len(folded) == len(credit) else credit
    return name.strip(" .:–-|()[]") or None


def is_name(text: str) -> bool:
    """Two to six words with capitals and without figures, such as name people."""
    words = text.split()
    capital = sum(1 for word in words if word[:1].isupper())
    return 1 < len(words) <= 6 and capital >= len(words) - 1 and not re.search(r"\d", text)


def is_staff(text: str) -> bool:
    """Whether a line signs for the staff: `PV`, `CTV`, `BBT`."""
    return _STAFF.fullmatch(fold(text)) is not None


def stated_author(name: str | None) -> str | None:
    """An author as structured data say, unless it is an account and not a person."""
    return None if not name or _NOBODY.fullmatch(fold(name)) else name


def author_beside(outline: Outline, title: int | None, first: int, last: int) -> str | None:
    """The author printed between title and text, or shortly below the text."""
    above = range(title + 1, first) if title is not None and first - title < 25 else range(0)
    for index in (*above, *range(last, min(last + 8, len(outline.blocks)))):
        block = outline.blocks[index]
        if len(block.text) <= 120 and block.level != 1 and not _aside(outline, block):
            name = _labelled(block) or _named(block, _hints(outline, block))
            if name is None and last <= index < last + 2:
                name = _signed(block)
            if name and stated_author(name):
                return name
    return None


def _aside(outline: Outline, block: Block) -> bool:
    """Whether a block stands in comments, a share bar or other side matter."""
    index = block.box
    for _ in range(_MOST_AROUND):
        if index < 0:
            break
        if is_junk_name(outline.boxes[index].hint):
            return True
        index = outline.boxes[index].parent
    return False


def _labelled(block: Block) -> str | None:
    """`Tác giả: An Bình`, `Viết bởi An Bình`: a label, then a name and nothing else."""
    folded = fold(block.text)
    label = _LABEL.match(folded)
    if len(folded) != len(block.text):
        return None
    if label and label[0].strip() and is_name(name := block.text[label.end() :].strip(" .|")):
        return name
    within = _WITHIN.search(folded)
    return _leading_name(block.text[within.end() :]) if within else None


def _leading_name(text: str) -> str | None:
    """The capitalised words that a text begins with, if they look like a name."""
    words = []
    for word in text.split()[:6]:
        if not word[0].isupper() or word.endswith(":"):
            break
        words.append(word.rstrip(",;|"))
        if word[-1] in ",;|":
            break
    name = " ".join(words)
    return name if is_name(name) else None


def _named(block: Block, hints: Iterable[str]) -> str | None:
    if not any(is_author_name(hint) for hint in hints):
        return None
    name = author_of(block.text) if is_credit(block.text) else block.text
    if not name or len(name.split()) > _MOST_WORDS or not name[:1].isupper():
        return None
    return None if re.search(r"[\d.!?:]", name) else name


def _signed(block: Block) -> str | None:
    """A name in bold or italic print right below the text."""
    apart = max(block.bold, block.italic) > 0.8 * len(block.text) and not block.links
    if not apart or not is_name(block.text) or _is_heading(block.text):
        return None
    return author_of(block.text)


def _is_heading(text: str) -> bool:
    """Whether a line is known to head something other than an article."""
    return ends_the_article(text) or is_chrome(text)


def _hints(outline: Outline, block: Block) -> tuple[str, ...]:
    box = outline.boxes[block.box]
    around = outline.boxes[box.parent] if box.parent >= 0 else box
    alone = around.last - around.first == 1
    return (block.hint, box.hint, around.hint if alone else "")
