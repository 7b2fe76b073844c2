"""Learn the pair scorer from the corpus: `python -m scripts.train_pairs` writes the model.

Pairs: all pairs of one story, all that the candidate index brings together across stories, copies
and template siblings generated from the corpus. Deterministic. scikit-learn is needed here alone.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from random import Random

from monitor.core.dedup import CandidateIndex, PairModel, fingerprint
from monitor.core.model import Article, Facts, Fingerprint
from monitor.core.pairs import Rarity, pair_features
from monitor.core.profiles import Profile, read_profile
from monitor.core.shingles import pack
from scripts.pair_cases import (
    CORPUS,
    Case,
    announcement_of,
    copy_of,
    light_edits,
    load_cases,
    pools_of,
    sibling_of,
    with_page_noise,
)
from scripts.pair_edits import edits_of
from scripts.pair_swaps import KINDS, swapped
from scripts.pair_swaps import pools_of as swap_pools

MODEL = Path(__file__).resolve().parents[1] / "monitor" / "data" / "pair_model.json"


COMMON_FROM = 4
"""A pair of words in more stories of the corpus than this (about one in sixty) says nothing. Chosen
by hand, not tuned."""


def facts_of(article: Article) -> Facts:
    """The facts as the program will know them."""
    try:
        from monitor.core.facts import extract_facts
    except ImportError:
        return Facts()
    return extract_facts(article)


def printed(article: Article) -> Fingerprint:
    """The article's fingerprint, its facts included."""
    return fingerprint(article, facts_of(article))


@dataclass
class Pair:
    """Two profiles, whose story each belongs to, and the answers."""

    a: Profile
    b: Profile
    stories: tuple[str, str]
    what: str
    weight: float
    same: bool = False
    copy: bool = False


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


def natural_pairs(cases: list[Case], prints: Mapping[str, Fingerprint]) -> list[Pair]:
    """Pairs of the corpus as it is."""
    profiles = {case.id: read_profile(prints[case.id].features) for case in cases}
    index = CandidateIndex()
    for i, case in enumerate(cases):
        index.add(i, prints[case.id].sample)
    found: dict[tuple[int, int], Pair] = {}
    for i, one in enumerate(cases):
        near = set(index.candidates(prints[one.id].sample)) - {i}
        near |= {j for j, other in enumerate(cases) if other.story == one.story and j != i}
        for j in near:
            low, high = min(i, j), max(i, j)
            if (low, high) not in found:
                found[low, high] = _natural(cases[low], cases[high], profiles)
    return list(found.values())


def _natural(one: Case, two: Case, profiles: Mapping[str, Profile]) -> Pair:
    same = one.story == two.story
    relations = {one.relation, two.relation}
    copy = {"first", "copy"} == relations if same else False
    confusable = one.confusable_with == two.id or two.confusable_with == one.id
    return Pair(
        a=profiles[one.id],
        b=profiles[two.id],
        stories=(one.story, two.story),
        same=same,
        copy=copy,
        weight=6.0 if same else (6.0 if confusable else 2.0),
        what="/".join(sorted(relations)) if same else ("confusable" if confusable else "other"),
    )


def made_pairs(cases: list[Case], seed: int, per_article: int) -> list[Pair]:
    """Copies and template siblings of the corpus' articles, and of their siblings' versions."""
    random = Random(seed)  # noqa: S311 - variations, no secrets
    pools = pools_of(cases)
    articles = [case.article for case in cases]
    versions: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        versions[case.story].append(case)
    found = []
    for case in cases:
        original = read_profile(printed(case.article).features)
        for _ in range(per_article):
            copy = read_profile(printed(copy_of(case.article, random, articles)).features)
            stories = (case.story, case.story)
            found.append(Pair(original, copy, stories, "made copy", 1.0, same=True, copy=True))
            other = random.choice(versions[case.story])
            made = sibling_of(other.article, random, pools)
            if made is None:
                continue
            text = made[1]
            if random.random() < 0.5:
                text = light_edits(with_page_noise(text, random, articles), random)
            sibling = read_profile(printed(text).features)
            found.append(Pair(original, sibling, stories, f"made {made[0]}", 1.0))
    return found


def close_pairs(cases: list[Case], seed: int, kinds: int) -> list[Pair]:
    """Each article beside itself with one value swapped, and with one edit that editors make.

    So many kinds of both are drawn for an article; every other sibling is lightly edited, too.
    """
    random = Random(seed)  # noqa: S311 - variations, no secrets
    articles = [case.article for case in cases]
    pools, edits = swap_pools(cases), edits_of(articles)
    found = []
    for case in cases:
        original, stories = read_profile(printed(case.article).features), (case.story, case.story)
        apart = ((kind, swapped(kind, case.article, random, pools)) for kind in KINDS)
        others = [(kind, text) for kind, text in apart if text is not None]
        for i, (kind, text) in enumerate(random.sample(others, min(kinds, len(others)))):
            if i % 2:
                text = light_edits(with_page_noise(text, random, articles), random)
            made = read_profile(printed(text).features)
            found.append(Pair(original, made, stories, f"swap {kind}", SWAP))
        edited = ((kind, edit(case.article, random)) for kind, edit in edits.items())
        copies = [(kind, text) for kind, text in edited if text != case.article]
        for kind, text in random.sample(copies, kinds):
            made = read_profile(printed(text).features)
            found.append(Pair(original, made, stories, f"edit {kind}", EDIT, same=True, copy=True))
    return found


def report_pairs(cases: list[Case], seed: int) -> list[Pair]:
    """Reports of an event beside other outlets' reports of another one: with one value swapped."""
    random = Random(seed)  # noqa: S311 - variations, no secrets
    pools = swap_pools(cases)
    found = []
    for one, two in permutations(cases, 2):
        if one.story != two.story or {one.relation, two.relation} <= {"first", "copy"}:
            continue
        kind = random.choice(OF_EVENTS)
        text = swapped(kind, two.article, random, pools)
        if text is not None:
            report, other = (read_profile(printed(a).features) for a in (one.article, text))
            stories = (one.story, one.story)
            found.append(Pair(report, other, stories, f"made report of another {kind}", REPORT))
    return found


def early_pairs(cases: list[Case], seed: int) -> list[Pair]:
    """Reports of an event beside announcements of it, made of another outlet's report.

    Not of their own copies: a text that is nearly the same and lacks a verb is a copy.
    """
    random = Random(seed)  # noqa: S311 - variations, no secrets
    found = []
    for one, two in permutations(cases, 2):
        if one.story != two.story or {one.relation, two.relation} <= {"first", "copy"}:
            continue
        ahead = announcement_of(one.article, random)
        if ahead is None:
            continue
        early, late = (read_profile(printed(a).features) for a in (ahead, two.article))
        if early.ahead and not late.ahead:
            stories = (one.story, one.story)
            found.append(Pair(early, late, stories, "made announcement", 1.0))
    return found


SWAP, EDIT, REPORT = 3.0, 1.0, 0.75
"""What a pair weighs that `close_pairs` or `report_pairs` made."""
OF_EVENTS = ("year", "edition", "province", "district", "cluster", "ordinal")
"""The kinds that tell events apart in reports of little likeness; days and sums, they misprint."""
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


ALIGNED_STRENGTH = 30.0
ALIGNED = 14.0
"""More for what an alignment shows: in texts that are equal otherwise, nothing else speaks."""


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
