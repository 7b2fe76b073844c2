"""Pairs of articles whose answer is known: the corpus' own, and some that are made of it.

Copies and template siblings, one value swapped, one edit, reports of other events, announcements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from random import Random

from monitor.core.candidates import CandidateIndex
from monitor.core.fingerprints import fingerprint
from monitor.core.model import Article, Facts, Fingerprint
from monitor.core.profiles import Profile, read_profile
from scripts.pair_cases import Case, announcement_of, copy_of, light_edits, with_page_noise
from scripts.pair_edits import edits_of
from scripts.pair_siblings import pools_of, sibling_of
from scripts.pair_swaps import KINDS, swapped
from scripts.pair_swaps import pools_of as swap_pools

SWAP, EDIT, REPORT = 3.0, 1.0, 0.75
"""What a pair weighs that `close_pairs` or `report_pairs` made."""
OF_EVENTS = ("year", "edition", "province", "district", "cluster", "ordinal")
"""The kinds that tell events apart in reports of little likeness; days and sums, they misprint."""


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
