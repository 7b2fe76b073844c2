"""Which of a page's claims and headings is the article's title, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.core.dates import find_dates
from scrapers.boilerplate import (
    fold,
    is_chrome,
    is_junk_name,
    is_related_heading,
    is_section,
    is_title_name,
)
from scrapers.date_lines import is_date_text
from scrapers.outline import Block, Outline
from scrapers.structured import Structured

_SEPARATOR = re.compile(r"\s+[|\-–—»«›:·•~]+\s+|\s*(?:\||»|::)\s*")
_SITE_LIKE = re.compile(
    r"(?:trang (?:thong tin|chu|tin)|cong (?:thong tin|tt)|website|home\b|welcome|chi tiet|tin tuc)"
    r".{0,80}|lien hiep cac to chuc huu nghi(?: (?:tinh|thanh pho|tp\.?))?(?: \S+){0,4}"
    r"|(?:so ngoai vu|bao|tap chi|ubnd|uy ban nhan dan)(?: \S+){0,5}|untitled.*|index|document"
)
_TRUNCATED = re.compile(r"\s*(?:\.{2,}|…)$")
_LONGEST = 500  # characters: titles with the names of site and sections have 300 at most
_WORDY = 8  # words that titles of articles usually have, and names of sites and sections not
_LEAST = 30  # characters that a truncated claim must have to stand for a longer heading


def undouble(text: str) -> str:
    """A title that is printed twice (`T T`), once."""
    half, odd = divmod(len(text), 2)
    if odd and half >= 8 and text[:half] == text[half + 1 :] and text[half] in " -|":
        return text[:half]
    return text[:half] if not odd and half >= 15 and text[:half] == text[half:] else text


def claimed_title(facts: Structured, outline: Outline, site: str) -> tuple[str, int | None]:
    """The title that the page claims and shows, and its block; ("", None) if no claim is shown."""
    claims = [claim for claim in _claims(facts) if not _is_site(fold(claim), facts, site)]
    shown = _shown(outline, claims)
    _add_broken(outline, shown)
    for claim in claims:
        wanted = fold(claim)
        index = _best(shown.get(wanted, ()), outline)
        if index is None:
            index = _best(_longer(shown, wanted), outline)
        if index is not None:
            return _choose(undouble(heading_text(outline, index)), claim), index
    return "", None


def heading_text(outline: Outline, index: int) -> str:
    """A block's text; of a heading whose line is broken all its lines, but for a date."""
    block = outline.blocks[index]
    if not block.level:
        return block.text
    box = outline.boxes[block.box]
    lines = [one.text for one in outline.blocks[box.first : box.last] if one.box == block.box]
    return " ".join(line for line in lines if not is_date_text(line)) or block.text


def block_of(outline: Outline, text: str) -> int | None:
    """The first block with these words, however written; None where none has them."""
    wanted = fold(text)
    for index, block in enumerate(outline.blocks):
        if fold(block.text) == wanted:
            return index
    return None


def unseen_title(facts: Structured, site: str) -> str:
    """The best claim that no block shows: og:title or headline, `<title>` without the site."""
    for claim in (*facts.titles, *_without_site(facts)):
        text = _TRUNCATED.sub("", claim)
        if len(text) >= 8 and not _is_site(fold(text), facts, site):
            return undouble(claim)
    return ""


def short_heading(facts: Structured, outline: Outline) -> str:
    """A heading too short to be known by its looks, which `<title>` holds beside the site."""
    parts = {fold(part) for part in _parts(facts.page_title)}
    headings = (block for block in outline.blocks if block.level in (1, 2) and not block.links)
    return next((block.text for block in headings if fold(block.text) in parts), "")


def title_near(outline: Outline, first: int) -> int | None:
    """The block that looks most like a title shortly before (or at) the body's first block."""
    best, found = 2.0, None
    for index in range(max(0, first - 15), min(first + 12, len(outline.blocks))):
        score = _looks(outline, index) - 0.15 * abs(first - index)
        if score >= best:
            best, found = score, index
    return found


def _claims(facts: Structured) -> Iterator[str]:
    for title in (*facts.titles, facts.page_title):
        yield undouble(title)
        yield from _parts(title)


def _parts(title: str) -> list[str]:
    """A title with one or more of its separated ends cut off, longest first."""
    if len(title) > _LONGEST:  # an unclosed <title> holds the whole page
        return []
    cuts = list(_SEPARATOR.finditer(title))
    parts = [title[: cut.start()] for cut in cuts] + [title[cut.end() :] for cut in cuts]
    return sorted((undouble(part.strip()) for part in parts), key=len, reverse=True)


