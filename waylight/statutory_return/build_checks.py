"""What the checks find in a return that was built, beside a header and episodes of care from the same record. Pure.

The modules that the authority hands in come from its own system and may say otherwise: its own check is
`waylight check-return` on all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import polars as pl

from waylight.engine.checks import Table
from waylight.statutory_return.build_pieces import days_lived
from waylight.statutory_return.build_words import Line, LookedAfter, Row, What, Year
from waylight.statutory_return.check import faults
from waylight.statutory_return.modules import BY_TABLE, Modules


def found(
    lines: Sequence[Line], children: Sequence[LookedAfter], year: Year, lodged: Sequence[Row] | None
) -> Iterator[Line]:
    """One line for each fault, about the time away of its row, in the order of the rules."""
    rows = [line for line in lines if line.row]
    first = {line.number: line for line in reversed(rows)}
    before = None if lodged is None else Modules.of({"missing": _missing(lodged)})
    for rule, table, row, number, message in faults(
        modules(rows, children, year), before, year.name
    ).iter_rows():
        line = rows[row] if table == Table.MISSING else first.get(number)
        about = (line.child, line.episode, line.away) if line else (None, None, "")
        yield Line(What.FAULT, number or "", (message,), None, *about, rule=rule)


def modules(lines: Iterable[Line], children: Iterable[LookedAfter], year: Year) -> Modules:
    """The return as far as the record gives it, as on 31 March. Children without a number are in none of it."""
    numbered = [child for child in children if child.number]
    header = [{"CHILD": child.number, "DOB": written(child.born)} for child in numbered]
    episodes = [episode for child in numbered for episode in _episodes(child, year)]
    return Modules.of({
        "missing": _missing(line.row for line in lines if line.row),
        "header": _frame(Table.HEADER, header),
        "episodes": _frame(Table.EPISODES, episodes),
    })  # fmt: skip


def written(day: date | None) -> str:
    """As the return writes a day; blank where there is none."""
    return f"{day:%d/%m/%Y}" if day else ""


def _missing(rows: Iterable[Row]) -> pl.DataFrame:
    return _frame(Table.MISSING, [
        {"CHILD": row.number, "DOB": written(row.born), "MISSING": row.category, "MIS_START": written(row.start),
         "MIS_END": written(row.end)}
        for row in rows
    ])  # fmt: skip


def _episodes(child: LookedAfter, year: Year) -> Iterator[dict[str, str]]:
    """A row for each placement within each period of care."""
    for first, last in days_lived(child.lived):
        for care in child.care:
            start = max(first, care.first)
            end = min((day for day in (last, care.last) if day is not None), default=None)
            if start > year.last or (end is not None and end < start):
                continue
            known = end if end is not None and end <= year.last else None
            reason = care.reason if known is not None and known == care.last else ""
            yield {"CHILD": child.number, "DECOM": written(start), "DEC": written(known), "REC": reason}


def _frame(table: Table, rows: Sequence[dict[str, str]]) -> pl.DataFrame:
    columns = BY_TABLE[table].columns
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    return pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String))
