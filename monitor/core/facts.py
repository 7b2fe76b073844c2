"""What an article says of its event: when, where, how many, how much, who. Absent beats wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta, timezone

from monitor.core.amounts import find_amounts, unique_amounts
from monitor.core.attendees import find_attendees
from monitor.core.event_dates import find_event_dates
from monitor.core.letters import UPPER
from monitor.core.model import Amount, Article, Facts
from monitor.core.organisations import find_organisations
from monitor.core.passages import Passage, read_passages
from monitor.core.provinces import province_mentions, provinces_2025
from monitor.core.venues import find_venue

# Việt Nam keeps one offset all year, so no zone database is needed.
_VIETNAM = timezone(timedelta(hours=7))
_CAPITALS = re.compile(rf"(?<!\w)(?!HCM|TP|TT|BR|VT)[{UPPER}]{{2,}}(?!\w)")
# Long articles list many places further down, none of them the event's. Longest article of the
# corpus: 2,400 characters.
_PLACES_WITHIN = 4_000
_DISTRUSTED = frozenset({"text"})


def extract_facts(article: Article) -> Facts:
    """The facts of one article. `sources` quotes, for each fact found, the words that gave it."""
    passages = read_passages(article)
    when = find_event_dates(passages, published_on(article))
    provinces, province_text = find_event_provinces(passages)
    venue = find_venue(passages)
    attendance = find_attendees(passages)
    amounts = _amounts(passages)
    organisations = _organisations(passages)
    sources = {
        "event_start": when.text if when.start else "",
        "event_end": when.end_text,
        "provinces": province_text,
        "venue": venue[1] if venue else "",
        "attendees": attendance.text if attendance else "",
        "amounts": "; ".join(amount.text for amount in amounts),
        "organisations": "; ".join(organisations),
    }
    return Facts(
        event_start=when.start,
        event_end=when.end,
        provinces=provinces,
        provinces_2025=provinces_2025(provinces),
        venue=venue[0] if venue else None,
        attendees=attendance.count if attendance else None,
        amounts=amounts,
        organisations=organisations,
        sources={name: text for name, text in sources.items() if text},
    )


def published_on(article: Article) -> date | None:
    """The day of publication in Việt Nam; None where it is unknown or was read from the text."""
    if article.published_at is None or article.date_from in _DISTRUSTED:
        return None
    return article.published_at.astimezone(_VIETNAM).date()


def find_event_provinces(passages: Sequence[Passage]) -> tuple[tuple[str, ...], str]:
    """The provinces as printed (the fullest spelling), in order, and the words that named them.

    Names inside an institution's name count only where no other province is named.
    """
    strong: dict[str, tuple[str, str]] = {}
    weak: dict[str, tuple[str, str]] = {}
    read = 0
    for passage in passages:
        read += len(passage.text)
        if read > _PLACES_WITHIN and strong:
            break
        for found, kept in zip(province_mentions(passage.text), (strong, weak), strict=True):
            for province, start, end in found:
                printed = _as_printed(passage.text[start:end])
                if province not in kept or len(printed) > len(kept[province][0]):
                    kept[province] = printed, passage.quote(start, end, margin=25)
    chosen = strong or weak
    return (
        tuple(printed for printed, _ in chosen.values()),
        "; ".join(text for _, text in chosen.values()),
    )


def _as_printed(text: str) -> str:
    """The words of the text; a headline's capitals are put into the usual spelling."""
    words = _CAPITALS.sub(lambda match: match.group().capitalize(), text)
    return words[:1].upper() + words[1:]


def _amounts(passages: Sequence[Passage]) -> tuple[Amount, ...]:
    return unique_amounts(amount for passage in passages for amount in find_amounts(passage.text))


def _organisations(passages: Sequence[Passage]) -> tuple[str, ...]:
    return find_organisations("\n".join(passage.text for passage in passages))
