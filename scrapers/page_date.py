"""When an article was published, by order of trust. Rather no date than a wrong one.

The order is that of the sources' description: meta, JSON-LD, `<time>`, the site's own date line.
A date line counts by where it stands: at the title or below the text, never the page's header,
its footer or a list of other articles, where clocks and other articles' dates are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.core.dates import LOCAL_ZONE, find_dates, parse_datetime
from monitor.core.model import FeedEntry
from scrapers.boilerplate import fold
from scrapers.date_lines import (
    WEEKDAY_NAMES,
    is_bare_date,
    is_date_text,
    is_labelled,
    label_rank,
    leaf_date,
    with_full_years,
    with_named_day,
)
from scrapers.outline import Block, Outline

_AHEAD = timedelta(days=1)  # a date further ahead of the fetch is none
_AT_ONCE = timedelta(minutes=3)  # a date this near to the fetch is the page's clock
_OLDEST = 1995  # no site is older
_POLICIES_WITHOUT_LINE = frozenset({"page clock", "constant", "none"})

_CLOCK_NAME = re.compile(
    r"clock|today|calendar|lich\b|current|now\b|weather|thoi-?tiet|header-?date|date-?header"
)
_WEEKDAY = re.compile(WEEKDAY_NAMES)
_HEADED = 60  # characters of a date line that is marked up as a small heading
# As .NET prints a time where nobody has set a culture: month first, whatever the page's language.
_AMERICAN = re.compile(r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M")
_LEAF = 30  # characters of a calendar leaf: day, month and year in elements of their own
_MOST_LINES = 3  # date lines above a text: published, updated, seen
_MIDNIGHT = re.compile(r"\b12:00(?::00)? ?(?:AM|SA)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the article stands among the page's blocks: its title's and its text's."""

    title: int | None
    first: int
    last: int
    tail: str = ""  # what stands behind the title in its line


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """What a page's date must satisfy: the site's policy by name and the time of the fetch."""

    policy: str
    fetched_at: datetime

    def accept(self, at: datetime | None) -> bool:
        """Whether it can be a publication date at all."""
        if at is None:
            return False
        return at.year >= _OLDEST and at <= self.fetched_at + _AHEAD

    def at_once(self, at: datetime) -> bool:
        """Whether it is the moment of the fetch, as a clock on the page shows it."""
        return abs(at - self.fetched_at) <= _AT_ONCE

    @property
    def now(self) -> datetime:
        """The time of the fetch in Việt Nam."""
        return self.fetched_at.astimezone(LOCAL_ZONE)

    def parse(self, text: str) -> datetime | None:
        """The date in a machine-readable text, if it is acceptable."""
        american = self.policy == "month first" or _AMERICAN.fullmatch(text.strip()) is not None
        for month_first in (True, False) if american else (False,):
            at = parse_datetime(text, month_first=month_first)
            if self.accept(at):
                return at
        return None


Dated = tuple[datetime | None, str | None]  # a time, and which rule gave it


def stated_date(published: Iterable[tuple[str, str]], rules: DateRules) -> Dated | None:
    """The first acceptable of the structured dates; a clock where the site is known for one."""
    for origin, text in published:
        at = rules.parse(text)
        if at is None or (rules.policy == "page clock" and rules.at_once(at)):
            continue
        return at, origin
    return None


def line_date(text: str, rules: DateRules) -> datetime | None:
    """The publication date that a date line prints, by its labels; None: it prints none."""
    if rules.policy in _POLICIES_WITHOUT_LINE or _MIDNIGHT.search(text):
        return None
    text = with_named_day(with_full_years(text), rules.now)
    month_first = rules.policy == "month first"
    found = [one for one in find_dates(text, month_first=month_first) if rules.accept(one.at)]
    ranked = sorted(found, key=lambda one: label_rank(text, one))
    if not ranked or label_rank(text, ranked[0]) > 2:
        return None
    return ranked[0].at


def placed_date(outline: Outline, place: Place, rules: DateRules) -> Dated | None:
    """The date of a `<time>` or a date line that stands where the article's own date stands."""
    if rules.policy in _POLICIES_WITHOUT_LINE:
        return None
    if place.tail and (at := line_date(place.tail, rules)) is not None:
        return at, "line"
    for index in _places(outline, place):
        block = outline.blocks[index]
        if block.stamp and rules.accept(at := rules.parse(block.stamp)) and at is not None:
            return at, "time"
        if (at := _block_date(block, rules)) is not None and not rules.at_once(at):
            return at, "line"
    leaf = _leaf_date(outline, place, rules)
    return (leaf, "line") if leaf is not None else None


