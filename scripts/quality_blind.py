"""How well judgement does on articles it was not made on: `python -m scripts.quality_blind`.

The sets in tests/quality were written blind: by the labelling guide, without reading lexicons,
rules or models. Of each, half A may be read for errors (`--errors`); half B is measured alone.
How hard they are, by the macro-F1 of a TF-IDF baseline trained on the corpus: .83, .85 and .82.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from monitor.core.classify import build_classifier
from monitor.core.dedup import read_model
from monitor.core.kind_model import CATEGORIES
from monitor.core.model import Article
from scripts.pair_cases import Case
from scripts.pair_examples import printed
from scripts.quality_facts import article_of, errors, load_corpus, scores
from scripts.quality_stories import Figures, measure_orders, shipped_judge

ROOT = Path(__file__).resolve().parents[1]
BLIND = ROOT / "tests" / "quality" / "blind.jsonl"
BLIND2 = ROOT / "tests" / "quality" / "blind2.jsonl"
BLIND3 = ROOT / "tests" / "quality" / "blind3.jsonl"
KINDS = ROOT / "monitor" / "data" / "kind_model.json"
PAIRS = ROOT / "monitor" / "data" / "pair_model.json"
ORDERS = 6
FACTS = ("event_start", "event_end", "provinces", "attendees", "amounts")

Item = dict[str, Any]


@dataclass(frozen=True)
class KindFigures:
    """Macro-F1 of the primary label, over all and over the hard; share of exact label sets."""

    macro: float
    macro_hard: float
    exact: float
    errors: tuple[str, ...]


def halves(items: Sequence[Item]) -> dict[str, list[Item]]:
    """All articles, and two halves; stories that may be taken for one another stay together."""
    story = {item["id"]: item["story"] for item in items}
    joined = {i["story"]: story[i["confusable_with"]] for i in items if i.get("confusable_with")}
    parts: dict[str, list[Item]] = {"all": list(items), "a": [], "b": []}
    for item in items:
        key = str(joined.get(item["story"], item["story"]))
        parts["ab"[blake2b(key.encode(), digest_size=1).digest()[0] % 2]].append(item)
    return parts


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the four kinds, of (right, given) labels."""
    shares = []
    for kind in map(str, CATEGORIES):
        both = sum(1 for right, given in pairs if right == given == kind)
        either = sum((right == kind) + (given == kind) for right, given in pairs)
        shares.append(2 * both / either if either else 1.0)
    return sum(shares) / len(shares)


def kind_figures(items: Sequence[Item]) -> KindFigures:
    """The shipped model's figures on these articles."""
    classify = build_classifier(json.loads(KINDS.read_text(encoding="utf-8")))
    pairs, hard, exact, wrong = [], [], 0, []
    for item in items:
        found = classify(article_of(item))
        labels = {str(label) for label in found.labels}
        pair = (str(item["primary"]), str(found.primary))
        pairs.append(pair)
        if item["hard"]:
            hard.append(pair)
        exact += labels == set(item["labels"])
        if labels != set(item["labels"]) or pair[0] != pair[1]:
            given = f"{pair[1]} {'+'.join(sorted(labels))}"
            right = f"{pair[0]} {'+'.join(sorted(item['labels']))}"
            wrong.append(f"{item['id']}: {right} → {given} ({found.score:.2f}) {item['title']}")
    return KindFigures(macro_f1(pairs), macro_f1(hard), exact / len(items), tuple(wrong))


def case_of(item: Item) -> Case:
    """An article of the set as the measure of stories takes it."""
    article: Article = article_of(item)
    return Case(
        id=item["id"],
        story=item["story"],
        relation=item.get("relation", ""),
        confusable_with=item.get("confusable_with", ""),
        article=article,
    )


def story_figures(items: Sequence[Item], orders: int = ORDERS) -> Figures:
    """The shipped model's figures on these articles, in several orders of arrival."""
    cases = [case_of(item) for item in items]
    prints = [printed(case.article) for case in cases]
    model = read_model(json.loads(PAIRS.read_text(encoding="utf-8")))
    return measure_orders(cases, prints, shipped_judge(prints, model), orders)


def report(name: str, items: Sequence[Item], *, with_errors: bool) -> Iterator[str]:
    """The figures of one part, line by line, and what went wrong."""
    hard = sum(bool(item["hard"]) for item in items)
    yield f"\n{name}: {len(items)} articles, {hard} of them hard"
    kinds = kind_figures(items)
    yield f"  primary macro-F1 {kinds.macro:.3f}, hard {kinds.macro_hard:.3f}"
    yield f"  label sets exact {kinds.exact:.3f}"
    facts = scores(items)
    for fact in FACTS:
        score = facts[fact]
        yield f"  {fact:<16} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
    stories = story_figures(items)
    for what, (hits, chances) in stories.counts.items():
        yield f"  {what:<32}{hits:>5} of {chances:<5}{stories.share(what):>7.1%}"
    if with_errors:
        yield from (f"  kind: {line}" for line in kinds.errors)
        for error in errors(items):
            if error.fact in FACTS:
                yield (
                    f"  fact: {error.article} {error.fact} missed {error.missed}"
                    f" wrong {error.wrong} « {error.source[:90]} »"
                )
        yield from (f"  story: {times} x {what}" for what, times in stories.errors.items())


def main() -> int:
    """Print the figures of each set; with `--errors` those of half A's articles in words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", nargs="*", type=Path, help="sets to measure; without: all blind")
    parser.add_argument("--errors", action="store_true", help="list the errors of half A")
    options = parser.parse_args()
    for path in options.path or (BLIND, BLIND2, BLIND3):
        for name, items in halves([dict(item) for item in load_corpus(path)]).items():
            title = f"{path.stem} {name}"
            for line in report(title, items, with_errors=options.errors and name == "a"):
                print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
