"""Frozen values behave like the standard library's, from their first use on."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.core.model import Amount, FeedEntry, Validators
from monitor.core.slotted import Slot, dataclass, field, replace, slots_of


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers, given by position."""

    x: int
    y: int = 2

    @property
    def total(self) -> int:
        return self.x + self.y


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """Things that are made anew for each."""

    name: str
    holds: dict[str, int] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """No fields at all."""


@dataclass(slots=True)
class Tally:
    """What changes."""

    count: int = 0
    names: list[str] = field(default_factory=list)


def fresh() -> Any:
    """A class that nobody has used yet."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Fresh:
        """Unused."""

        a: int
        b: str = "b"

    return Fresh


def test_arguments_are_taken_by_position_or_by_name() -> None:
    assert Point(1) == Point(1, 2) == Point(x=1, y=2)
    assert Point(1).total == 3
    with pytest.raises(TypeError, match="missing 1 required"):
        Point()  # type: ignore[call-arg]


def test_names_alone_where_the_class_says_so() -> None:
    kind = fresh()
    with pytest.raises(TypeError, match=r"Fresh.__init__.*takes 1 positional"):
        kind(1)
    assert kind(a=1).b == "b"


def test_defaults_are_made_anew() -> None:
    one, other = Basket(name="a"), Basket(name="a")
    one.holds["x"] = 1
    assert other.holds == {}
    assert one == other
    assert repr(one) == "Basket(name='a')"


def test_equal_values_have_equal_hashes_and_say_what_they_are() -> None:
    kind = fresh()
    assert kind(a=1) == kind(a=1)
    assert kind(a=1) != kind(a=2)
    assert hash(kind(a=1)) == hash(kind(a=1))
    assert repr(kind(a=1)).endswith("Fresh(a=1, b='b')")


def test_a_class_without_fields() -> None:
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert repr(Nothing()) == "Nothing()"
    assert Nothing().__eq__(Point(1)) is NotImplemented


def test_the_first_use_by_many_threads_at_once() -> None:
    kind = fresh()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: kind(a=number), range(200)))
    assert [value.a for value in made] == list(range(200))


def test_nothing_can_be_set_or_deleted() -> None:
    entry = FeedEntry(url="https://x.vn/1")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'url'"):
        entry.url = "x"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'url'"):
        del entry.url
    with pytest.raises(FrozenInstanceError):
        entry.other = 1  # type: ignore[attr-defined]


def test_it_is_a_dataclass_with_slots() -> None:
    assert is_dataclass(FeedEntry)
    assert [field.name for field in fields(Validators)] == ["etag", "last_modified", "digest"]
    assert replace(Point(1), y=5) == dataclasses.replace(Point(1), y=5) == Point(1, 5)
    assert dataclasses.asdict(Basket(name="a", holds={"x": 1})) == {"name": "a", "holds": {"x": 1}}
    assert dataclasses.asdict(Tally()) == {"count": 0, "names": []}
    assert [f.kw_only for f in fields(Point)] == [False, False]
    assert [f.repr for f in fields(Basket)] == [True, False]
    assert not hasattr(Point(1), "__dict__")
    assert Point(1).__eq__((1, 2)) is NotImplemented


def test_copies_and_pickles_are_equal() -> None:
    amount = Amount(value=1.0, unit="VND", text="1 đồng")
    assert copy.deepcopy(amount) == amount
    assert copy.copy(amount) == amount
    assert pickle.loads(pickle.dumps(amount)) == amount  # noqa: S301 - our own


def test_another_kind_of_dataclass_is_refused() -> None:
    class Checked:
        a: int

        def __post_init__(self) -> None:
            raise AssertionError

    with pytest.raises(TypeError, match="Bare: slotted and without __post_init__"):
        dataclass(frozen=True, slots=False)(type("Bare", (), {}))
    with pytest.raises(TypeError, match="Checked: slotted and without __post_init__"):
        dataclass(frozen=True, slots=True)(Checked)


def test_what_is_not_frozen_can_be_set_and_has_no_hash() -> None:
    one, other = Tally(), Tally()
    one.count = 2
    one.names.append("a")
    assert one != other
    assert repr(one) == "Tally(count=2, names=['a'])"
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_fields_say_what_they_are_when_left_out() -> None:
    slots = slots_of(Basket)
    assert slots is not None
    assert [slot.name for slot in slots] == ["name", "holds"]
    assert slots[1].fallback() == {}
    assert slots[0].fallback() != ""
    assert slots_of(Slot) is None


def test_a_field_of_the_standard_library_is_refused() -> None:
    class Mixed:
        a: list[int] = dataclasses.field(default_factory=list)

    with pytest.raises(TypeError, match=r"Mixed\.a: take `field` from here"):
        dataclass(frozen=True, slots=True)(Mixed)


def test_the_values_do_not_load_the_standard_module() -> None:
    code = (
        "import sys; from monitor.core.model import Amount, Page; Amount(value=1, unit='', text='')"
        "; assert 'dataclasses' not in sys.modules; import dataclasses"
        "; assert [f.name for f in dataclasses.fields(Amount)] == ['value', 'unit', 'text']"
    )
    root = Path(__file__).parents[2]
    # Without site, which loads what measures coverage.
    subprocess.run([sys.executable, "-S", "-c", code], check=True, cwd=root)
