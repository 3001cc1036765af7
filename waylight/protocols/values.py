"""A setting's value between the typed word that the engine reads and the JSON that the table holds.

A value is of the type of the rulebook's own, down to each part of it: a span by the clock stays one and never becomes
working days, a count stays a positive count. What is no number (a kind of event, a choice) stays the rulebook's.
"""

from __future__ import annotations

import dataclasses
from typing import Any

# More than a hundred years of minutes is a slip of the finger.
LARGEST = 100 * 366 * 24 * 60


class NoSuchValue(Exception):
    """The value is not of the rule's type, or no positive number; the message says which it must be."""


def to_json(value: Any) -> Any:
    """JSON's types only; a typed word is kept with its name, so that another type never reads it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {type(value).__name__: parts}
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


def numbers(value: Any) -> tuple[int, ...]:
    """The numbers in a value, in the order in which a page asks for them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return tuple(n for f in dataclasses.fields(value) for n in numbers(getattr(value, f.name)))
    if isinstance(value, tuple):
        return tuple(n for part in value for n in numbers(part))
    return (value,) if type(value) is int else ()


def with_numbers(own: Any, given: tuple[int, ...]) -> Any:
    """The rulebook's value with these numbers in place of its own. Raises: NoSuchValue where one is none."""
    if len(given) != len(numbers(own)):
        raise NoSuchValue(f"This rule has {len(numbers(own))} numbers to set.")
    return checked(own, _filled(own, list(given)))


def _filled(own: Any, left: list[int]) -> Any:
    if dataclasses.is_dataclass(own) and not isinstance(own, type):
        parts = {f.name: _filled(getattr(own, f.name), left) for f in dataclasses.fields(own)}
        return dataclasses.replace(own, **parts)
    if isinstance(own, tuple):
        return tuple(_filled(part, left) for part in own)
    return left.pop(0) if type(own) is int else own
