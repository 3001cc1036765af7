"""The missing module of last year's return as another program left it, as rows to compare with."""

from __future__ import annotations

from waylight.engine.checks import Table
from waylight.statutory_return.build_words import Row
from waylight.statutory_return.modules import Modules


def rows_of(modules: Modules) -> list[Row]:
    """Rows that have a child, a category and a start; what lacks one of these cannot be compared with anything."""
    said = modules.tables[Table.MISSING].select("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
    whole = said.drop_nulls(["CHILD", "MISSING", "MIS_START"])
    return [Row(*cells) for cells in whole.iter_rows()]
