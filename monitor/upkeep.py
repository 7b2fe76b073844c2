"""What is seen to beside cycles and digests: the operator hears what a cycle found, old texts go.

Without an admin chat the operator's words stand in the log, each as often as in the chat: a sick
source once a day, a recovery once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.core.model import CycleReport
from monitor.core.slotted import replace
from monitor.logs import LOGGER, line
from monitor.notices import WEEK, Notice, cycle_notices, weekly_notice

if TYPE_CHECKING:
    from monitor.desk import Desk
    from state.store import SqlStore

_WEEKLY = "weekly notice"  # under which the store remembers when the week was last told
_PRUNED = "pruned"  # when old texts were last forgotten
_TOLD = "told sick"  # a day, and the sick sources of which was told on it


class Upkeep:
    """Works on the store that it is given; `source_names` by key."""

    def __init__(
        self,
        store: SqlStore,
        source_names: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._names = source_names
        self._clock = clock

    def tell(self, report: CycleReport, desk: Desk) -> None:
        """Put what a cycle found into the admin chat, or into the log where there is none."""
        fresh = self._of_today(report, desk)
        for key, text in self._notices(report, fresh, desk):
            if desk.admin_chat:
                desk.outbox.notice(key, desk.admin_chat, text, self._clock())
            elif self._is_news(key):
                LOGGER.warning(line("notice", text=text))
        if fresh.sick:
            told = sorted({source for source, _ in fresh.sick} | self._told(self._day(desk)))
            self._store.remember(_TOLD, json.dumps([self._day(desk), *told]))

    def _of_today(self, report: CycleReport, desk: Desk) -> CycleReport:
        """The report without the sick sources of which was told today."""
        if not report.sick:
            return report
        told = self._told(self._day(desk))
        return replace(report, sick=tuple(one for one in report.sick if one[0] not in told))

    def _told(self, today: str) -> set[str]:
        day, *told = json.loads(self._store.memory(_TOLD) or '[""]')
        return set(told) if day == today else set()

    def _day(self, desk: Desk) -> str:
        return self._clock().astimezone(desk.zone).date().isoformat()

    def forget_texts(self, keep: timedelta) -> None:
        """Once a day, forget the texts that are older than `keep`."""
        now = self._clock()
        today = now.date().isoformat()
        if self._store.memory(_PRUNED) == today:
            return
        from state.archive import prune

        prune(self._store.database, now - keep)
        self._store.remember(_PRUNED, today)

    def _notices(self, report: CycleReport, fresh: CycleReport, desk: Desk) -> Iterator[Notice]:
        yield from cycle_notices(fresh, self._names, desk.zone)
        now = self._clock()
        last = self._store.memory(_WEEKLY)
        if last is None or datetime.fromisoformat(last) > now:  # the clock was ahead
            self._store.remember(_WEEKLY, now.isoformat())
        elif now - datetime.fromisoformat(last) >= WEEK:
            sick = [self._names.get(source, source) for source, _ in report.sick]
            yield weekly_notice(self._store.reports(now - WEEK), sick, now, desk.zone)
            self._store.remember(_WEEKLY, now.isoformat())

    def _is_news(self, key: str) -> bool:
        """Was this not the last thing said of its subject ("sick:kiengiang")?"""
        subject = "told " + ":".join(key.split(":")[:2])
        if self._store.memory(subject) == key:
            return False
        self._store.remember(subject, key)
        return True
