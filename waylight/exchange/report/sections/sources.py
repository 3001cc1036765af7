"""What was noticed in the files: clocks that are wrong, how text was encoded, rows set aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waylight.drawings.drawing import Table
from waylight.drawings.markup import Markup, el
from waylight.drawings.words import number, plural
from waylight.exchange.report.findings import Findings

CLOCKS = {
    "UTC": "its clock does not follow summer time; its summer times were moved by an hour",
    "dates only": "it gives dates without times",
}
USUAL = ("UTF-8", "none")


def section(found: Findings) -> Markup:
    """Clocks, encodings and notes in words; the files as a table."""
    noticed = [*_clocks(found), *_files(found), *_set_aside(found)]
    rows = [
        [str(f["file"]), number(f["rows"]), number(f["set_aside"]), str(f.get("encoding") or "–")]
        for f in found.files
    ]
    table = Table("The files that were read", ["File", "Rows", "Set aside", "Text in"], rows)
    nothing = "Nothing out of the ordinary was noticed in the files."
    return el(
        "section",
        el("h2", "What was noticed in the files"),
        el("ul", [el("li", line) for line in noticed]) if noticed else el("p", nothing),
        el("details", el("summary", "The files that were read"), table.html()) if rows else None,
    )


def _clocks(found: Findings) -> list[str]:
    return [_clock(one) for one in found.quality.get("clocks", ())]


def _clock(one: Mapping[str, Any]) -> str:
    who = one.get("force") or one.get("authority") or "one agency"
    fault = str(one.get("fault", "its clock is wrong"))
    rows = one.get("rows")
    counted = f" ({plural(int(rows), 'row')})" if rows is not None else ""
    return f"{who}: {CLOCKS.get(fault, fault)}{counted}."


def _files(found: Findings) -> list[str]:
    lines = []
    for file in found.files:
        encoding = str(file.get("encoding") or "none")
        if encoding not in USUAL and not encoding.lower().startswith("utf-8"):
            lines.append(f"{file['file']}: its text is not UTF-8; it was read as {encoding}.")
        lines += [f"{file['file']}: {note}" for note in file.get("notes") or ()]
    return lines


def _set_aside(found: Findings) -> list[str]:
    told = "faults.csv names file, line, column and remedy"
    if not found.beside:
        told = "the desk lists each with its line and what is wrong with it"
    return [
        f"{plural(n, 'row')} of the {table} file with a cell that cannot be read {'was' if n == 1 else 'were'} set "
        f"aside; {told}."
        for table, n in found.set_aside.items()
        if n
    ]
