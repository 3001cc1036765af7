"""The plain reader of checks: each row after the other, as the check says it. Slow, and right to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from waylight.engine.checks.lines import beside_each, periods_of_care, told_periods
from waylight.engine.checks.rows import Check
from waylight.engine.checks.words import Cell, Row, Table, Value


@dataclass(frozen=True, slots=True)
class Returned:
    """A return: the rows of its modules. Each row has its `row` (from nought) and every column of its module; of a
    date also the text, as "MIS_START as written". `begins` and `ends` are the days of the collection year."""

    tables: Mapping[Table, Sequence[Row]]
    begins: date
    ends: date


Around = Mapping[Table, Mapping[str, Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class _View:
    child: str | None
    around: Around
    seen: Mapping[Table, Row]

    def value(self, cell: Cell) -> Value:
        return self.seen[cell.table][cell.column]

    def rows(self, table: Table) -> Sequence[Row]:
        return self.around.get(table, {}).get(self.child, ()) if self.child is not None else ()

    def with_row(self, table: Table, row: Row) -> _View:
        return replace(self, seen={**self.seen, table: row})


def flagged(checks: Iterable[Check], returned: Returned) -> Iterator[tuple[str, Table, int]]:
    """(rule, table, row) of everything that is wrong. A check whose tables are not there is not made."""
    around = _around(returned)
    year: Row = {"begins": returned.begins, "ends": returned.ends}
    for check in checks:
        if any(table not in returned.tables for table in check.needs):
            continue
        for table in check.over:
            for row in _rows(table, returned, around):
                view = _View(_child(row), around, {Table.YEAR: year, table: row})
                if check.wrong_when.holds(view):
                    yield check.code, table, int(str(row["row"]))


def _child(row: Row) -> str | None:
    child = row["CHILD"]
    return child if isinstance(child, str) else None


def _around(returned: Returned) -> Around:
    """The rows of each table by child, with the periods of care, and each absence beside its neighbours."""
    around: dict[Table, dict[str, Sequence[Row]]] = {
        table: _by_child(rows) for table, rows in returned.tables.items()
    }
    episodes = around.get(Table.EPISODES, {})
    periods = {child: periods_of_care(rows) for child, rows in episodes.items()}
    around[Table.PERIODS_OF_CARE] = {child: rows for child, rows in periods.items() if rows}
    around[Table.MISSING] = {
        child: [{**row, "periods": told_periods(periods.get(child, []))} for row in beside_each(rows)]
        for child, rows in around.get(Table.MISSING, {}).items()
    }
    return around


def _by_child(rows: Iterable[Row]) -> dict[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (child := _child(row)) is not None:
            found[child].append(row)
    return dict(found)


ALONE = {
    "previous": None,
    "previous_started": None,
    "previous_ended": None,
    "earliest": None,
    "periods": None,
}


def _rows(table: Table, returned: Returned, around: Around) -> Iterator[Row]:
    """The rows of a table; of the missing module with their neighbours, which a row that names no child has none."""
    if table is not Table.MISSING:
        yield from returned.tables.get(table, ())
        return
    for rows in around[Table.MISSING].values():
        yield from rows
    yield from ({**row, **ALONE} for row in returned.tables.get(table, ()) if _child(row) is None)
