"""What processes that race for the same slots agree on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from monitor.core.model import Channel

START = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 18:00 in Việt Nam
DAYS = timedelta(hours=48)
STEP = timedelta(minutes=10)
CHANNEL = Channel(name="main", chat="@main", digests=tuple(time(hour) for hour in range(24)))