def _without_site(facts: Structured) -> list[str]:
    """`<title>` minus the site's name: the part that is named, else the last one."""
    title = facts.page_title
    names = {fold(name) for name in facts.site_names}
    if fold(title) in names:
        return []
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        head, tail = title[: cut.start()], title[cut.end() :]
        if fold(tail) in names or _SITE_LIKE.fullmatch(fold(tail)):
            return [head]
        if fold(head) in names or _SITE_LIKE.fullmatch(fold(head)):
            return [tail]
    if cuts and len(title) - cuts[-1].end() < 0.6 * cuts[-1].start():
        return [title[: cuts[-1].start()]]
    return [title]


def _is_site(wanted: str, facts: Structured, site: str) -> bool:
    if len(wanted) < 8 or " " not in wanted.strip():
        return True
    if any(wanted == fold(name) for name in facts.site_names) or wanted == site:
        return True
    if is_section(wanted):
        return True
    return _SITE_LIKE.fullmatch(wanted) is not None


def _shown(outline: Outline, claims: list[str]) -> dict[str, list[int]]:
    """The blocks that may show one of the claims, by their folded text."""
    sizes = {size for claim in claims for size in (len(claim), 2 * len(claim) + 1)}
    sizes |= {size + off for size in sizes for off in (-2, -1, 1, 2)}
    least = min((len(claim) for claim in claims if len(claim) >= _LEAST), default=400)
    heads = {fold(claim[:6]) for claim in claims}
    shown: dict[str, list[int]] = {}
    for index, block in enumerate(outline.blocks):
        size = len(block.text)
        if size in sizes or (least < size <= 400 and fold(block.text[:6]) in heads):
            shown.setdefault(fold(undouble(block.text)), []).append(index)
    return shown


def _add_broken(outline: Outline, shown: dict[str, list[int]]) -> None:
    """Headings of several lines, by all they say."""
    for index, block in enumerate(outline.blocks):
        if block.level and outline.boxes[block.box].last - outline.boxes[block.box].first > 1:
            shown.setdefault(fold(heading_text(outline, index)), []).append(index)


def _longer(shown: dict[str, list[int]], wanted: str) -> list[int]:
    """Blocks that a truncated claim is the beginning of."""
    prefix = _TRUNCATED.sub("", wanted)
    if len(prefix) < _LEAST:
        return []
    return [
        index
        for text, indexes in shown.items()
        if text.startswith(prefix) and len(text) < 2.5 * len(prefix)
        for index in indexes
    ]


def _best(indexes: Iterable[int], outline: Outline) -> int | None:
    """The most title-like of the blocks with the same words: headings first, links last."""
    return min(indexes, key=lambda index: (_rank(outline.blocks[index]), index), default=None)


def _rank(block: Block) -> int:
    linked = block.links > 0.9 * len(block.text)
    return (block.level or 7) + (4 if linked else 0)


def _choose(shown: str, claim: str) -> str:
    """The title as shown; as claimed where only that is without capitals, date or counter."""
    same = fold(shown) == fold(claim)
    tail = shown[len(claim) :] if not same and fold(shown).startswith(fold(claim)) else ""
    if tail and (is_date_text(tail) or is_chrome(tail)):
        return shown[: len(claim)]
    return claim if same and shown.isupper() and not claim.isupper() else shown


def _is_repeated(outline: Outline, index: int) -> bool:
    """Whether the same words stand elsewhere outside links, as at the end of a breadcrumb."""
    block = outline.blocks[index]
    same = (
        other
        for at, other in enumerate(outline.blocks)
        if at != index and len(other.text) == len(block.text) and other.text == block.text
    )
    return any(not other.links for other in same) and not block.links


def _looks(outline: Outline, index: int) -> float:
    """How much a block looks like a title, by its element, its names and its shape."""
    block = outline.blocks[index]
    text = block.text
    if not 12 <= len(text) <= 300 or is_chrome(text) or is_related_heading(text):
        return -9.0
    if find_dates(text) and len(text) < 50:
        return -9.0
    hint = f"{outline.boxes[block.box].hint} {block.hint}"
    score = {0: 0.0, 1: 5.0, 2: 4.0, 3: 3.5}.get(block.level, 3.0)
    score += 4.0 if is_title_name(hint) else 0.0
    score += 2.0 if block.bold > 0.9 * len(text) else 0.0
    score += 1.5 if text.isupper() else 0.0
    score += 1.0 if 20 <= len(text) <= 200 else -2.0
    score += 1.0 if len(text.split()) >= _WORDY else 0.0
    score += 2.0 if _is_repeated(outline, index) else 0.0
    score -= 4.0 if block.links > 0.9 * len(text) and not block.level else 0.0
    score -= 2.0 if text.endswith(".") or is_junk_name(hint) else 0.0
    return score - (6.0 if _SITE_LIKE.fullmatch(fold(text)) else 0.0)
