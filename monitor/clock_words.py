"""What is said of a clock that is wrong, was set, or stood still while the machine slept."""

from __future__ import annotations

from datetime import timedelta


def clock_problem(ahead: timedelta) -> str:
    """Our clock is `ahead` of the sites' (behind: negative)."""
    where = "ahead of" if ahead > timedelta(0) else "behind"
    return (
        f"this machine's clock is {span(ahead)} {where} the sites' clocks: set it"
        " (timedatectl set-ntp true). News is judged by theirs, digests go out by ours"
    )


def clock_went_back(by: timedelta) -> str:
    """The clock stands earlier than at the end of the last cycle."""
    return (
        f"the last cycle ended {span(by)} later than this machine's clock stands now."
        " Is the clock right? What was put off for too long is due now; nothing is lost"
    )


def clock_jumped(jump: timedelta) -> str:
    """The clock moved by `jump` beside what has passed, while the daemon ran."""
    if jump < timedelta(0):
        return f"this machine's clock was set back by {span(jump)}; polling at once"
    return (
        f"this machine's clock moved ahead by {span(jump)}: it was set, or the machine slept;"
        " polling at once"
    )


def span(length: timedelta) -> str:
    """`3 days`, `5 hours`, `2 minutes`: rounded, without a sign."""
    length = abs(length)
    noun, unit = "minute", timedelta(minutes=1)
    if length >= timedelta(days=2):
        noun, unit = "day", timedelta(days=1)
    elif length >= timedelta(hours=2):
        noun, unit = "hour", timedelta(hours=1)
    number = round(length / unit)
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
