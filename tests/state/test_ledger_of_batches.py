"""Whatever is decided, in whatever order: the ledger's sums add up after every batch."""

from __future__ import annotations

import random

import pytest

from monitor.core.model import ArticleState, Category, Channel, Decision, Judged, MatchKind
from state.ledger import read_ledger
from state.store import SqlStore
from tests.factories_state import AID, MAIN, NOW, a_batch, a_match, judged, later
from tests.state.conftest import NewStore

_LOCAL = Channel(name="local", chat="@diaphuong", sources=("dai",))
_FRESH = (ArticleState.QUEUED, ArticleState.FILTERED, ArticleState.SEEDED)


def _decide(chance: random.Random, item: Judged, stored: list[int], index: int) -> Decision:
    """Any decision that a plan may hold."""
    roll = chance.random()
    kind = chance.choice(tuple(MatchKind))
    if stored and roll < 0.35:
        update = kind is MatchKind.SAME_KEY and chance.random() < 0.5
        return Decision(
            judged=item,
            state=ArticleState.DUPLICATE,
            match=a_match(chance.choice(stored), kind),
            update=update,
            changed=("date",) if update else (),
        )
    if index and roll < 0.5:
        twin = chance.randrange(index)
        match = a_match(-1, kind)
        return Decision(judged=item, state=ArticleState.DUPLICATE, twin=twin, twin_match=match)
    return Decision(judged=item, state=chance.choice(_FRESH), reason="drawn by lot")


def _item(chance: random.Random, number: int) -> Judged:
    keys = {f"key {chance.randrange(60)}" for _ in range(chance.randint(1, 3))}
    return judged(
        number,
        keys=sorted(keys),
        sample=[chance.randrange(30) for _ in range(5)],
        category=chance.choice(tuple(Category)),
        source=chance.choice(("bao", "dai")),
        published_at=chance.choice((None, NOW, later(days=-400))),
    )


def _check(store: SqlStore) -> None:
    with store.database.snapshot() as connection:
        ledger = read_ledger(connection)
    assert ledger.faults == ()
    assert sum(ledger.articles.values()) == _count(store, "articles") == _count(store, "search")
    assert store.integrity() == ()
    homeless = "articles a LEFT JOIN stories s ON s.id = a.story WHERE s.id IS NULL"
    assert _count(store, homeless) == 0
    unindexed = (
        "articles a WHERE NOT EXISTS (SELECT 1 FROM samples s WHERE s.article = a.id)"
        " OR NOT EXISTS (SELECT 1 FROM keys k WHERE k.article = a.id)"
    )
    assert _count(store, unindexed) == 0


def _count(store: SqlStore, source: str) -> int:
    return int(store.database.read(f"SELECT count(*) FROM {source}")[0][0])  # noqa: S608


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_adds_up_after_any_batches(new_store: NewStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - to make up cases
    store = new_store()
    stored: list[int] = []
    for cycle in range(12):
        items = [_item(chance, cycle * 10 + n) for n in range(chance.randint(0, 8))]
        decisions = [_decide(chance, item, stored, index) for index, item in enumerate(items)]
        batch = a_batch(*decisions, now=later(hours=10 * cycle))
        ids = store.commit(batch, [MAIN, AID, _LOCAL])
        assert len(ids) == len(decisions)
        stored.extend(ids)
        known = store.known_keys(key for item in items for key in item.keys)
        assert known == {key for item in items for key in item.keys}
        _check(store)
