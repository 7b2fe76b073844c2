"""The whole bot, killed again and again among faults: every story stands in its channels once.

`make chaos` does the same at every write point and hundreds of times; here it is a fixed score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.app import utc_now
from tests.bot_api import Fault
from tests.chaos.campaign import Task, at_random, wage
from tests.chaos.history import SHORT, Chapter, Outcome, one_death
from tests.chaos.world import Fate, World

SCORE = 20
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def deaths(chapter: int, *fates: Fate, command: str = "once", trouble: str = "") -> Task:
    def run(world: World, chapters: Sequence[Chapter]) -> Iterator[Outcome]:
        for fate in fates:
            faults = [Fault(trouble)] if trouble else []
            yield one_death(world, chapters[chapter], fate, command=command, trouble=faults)

    return run


def test_a_score_of_kills_loses_nothing_and_repeats_nothing() -> None:
    tasks = [
        ("first run", deaths(0, Fate(step=9))),
        ("new stories", deaths(1, Fate(step=14), Fate(step=24))),
        ("on the wire", deaths(1, Fate(request=1))),
        ("answers cut", deaths(1, Fate(step=27), trouble="accept-cut")),
        ("daemon", deaths(1, Fate(step=24), command="run")),
        ("growing", deaths(2, Fate(step=26))),
        ("daily digest", deaths(3, Fate(request=1))),
        ("misfortunes", at_random(1, kills=6)),
        ("misfortunes", at_random(2, kills=6)),
    ]
    tally = wage(tasks, utc_now().astimezone(ZONE), SHORT, workers=2)

    assert tally.faults == []
    assert tally.kills.total() == SCORE, tally.kills
