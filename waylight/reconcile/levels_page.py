"""The table of levels for the documents, from the settings themselves: `python -m waylight.reconcile.levels_page`
brings `docs/linkage.md` up to date."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from waylight.reconcile import settings
from waylight.reconcile.match import levels

BEGIN, END = "<!-- levels: begin -->", "<!-- levels: end -->"
FIELDS = {
    "Name": "names",
    "Order": "boxes",
    "Birth": "birth date",
    "Sex": "sex",
    "Place": "place",
    "Time": "time",
}


def levels_table() -> str:
    """A Markdown table of every level of evidence about people, and one of how two times away compare."""
    head = ["| field | level | what it means, and why it stands apart |", "| --- | --- | --- |"]
    people = [row for name, field in FIELDS.items() for row in _rows(settings, name, field)]
    between = ["", "Starts, and ends, of an incident and a row of one child:", ""]
    return "\n".join([*head, *people, *between, *head, *_rows(levels, "Gap", "start, end")])


def with_table(page: str) -> str:
    """The page with the table between its marks replaced by the current one."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{levels_table()}\n{END}{rest.split(END)[1]}"


def _rows(module: object, name: str, field: str) -> list[str]:
    """One row per member of the class of that name; what the comment beside it says is its meaning."""
    source = inspect.getsource(module)  # type: ignore[arg-type]
    lines = source.splitlines()
    found = next(n for n in ast.parse(source).body if isinstance(n, ast.ClassDef) and n.name == name)
    rows = []
    for member in found.body:
        if isinstance(member, ast.Assign) and isinstance(member.targets[0], ast.Name):
            span = lines[member.lineno - 1 : member.end_lineno]
            said = " ".join(comment.group(1) for line in span if (comment := re.search(r"#\s*(.+)$", line)))
            rows.append(f"| {field} | {member.targets[0].id.lower().replace('_', ' ')} | {said} |")
    return rows


def main() -> None:
    page = Path(__file__).parents[2] / "docs" / "linkage.md"
    page.write_text(with_table(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
