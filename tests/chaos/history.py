"""What happens in the small world, chapter by chapter, and what each chapter's end must show."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bot_api import Fault
from tests.chaos.witness import Expected
from tests.chaos.world import (
    CHANNELS,
    NIGHT,
    Fate,
    Moment,
    World,
    said_badly,
)
from tests.site_server import Answer

# Seconds in which a daemon reaches the step that it is to die at, also on a machine in full use.
PATIENCE = 60.0
OLD = ("other-012", "conference-049", "aid-051")


@dataclass(frozen=True, kw_only=True)
class Book:
    """What the sites publish: first `new`, then `later`; the second site its versions of `copied`,
    and `elsewhere`, which it alone reports."""

    new: tuple[str, ...]
    later: tuple[str, ...]
    copied: tuple[str, ...]
    elsewhere: tuple[str, ...]


SHORT = Book(
    new=("aid-001", "aid-010", "aid-067", "conference-003", "training-001", "training-034"),
    later=("conference-058",),
    copied=("aid-001", "conference-003"),
    elsewhere=("aid-063",),
)
LONG = Book(  # its new stories take two messages
    new=(
        *("aid-001", "aid-003", "aid-010", "aid-012", "aid-013", "aid-017", "aid-018", "aid-020"),
        *("aid-052", "aid-059", "aid-064", "aid-067", "aid-071", "aid-073", "aid-083", "aid-087"),
        *("conference-003", "conference-004", "conference-016", "conference-017"),
        *("conference-041", "conference-046", "conference-047", "conference-068"),
        *("training-001", "training-002", "training-005", "training-016", "training-023"),
        "training-034",
    ),
    later=("conference-058", "training-037"),
    copied=("aid-001", "aid-087", "conference-003", "training-001", "training-034"),
    elsewhere=("aid-063", "conference-074"),
)

API_FAULTS = (
    *("accept-cut", "accept-500", "accept-stall", "accept-html", "cut", "500", "stall", "html"),
    *("flood", "late"),
)
METHODS = ("sendMessage", "sendMessage", "sendMessage", "editMessageText", "forwardMessage", "*")
PAGE_FAULTS = (
    Answer("", status=500),
    Answer("", status=503, headers=(("Retry-After", "2"),)),
    Answer("x" * 4000, cut_after=300),
    Answer("late", hang=2.5),
    Answer(raw=b"\x16\x03 this is not HTTP"),
    Answer("<html><title>Just a moment...</title>", status=403),
)


@dataclass
class Chapter:
    """Where a chapter begins, and what the channels must show at its end."""

    name: str
    moment: Moment
    wanted: Expected
    book: Book


def write_chapters(world: World, book: Book) -> list[Chapter]:
    """Live through everything once, undisturbed. Raises AssertionError where that goes wrong."""
    chapters: list[Chapter] = []

    def chapter(name: str, channels: Sequence[str] = CHANNELS) -> None:
        moment = world.moment(name)
        end = world.live()
        wanted = world.reading(channels)
        faults = [*said_badly(end), *world.faults(wanted)]
        assert not faults, (name, faults, end.said)
        chapters.append(Chapter(name, moment, wanted, book))

    soon = CHANNELS[:2]  # the third has digests by the clock
    world.press.publish(OLD, OLD[:1])
    chapter("the first run")
    world.press.publish(book.new, ())
    chapter("new stories", soon)
    world.press.publish(book.later, (*book.copied, *book.elsewhere))
    chapter("stories that grow", soon)
    world.ahead += NIGHT
    chapter("a daily digest")
    _is_worth_it(chapters, book)
    return chapters


def _is_worth_it(chapters: Sequence[Chapter], book: Book) -> None:
    """Undisturbed, the channels show most of the book, nothing of the old, nothing twice."""
    first, *_, last = [chapter.wanted for chapter in chapters]
    shown = last["@huunghi"]
    assert not any(first.values())
    assert all(times == 1 for channel in last.values() for times in channel.values()), last
    assert sum(name.endswith("/0") for name in shown) > 0.8 * len((*book.new, *book.later))
    assert sum(f"{key}/1" in shown for key in book.copied) > 0.5 * len(book.copied)
    assert any(f"{key}/1" in shown for key in book.elsewhere)
    assert all(last[channel] for channel in CHANNELS)


# ── one death, then calm ─────────────────────────────────────────────────────


@dataclass(kw_only=True)
class Outcome:
    """Whether a process was killed, and what is not as it must be."""

    killed: int
    faults: list[str]


def one_death(
    world: World,
    chapter: Chapter,
    fate: Fate,
    *,
    command: str = "once",
    trouble: Sequence[Fault] = (),
) -> Outcome:
    """A chapter during which the process dies once, and a calm run after it."""
    world.return_to(chapter.moment)
    world.api.faults.extend(trouble)
    end = world.live(command, fate, life=PATIENCE)
    faults = said_badly(end) or world.calm_down(chapter.wanted)
    told = f"{chapter.name}, {command}, {fate}, {[fault.kind for fault in trouble]}"
    return Outcome(killed=end.killed, faults=[f"{told}: {fault}" for fault in faults])


# ── a life full of misfortune ────────────────────────────────────────────────


def misfortunes(
    world: World, chapters: Sequence[Chapter], rng: random.Random, *, kills: int
) -> Outcome:
    """Everything is published bit by bit while process after process dies; calm at the end."""
    world.return_to(chapters[1].moment)
    book, killed = chapters[1].book, 0
    told: list[str] = []
    news = [*book.new, *book.later]
    rng.shuffle(news)
    for life in range(8 * kills):
        if killed == kills:
            break
        world.press.publish(news[: (life + 1) * len(news) // kills], ())
        seen = [key for key in (*book.copied, *book.elsewhere) if _is_told(key, world, book)]
        world.press.publish((), [key for key in seen if rng.random() < 0.3])
        told += _misfortune(world, rng)
        command, fate = rng.choice(("once", "once", "run")), _fate(rng)
        end = world.live(command, fate)
        killed += end.killed
        told.append(f"{command} {fate} killed={end.killed}")
        if faults := said_badly(end):
            return Outcome(killed=killed, faults=[*faults, "; ".join(told)])
        world.ahead += rng.choice((5.0, 60.0, 1500.0))
        world.mend()
    world.press.publish(news, (*book.copied, *book.elsewhere))
    faults = world.calm_down(chapters[-1].wanted)
    return Outcome(killed=killed, faults=[*faults, "after: " + "; ".join(told)] if faults else [])


def _is_told(key: str, world: World, book: Book) -> bool:
    return key in world.press.one or key in book.elsewhere


def _fate(rng: random.Random) -> Fate:
    kind = rng.choice(("step", "request", "page", "after"))
    if kind == "step":
        return Fate(step=rng.randint(1, 60))
    if kind == "request":
        return Fate(request=rng.randint(1, 6))
    if kind == "page":
        return Fate(page=rng.randint(1, 12))
    return Fate(after=rng.uniform(0.4, 4.0))


def _misfortune(world: World, rng: random.Random) -> list[str]:
    """Faults for the next process; said in words."""
    world.api.faults.clear()
    told = []
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        fault = Fault(rng.choice(API_FAULTS), method=rng.choice(METHODS))
        world.api.faults.append(fault)
        told.append(f"{fault.kind} at {fault.method}")
    for _ in range(rng.choice((0, 0, 1, 2))):
        site = rng.choice((0, 1))
        path = rng.choice(world.press.paths(site))
        number = rng.randrange(len(PAGE_FAULTS))
        world.press.break_page(site, path, PAGE_FAULTS[number])
        told.append(f"site {site} {path} fault {number}")
    if rng.random() < 0.15:
        chat = rng.choice(CHANNELS)
        world.api.find(chat).member = "kicked"
        told.append(f"kicked from {chat}")
    return told
