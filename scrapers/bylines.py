"""Who wrote an article: names and credits as pages print them, beside the text or below it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.core.dates import find_dates
from monitor.core.provinces import canonical_province
from scrapers.boilerplate import (
    ends_the_article,
    fold,
    is_author_name,
    is_chrome,
    is_credit,
    is_junk_name,
    is_section,
)
from scrapers.date_lines import WEEKDAY_NAMES, is_date_text
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
_ACCOUNT = 40  # characters of an account's name or address
_LONGEST = 160  # characters of a line that names the author
_MOST_AROUND = 5  # boxes outwards in which side matter is looked for
_STAFF = re.compile(
    r"\W*(?:(?:nhom )?(?:p\.? ?v\.?|ctv|bbt|phong vien|cong tac vien|ban bien tap)\W*){1,3}"
)
_WITHIN = re.compile(
    r"(?:^|[\s|,;.•/-])(?:(?:tac gia|nguoi viet|author) ?:|(?:duoc )?(?:viet|gui|dang) boi ?:?"
    r"|(?:posted|written|published) by ?:?|(?:^\W*|[|•/-] ?)(?:boi|by) ?:?) ?"
)
# What divides a line of author, date and section, and what is left of a date without its figures.
_BETWEEN = re.compile(rf"\s*(?:[|•·,;/()]|\s[-–—]\s|^[-–—]|[-–—]$|\b(?:{WEEKDAY_NAMES})\b)\s*")
_BODY = re.compile(r"(?:bao|hoi|so|ban|tap chi|uy ban|lien|trung tam|phong|cong|dai|ttxvn|vov)\b")
_POST = re.compile(r"(?:p\.?v|ctv|phong vien|cong tac vien|nha bao)\b[.:]? ?")
_AFTER_NAME = re.compile(r"\s*(?:[(\[/]|[;,.] ?(?:anh|video|hinh)\b).*$")
_NEXT_FIELD = re.compile(
    r"\W*\b(?:ngay|luc|vao|cap nhat|dang|(?:so )?luot|da xem|xem|views?|on|at|binh luan|chuyen muc"
    r"|danh muc|nguon)\b.*$"
)
_WEEKDAY = re.compile(r"\W*\bTh(?:ứ|ư|ú) ?(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZĐ]\. ?){1,3}[A-ZĐ]?")
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
    if label and len(folded) == len(credit):
        credit = credit[label.end() :]
    return bare_name(credit) or None


def bare_name(text: str) -> str:
    """A name without what stands around it: brackets, `PV`, an agency, who made the pictures."""
    text = text.strip(" .:–-|()[]•·,;/")
    folded = fold(text)
    if len(folded) != len(text):
        return text
    end = _AFTER_NAME.search(folded)
    start = _POST.match(folded)
    bare = text[start.end() if start else 0 : end.start() if end else len(text)].strip(" .:–-|,;")
    return bare if is_name(bare) else text


def is_name(text: str) -> bool:
    """Two to six words with capitals and without figures, such as name people; or initials."""
    words = text.split()
    capital = sum(1 for word in words if word[:1].isupper())
    named = 1 < len(words) <= 6 and capital >= len(words) - 1 and not re.search(r"\d", text)
    return named or _INITIALS.fullmatch(text) is not None


def is_staff(text: str) -> bool:
    """Whether a line signs for the staff: `PV`, `CTV`, `BBT`."""
    return _STAFF.fullmatch(fold(text)) is not None


def stated_author(name: str | None) -> str | None:
    """An author as structured data say, unless it is an account and not a person."""
    return None if not name or _NOBODY.fullmatch(fold(name)) else name


def is_account(text: str) -> bool:
    """Whether a line is what an account is called (`admin`, `quantri`), or an address."""
    return len(text) <= _ACCOUNT and _NOBODY.fullmatch(fold(text)) is not None


def author_beside(outline: Outline, title: int | None, first: int, last: int) -> str | None:
    """The author printed between title and text, or shortly below the text."""
    above = range(title + 1, first) if title is not None and first - title < 25 else range(0)
    for index in (*above, *range(last, min(last + 8, len(outline.blocks)))):
        block = outline.blocks[index]
        if len(block.text) > _LONGEST or block.level == 1 or _aside(outline, block):
            continue
        name = _labelled(_without_dates(block.text)) or _named(block, _hints(outline, block))
        if name is None:
            name = _above(outline, index) if index < last else _below(outline, index, last)
        if name and stated_author(name):
            return name
    return None


def _above(outline: Outline, index: int) -> str | None:
    """A name without a label of its own between title and text."""
    return _below_label(outline, index) or _beside_date(outline, index)


def _below(outline: Outline, index: int, last: int) -> str | None:
    """A signature right below the text."""
    block = outline.blocks[index]
    if index > last + 1:
        return None
    name = author_of(block.text) if index == last and not block.links + block.level else None
    return name if name and _is_person(name) and _once(outline, name) else _signed(block)


def _below_label(outline: Outline, index: int) -> str | None:
    """A name in the line below its label: `Bởi`, then `An Bình`."""
    folded = fold(outline.blocks[index].text)
    if not _LABEL.fullmatch(folded) or _ORIGIN.match(folded) or index + 1 >= len(outline.blocks):
        return None
    below = outline.blocks[index + 1]
    return below.text if is_name(below.text) and not below.level else None


def _beside_date(outline: Outline, index: int) -> str | None:
    """A name without a label in a date line (`An Bình - 12/09/2025`) or in the line beside it.

    Sections, places and bodies stand there as well: no name may be one of those, or stand on the
    page once more.
    """
    blocks = outline.blocks
    block = blocks[index]
    near = blocks[max(0, index - 1) : index + 2]
    if block.links or block.level or not any(is_date_text(one.text) for one in near):
        return None
    if near[0] is not block and _ORIGIN.match(fold(near[0].text)):
        return None
    parts = map(bare_name, _parts(_without_dates(block.text)))
    return next((part for part in parts if _is_person(part) and _once(outline, part)), None)


def _without_dates(text: str) -> str:
    """A line with a bar in the place of each date."""
    for one in reversed(find_dates(text) if len(text) <= _LONGEST else ()):
        text = f"{text[: one.start]} | {text[one.end :]}"
    return text


def _parts(text: str) -> list[str]:
    """What bars, commas, dashes and weekdays divide a line into."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    cuts = [(found.start(), found.end()) for found in _BETWEEN.finditer(folded)]
    starts = [0, *(end for _, end in cuts)]
    stops = [*(start for start, _ in cuts), len(text)]
    return [text[start:stop].strip(" .:") for start, stop in zip(starts, stops, strict=True)]


