"""Kills the bot hundreds of times and looks whether anything was lost or said twice.

`python -m scripts.chaos [SEED] [--kills N] [--workers N]`: deaths at every transaction and at every
request, with and without faults of the Bot API, then at random among faults of everything, in small
worlds on loopback (tests/chaos). Prints a table; exit code 1 where any story does not stand in
its channels exactly once, the audit does not add up, or the database is damaged.
"""

from __future__ import annotations

import argparse
import sys
import time
from zoneinfo import ZoneInfo

from monitor.app import utc_now
from tests.chaos.campaign import Tally, Task, at_random, every_request, every_step, wage
from tests.chaos.history import LONG

PER_HISTORY = 8  # kills of one random history
_SYSTEMATIC = 150  # kills at least, of what is not random
_SHOWN = 20  # violations


def tasks(seed: int, kills: int) -> list[tuple[str, Task]]:
    """What is done, by name."""
    planned = [
        ("each step: new stories", every_step(1)),
        ("each step: stories that grow", every_step(2)),
        ("each step: a daily digest", every_step(3)),
        ("each step: the first run", every_step(0)),
        ("answer cut off", every_step(1, trouble="accept-cut", stride=3)),
        ("accepted, then 500", every_step(1, trouble="accept-500", stride=5)),
        ("accepted late", every_step(1, trouble="late", stride=5)),
        ("edit not answered", every_step(2, trouble="accept-cut", stride=4)),
        ("daemon: new stories", every_step(1, command="run", stride=4, last=40)),
        ("daemon: stories that grow", every_step(2, command="run", stride=5, last=50)),
        ("on the wire: new stories", every_request(1)),
        ("on the wire: stories that grow", every_request(2)),
        ("on the wire: a daily digest", every_request(3)),
    ]
    histories = [
        ("misfortunes at random", at_random(seed * 1000 + number, kills=PER_HISTORY))
        for number in range(max(4, (kills - _SYSTEMATIC) // PER_HISTORY))
    ]
    return [*planned[:2], *histories, *planned[2:]]


def show(tally: Tally) -> None:
    """The table, and what is wrong."""
    print(f"{'':32}{'tries':>7}{'kills':>7}")
    for name, tries in tally.tries.items():
        print(f"{name:32}{tries:7}{tally.kills[name]:7}")
    print(f"{'all':32}{tally.tries.total():7}{tally.kills.total():7}")
    for fault in tally.faults[:_SHOWN]:
        print(f"VIOLATED: {fault}")
    verdict = f"{len(tally.faults)} violations" if tally.faults else "nothing lost, nothing twice"
    print(f"{tally.kills.total()} kills: {verdict}.")


def watch(tally: Tally, seconds: float, limit: float) -> bool:
    """One line that is written over, on a terminal alone; whether there is time for more."""
    if sys.stderr.isatty():
        said = f"\r{tally.kills.total()} kills, {len(tally.faults)} violations, {seconds:.0f} s "
        sys.stderr.write(said)
        sys.stderr.flush()
    return seconds < limit


def main() -> int:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="chaos", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--kills", type=int, default=200, help="at least so many (default 200)")
    parser.add_argument("--workers", type=int, default=3, help="worlds at once (default 3)")
    parser.add_argument("--seconds", type=float, default=780.0, help="time limit (default 780)")
    wanted = parser.parse_args()
    began = time.monotonic()
    planned = tasks(wanted.seed, wanted.kills)
    tally = wage(
        planned,
        utc_now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")),
        LONG,
        workers=wanted.workers,
        goes_on=lambda tally: watch(tally, time.monotonic() - began, wanted.seconds),
    )
    if sys.stderr.isatty():
        sys.stderr.write("\r")
    show(tally)
    seconds = time.monotonic() - began
    print(f"Seed {wanted.seed}, {seconds:.0f} seconds.")
    missed = dict.fromkeys(name for name, _ in planned if name not in tally.tries)
    if missed:
        print(f"Not reached (give it more --seconds): {', '.join(missed)}.")
    too_few = tally.kills.total() < wanted.kills
    if too_few:
        short = "; the time was up" if seconds >= wanted.seconds else ""
        print(f"VIOLATED: {wanted.kills} kills were asked for{short}.")
    return 1 if tally.faults or too_few else 0


if __name__ == "__main__":
    sys.exit(main())
