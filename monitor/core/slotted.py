"""Slotted dataclasses that cost little to define.

The standard library's module takes as long to load as ten others, and compiles eight methods for
each class, .85 ms a class: together more than a quiet cycle spends on asking twenty sources. Here
`__init__` is compiled when it is first called, and the other methods are shared. `dataclasses`
knows these classes as its own (`fields`, `replace`, `asdict` work); it is loaded when it is asked.
Refused: what is not slotted, and `__post_init__`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace

_MISSING: Any = object()


class Slot:
    """One field, with its default or what makes it (`make`)."""

    __slots__ = ("compare", "default", "kw_only", "make", "name", "repr")

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        repr: bool = True,
        compare: bool = True,
    ) -> None:
        self.name = ""
        self.kw_only = False
        self.default = default
        self.make = default_factory
        self.repr = repr
        self.compare = compare

    def fallback(self) -> Any:
        """What it is when left out; a value that equals nothing where it may not be."""
        return self.default if self.make is _MISSING else self.make()


def slots_of(cls: Any) -> tuple[Slot, ...] | None:
    """The fields of a class made here, in order; None for any other class."""
    found: tuple[Slot, ...] | None = getattr(cls, "__slotted__", None)
    return found


def _replace(value: Any, **changes: Any) -> Any:
    """As `dataclasses.replace`."""
    kind = type(value)
    kept = {slot.name: getattr(value, slot.name) for slot in kind.__slotted__}
    return kind(**{**kept, **changes})


def _dataclass(
    *, slots: bool, frozen: bool = False, kw_only: bool = False
) -> Callable[[type[Any]], type[Any]]:
    """As `dataclasses.dataclass`, with these options alone."""

    def decorate(cls: type[Any]) -> type[Any]:
        if not slots or hasattr(cls, "__post_init__"):
            raise TypeError(f"{cls.__name__}: slotted and without __post_init__, or not here")
        own = tuple(_slot(cls, name, kw_only) for name in vars(cls).get("__annotations__", ()))
        names = tuple(slot.name for slot in own)
        body = {k: v for k, v in vars(cls).items() if k not in (*names, *_NOT_TAKEN)}
        body |= _methods(own) | (_FROZEN if frozen else {"__hash__": None})
        body["__slots__"] = names
        body["__slotted__"] = own
        body["__match_args__"] = () if kw_only else names
        body["__dataclass_fields__"] = _StandardFields()
        made = type(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        return made

    return decorate


if not TYPE_CHECKING:  # pragma: no branch
    dataclass, field, replace = _dataclass, Slot, _replace

_NOT_TAKEN = ("__dict__", "__weakref__")


def _slot(cls: type[Any], name: str, kw_only: bool) -> Slot:  # noqa: FBT001 - as it is given
    given = vars(cls).get(name, _MISSING)
    if hasattr(given, "default_factory"):
        raise TypeError(f"{cls.__name__}.{name}: take `field` from here, not from dataclasses")
    slot = given if isinstance(given, Slot) else Slot(default=given)
    slot.name, slot.kw_only = name, kw_only
    return slot


class _StandardFields:
    """`__dataclass_fields__`, made when the standard library's module looks for it."""

    def __get__(self, _: object, cls: Any) -> dict[str, Any]:
        import dataclasses

        body: dict[str, Any] = {"__annotations__": cls.__annotations__}
        body["__module__"] = cls.__module__
        for slot in cls.__slotted__:
            if slot.make is not _MISSING:
                body[slot.name] = dataclasses.field(
                    default_factory=slot.make, repr=slot.repr, compare=slot.compare
                )
            elif slot.default is not _MISSING:
                body[slot.name] = dataclasses.field(
                    default=slot.default, repr=slot.repr, compare=slot.compare
                )
        kw_only = any(slot.kw_only for slot in cls.__slotted__)
        standard: Any = dataclasses.dataclass(kw_only=kw_only)(type(cls.__name__, (), body))
        cls.__dataclass_fields__ = standard.__dataclass_fields__
        found: dict[str, Any] = standard.__dataclass_fields__
        return found


def _methods(slots: tuple[Slot, ...]) -> dict[str, Any]:
    compared = [slot.name for slot in slots if slot.compare]
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else type

    def first_init(self: Any, *args: Any, **named: Any) -> None:
        kind = type(self)
        kind.__init__ = _written_init(kind)  # two threads may both do it: it comes out the same
        kind.__init__(self, *args, **named)

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__init__": first_init, "__eq__": equal, "__hash__": hashed, "__repr__": _shown}


def _written_init(cls: Any) -> Callable[..., None]:
    """`__init__` in Python, with the slots' own setters: half the time of `object.__setattr__`."""
    names: dict[str, Any] = {"_missing": _MISSING}
    head, body = ["self"], []
    for slot in cls.__slotted__:
        name = value = slot.name
        names[f"_set_{name}"] = vars(cls)[name].__set__
        if slot.kw_only and "*" not in head:
            head.append("*")
        if slot.make is not _MISSING:
            names[f"_make_{name}"] = slot.make
            value = f"_make_{name}() if {name} is _missing else {name}"
            head.append(f"{name}=_missing")
        elif slot.default is not _MISSING:
            names[f"_default_{name}"] = slot.default
            head.append(f"{name}=_default_{name}")
        else:
            head.append(name)
        body.append(f"    _set_{name}(self, {value})")
    text = f"def __init__({', '.join(head)}):\n" + "\n".join(body or ["    pass"])
    exec(text, names)  # noqa: S102 - of the fields' names alone, as the standard library does
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _shown(self: Any) -> str:
    slots = [slot.name for slot in type(self).__slotted__ if slot.repr]
    pairs = (f"{name}={getattr(self, name)!r}" for name in slots)
    return f"{type(self).__qualname__}({', '.join(pairs)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """For `copy` and `pickle`, which could not set what is frozen."""
    return [getattr(self, slot.name) for slot in type(self).__slotted__]


def _restore(self: Any, state: list[Any]) -> None:
    for slot, value in zip(type(self).__slotted__, state, strict=True):
        object.__setattr__(self, slot.name, value)


_FROZEN: dict[str, Callable[..., Any]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
