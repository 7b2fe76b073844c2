"""How well the kind is judged: `python -m scripts.quality_kind` prints grouped cross-validation.

Every article of the corpus is judged by a model that saw neither it nor any article of its story
or address; the further articles of extra.jsonl are trained on alone, never judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from monitor.core.kind_model import CATEGORIES
from scripts.kind_cases import FOLDS, load_cases
from scripts.train_kind import (
    Judgement,
    best_temperature,
    cross_validate,
    figures,
    log_loss,
    probabilities,
)

SEEDS = (0, 1, 2)
BINS = 10
ORDER = [str(category) for category in CATEGORIES]


def scored(judged: Sequence[Judgement], temperature: float) -> list[tuple[float, bool]]:
    """For each case: the probability given to the chosen label, and whether it was right."""
    return [(max(probabilities(j, temperature)), j.primary == j.case.primary) for j in judged]


def calibration_error(judged: Sequence[Judgement], temperature: float) -> float:
    """Expected calibration error over ten bins of equal width: 0 is perfect."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scored(judged, temperature):
        bins.setdefault(min(BINS - 1, int(score * BINS)), []).append((score, right))
    gaps = [abs(sum(score - right for score, right in inside)) for inside in bins.values()]
    return sum(gaps) / len(judged)


def brier(judged: Sequence[Judgement], temperature: float) -> float:
    """Mean squared error of the four probabilities: 0 is perfect, 2 is the worst."""
    return float(
        np.mean(
            [
                sum(
                    (p - (name == j.case.primary)) ** 2
                    for p, name in zip(probabilities(j, temperature), ORDER, strict=True)
                )
                for j in judged
            ]
        )
    )


def confusion(judged: Sequence[Judgement]) -> Iterator[str]:
    """The table of right (rows) and given (columns) primary labels."""
    counts = Counter((j.case.primary, j.primary) for j in judged)
    yield f"{'right / given':>14}" + "".join(f"{name:>12}" for name in ORDER)
    for right in ORDER:
        yield f"{right:>14}" + "".join(f"{counts[right, given]:>12}" for given in ORDER)


def errors(runs: Sequence[Sequence[Judgement]]) -> Iterator[str]:
    """Each case that some run got wrong: how often, what was right and given, title and reason."""
    for number, first in enumerate(runs[0]):
        row = first.case.row
        wrong = [run[number] for run in runs if run[number].labels != first.case.labels]
        if wrong:
            given = Counter("+".join(sorted(j.labels)) for j in wrong).most_common(1)[0][0]
            mark = "PRIMARY" if any(j.primary != first.case.primary for j in wrong) else "labels"
            right = "+".join(sorted(first.case.labels))
            hard = " hard" if row["hard"] else ""
            yield f"{len(wrong)}x {mark:<8}{row['id']:<16}{right} → {given}{hard}"
            yield f"     {row['title']}"
            yield f"     {row.get('why') or ''}"


def report(seeds: Sequence[int] = SEEDS) -> Iterator[str]:
    """The whole report, line by line."""
    cases = load_cases()
    runs = [cross_validate(cases, seed) for seed in seeds]
    count = len(runs[0])
    yield f"KIND: {count} articles, {FOLDS} folds by story and address, {len(seeds)} shuffles"
    yield f"      ({len(cases) - count} further articles in training only)"
    for name in figures(runs[0]):
        values = [figures(run)[name] for run in runs]
        yield f"  {name:<16}{np.mean(values):.4f}   ({min(values):.4f} to {max(values):.4f})"
    together = [j for run in runs for j in run]
    warmth = best_temperature(together)
    yield f"  {'log loss':<16}{log_loss(together, warmth):.4f}   at temperature {warmth}"
    yield f"  {'Brier':<16}{brier(together, warmth):.4f}"
    yield f"  {'calibration':<16}{calibration_error(together, warmth):.4f}   expected error"
    yield from confusion(runs[0])
    yield from errors(runs)


if __name__ == "__main__":
    for line in report():
        print(line)
