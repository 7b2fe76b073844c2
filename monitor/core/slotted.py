"""Slotted dataclasses that cost little to define.

The standard library compiles eight methods for each class at import: .85 ms a class, which for
the values of this program is more than a quiet cycle spends on asking twenty sources. Here a class
is a dataclass at once (`fields` and `replace` work), `__init__` is compiled when it is first
called, and the other methods are shared. Refused: what is not slotted, and `__post_init__`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

_MISSING = dataclasses.MISSING


def _dataclass(
    *, slots: bool, frozen: bool = False, kw_only: bool = False
) -> Callable[[type[Any]], type[Any]]:
    """As `dataclasses.dataclass`, with these options alone."""

    def decorate(cls: type[Any]) -> type[Any]:
        if not slots or hasattr(cls, "__post_init__"):
            raise TypeError(f"{cls.__name__}: slotted and without __post_init__, or not here")
        made: type[Any] = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=True, kw_only=kw_only
        )(cls)
        methods = _methods(made)
        for name, method in (methods | _FROZEN if frozen else methods).items():
            setattr(made, name, method)
        if not frozen:
            made.__hash__ = None  # type: ignore[assignment]  # as the standard library does
        return made

    return decorate


if not TYPE_CHECKING:  # pragma: no branch
    dataclass = _dataclass


def _methods(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    values = _getter([field.name for field in dataclasses.fields(cls) if field.compare])

    def first_init(self: Any, *args: Any, **named: Any) -> None:
        cls.__init__ = _written_init(cls)  # two threads may both do it: the result is the same
        cls.__init__(self, *args, **named)

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is cls else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {
        "__init__": first_init,
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": _shown,
    }


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else type


def _written_init(cls: type[Any]) -> Callable[..., None]:
    """`__init__` in Python, with the slots' own setters: half the time of `object.__setattr__`."""
    names: dict[str, Any] = {"_missing": _MISSING}
    head, body = ["self"], []
    for field in dataclasses.fields(cls):
        names[f"_set_{field.name}"] = vars(cls)[field.name].__set__
        if field.kw_only and "*" not in head:
            head.append("*")
        head.append(field.name + _default(field, names))
        value = field.name
        if field.default_factory is not _MISSING:
            value = f"_make_{value}() if {value} is _missing else {value}"
        body.append(f"    _set_{field.name}(self, {value})")
    text = f"def __init__({', '.join(head)}):\n" + "\n".join(body or ["    pass"])
    exec(text, names)  # noqa: S102 - of the fields' names alone, as the standard library does
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _default(field: dataclasses.Field[Any], names: dict[str, Any]) -> str:
    """What stands after the field's name among the parameters."""
    if field.default_factory is not _MISSING:
        names[f"_make_{field.name}"] = field.default_factory
        return "=_missing"
    if field.default is _MISSING:
        return ""
    names[f"_default_{field.name}"] = field.default
    return f"=_default_{field.name}"


def _shown(self: Any) -> str:
    pairs = (
        f"{field.name}={getattr(self, field.name)!r}"
        for field in dataclasses.fields(self)
        if field.repr
    )
    return f"{type(self).__qualname__}({', '.join(pairs)})"


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


_FROZEN: dict[str, Callable[..., Any]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
