"""How well stories are told apart: `python -m scripts.quality_stories` prints figures and errors.

Two views. *Shipped*: the model as it is, on the corpus that it was trained on and on variations
with another seed. *Unseen*: grouped cross-validation, each article judged by a model that has not
seen its story (scikit-learn's companion scipy is needed; skipped with a word without it).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

from monitor.core.candidates import CandidateIndex
from monitor.core.dedup import (
    Compared,
    Comparison,
    PairModel,
    choose,
    judge_pair,
    read_model,
)
from monitor.core.fingerprints import fingerprint
from monitor.core.model import Fingerprint
from monitor.core.profiles import Profile, read_profile
from scripts.pair_cases import Case, load_cases
from scripts.pair_examples import (
    Pair,
    close_pairs,
    early_pairs,
    facts_of,
    made_pairs,
    natural_pairs,
    printed,
    report_pairs,
)
from scripts.train_pairs import MODEL, rarity_of

FOLDS = 5
ORDERS = 5

Judge = Callable[[int, int], Comparison]
"""Compares a new and a known article, by their places in the corpus."""


@dataclass
class Figures:
    """Hits and chances by name, and the errors in words."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, *, hit: bool, error: str = "") -> None:
        """One more chance; `error` says what went wrong where it is worth a line."""
        held = self.counts.setdefault(name, [0, 0])
        held[0] += hit
        held[1] += 1
        if error:
            self.errors[error] = self.errors.get(error, 0) + 1

    def share(self, name: str) -> float:
        """Hits by chances; 0 where there was none."""
        hits, chances = self.counts.get(name, [0, 0])
        return hits / chances if chances else 0.0


def arrive(prints: list[Fingerprint], order: Iterable[int], judge: Judge) -> dict[int, int]:
    """Predicted story by article, when articles arrive in this order."""
    index = CandidateIndex()
    stories: dict[int, int] = {}
    arrived: list[int] = []
    for place, new in enumerate(order):
        near = [arrived[known] for known in index.candidates(prints[new].sample)]
        match = choose([Compared(known, stories[known], judge(new, known)) for known in near])
        stories[new] = match.story if match else new
        arrived.append(new)
        index.add(place, prints[new].sample)
    return stories


def measure_orders(
    cases: list[Case], prints: list[Fingerprint], judge: Judge, orders: int
) -> Figures:
    """The corpus in several random orders, and in file order."""
    figures = Figures()
    for seed in range(orders):
        order = list(range(len(cases)))
        if seed:
            Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
        _score(cases, arrive(prints, order, judge), figures)
    return figures


def _score(cases: list[Case], found: dict[int, int], figures: Figures) -> None:
    places = {case.id: i for i, case in enumerate(cases)}
    firsts = {case.story: i for i, case in enumerate(cases) if case.relation == "first"}
    for i, case in enumerate(cases):
        first = firsts.get(case.story)
        if case.relation in ("copy", "rewrite", "short") and first is not None:
            name = "copies found" if case.relation == "copy" else "reports and briefs joined"
            hit = found[i] == found[first]
            error = "" if hit else f"missed: {case.relation} {case.id} of {cases[first].id}"
            figures.add(name, hit=hit, error=error)
        if case.confusable_with:
            hit = found[i] == found[places[case.confusable_with]]
            error = f"merged: {case.id} with {case.confusable_with}" if hit else ""
            figures.add("distinct events merged", hit=hit, error=error)
    _score_merges(cases, found, figures)


def _score_merges(cases: list[Case], found: dict[int, int], figures: Figures) -> None:
    """Articles that stand in another story than the one whose article opened it."""
    for i, case in enumerate(cases):
        if found[i] == i:
            continue
        wrong = cases[found[i]].story != case.story
        error = f"wrong story: {case.id} put to {cases[found[i]].id}" if wrong else ""
        figures.add("joined to a wrong story", hit=wrong, error=error)
    groups: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        groups.setdefault(case.story, []).append(i)
    for group in groups.values():
        for one, two in combinations(group, 2):
            figures.add("pairs of one story together", hit=found[one] == found[two])


def shipped_judge(prints: list[Fingerprint], model: PairModel) -> Judge:
    """The model as it is; each pair is judged once."""
    profiles = [read_profile(found.features) for found in prints]
    seen: dict[tuple[int, int], Comparison] = {}

    def judge(new: int, known: int) -> Comparison:
        key = (min(new, known), max(new, known))
        if key not in seen:
            seen[key] = judge_pair(model, profiles[new], profiles[known])
        return seen[key]

    return judge


def fold_of(story: str) -> int:
    """The fold in which a story is held out."""
    return int.from_bytes(blake2b(story.encode(), digest_size=2).digest(), "big") % FOLDS


