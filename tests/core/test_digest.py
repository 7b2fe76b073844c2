"""From stories to a digest."""

from __future__ import annotations

from datetime import timedelta

from monitor.core.digest import build_digest, shown_under
from monitor.core.model import Category
from tests.factories_delivery import NOW, channel, story

CONFERENCE, TRAINING, AID, OTHER = Category


def test_nothing_is_made_of_nothing() -> None:
    assert build_digest(channel(), NOW, ()) is None


def test_stories_stand_by_kind_newest_first() -> None:
    stories = (
        story(1, categories=(AID,)),
        story(2),
        story(3, published_at=None, first_seen_at=NOW - timedelta(minutes=1)),
        story(4, categories=(TRAINING,)),
    )
    digest = build_digest(channel(), NOW, stories)
    assert digest is not None
    assert [(kind, [s.id for s in group]) for kind, group in digest.groups] == [
        (CONFERENCE, [3, 2]),
        (TRAINING, [4]),
        (AID, [1]),
    ]


def test_a_story_stands_once_under_the_first_of_its_kinds_that_the_channel_wants() -> None:
    both = story(categories=(TRAINING, AID))
    assert shown_under(both, channel()) is TRAINING
    assert shown_under(both, channel(categories=(AID,))) is AID


def test_a_story_that_no_kind_fits_any_more_is_shown_all_the_same() -> None:
    assert shown_under(story(categories=(AID,)), channel(categories=(TRAINING,))) is AID
    assert shown_under(story(categories=()), channel()) is OTHER


def test_a_story_that_is_given_twice_stands_once() -> None:
    digest = build_digest(channel(), NOW, (story(1), story(1)))
    assert digest is not None
    assert len(digest.groups[0][1]) == 1
