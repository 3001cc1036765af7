"""A fact's body between the frozen dataclass that the program holds and the JSON that the table holds."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
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
    shape = _without_none(shape)
    if value is None:
        return None
    if shape is When:
        return When(
            from_json(datetime, value["earliest"]), from_json(datetime, value["latest"]), value["said"]
        )
    if dataclasses.is_dataclass(shape):
        return _dataclass(shape, value)
    if shape in (datetime, date):
        return shape.fromisoformat(value)
    if shape is UUID:
        return UUID(value)
    if get_origin(shape) is tuple:
        return tuple(from_json(get_args(shape)[0], item) for item in value)
    if shape in (str, int, bool, float) and not isinstance(value, shape):
        raise TypeError(f"{value!r} is not {shape.__name__}")
    return value


def _dataclass(shape: Any, value: Mapping[str, Any]) -> Any:
    hints = _hints(shape)
    return shape(**{name: from_json(hints[name], item) for name, item in value.items()})


@cache
def _hints(shape: Any) -> Mapping[str, Any]:
    return get_type_hints(shape)


def _without_none(shape: Any) -> Any:
    if get_origin(shape) in (Union, types.UnionType):
        (shape,) = (part for part in get_args(shape) if part is not type(None))
    return shape
