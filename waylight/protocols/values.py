"""A setting's value between the typed word that the engine reads and the JSON that the table holds.

A value is of the type of the rulebook's own, down to each part of it: a span by the clock stays one and never becomes
working days, a count stays a positive count. What is no number (a kind of event, a choice) stays the rulebook's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from waylight.engine.words import Clock

# More than a hundred years of minutes is a slip of the finger.
LARGEST = 100 * 366 * 24 * 60
# The unit of a span by the clock, its minutes, and from how many minutes on a span is asked for in it.
UNITS = (("days", 1440, 3 * 1440), ("hours", 60, 120), ("minutes", 1, 0))
NAMED = {"count": "times"}
SPANS = {"WorkingDays": "working days", "Weeks": "weeks", "Months": "months"}


class NoSuchValue(Exception):
    """The value is not of the rule's type, or no positive number; the message says which it must be."""


def to_json(value: Any) -> Any:
    """JSON's types only; a typed word is kept with its name, so that another type never reads it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {type(value).__name__: parts}
    if isinstance(value, Mapping):
        return {name: to_json(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    return value


def from_json(own: Any, kept: Any) -> Any:
    """The value that `to_json` wrote, of the type of `own`, the rulebook's value. Raises: NoSuchValue."""
    if dataclasses.is_dataclass(own) and not isinstance(own, type):
        name = type(own).__name__
        if not isinstance(kept, dict) or set(kept) != {name}:
            raise NoSuchValue(f"The value must be a {name}, as the rulebook's own.")
        fields = {f.name: getattr(own, f.name) for f in dataclasses.fields(own)}
        if set(kept[name]) != set(fields):
            raise NoSuchValue(f"A {name} is made of {', '.join(fields)}.")
        return type(own)(**{f: from_json(fields[f], part) for f, part in kept[name].items()})
    if isinstance(own, Mapping):
        if not isinstance(kept, dict) or set(kept) != set(own):
            raise NoSuchValue(f"The rule has these numbers: {', '.join(own)}.")
        return {name: from_json(part, kept[name]) for name, part in own.items()}
    if isinstance(own, tuple):
        if not isinstance(kept, list) or len(kept) != len(own):
            raise NoSuchValue("The value has as many parts as the rulebook's own.")
        return tuple(from_json(part, one) for part, one in zip(own, kept, strict=True))
    return _plain(own, kept)


def checked(own: Any, value: Any) -> Any:
    """The value itself, where it is of the rule's type in every part. Raises: NoSuchValue."""
    return from_json(own, to_json(value))


def _plain(own: Any, kept: Any) -> Any:
    if isinstance(own, bool):
        if not isinstance(kept, bool):
            raise NoSuchValue("The value is yes or no.")
        return kept
    if type(kept) is type(own) and kept == own:
        return own
    if isinstance(own, int):
        if type(kept) is not int or not 1 <= kept <= LARGEST:
            raise NoSuchValue("The value is a whole number, one or more.")
        return kept
    if to_json(own) != kept:
        raise NoSuchValue("This part of the rule is not an authority's to set.")
    return own


@dataclasses.dataclass(frozen=True)
class Input:
    """One number that a page asks for: its `label` (what it counts, in which unit), and how much one of it is in the
    value itself (an hour is 60 minutes)."""

    label: str
    number: int
    size: int = 1


def inputs(value: Any, label: str = "") -> tuple[Input, ...]:
    """The numbers in a value, in the order in which a page asks for them; spans in the unit that fits them."""
    if isinstance(value, Clock):
        unit, size = next((u, s) for u, s, least in UNITS if not value.minutes % s and value.minutes >= least)
        return (Input(unit, value.minutes // size, size),)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = [(f.name, getattr(value, f.name)) for f in dataclasses.fields(value)]
        named = {"count": SPANS.get(type(value).__name__, "times")}
        return tuple(one for name, part in parts for one in inputs(part, named.get(name, name)))
    if isinstance(value, Mapping):
        return tuple(
            one
            for name, part in value.items()
            for one in inputs(part, NAMED.get(name, name.replace("_", " ")))
        )
    if isinstance(value, tuple):
        return tuple(one for part in value for one in inputs(part, label))
    return (Input(label, value),) if type(value) is int else ()


def filled(own: Any, given: Sequence[int]) -> Any:
    """The value with these numbers in place of those of `inputs(own)`, each in its unit. Raises: NoSuchValue."""
    asked = inputs(own)
    if len(given) != len(asked):
        raise NoSuchValue(f"This rule has {len(asked)} numbers to set.")
    return checked(own, _filled(own, [one.size * number for one, number in zip(asked, given, strict=True)]))


def _filled(own: Any, left: list[int]) -> Any:
    if dataclasses.is_dataclass(own) and not isinstance(own, type):
        parts = {f.name: _filled(getattr(own, f.name), left) for f in dataclasses.fields(own)}
        return dataclasses.replace(own, **parts)
    if isinstance(own, Mapping):
        return {name: _filled(part, left) for name, part in own.items()}
    if isinstance(own, tuple):
        return tuple(_filled(part, left) for part in own)
    return left.pop(0) if type(own) is int else own
