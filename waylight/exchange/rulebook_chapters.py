"""The rulebook as chapters, tables and sentences, for pages: the same words as `docs/rulebook.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from waylight.engine.tables import tables
from waylight.exchange.rulebook_page import modules, said, sourced


@dataclass(frozen=True)
class Entry:
    """One row: its sentence with the marks of Markdown, where it comes from ("" where it says so nowhere), itself, and
    which measures of the scorecard count it."""

    sentence: str
    source: str
    row: Any
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of the module, with a title where it has more than one row."""

    title: str
    entries: tuple[Entry, ...]


def is_local(entry: Entry) -> bool:
    """Whether an authority may set the rule for itself."""
    return bool(getattr(entry.row, "local", False))


@dataclass(frozen=True)
class Chapter:
    """One module of the rulebook; `slug` is its part of an address."""

    slug: str
    title: str
    about: str
    tables: tuple[Table, ...]

    @property
    def rows(self) -> int:
        return sum(len(table.entries) for table in self.tables)

    @property
    def local(self) -> int:
        """How many of them an authority may set for itself."""
        return sum(is_local(one) for table in self.tables for one in table.entries)


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every module that has rows, by name."""
    return tuple(chapter for module in modules() if (chapter := _chapter(module)).tables)


def _chapter(module: ModuleType) -> Chapter:
    name = module.__name__.rpartition(".")[2]
    found = tuple(Table(_title(table), tuple(map(_entry, rows))) for table, rows in tables(module))
    return Chapter(name.replace("_", "-"), _title(name), _about(module), found)


def _about(module: ModuleType) -> str:
    """What the module says of itself, a paragraph a line."""
    return "\n\n".join(" ".join(part.split()) for part in (module.__doc__ or "").strip().split("\n\n"))


def _entry(row: Any) -> Entry:
    source = getattr(row, "source", None)
    return Entry(said(row), sourced(source) if source else "", row, tuple(_counts(row)))


def _counts(row: Any) -> tuple[str, ...]:
    counts = getattr(row, "counts", ())
    return counts if isinstance(counts, tuple) and all(isinstance(one, str) for one in counts) else ()


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
