"""Which rows of the rulebook an authority may set for itself: those that say so (`local=True`), found by looking."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

import waylight.rulebook
from waylight.engine.tables import tables
from waylight.engine.words import Source

# What a row calls its name and its value, in the order in which they are looked for.
NAMES, VALUES = ("name", "code"), ("value", "within", "when")


@dataclass(frozen=True)
class LocalRule:
    """A local row as this room knows it: `name` as in the settings, what it says, the rulebook's own value."""

    name: str
    says: str
    value: Any
    source: Source
    # The module of the rulebook in which it stands.
    table: str


class Twice(Exception):
    """Two local rows go by one name: a setting could not say which it is about."""


@cache
def local_rules() -> Mapping[str, LocalRule]:
    """Every local row by its name, in the order of the rulebook. Raises: Twice."""
    found: dict[str, LocalRule] = {}
    for rule in _local():
        if rule.name in found:
            raise Twice(rule.name)
        found[rule.name] = rule
    return MappingProxyType(found)


def _local() -> Iterator[LocalRule]:
    for table in sorted(found.name for found in pkgutil.iter_modules(waylight.rulebook.__path__)):
        for _, rows in tables(import_module(f"waylight.rulebook.{table}")):
            for row in rows:
                if getattr(row, "local", False):
                    yield LocalRule(_of(row, NAMES), row.says, _of(row, VALUES), row.source, table)


def _of(row: Any, fields: tuple[str, ...]) -> Any:
    return next(getattr(row, field) for field in fields if hasattr(row, field))
