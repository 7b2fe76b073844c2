"""How fast messages leave, and whether a strict Bot API rejects any.

`python -m scripts.bench_rates [--real]`: 120 messages through the whole delivery (outbox, pacing,
python-telegram-bot, HTTP) to a Bot API on loopback that lets 30 a second pass in all and 20 a
minute into each channel; to twelve channels, and to one. Server and client share a clock that
moves when the client sleeps; with --real it is the real one, for the twelve channels alone.
Exit code 1 where a message was rejected, or fewer than 95 % of what is permitted went out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.core.model import Channel, Digest, Part
from monitor.delivery import Desk, deliver
from notifier.telegram import TelegramNotifier
from tests.bot_api import TOKEN, BotApi
from tests.factories_delivery import NOW, ZONE, HandClock, channel, database, outbox_on, queue

MESSAGES = 120
OVERALL, PER_CHAT = 30, 20  # a second, a minute: the Bot API's FAQ
TARGET = 0.95


@dataclass
class RealClock(HandClock):
    """The same from the real clock."""

    began: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=self.tick())

    def tick(self) -> float:
        return time.monotonic() - self.began

    def sleep(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))


def one_story_a_message(digest: Digest, _: Channel) -> tuple[Part, ...]:
    """As many messages as there are stories."""
    stories = [story for _, group in digest.groups for story in group]
    return tuple(Part(html=f"<b>{s.title}</b>", plain=s.title, stories=(s.id,)) for s in stories)


def measure(channels: int, clock: HandClock) -> tuple[float, int]:
    """Seconds from the first to the last message, and how many were rejected."""
    wanted = [channel(name=f"c{n}", chat=f"@chan{n}") for n in range(channels)]
    db = database()
    for number in range(1, MESSAGES + 1):
        queue(db, number, f"c{number % channels}")
    arrived: list[float] = []
    with BotApi(clock=clock.tick, per_chat=PER_CHAT, overall=OVERALL) as api:
        for each in wanted:
            api.add_chat(str(each.chat))
        telegram = TelegramNotifier(TOKEN, api.base_url, clock=clock)
        desk = Desk(
            outbox=outbox_on(db),
            notifier_for=lambda _: telegram,
            channels=wanted,
            render=one_story_a_message,
            zone=ZONE,
            clock=clock,
            sleep=clock.sleep,
            tick=clock.tick,
            patience=timedelta(hours=1),
        )
        telegram.about()  # imports and the first connection are no matter of rates
        began = clock.tick()
        report = deliver(desk)
        arrived.append(clock.tick() - began)
        telegram.close()
    db.close()
    if report.sent != MESSAGES:
        raise SystemExit(f"only {report.sent} of {MESSAGES} were sent: {report.problems}")
    return arrived[0], api.rejected


def permitted(channels: int) -> float:
    """The least seconds in which the limits let the messages pass."""
    waves = (MESSAGES // channels - 1) // PER_CHAT
    return max((MESSAGES - 1) / OVERALL, waves * 60.0)


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(prog="bench_rates")
    parser.add_argument("--real", action="store_true", help="by the real clock")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    options = parser.parse_args()
    found = [_figures(n, real=options.real) for n in ((12,) if options.real else (12, 1))]
    if options.json:
        print(json.dumps(found))
    else:
        print(f"{MESSAGES} messages; permitted: {OVERALL} a second, {PER_CHAT} a minute each")
        for one in found:
            print(
                f"{one['channels']:3} channels: {one['seconds']:7.2f} s, {one['rejected']}"
                f" rejected, {one['share']:.1%} of what is permitted:"
                f" {'ok' if one['met'] else 'MISSED'}"
            )
    return 0 if all(one["met"] for one in found) else 1


def _figures(channels: int, *, real: bool) -> dict[str, Any]:
    seconds, rejected = measure(channels, RealClock() if real else HandClock())
    share = permitted(channels) / seconds
    return {
        "messages": MESSAGES,
        "channels": channels,
        "seconds": seconds,
        "rejected": rejected,
        "share": share,
        "met": share >= TARGET and not rejected,
    }


if __name__ == "__main__":
    sys.exit(main())
