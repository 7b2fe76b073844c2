"""A digest as its readers see it: items in Telegram HTML and in plain text. Pure.

Every value is made harmless and escaped at the leaf, and has a greatest length, so that any one
item fits into a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from monitor.core.markup import escape, harmless, link, shorten, web_address
from monitor.core.model import Amount, Category, Channel, Digest, Part, Story
from monitor.core.provinces import canonical_province, provinces_2025
from monitor.core.titles import sentence_case
from notifier.packing import Group, Item, pack, pack_only
from notifier.words import Words, say_amount, say_days, say_moment, say_people, words_for

# Greatest lengths in UTF-16 units: a title of five lines on a phone, a venue of one and a half.
TITLE = 240
VENUE = 60
PLACE = 40
SOURCE = 60
FACT = 160
_OTHERS = 2  # other sources shown by name; the rest are counted
_PROVINCES = 3
_DOT = " · "
_UNION = re.compile(
    r"Liên hiệp các tổ chức hữu nghị (?:(?:tỉnh|thành phố|TP) )?(?P<place>.+?)(?: \([A-Z]+\))?"
)
_NO_TITLE = "…"
CITIES = {"Hồ Chí Minh": "TP. Hồ Chí Minh"}  # a short name that is not said alone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What stays the same for every item of a digest."""

    words: Words
    today: date


def render_digest(digest: Digest, channel: Channel, *, zone: tzinfo) -> tuple[Part, ...]:
    """The digest as messages, each within Telegram's limits, in order.

    Where `digest.only` names stories, just these are shown, as part `digest.part` of
    `digest.parts`: a posted part, told anew.
    """
    local = digest.slot_at.astimezone(zone)
    page = _Page(words=words_for(channel.language), today=local.date())
    heading = f"{page.words.heading} – {say_moment(local, page.words)}"
    groups = tuple(_group(category, stories, page) for category, stories in digest.groups)
    if digest.only:
        return pack_only(heading, groups, digest.only, (digest.part, digest.parts))
    return pack(heading, groups)


def _group(category: Category, stories: tuple[Story, ...], page: _Page) -> Group:
    name = page.words.groups[category]
    return Group(
        heading=f"{name} ({len(stories)})",
        continued=f"{name} ({page.words.continued})",
        items=tuple(_item(story, category, page) for story in stories),
    )


def _item(story: Story, category: Category, page: _Page) -> Item:
    title = title_of(story)
    facts = _DOT.join(shorten(harmless(fact), FACT) for fact in _facts(story, category, page))
    source = source_label(story.source_name)
    shown, hidden = story.others[:_OTHERS], len(story.others[_OTHERS:])
    names = [source_label(other.name) for other in shown]
    links = [link(name, other.url) for name, other in zip(names, shown, strict=True)]
    also = _also(links, hidden, page.words)
    head = f"• {link(title, story.url)}"
    second = _DOT.join(filter(None, (escape(facts), escape(source), also)))
    plain_also = _also(names, hidden, page.words)
    plain_second = _DOT.join(filter(None, (facts, source, plain_also)))
    lines = (f"• {title}", plain_second, web_address(story.url))
    return Item(
        story=story.id,
        html=f"{head}\n{second}" if second else head,
        plain="\n".join(filter(None, lines)),
    )


def title_of(story: Story) -> str:
    """The title as shown: harmless, in sentence case, not endless, never empty."""
    title = sentence_case(harmless(story.title), story.cased)
    return shorten(title, TITLE) or _NO_TITLE


def source_label(name: str) -> str:
    """A source's name as there is room for it: "Liên hiệp hữu nghị Cao Bằng", "VUFO"."""
    name = harmless(name)
    if union := _UNION.fullmatch(name):
        place = union["place"]
        name = "VUFO" if place == "Việt Nam" else f"Liên hiệp hữu nghị {place}"
    return shorten(name, SOURCE)


def _also(names: list[str], hidden: int, words: Words) -> str:
    """The other sources: "cùng đưa tin: VUFO, KUFO, +2 nguồn"."""
    said = [name for name in names if name]
    if hidden:
        said.append(words.more_sources[hidden > 1].format(hidden))
    return f"{words.also}: {', '.join(said)}" if said else ""


def _facts(story: Story, category: Category, page: _Page) -> Iterator[str]:
    facts = story.facts
    if facts.event_start:
        yield _when(facts.event_start, facts.event_end, page)
    elif facts.event_end:
        yield f"{page.words.until} {say_days(facts.event_end, None)}"
    if where := _where(story, page.words):
        yield where
    if category is not Category.AID and facts.attendees:
        said = facts.sources.get("attendees", "")
        yield say_people(facts.attendees, said, category, page.words)
    if Category.AID in story.categories and facts.amounts:
        yield _sums(facts.amounts, page.words)


def _when(start: date, end: date | None, page: _Page) -> str:
    days = say_days(start, end)
    return f"{days} ({page.words.coming})" if start > page.today else days


def _where(story: Story, words: Words) -> str:
    """Venue and provinces; the provinces' names since 2025 in brackets where they differ.

    A province that the venue names already is not said twice.
    """
    provinces = story.facts.provinces
    venue = shorten(harmless(story.facts.venue), VENUE) if story.facts.venue else ""
    places = [_place(name, venue, words) for name in provinces[:_PROVINCES]]
    more = ["…"] if len(provinces) > _PROVINCES else []
    return ", ".join(filter(None, (venue, *places, *more))).replace(", (", " (")


def _place(name: str, venue: str, words: Words) -> str:
    place = shorten(harmless(name), PLACE)
    unit = canonical_province(place)  # "TP.HCM" is the name of what it was and is
    since = [since for since in provinces_2025((place,)) if unit != since]
    now = f"({words.now_part_of} {CITIES.get(since[0], since[0])})" if since else ""
    named = place and place.casefold() in venue.casefold()
    return " ".join(filter(None, ("" if named else place, now)))


def _sums(amounts: tuple[Amount, ...], words: Words) -> str:
    """The first sum, and the first in another currency: what the article puts first."""
    first = amounts[0]
    other = next((amount for amount in amounts if amount.unit != first.unit), None)
    said = say_amount(first, words)
    return f"{said} ({say_amount(other, words)})" if other else said
