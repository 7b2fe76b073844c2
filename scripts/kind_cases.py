"""The labelled articles as the kind is learned and measured on: their features and groups."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from monitor.core.blocks import blocks
from monitor.core.features import Tagger, parts

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "seeds" / "corpus" / "articles.jsonl"
EXTRA = ROOT / "seeds" / "corpus" / "extra.jsonl"
MODEL = ROOT / "monitor" / "data" / "kind_model.json"
FOLDS = 10

Row = Mapping[str, Any]
Blocks = Mapping[str, set[str]]


@dataclass(frozen=True)
class Case:
    """One labelled article: its features, its labels and the group it may not leave."""

    row: Row
    found: Blocks
    group: int  # -1: only ever trained on
    maimed: tuple[Case, ...] = ()  # the same article with something of it missing

    @property
    def primary(self) -> str:
        return str(self.row["primary"])

    @property
    def labels(self) -> set[str]:
        return set(self.row["labels"])


def read_rows(path: Path) -> list[Row]:
    """The JSON objects of a file of lines; none where the file is absent."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def digest(*paths: Path) -> str:
    """SHA-256 over the files' bytes, in order; an absent file counts as empty."""
    return sha256(b"".join(p.read_bytes() for p in paths if p.exists())).hexdigest()


def group_rows(rows: Sequence[Row]) -> list[int]:
    """A number for each row: rows that share `story` or `url`, at whatever remove, share it."""
    parent = list(range(len(rows)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    first: dict[tuple[str, str], int] = {}
    for at, row in enumerate(rows):
        for key in ("story", "url"):
            if row.get(key):
                seen = first.setdefault((key, row[key]), at)
                parent[root(at)] = root(seen)
    return [root(at) for at in range(len(rows))]


def load_cases(corpus: Path = CORPUS, extra: Path = EXTRA) -> list[Case]:
    """The corpus, each case with its group; then the further articles, which have none."""
    tagger = Tagger()
    rows = read_rows(corpus)
    own = read_rows(extra)
    groups = group_rows(rows) + [-1] * len(own)
    return [_case(row, group, tagger) for row, group in zip(rows + own, groups, strict=True)]


def _case(row: Row, group: int, tagger: Tagger) -> Case:
    title, lead, body = row["title"], row["lead"] or "", row["body"]

    def found(title: str, lead: str, body: Sequence[str] = body) -> Blocks:
        return blocks(parts(title, lead, body, tagger))

    left = (found(title, ""), found(lead, ""), found("", ""), found(title, lead, ()))
    maimed = tuple(Case(row, part, group) for part in left)
    return Case(row, found(title, lead), group, maimed)


def folds(cases: Sequence[Case], seed: int, count: int = FOLDS) -> list[int]:
    """A fold for each case, by group; -1 for the cases that are only trained on."""
    groups = sorted({case.group for case in cases if case.group >= 0})
    Random(seed).shuffle(groups)  # noqa: S311 - folds, not secrets
    fold = {group: number % count for number, group in enumerate(groups)}
    return [fold.get(case.group, -1) for case in cases]


def features_digest(cases: Sequence[Case]) -> str:
    """SHA-256 over every feature of every case: it changes when lexicon or features do."""
    seen = sha256()
    for case in cases:
        for name, found in case.found.items():
            seen.update("\t".join([name, *sorted(found)]).encode())
    return seen.hexdigest()
