"""The program's frozen values ↔ JSON, by their type hints: new fields need no change here.

Written is only what differs from a field's default; what an older row lacks takes the default.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from monitor.core.errors import StateError
from monitor.core.slotted import slots_of

Value = TypeVar("Value")
Decoder = Callable[[Any], Any]


def to_json(value: object) -> str:
    """Compact JSON, letters as they are. Values, datetimes, dates, tuples and mappings."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return storable(text)


def storable(text: str) -> str:
    """`text` as every engine takes it: half characters (lone surrogates) and NUL become `?`."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\x00", "?")


def from_json(kind: type[Value], text: str) -> Value:
    """The value of type `kind` that `to_json` wrote; datetimes in UTC. Raises StateError."""
    hashable: Any = kind
    try:
        value: Value = _decoder(hashable)(json.loads(text))
    except (ValueError, TypeError, AttributeError) as error:
        raise StateError(
            f"the database holds something that is no {getattr(kind, '__name__', kind)}: {error};"
            " was it changed by hand? Restore the last backup"
        ) from error
    return value


def _plain(value: Any) -> Any:
    """What `json` can write in the place of a value that it can't."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    kind: Any = type(value)
    items = ((name, default, getattr(value, name)) for name, default in _defaults(kind))
    return {name: item for name, default, item in items if item != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of one of our values, and the default of each."""
    slots = slots_of(kind)
    if slots is None:
        raise TypeError(f"{kind.__name__} cannot be written as JSON")
    return tuple((slot.name, slot.fallback()) for slot in slots)


@cache
def _decoder(kind: Any) -> Decoder:
    """What makes a value of type `kind` of JSON."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _sequence(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*arguments)
    if slots_of(kind) is not None:
        return _dataclass(kind)
    return _scalar(kind)


def _optional(arguments: tuple[Any, ...]) -> Decoder:
    (inner,) = (_decoder(argument) for argument in arguments if argument is not NoneType)
    return lambda value: None if value is None else inner(value)


def _sequence(arguments: tuple[Any, ...]) -> Decoder:
    if arguments[1:] == (...,):
        item = _decoder(arguments[0])
        return tuple if item is _as_it_is else lambda value: tuple(map(item, value))
    items = [_decoder(argument) for argument in arguments]
    return lambda value: tuple(read(item) for read, item in zip(items, value, strict=True))


def _mapping(key: Any, value: Any) -> Decoder:
    read_key, read_value = _decoder(key), _decoder(value)
    if read_key is read_value is _as_it_is:
        return lambda found: {**found}
    return lambda found: {read_key(name): read_value(item) for name, item in found.items()}


def _dataclass(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    readers = {slot.name: _decoder(hints[slot.name]) for slot in slots_of(kind) or ()}
    return lambda value: kind(
        **{name: readers[name](item) for name, item in value.items() if name in readers}
    )


def _scalar(kind: Any) -> Decoder:
    if kind is datetime:
        return lambda value: datetime.fromisoformat(value).astimezone(UTC)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
