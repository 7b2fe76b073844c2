"""Judgement with its models: loaded when the first new article comes, not before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.core.model import Article, Judged, Known, Plan
from monitor.gathering import CycleRules

if TYPE_CHECKING:
    from monitor.core.ports import Classifier, Deduplicator

_DATA = Path(__file__).parent / "data"


class Judging:
    """What the core says of articles."""

    @cached_property
    def classify(self) -> Classifier:
        """The kind of an article."""
        from monitor.core.classify import build_classifier

        return build_classifier(_load("kind_model.json"))

    @cached_property
    def pair_model(self) -> dict[str, Any]:
        """What tells copies and reports of one story from different events."""
        return _load("pair_model.json")

    @cached_property
    def dedupe(self) -> Deduplicator:
        """The known article that a new one matches, if any."""
        from monitor.core.dedup import build_deduplicator

        return build_deduplicator(self.pair_model)

    def judge(self, article: Article) -> Judged:
        """What can be said of an article by itself."""
        from monitor.core.judgement import judge

        return judge(article, self.classify)

    def decide(
        self,
        batch: Sequence[Judged],
        known: Known,
        rules: CycleRules,
        now: datetime,
    ) -> Plan:
        """What becomes of a batch."""
        from monitor.core.plan import Policy, plan

        policy = Policy(
            seeding=rules.seeding,
            backfill=rules.backfill,
            max_age=rules.max_age,
            channels=rules.channels,
        )
        return plan(batch, known, policy, self.dedupe, now)


def _load(name: str) -> dict[str, Any]:
    model: dict[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return model
