"""Items into messages: split at item borders, within each of Telegram's three limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.core.markup import (
    MAX_BYTES,
    MAX_ENTITIES,
    MAX_UNITS,
    Size,
    bold,
    size,
)
from monitor.core.model import Part

# Room for "(12/34)" in the heading, and a margin where the limit is only "about 100 entities" or
# where a proxy counts the bytes of the whole request.
LIMIT = Size(units=MAX_UNITS - 24, raw=MAX_BYTES - 4_768, entities=MAX_ENTITIES - 6)
# A new message is filled less: its stories may grow by some further sources.
FILL = Size(units=LIMIT.units - 400, raw=LIMIT.raw - 4_000, entities=LIMIT.entities - 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story as shown. It fits into a message by itself."""

    story: int
    html: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items under a heading; `continued` heads them where a new message begins within."""

    heading: str
    continued: str
    items: tuple[Item, ...]


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A message being filled."""

    html: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    stories: list[int] = field(default_factory=list)

    def takes(self, blocks: Sequence[str], heading: str, limit: Size) -> bool:
        """Whether these blocks still fit."""
        return size("\n\n".join((bold(heading), *self.html, *blocks))).fits(limit)

    def add_heading(self, text: str) -> None:
        self.html.append(bold(text))
        self.plain.append(text)

    def add(self, item: Item) -> None:
        self.html.append(item.html)
        self.plain.append(item.plain)
        self.stories.append(item.story)


def pack(heading: str, groups: Sequence[Group]) -> tuple[Part, ...]:
    """All items in as few messages as keep the order; "(2/3)" in the headings of several."""
    sheets = list(_fill(heading, groups))
    count = len(sheets)
    return tuple(
        _part(sheet, _numbered(heading, number, count)) for number, sheet in enumerate(sheets, 1)
    )


def pack_only(
    heading: str, groups: Sequence[Group], only: Sequence[int], place: tuple[int, int]
) -> tuple[Part, ...]:
    """One message with just the items of `only`, headed as part `place[0]` of `place[1]`.

    A group whose first items stand in an earlier part is headed as continued. Empty where the
    items, having grown, fit no more: the posted message then stays as it is.
    """
    sheet = _Sheet()
    for group in groups:
        items = [item for item in group.items if item.story in only]
        if items:
            sheet.add_heading(group.heading if items[0] is group.items[0] else group.continued)
            for item in items:
                sheet.add(item)
    heading = _numbered(heading, *place)
    return (_part(sheet, heading),) if sheet.stories and sheet.takes((), heading, LIMIT) else ()


def _fill(heading: str, groups: Sequence[Group]) -> Iterator[_Sheet]:
    sheet = _Sheet()
    for group in groups:
        title: str | None = group.heading
        for item in group.items:
            blocks = (bold(title), item.html) if title else (item.html,)
            if sheet.stories and not sheet.takes(blocks, heading, FILL):
                yield sheet
                sheet = _Sheet()
                title = title or group.continued
            if title:
                sheet.add_heading(title)
                title = None
            sheet.add(item)
    if sheet.stories:
        yield sheet


def _numbered(heading: str, number: int, count: int) -> str:
    return f"{heading} ({number}/{count})" if count > 1 else heading


def _part(sheet: _Sheet, heading: str) -> Part:
    return Part(
        html="\n\n".join((bold(heading), *sheet.html)),
        plain="\n\n".join((heading, *sheet.plain)),
        stories=tuple(sheet.stories),
    )
