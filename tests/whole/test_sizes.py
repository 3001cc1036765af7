"""Small enough to be read: half the modules under 80 lines, nine in ten under 250, no function over 40."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "waylight"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts and p.stat().st_size)
LONGEST_FUNCTION = 40


def lengths() -> list[int]:
    return sorted(len(path.read_text("utf-8").splitlines()) for path in MODULES)


def test_half_the_modules_are_under_80_lines() -> None:
    counted = lengths()
    assert counted[len(counted) // 2] < 80


def test_nine_modules_in_ten_are_under_250_lines() -> None:
    counted = lengths()
    assert counted[len(counted) * 9 // 10] < 250


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}: {length}"
        for path in MODULES
        for node in functions(ast.parse(path.read_text("utf-8")))
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def functions(within: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, also within classes, functions and branches. Expressions, most of what there is, hold none."""
    for part in ("body", "orelse", "handlers", "finalbody", "cases"):
        inner = getattr(within, part, ())
        for node in inner if isinstance(inner, list) else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node
            yield from functions(node)


def test_the_measure_sees_functions_wherever_they_stand() -> None:
    """Control."""
    inner = "try:\n  pass\nfinally:\n  with a:\n    class C:\n      def one(self):\n        async def two(): ...\n"
    choice = "match a:\n  case 1:\n    if b: pass\n    else:\n      def three(): ...\n"
    assert [node.name for node in functions(ast.parse(inner + choice))] == ["one", "two", "three"]


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"]
    silent = [
        room.name
        for room in rooms
        if not ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8")))
    ]
    assert silent == []
