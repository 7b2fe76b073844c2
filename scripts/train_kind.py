"""Learn what kind an article is: `python -m scripts.train_kind` writes the model from the corpus.

One multinomial model for the primary label, one binary model for each label that may stand beside
it. Deterministic: same corpus, same file. scikit-learn and NumPy are needed here alone.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from monitor.core.blocks import BEFORE, HEADLINE, WORDS
from monitor.core.classify import judge_blocks
from monitor.core.kind_model import (
    CATEGORIES,
    FORMAT,
    LABELS,
    Model,
    load_model,
    totals_of,
)
from scripts.kind_cases import (
    CORPUS,
    EXTRA,
    FOLDS,
    MODEL,
    Case,
    digest,
    features_digest,
    folds,
    load_cases,
)

# Chosen on grouped cross-validation of articles.jsonl, fold seeds 0 to 2, on a coarse grid.
STRENGTH = 3.0  # scikit-learn's C: the inverse of the regularisation
MAIMED = 0.3  # weight of an article that is trained on again with a part of it missing
FURTHER = 0.6  # weight of an article of extra.jsonl: shorter and odder than what is judged
LEAST_WORDS = 5  # articles that an n-gram must occur in
LEAST_FRAMES = 3  # articles that a frame must occur in
IN_WORDS = frozenset((WORDS, HEADLINE, BEFORE))
SLIGHT = 20  # hundredths: features without any weight above it are left out, for the file's size
THRESHOLD = 0.5  # a further label's probability
SCALE = 100  # weights are whole hundredths


@dataclass(frozen=True)
class Vocabulary:
    """The features worth learning, by block, each with its rarity."""

    rarity: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Vocabulary:
        rarity: dict[str, dict[str, float]] = {}
        for name in cases[0].found:
            counts = Counter(feature for case in cases for feature in case.found[name])
            least = LEAST_WORDS if name in IN_WORDS else LEAST_FRAMES
            rarity[name] = {
                feature: (math.log((1 + len(cases)) / (1 + count)) + 1) / 2
                for feature, count in sorted(counts.items())
                if count >= least
            }
        return cls(rarity)

    def matrix(self, cases: Sequence[Case]) -> csr_matrix:
        """One row a case, one column a feature, blocks in order."""
        return csr_matrix(hstack([self._block(name, cases) for name in self.rarity]))

    def _block(self, name: str, cases: Sequence[Case]) -> csr_matrix:
        rarity = self.rarity[name]
        column = {feature: number for number, feature in enumerate(rarity)}
        values: list[float] = []
        indices: list[int] = []
        ends = [0]
        for case in cases:
            found = case.found[name]
            share = 1 / math.sqrt(max(1, len(found)))
            for feature in sorted(found & rarity.keys()):
                values.append(rarity[feature] * share)
                indices.append(column[feature])
            ends.append(len(values))
        return csr_matrix((values, indices, ends), shape=(len(cases), len(column)))


def _fit(matrix: csr_matrix, answers: Sequence[object], shares: Sequence[float]) -> Any:
    """Weights, and in the last column the intercepts; for two answers, of the second one."""
    model = LogisticRegression(C=STRENGTH, max_iter=3000, tol=1e-4)
    model.fit(matrix, answers, sample_weight=shares)
    return np.column_stack([model.coef_, model.intercept_])


def _weight(case: Case) -> float:
    return 1.0 if case.group >= 0 else FURTHER


def train(cases: Sequence[Case], temperature: float = 1.0) -> dict[str, Any]:
    """The model as data, without provenance."""
    vocabulary = Vocabulary.of(cases)
    maimed = [part for case in cases for part in case.maimed]
    shares = [_weight(case) for case in cases] + [MAIMED * _weight(case) for case in maimed]
    shown = [*cases, *maimed]
    matrix = vocabulary.matrix(shown)
    order = [str(category) for category in CATEGORIES]
    fits = [_fit(matrix, [order.index(case.primary) for case in shown], shares)]
    for label in LABELS:
        fits.append(_fit(matrix, [str(label) in case.labels for case in shown], shares))
    weights = np.vstack(fits)
    return {
        "format": FORMAT,
        "scale": SCALE,
        "temperature": temperature,
        "threshold": THRESHOLD,
        "intercept": _whole(weights[:, -1]),
        "blocks": _tables(vocabulary, weights),
    }


def _whole(values: Iterable[float]) -> list[int]:
    return [round(float(value) * SCALE) for value in values]


def _tables(vocabulary: Vocabulary, weights: Any) -> dict[str, dict[str, list[int]]]:
    tables: dict[str, dict[str, list[int]]] = {}
    column = 0
    for name, rarity in vocabulary.rarity.items():
        table = tables.setdefault(name, {})
        for feature, rare in rarity.items():
            row = _whole(weights[:, column] * rare)
            column += 1
            if max(map(abs, row)) > SLIGHT:
                table[feature] = row
    return tables


@dataclass(frozen=True)
class Judgement:
    """What a model that never saw a case's group says of it."""

    case: Case
    logits: list[float]
    labels: set[str]

    @property
    def primary(self) -> str:
        return str(CATEGORIES[max(range(len(CATEGORIES)), key=self.logits.__getitem__)])


