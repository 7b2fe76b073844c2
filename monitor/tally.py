"""What a cycle counts on its way, and the report that is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.core.errors import UnreachableError
from monitor.core.model import ArticleState, Category, CycleReport, Plan, SourceOutcome
from monitor.core.records import EntryNote, Health


class Tally:
    """The sums of one cycle. `healths` are those that no batch has saved."""

    def __init__(self) -> None:
        self.healths: list[Health] = []
        self._outcomes: list[SourceOutcome] = []
        self._sick: list[tuple[str, str]] = []
        self._recovered: list[str] = []
        self._unreachable = 0
        self._seeded = 0
        self._by_category: dict[Category, int] = {}

    def add_outcome(self, outcome: SourceOutcome) -> None:
        """A source is done with."""
        self._outcomes.append(outcome)

    def add_health(self, before: Health, after: Health) -> None:
        """A source was observed."""
        if after.sick_since:
            self._sick.append((after.source, after.problem or "unwell"))
        elif before.sick_since:
            self._recovered.append(after.source)

    def add_failure(self, error: Exception) -> None:
        """A source could not be polled."""
        self._unreachable += isinstance(error, UnreachableError)

    def add_saved(self, plan: Plan, notes: Iterable[EntryNote]) -> None:
        """A source's articles, and the entries that were given up, are saved."""
        states = [decision.state for decision in plan.decisions]
        self._seeded += states.count(ArticleState.SEEDED)
        self._seeded += sum(1 for item in notes if item.state is ArticleState.SEEDED)
        for decision in plan.decisions:
            if decision.state is ArticleState.QUEUED and not decision.update:
                kind = decision.judged.classification.primary
                self._by_category[kind] = self._by_category.get(kind, 0) + 1

    def report(self, started_at: datetime, finished_at: datetime) -> CycleReport:
        """Everything that was counted. Not one of several sources reached: we are offline."""
        offline = len(self._outcomes) > 1 and self._unreachable == len(self._outcomes)
        return CycleReport(
            started_at=started_at,
            finished_at=finished_at,
            outcomes=tuple(self._outcomes),
            by_category=self._by_category,
            seeded=self._seeded,
            sick=() if offline else tuple(self._sick),
            recovered=tuple(self._recovered),
            offline=offline,
        )