def _leaf_date(outline: Outline, place: Place, rules: DateRules) -> datetime | None:
    """The date of a box at the title that holds day, month and year one below the other."""
    if place.title is None:
        return None
    for index in range(max(0, place.title - 4), min(place.title + 4, len(outline.blocks) - 1)):
        for around in outline.ancestors(outline.blocks[index].box)[1:3]:
            box = outline.boxes[around]
            texts = [block.text for block in outline.blocks[box.first : box.last]]
            if box.first == index and 1 < len(texts) <= 4 and sum(map(len, texts)) <= _LEAF:
                at = leaf_date(texts)
                if rules.accept(at):
                    return at
    return None


def _block_date(block: Block, rules: DateRules) -> datetime | None:
    return line_date(block.text, rules) if is_date_line(block) else None


def is_date_line(block: Block) -> bool:
    """Whether a block is a date and little else."""
    if block.links > 0.5 * len(block.text) or (block.level and len(block.text) > _HEADED):
        return False
    return is_date_text(block.text)


def place_of(outline: Outline, title: int | None, first: int, last: int) -> Place:
    """The place of a text that was found from `first` to before `last`: without its date lines."""
    start = next((i for i in range(first, last) if not is_date_line(outline.blocks[i])), first)
    return Place(title=title, first=start if start - first <= _MOST_LINES else first, last=last)


def tail_of(outline: Outline, at: int | None, title: str) -> str:
    """What stands behind a title in its block: where that is a date, it is the article's."""
    text = outline.blocks[at].text if at is not None else ""
    tail = text[len(title) :] if title and text.startswith(title) else ""
    return tail if is_date_text(tail) else ""


def _places(outline: Outline, place: Place) -> Iterator[int]:
    """Blocks where the article's date may stand, most trusted first."""
    title = place.title if place.title is not None and place.title < place.first + 3 else None
    if title is not None:
        yield from range(title + 1, min(place.first + 2, len(outline.blocks)))
        yield from _before(outline, title, place)
    else:
        yield from _before(outline, place.first, place)
    yield from _below(outline, place)


def _before(outline: Outline, title: int, place: Place) -> Iterator[int]:
    """Just above the title, within the article's own box; in a flat page only with a label."""
    article = outline.common(outline.blocks[title].box, outline.blocks[place.first].box)
    flat = outline.boxes[article].tag in ("body", "html")
    for index in range(title - 1, max(-1, title - 7), -1):
        block = outline.blocks[index]
        if _clock_names(outline, block, article):
            continue
        inside = outline.boxes[article].first <= index
        if inside and (not flat or _may_stand_alone(block, next_to_title=index == title - 1)):
            yield index


def _may_stand_alone(block: Block, *, next_to_title: bool) -> bool:
    """Whether a date that no box ties to the article is its own: by a label, or place and time."""
    folded = fold(block.text)
    if _WEEKDAY.search(folded):
        return False
    timed = next_to_title and any(one.has_time for one in find_dates(block.text))
    return timed or is_labelled(block.text)


def _below(outline: Outline, place: Place) -> Iterator[int]:
    """Shortly after the text, where a label or a name says what the date is."""
    if place.title is None:
        article = outline.blocks[place.first].box
    else:
        article = outline.common(outline.blocks[place.title].box, outline.blocks[place.first].box)
    end = min(place.last + 8, outline.boxes[article].last)
    for index in range(max(place.first, place.last - 2), end):
        if is_labelled(outline.blocks[index].text) or _ends_the_text(outline, place, index):
            yield index


def _ends_the_text(outline: Outline, place: Place, index: int) -> bool:
    """Whether a block is a date and nothing else, right below the text and before no link."""
    following = outline.blocks[index + 1 : index + 2]
    if index != place.last or any(block.links for block in following):
        return False
    return is_bare_date(outline.blocks[index].text)


def _clock_names(outline: Outline, block: Block, article: int) -> bool:
    names = [block.hint]
    index = block.box
    while index >= 0 and index != article:
        names.append(outline.boxes[index].hint)
        index = outline.boxes[index].parent
    return any(_CLOCK_NAME.search(name) for name in names if name)


def entry_date(entry: FeedEntry | None, rules: DateRules) -> Dated:
    """What a feed or a listing says, as the last resort."""
    if entry is not None and entry.published_at is not None and rules.accept(entry.published_at):
        return entry.published_at, "feed"
    return None, None
