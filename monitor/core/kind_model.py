"""The linear model of the kind: read from its data, and added up. It names no category."""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Mapping, Sequence

from monitor.core.errors import ConfigError
from monitor.core.model import Category
from monitor.core.slotted import dataclass

FORMAT = 1
CATEGORIES = (Category.CONFERENCE, Category.TRAINING, Category.AID, Category.OTHER)
LABELS = CATEGORIES[:3]
COLUMNS = len(CATEGORIES) + len(LABELS)

# A row is one whole number: each column has 32 bits, of which a weight needs 16. So rows are added
# all columns at once, and sums find room.
_ROW = struct.Struct("<" + "h2x" * COLUMNS)
_SUM = struct.Struct(f"<{COLUMNS}i")
_ROW_SIGNS = sum(1 << 32 * column + 15 for column in range(COLUMNS))
_SUM_SIGNS = sum(1 << 32 * column + 31 for column in range(COLUMNS))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by block and feature, in units of 1/scale: whole numbers, so that sums are exact.

    Columns: the four categories as primary, then the three labels. `weights` has them side by side
    in one number; `columns` takes such a number, or a sum of them, apart.
    """

    scale: float
    intercept: Sequence[int]
    temperature: float
    threshold: float
    weights: Mapping[str, Mapping[str, int]]


def load_model(data: Mapping[str, object]) -> Model:
    """The model in `data`. Raises ConfigError with what is wrong, and what to do."""
    if data.get("format") != FORMAT:
        raise ConfigError(
            f"kind model: format {data.get('format')!r} cannot be read, {FORMAT} is needed; "
            "run `make model`"
        )
    try:
        return _parse(data)
    except (KeyError, TypeError, ValueError, AttributeError, struct.error) as error:
        raise ConfigError(f"kind model: broken ({error!r}); run `make model`") from error


def _parse(data: Mapping[str, object]) -> Model:
    return Model(
        scale=_number(data["scale"]),
        intercept=columns(_row(data["intercept"])),
        temperature=_number(data["temperature"]),
        threshold=_number(data["threshold"]),
        weights={
            name: {feature: _row(row) for feature, row in _mapping(table).items()}
            for name, table in _mapping(data["blocks"]).items()
        },
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"a table is needed, not {type(value).__name__}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError(f"a number above 0 is needed, not {value!r}")
    return float(value)


def _row(value: object) -> int:
    """The columns side by side. Only lists of so many whole numbers of 16 bits are taken."""
    if not isinstance(value, list):
        raise TypeError(f"{COLUMNS} whole numbers are needed, not {value!r}")
    # The number is the sum of weight << 32 * column: the signs are made to borrow as in that sum.
    return (int.from_bytes(_ROW.pack(*value), "little") ^ _ROW_SIGNS) - _ROW_SIGNS


def columns(total: int) -> tuple[int, ...]:
    """The columns of a row, or of a sum of rows."""
    raw = (total + _SUM_SIGNS) ^ _SUM_SIGNS
    return _SUM.unpack(raw.to_bytes(_SUM.size, "little"))


def share(features: Collection[str]) -> float:
    """What a feature's weight counts for: a block weighs the same however much is in it."""
    return 1.0 / math.sqrt(max(1, len(features)))


def totals_of(model: Model, found: Mapping[str, set[str]]) -> list[float]:
    """Logits, one a column. A feature counts once."""
    totals = [float(start) for start in model.intercept]
    for name, features in found.items():
        rows = map(model.weights.get(name, {}).get, features)
        total = columns(sum(filter(None, rows)))
        part = share(features)
        totals = [so_far + added * part for so_far, added in zip(totals, total, strict=True)]
    return [total / model.scale for total in totals]
