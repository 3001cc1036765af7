"""Looking at the tables of a room of rows: what stands in a module and carries a source, in the order written."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from waylight.engine.checks.words import Cell, Condition
from waylight.engine.keeping import Period, Years
from waylight.engine.owing.rows import Event, Times
from waylight.engine.words import Clock, Months, Source, Undelayed, Weeks, WorkingDays

# What a row is made of is no row of its own.
PARTS_OF_ROWS = (
    Source, Clock, WorkingDays, Weeks, Months, Undelayed, Times, Event, Years, Period, Cell, Condition, type,
)  # fmt: skip


@cache
def tables(module: ModuleType) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """What the module itself defines that carries a source: (name, rows), in the order written."""
    return tuple(_tables(module))


def _tables(module: ModuleType) -> Iterator[tuple[str, tuple[Any, ...]]]:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and (rows := tuple(rows_in(getattr(module, target.id)))):
                yield target.id, rows


def rows_in(value: Any) -> Iterator[Any]:
    """The rows in a row, a tuple of rows or a set of rules. A row that only explains has no source of its own."""
    if isinstance(getattr(value, "source", None), Source):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from rows_in(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, PARTS_OF_ROWS):
        within = [row for field in dataclasses.fields(value) for row in rows_in(getattr(value, field.name))]
        yield from within or [value]
