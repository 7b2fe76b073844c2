"""The store's index of samples follows the rule that the pair scorer was calibrated with."""

from __future__ import annotations

import random

from monitor.core.candidates import POSTINGS, CandidateIndex
from tests.factories_state import MAIN, a_batch, judged, queued
from tests.state.conftest import NewStore


def _sample(chance: random.Random) -> list[int]:
    """Some hashes that nearly every article has, some that few have."""
    common = [n for n in range(6) if chance.random() < 0.7]
    return [*common, *(chance.randrange(100, 400) for _ in range(6))]


def test_the_store_finds_the_same_candidates_as_the_index_in_memory(new_store: NewStore) -> None:
    chance = random.Random(11)  # noqa: S311 - to make up samples
    store, index = new_store(), CandidateIndex()
    items = [judged(n, sample=tuple(dict.fromkeys(_sample(chance)))) for n in range(3 * POSTINGS)]
    ids = store.commit(a_batch(*map(queued, items)), [MAIN])
    for article, item in zip(ids, items, strict=True):
        index.add(article, item.fingerprint.sample)
    asked = [judged(1000 + n, sample=_sample(chance)) for n in range(40)]
    near = store.lookup(asked).near
    for number, item in enumerate(asked):
        found = [known.id for known in near.get(number, ())]
        assert found == index.candidates(item.fingerprint.sample)
        assert found


def test_of_a_common_hash_only_the_newest_articles_are_looked_at(new_store: NewStore) -> None:
    store = new_store()
    items = [judged(n, sample=(7,)) for n in range(POSTINGS + 50)]
    ids = store.commit(a_batch(*map(queued, items)), [MAIN])
    near = store.lookup([judged(999, sample=(7,))]).near[0]
    assert [known.id for known in near] == sorted(ids, reverse=True)[: len(near)]