def _is_person(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(word.isalpha() and word[0].isupper() for word in words):
        return False
    folded = fold(text)
    if text.isupper() or _BODY.match(folded) or is_section(folded):
        return False
    return canonical_province(text) is None


def _once(outline: Outline, text: str) -> bool:
    """Whether at most one line of the page is just this text: a section stands in menus too."""
    return sum(block.text == text for block in outline.blocks) <= 1


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


def _labelled(text: str) -> str | None:
    """`Tác giả: An Bình`, `12/09/2025 - Viết bởi An Bình`: the name behind a label."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    label = _LABEL.match(folded)
    if label and label[0].strip() and not _ORIGIN.match(folded):
        name = bare_name(_field(text[label.end() :]))
        if is_name(name):
            return name
    within = _WITHIN.search(folded)
    return _leading_name(text[within.end() :]) if within else None


def _field(text: str) -> str:
    """A text up to where the next label begins."""
    text = _WEEKDAY.split(text)[0]
    following = _NEXT_FIELD.search(fold(text))
    return text[: following.start()] if following else text


def _leading_name(text: str) -> str | None:
    """The capitalised words that a text begins with, if they look like a name."""
    words = []
    for word in _field(text).split()[:6]:
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
    text = block.author or _without_dates(block.text)
    name = author_of(text) if is_credit(text) else bare_name(text)
    if not name or len(name.split()) > _MOST_WORDS or not name[:1].isupper():
        return None
    return None if re.search(r"[\d.!?:]", name) or _LABEL.fullmatch(fold(name)) else name


def _signed(block: Block) -> str | None:
    """A name in bold or italic print right below the text."""
    apart = max(block.bold, block.italic) > 0.8 * len(block.text) and not block.links
    if block.level or not apart or not is_name(block.text) or _is_heading(block.text):
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