def cross_validate(cases: Sequence[Case], seed: int, count: int = FOLDS) -> list[Judgement]:
    """Each case of the corpus judged by the reader with a model trained on the other groups."""
    fold = folds(cases, seed, count)
    judged: dict[int, Judgement] = {}
    for number in range(count):
        model = load_model(train([c for c, f in zip(cases, fold, strict=True) if f != number]))
        for at, case in enumerate(cases):
            if fold[at] == number:
                judged[at] = judge(model, case)
    return [judged[at] for at in sorted(judged)]


def judge(model: Model, case: Case) -> Judgement:
    """The reader's own answer, from features."""
    found = judge_blocks(model, case.found)
    totals = totals_of(model, case.found)[: len(CATEGORIES)]
    return Judgement(case, totals, {str(label) for label in found.labels})


def best_temperature(judged: Sequence[Judgement]) -> float:
    """The temperature under which the right answers are likeliest."""
    return min((t / 100 for t in range(20, 301, 5)), key=lambda t: log_loss(judged, t))


def probabilities(judgement: Judgement, temperature: float) -> list[float]:
    """The four probabilities at a temperature."""
    powers = np.exp((np.array(judgement.logits) - max(judgement.logits)) / temperature)
    return [float(p) for p in powers / powers.sum()]


def log_loss(judged: Sequence[Judgement], temperature: float) -> float:
    """Mean surprise at the right primary label, in nats."""
    order = [str(category) for category in CATEGORIES]
    return -sum(
        math.log(max(1e-9, probabilities(j, temperature)[order.index(j.case.primary)]))
        for j in judged
    ) / len(judged)


def macro_f1(judged: Sequence[Judgement]) -> float:
    """Mean F1 of the primary label over the categories that occur."""
    return float(np.mean([_f1(judged, str(category)) for category in CATEGORIES]))


def _f1(judged: Sequence[Judgement], category: str) -> float:
    both = sum(j.primary == category == j.case.primary for j in judged)
    either = sum((j.primary == category) + (j.case.primary == category) for j in judged)
    return 2 * both / either if either else 0.0


def figures(judged: Sequence[Judgement]) -> dict[str, float]:
    """The figures that are reported: macro-F1, that of the hard cases, exact label sets."""
    hard = [j for j in judged if j.case.row["hard"]]
    return {
        "macro_f1": macro_f1(judged),
        "macro_f1_hard": macro_f1(hard),
        "exact_labels": sum(j.labels == j.case.labels for j in judged) / len(judged),
    }


def write(cases: Sequence[Case], path: Path = MODEL, seeds: Sequence[int] = (0, 1, 2)) -> None:
    """Cross-validate, train on everything, and write the model with its provenance."""
    runs = [cross_validate(cases, seed) for seed in seeds]
    model = train(cases, best_temperature([j for run in runs for j in run]))
    mean = {
        name: round(float(np.mean([figures(run)[name] for run in runs])), 4)
        for name in figures(runs[0])
    }
    model["provenance"] = {
        "corpus": digest(CORPUS, EXTRA),
        "features": features_digest(cases),
        "articles": len(runs[0]),
        "further": len(cases) - len(runs[0]),
        "cross_validation": {"folds": FOLDS, "seeds": list(seeds), "groups": "story, url", **mean},
    }
    head = {key: value for key, value in model.items() if key != "blocks"}
    text = json.dumps(head | {"blocks": model["blocks"]}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace('],"', '],\n"') + "\n", "utf-8")


if __name__ == "__main__":
    write(load_cases())
    print(json.loads(MODEL.read_text("utf-8"))["provenance"], MODEL.stat().st_size)
