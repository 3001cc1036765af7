"""A page of headings, sentences and tables that is shown in the browser and printed as Markdown alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """`head` names the columns; each row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it."""

    title: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Sheet:
    """One page. `slug` is its address under /about/data/."""

    slug: str
    title: str
    lead: str
    sections: tuple[Section, ...]


def markdown(sheet: Sheet) -> str:
    """The sheet as a chapter."""
    parts = [f"## {sheet.title}", sheet.lead]
    for section in sheet.sections:
        parts += [f"### {section.title}", *section.sentences]
        if section.table is not None:
            parts.append(_table(section.table))
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    rows = (table.head, tuple("---" for _ in table.head), *table.rows)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
