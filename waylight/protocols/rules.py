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
from waylight.engine.patterns.conditions import local_numbers
from waylight.engine.tables import tables
from waylight.engine.words import Source


@dataclass(frozen=True)
class LocalRule:
    """A local row as this room knows it: `name` as in the settings, what people call it, what it says, the rulebook's
    own value (of a pattern, its numbers by their names), and the row itself."""

    name: str
    title: str
    says: str
    value: Any
    source: Source
    # The module of the rulebook in which it stands.
    table: str
    row: Any


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
                    yield _rule(row, table)


def _rule(row: Any, table: str) -> LocalRule:
    """A duty goes by its code and its clock, a pattern by its code and its numbers, any other by name and value."""
    code = getattr(row, "code", None)
    name = row.name if hasattr(row, "value") or not code or hasattr(row, "roles") else code
    title = getattr(row, "name", row.says)
    return LocalRule(name, title, row.says, _value(row), row.source, table, row)


def _value(row: Any) -> Any:
    if hasattr(row, "value"):
        return row.value
    # What an alert asks for marks a pattern: its numbers stand in its condition, or in the row itself.
    if hasattr(row, "asks_for"):
        return local_numbers(getattr(row, "when", row))
    return row.within
