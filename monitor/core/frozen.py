"""Frozen, slotted dataclasses whose methods are written when one is first used.

The standard library compiles eight methods for each class at import: .85 ms a class, which for
the values of this program is more than a quiet cycle spends on asking twenty sources. Here a class
is a dataclass at once (`fields` and `replace` work), and its methods come with its first use.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

_WRITTEN = ("__init__", "__repr__", "__eq__", "__hash__")


def _dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type[Any]], Any]:
    """As `dataclasses.dataclass`; nothing but `frozen=True, slots=True` can be had here."""
    if not (frozen and slots):
        raise TypeError("this dataclass is frozen and slotted; for others take the library's")

    def decorate(cls: type[Any]) -> Any:
        made: Any = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=True, kw_only=kw_only
        )(cls)
        for name in _WRITTEN:
            setattr(made, name, _at_first_use(made, name))
        made.__setattr__ = _refuse_to_set
        made.__delattr__ = _refuse_to_delete
        made.__getstate__ = _state
        made.__setstate__ = _restore
        return made

    return decorate


if not TYPE_CHECKING:
    dataclass = _dataclass


def _at_first_use(cls: type[Any], name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **named: Any) -> Any:
        _write(cls)
        return getattr(cls, name)(self, *args, **named)

    return method


def _write(cls: type[Any]) -> None:
    """Let the standard library write the methods. Done twice, by two threads, it does no harm."""
    known = dataclasses.fields(cls)
    template: Any = type(
        cls.__name__,
        (),
        {
            "__annotations__": {field.name: field.type for field in known},
            "__module__": cls.__module__,
            "__doc__": cls.__doc__,
            **{field.name: _copied(field) for field in known},
        },
    )
    written = dataclasses.dataclass(frozen=True)(template)
    for name in _WRITTEN:
        method = vars(written)[name]
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)


def _copied(field: dataclasses.Field[Any]) -> Any:
    return dataclasses.field(
        default=field.default,
        default_factory=field.default_factory,
        init=field.init,
        repr=field.repr,
        hash=field.hash,
        compare=field.compare,
        kw_only=field.kw_only,
    )


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """For `copy` and `pickle`, which could not set what is frozen."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