def _add_made(figures: Figures, pair: Pair, *, joined: bool) -> None:
    """Under the name of the pair's group, and of its kind where it has one."""
    group, _, kind = pair.what.partition(" ")
    names = {
        "made": ["made copies found" if pair.same else "made siblings merged"],
        "edit": ["edited copies found", f"  edit: {kind}"],
        "swap": ["one-value siblings merged", f"  swap: {kind}"],
    }
    for name in names[group]:
        figures.add(name, hit=joined)


def fresh_pairs(cases: list[Case], seed: int, per_article: int, kinds: int) -> list[Pair]:
    """Copies and siblings made with a seed that the training did not use."""
    return made_pairs(cases, seed, per_article) + close_pairs(cases, seed, kinds)


def measure_made(model: PairModel, pairs: Iterable[Pair]) -> Figures:
    """Generated copies and siblings, by kind."""
    figures = Figures()
    for pair in pairs:
        joined = judge_pair(model, pair.a, pair.b).kind is not None
        _add_made(figures, pair, joined=joined)
    return figures


def unseen(cases: list[Case], prints: list[Fingerprint]) -> tuple[Figures, Figures]:
    """Each article judged by a model that has not seen its story: orders, and made pairs."""
    from scripts.train_pairs import train

    by_id = {case.id: found for case, found in zip(cases, prints, strict=True)}
    pairs = natural_pairs(cases, by_id) + made_pairs(cases, seed=1, per_article=3)
    pairs += early_pairs(cases, seed=1) + report_pairs(cases, seed=1)
    pairs += close_pairs(cases, seed=1, kinds=3)
    fresh = fresh_pairs(cases, seed=2, per_article=2, kinds=5)
    judges, made = [], Figures()
    for fold in range(FOLDS):
        rarity = rarity_of((c.story, by_id[c.id]) for c in cases if fold_of(c.story) != fold)
        model = train([p for p in pairs if all(fold_of(s) != fold for s in p.stories)], rarity)
        judges.append(shipped_judge(prints, model))
        for pair in fresh:
            if fold_of(pair.stories[0]) == fold:
                hit = judge_pair(model, pair.a, pair.b).kind is not None
                _add_made(made, pair, joined=hit)

    def judge(new: int, known: int) -> Comparison:
        return judges[fold_of(cases[new].story)](new, known)

    return measure_orders(cases, prints, judge, ORDERS), made


def timings(cases: list[Case], prints: list[Fingerprint], model: PairModel) -> dict[str, float]:
    """Milliseconds of processor time: a fingerprint (without the facts), a pair, a profile."""
    facts = [facts_of(case.article) for case in cases]
    started = time.process_time()
    for case, known in zip(cases, facts, strict=True):
        fingerprint(case.article, known)
    printing = time.process_time() - started
    started = time.process_time()
    profiles: list[Profile] = [read_profile(found.features) for found in prints]
    reading = time.process_time() - started
    started = time.process_time()
    for one, two in pairwise(profiles):
        judge_pair(model, one, two)
    judging = time.process_time() - started
    return {
        "fingerprint": 1000 * printing / len(cases),
        "unpack": 1000 * reading / len(cases),
        "pair": 1000 * judging / (len(cases) - 1),
    }


def _print(title: str, figures: Figures) -> None:
    print(f"\n{title}")
    for name, (hits, chances) in figures.counts.items():
        print(f"  {name:<32}{hits:>6} of {chances:<6}{figures.share(name):>8.1%}")
    for error, times in sorted(figures.errors.items(), key=lambda e: -e[1]):
        print(f"    {times:>3} x {error}")


def main() -> None:
    """Print everything."""
    cases = load_cases()
    prints = [printed(case.article) for case in cases]
    model = read_model(json.loads(Path(MODEL).read_text(encoding="utf-8")))
    for name, spent in timings(cases, prints, model).items():
        print(f"{name:<14}{spent:8.3f} ms")
    judge = shipped_judge(prints, model)
    _print(f"Shipped model, {ORDERS} orders", measure_orders(cases, prints, judge, ORDERS))
    fresh = fresh_pairs(cases, seed=2, per_article=2, kinds=5)
    _print("Shipped model, made pairs (new seed)", measure_made(model, fresh))
    try:
        orders, made = unseen(cases, prints)
    except ImportError as error:
        print(f"\nUnseen stories: skipped, {error}", file=sys.stderr)
        return
    _print(f"Unseen stories ({FOLDS} folds), {ORDERS} orders", orders)
    _print("Unseen stories, made pairs", made)


if __name__ == "__main__":
    main()
