"""Learn the pair scorer from the corpus: `python -m scripts.train_pairs` writes the model.

Pairs: all pairs of one story, all that the candidate index brings together across stories, copies
and template siblings generated from the corpus. Deterministic. scikit-learn is needed here alone.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from monitor.core.dedup import PairModel
from monitor.core.model import Fingerprint
from monitor.core.pairs import Rarity, pair_features
from monitor.core.profiles import read_profile
from monitor.core.shingles import pack
from scripts.pair_cases import CORPUS, Case, load_cases
from scripts.pair_examples import (
    Pair,
    close_pairs,
    early_pairs,
    made_pairs,
    natural_pairs,
    printed,
    report_pairs,
)

MODEL = Path(__file__).resolve().parents[1] / "monitor" / "data" / "pair_model.json"


COMMON_FROM = 4
"""A pair of words in more stories of the corpus than this (about one in sixty) says nothing. Chosen
by hand, not tuned."""


def rarity_of(prints: Iterable[tuple[str, Fingerprint]]) -> Rarity:
    """What occurs in several stories: names from two on weigh less, pairs from three on nothing."""
    units: dict[str, set[str]] = defaultdict(set)
    pairs: dict[int, set[str]] = defaultdict(set)
    stories = set()
    for story, found in prints:
        profile = read_profile(found.features)
        stories.add(story)
        for unit in profile.units:
            units[unit].add(story)
        for pair in profile.bigrams:
            pairs[pair].add(story)
    whole = math.log(len(stories))
    weights = {unit: 1 - math.log(len(held)) / whole for unit, held in sorted(units.items())}
    return Rarity(
        units={unit: round(weight, 3) for unit, weight in weights.items() if weight < 1},
        common=frozenset(pair for pair, held in pairs.items() if len(held) > COMMON_FROM),
    )


MOST = 5.0
"""No weight beyond this: one feature, read wrongly, must not decide against all the others."""

LESS = {"published apart": 1.5, "announcement apart": 4.0}
"""Less for what sites get wrong: union sites post reports months late, or print the day of viewing;
a verb in the future may speak of something else."""


def fit(
    rows: list[dict[str, float]],
    answers: list[bool],
    weights: list[float],
    strength: float,
    known: list[float] | None = None,
) -> dict[str, float]:
    """Logistic regression whose weights have the sign that the feature's name promises.

    What is shared never speaks against a pair, what conflicts never for it: with few true pairs
    to learn from, a weight of the wrong sign is chance. `""` is the constant. `known`: what is
    added to each row's sum, as learned before, with its constant.
    """
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    names = sorted(rows[0])
    table = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    target, weight = np.array(answers, dtype=float), np.array(weights)
    offset = np.array(known) if known else 0.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = table @ w + offset
        cost = weight * (np.logaddexp(0, margin) - target * margin)
        slope = table.T @ (weight * (1 / (1 + np.exp(-margin)) - target))
        penalty = np.r_[0.0, w[1:]] / strength
        return float(cost.sum() + 0.5 * penalty @ w), slope + penalty

    constant = (0.0, 0.0) if known else (None, None)
    bounds = [constant, *map(bounds_of, names)]
    best = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    return {"": float(best.x[0]), **dict(zip(names, map(float, best.x[1:]), strict=True))}


ALIGNED_STRENGTH, ALIGNED = 30.0, 14.0
"""How little the second step is held back, and the bound of its weights: in texts that are equal
otherwise, nothing else speaks. Set on the folds of scripts/quality_stories.py, where 3 instead of
30 joins 1.7 % of the siblings with one value swapped, not 1.5 %."""


def bounds_of(feature: str) -> tuple[float, float]:
    """The range in which a feature's weight may lie."""
    if _is_aligned(feature):
        return (-ALIGNED, 0.0)
    if speaks_against(feature):
        return (-LESS.get(feature, MOST), 0.0)
    return (0.0, MOST)


def speaks_against(feature: str) -> bool:
    """Whether a pair with more of the feature is less likely one story, by its name."""
    return any(word in feature for word in ("conflicting", "other", "apart"))


