"""When a channel's digests are due, and when it wants quiet. Refuses naive times.

Slots are local times of day. A time that the clocks skip (DST) counts at the moment that many
minutes after the last real one; a time that comes twice counts the first time.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from monitor.core.model import Channel

_DAY = timedelta(days=1)


def latest_slot(channel: Channel, now: datetime, zone: tzinfo) -> datetime | None:
    """The last slot (UTC) that has come by `now`; None where the channel has no fixed times."""
    today = now.astimezone(zone).date()
    days = (today - _DAY, today, today + _DAY)
    slots = (_moment(datetime.combine(day, at), zone) for day in days for at in channel.digests)
    return max((slot for slot in slots if slot <= now), default=None)


def next_slot(channel: Channel, now: datetime, zone: tzinfo) -> datetime | None:
    """The first slot (UTC) after `now`; None where the channel has no fixed times."""
    today = now.astimezone(zone).date()
    days = (today - _DAY, today, today + _DAY, today + 2 * _DAY)
    slots = (_moment(datetime.combine(day, at), zone) for day in days for at in channel.digests)
    return min((slot for slot in slots if slot > now), default=None)


def is_quiet(channel: Channel, now: datetime, zone: tzinfo) -> bool:
    """Whether `now` lies in the channel's quiet hours (start included, end not)."""
    if channel.quiet is None:
        return False
    start, end = channel.quiet
    at = now.astimezone(zone).time()
    return start <= at < end if start <= end else at >= start or at < end


def quiet_until(channel: Channel, now: datetime, zone: tzinfo) -> datetime | None:
    """When the quiet hours around `now` end (UTC); None where it is not quiet now."""
    if channel.quiet is None or not is_quiet(channel, now, zone):
        return None
    return _next_at(channel.quiet[1], now, zone)


def _next_at(at: time, now: datetime, zone: tzinfo) -> datetime:
    today = now.astimezone(zone).date()
    ends = (_moment(datetime.combine(today + n * _DAY, at), zone) for n in range(3))
    return next(end for end in ends if end > now)


def _moment(local: datetime, zone: tzinfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
