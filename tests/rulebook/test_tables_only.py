"""The rulebook holds tables: nothing in it runs, everything in it has a source."""

from __future__ import annotations

import ast
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import waylight.rulebook
from waylight.engine.codes import Code
from waylight.engine.words import Source
from waylight.exchange.rulebook_page import modules, tables

ROOM = Path(waylight.rulebook.__path__[0])
RUNS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.comprehension,
    ast.Match,
    ast.Try,
    ast.With,
    ast.NamedExpr,
    ast.AugAssign,
    ast.Delete,
)


def running(source: str) -> list[str]:
    return [type(node).__name__ for node in ast.walk(ast.parse(source)) if isinstance(node, RUNS)]


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM)))
def test_nothing_in_the_rulebook_runs(path: Path) -> None:
    assert running(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["def f(): pass", "f = lambda: 1", "a = 1 if b else 2", "[x for x in y]", "while a: b", "if a: b"],
)
def test_what_runs_would_be_seen(source: str) -> None:
    assert running(source) != []


def sources() -> list[Source]:
    return [
        row.source
        for module in modules()
        for _, rows in tables(module)
        for row in rows
        if hasattr(row, "source")
    ]


def test_every_row_says_where_it_comes_from() -> None:
    assert len(sources()) > 200
    assert [s for s in sources() if not s.title.strip() or not s.where.strip()] == []


def test_no_source_ends_before_it_begins() -> None:
    assert [s for s in sources() if s.since and s.until and s.since >= s.until] == []


def test_a_row_holds_from_its_first_day_to_the_day_before_its_last() -> None:
    dated = Source("title", "where", since=date(2013, 4, 1), until=date(2017, 1, 1))
    assert [dated.holds(day) for day in (date(2013, 3, 31), date(2013, 4, 1))] == [False, True]
    assert [dated.holds(day) for day in (date(2016, 12, 31), date(2017, 1, 1))] == [True, False]
    assert Source("title", "where").holds(date(1990, 1, 1))


def test_no_list_gives_one_code_twice() -> None:
    for module in modules():
        for name, rows in tables(module):
            codes = [row.code for row in rows if isinstance(row, Code)]
            assert len(codes) == len(set(codes)), f"{module.__name__}.{name}"


def test_every_row_is_frozen() -> None:
    loose: list[Any] = [
        row
        for module in modules()
        for _, rows in tables(module)
        for row in rows
        if dataclasses.is_dataclass(row) and not type(row).__dataclass_params__.frozen  # type: ignore[attr-defined]
    ]
    assert loose == []
