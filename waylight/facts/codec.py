"""A fact's body between the frozen dataclass that the program holds and the JSON that the table holds."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from waylight.engine.when import When


def to_json(value: Any) -> Any:
    """JSON's types only. Times become UTC in ISO 8601; a `When` its two ends and how it was said."""
    if isinstance(value, When):
        return {
            "earliest": to_json(value.earliest),
            "latest": to_json(value.latest),
            "said": value.as_said,
        }
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # What was not said is left out: bodies stay small, and a field added later needs no new version.
        return {
            field.name: to_json(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return [to_json(item) for item in value]
    return value


def from_json(shape: Any, value: Any) -> Any:
    """The value of type `shape` that `to_json` wrote. Raises: TypeError, ValueError, KeyError on anything else."""
    return None if value is None else _reader(shape)(value)


@cache
def _reader(shape: Any) -> Callable[[Any], Any]:
    """What reads values of a type; made once a type, because a rebuild reads millions of bodies."""
    shape = _without_none(shape)
    if shape is When:
        return lambda value: When(
            datetime.fromisoformat(value["earliest"]), datetime.fromisoformat(value["latest"]), value["said"]
        )
    if dataclasses.is_dataclass(shape):
        return _dataclass(shape)
    if shape in (datetime, date):
        return shape.fromisoformat
    if shape is UUID:
        return UUID
    if get_origin(shape) is tuple:
        one = _reader(get_args(shape)[0])
        return lambda value: tuple(one(item) for item in value)
    return _exactly(shape)


def _dataclass(shape: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(shape).items()}

    def read(value: Mapping[str, Any]) -> Any:
        return shape(**{name: None if item is None else readers[name](item) for name, item in value.items()})

    return read


def _exactly(shape: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, shape):
            raise TypeError(f"{value!r} is not {shape.__name__}")
        return value

    return read


def _without_none(shape: Any) -> Any:
    if get_origin(shape) in (Union, types.UnionType):
        (shape,) = (part for part in get_args(shape) if part is not type(None))
    return shape