def learn(pairs: list[Pair], rarity: Rarity) -> tuple[dict[str, float], dict[str, float]]:
    """The story scorer from all pairs, the copy scorer from those of one story and siblings.

    The story scorer is learned in two steps. First from everything but `close_pairs`, without
    what an alignment shows: thousands of nearly equal texts would drown the reports that share
    few words. Then the weights of the alignment alone, from all.
    """
    rows = [pair_features(p.a, p.b, rarity) for p in pairs]
    story = _learn_story(pairs, rows)
    known = [i for i, p in enumerate(pairs) if p.same and not p.what.startswith("edit")]
    copy = fit(
        [rows[i] for i in known],
        [pairs[i].copy for i in known],
        [pairs[i].weight for i in known],
        1.0,
    )
    return story, copy


def _learn_story(pairs: list[Pair], rows: list[dict[str, float]]) -> dict[str, float]:
    first = [i for i, p in enumerate(pairs) if p.what[:4] not in ("swap", "edit")]
    plain = fit(
        [{name: v for name, v in rows[i].items() if not _is_aligned(name)} for i in first],
        [pairs[i].same for i in first],
        [pairs[i].weight for i in first],
        3.0,
    )
    sums = [plain[""] + math.fsum(plain.get(name, 0.0) * v for name, v in r.items()) for r in rows]
    aligned = fit(
        [{name: value for name, value in row.items() if _is_aligned(name)} for row in rows],
        [p.same for p in pairs],
        [p.weight for p in pairs],
        ALIGNED_STRENGTH,
        sums,
    )
    return {**aligned, **plain}


def _is_aligned(feature: str) -> bool:
    return feature.endswith("in aligned text")


STORY_FROM, COPY_FROM = 0.52, 0.5
"""From which probability a pair is one story, and a pair of one story a copy.

Set on the folds of scripts/quality_stories.py: lower joins other events, higher parts reports.
"""


def train(pairs: list[Pair], rarity: Rarity) -> PairModel:
    """A model that knows nothing but these pairs."""
    story, copy = learn(pairs, rarity)
    return PairModel(
        story=story, copy=copy, story_from=STORY_FROM, copy_from=COPY_FROM, rarity=rarity
    )


def model_of(cases: list[Case], pairs: list[Pair], rarity: Rarity) -> dict[str, object]:
    """The model as it is shipped."""
    model = train(pairs, rarity)
    return {
        "made_by": "scripts/train_pairs.py",
        "corpus": sha256(CORPUS.read_bytes()).hexdigest(),
        "articles": len(cases),
        "pairs": dict(sorted(Counter(p.what or "same story" for p in pairs).items())),
        "story_from": model.story_from,
        "copy_from": model.copy_from,
        "story": _rounded(model.story),
        "copy": _rounded(model.copy),
        "rarity": {
            "units": dict(rarity.units),
            "common": pack(sorted(rarity.common)),
        },
    }


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 4) for name, weight in sorted(weights.items())}


def _unseen(cases: list[Case], prints: Mapping[str, Fingerprint]) -> dict[str, float]:
    """The scores in grouped cross-validation, for the record."""
    from scripts.quality_stories import unseen

    orders, made = unseen(cases, [prints[case.id] for case in cases])
    return {
        name: round(figures.share(name), 4) for figures in (orders, made) for name in figures.counts
    }


def main() -> None:
    """Train on the whole corpus and write the model."""
    cases = load_cases()
    prints = {case.id: printed(case.article) for case in cases}
    rarity = rarity_of((case.story, prints[case.id]) for case in cases)
    pairs = natural_pairs(cases, prints) + made_pairs(cases, seed=1, per_article=3)
    pairs += early_pairs(cases, seed=1) + report_pairs(cases, seed=1)
    pairs += close_pairs(cases, seed=1, kinds=3)
    model = {**model_of(cases, pairs, rarity), "unseen": _unseen(cases, prints)}
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(text + "\n", encoding="utf-8")
    print(f"{MODEL.name}: {len(text):,} bytes from {len(pairs):,} pairs")


if __name__ == "__main__":
    main()
