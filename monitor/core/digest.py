"""From stories to a digest: grouped by kind, newest first. Refuses to make an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.core.model import Category, Channel, Digest, Story

# The order of display.
ORDER = (Category.CONFERENCE, Category.TRAINING, Category.AID, Category.OTHER)


def build_digest(channel: Channel, slot_at: datetime, stories: Sequence[Story]) -> Digest | None:
    """What the channel shows at `slot_at`; None where there is nothing to show.

    A story stands once, in the first of its categories that the channel wants.
    """
    by_category: dict[Category, list[Story]] = {}
    for story in {story.id: story for story in stories}.values():
        by_category.setdefault(shown_under(story, channel), []).append(story)
    groups = tuple(
        (category, tuple(sorted(by_category[category], key=_newest_first)))
        for category in ORDER
        if category in by_category
    )
    return Digest(channel=channel.name, slot_at=slot_at, groups=groups) if groups else None


def shown_under(story: Story, channel: Channel) -> Category:
    """The group in which the channel shows the story; its primary where it wants none of them.

    A story that was queued is shown even if the channel's categories changed since.
    """
    wanted = (category for category in story.categories if category in channel.categories)
    return next(wanted, story.categories[0] if story.categories else Category.OTHER)


def _newest_first(story: Story) -> tuple[float, int]:
    return (-(story.published_at or story.first_seen_at).timestamp(), story.id)
