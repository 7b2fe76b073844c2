"""Is the bot alive, for monitors: the last good cycle and the oldest unsent message are young.

A cycle is good when at least one source answered. Limits: three polls (an hour at least) for the
cycle; two hours for a message, which is longer than any flood wait or backoff of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.core.model import CycleReport, SourceStatus
from monitor.core.records import OutboxRow, OutboxState

RECENT = timedelta(days=2)  # cycles that are looked at
UNSENT = (OutboxState.WAITING, OutboxState.CLAIMED, OutboxState.UNCERTAIN)
MESSAGE_LIMIT = timedelta(hours=2)
LEAST_CYCLE_LIMIT = timedelta(hours=1)
_SLACK = timedelta(minutes=5)  # what ended later than now did so by a clock gone wrong
_GOOD = (SourceStatus.OK, SourceStatus.UNCHANGED, SourceStatus.SICK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liveness:
    """When the last good cycle ended, how old the oldest unsent message is, what is wrong."""

    last_good_at: datetime | None
    oldest_unsent: timedelta | None
    problems: tuple[str, ...]


def judge_liveness(
    reports: Iterable[CycleReport],
    unsent: Iterable[OutboxRow],
    now: datetime,
    poll_every: timedelta,
) -> Liveness:
    """Liveness at `now`; `unsent` are the rows that are due and not sent."""
    ends = (r.finished_at for r in reports if is_good(r))
    last = max((end for end in ends if end <= now + _SLACK), default=None)
    created = min((row.created_at for row in unsent), default=None)
    oldest = None if created is None else now - created
    limit = max(3 * poll_every, LEAST_CYCLE_LIMIT)
    problems = []
    if last is None:
        problems.append("no good cycle yet; is huunghi run or a cron job active?")
    elif now - last > limit:
        problems.append(f"the last good cycle ended {_age(now - last)} ago (limit {_age(limit)})")
    if oldest is not None and oldest > MESSAGE_LIMIT:
        waited = f"a message has waited {_age(oldest)} (limit {_age(MESSAGE_LIMIT)})"
        problems.append(f"{waited}; see: huunghi outbox")
    return Liveness(last_good_at=last, oldest_unsent=oldest, problems=tuple(problems))


def is_good(report: CycleReport) -> bool:
    """Did at least one source answer?"""
    return any(outcome.status in _GOOD for outcome in report.outcomes)


def _age(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
