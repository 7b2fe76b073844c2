"""Rows of weights as one number each: added side by side, and taken apart again."""

from __future__ import annotations

import pytest

from monitor.core.kind_model import COLUMNS, FORMAT, Model, columns, load_model, totals_of

WIDE = (-(1 << 15), (1 << 15) - 1, -1, 0, 1, -300, 300)


def model(**blocks: dict[str, list[int]]) -> Model:
    return load_model(
        {
            "format": FORMAT,
            "scale": 100,
            "temperature": 1.0,
            "threshold": 0.5,
            "intercept": [100] * COLUMNS,
            "blocks": blocks,
        }
    )


def test_the_columns_of_a_sum_are_the_sums_of_the_columns():
    weights = model(title={"a": list(WIDE), "b": list(reversed(WIDE))}).weights["title"]
    assert columns(weights["a"]) == WIDE
    assert columns(sum(weights.values())) == tuple(map(sum, zip(WIDE, reversed(WIDE), strict=True)))


@pytest.mark.parametrize("weight", [-(1 << 15), (1 << 15) - 1])
def test_sums_of_sixty_thousand_of_the_greatest_weights_find_room(weight):
    row = model(title={"a": [weight] * COLUMNS}).weights["title"]["a"]
    assert columns(row * 60_000) == (weight * 60_000,) * COLUMNS


def test_a_block_weighs_the_same_however_much_is_in_it():
    read = model(title={"a": [200] * COLUMNS, "b": [200] * COLUMNS})
    assert totals_of(read, {"title": {"a"}, "lead": {"x"}}) == [3.0] * COLUMNS
    assert totals_of(read, {"title": {"a", "b", "x", "y"}}) == [3.0] * COLUMNS
