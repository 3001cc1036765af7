"""Each side's rows of known children as whole columns, sorted by person and start."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.timeline import Ints, ints, ranked

TIMES = ("start_lo", "start_hi", "end_lo", "end_hi")


@dataclass(frozen=True)
class Side:
    """Rows that can be placed in time. Times are UTC minutes, NOTHING where an end is not known; `row` and
    `child` are places in the input tables; `writer` numbers the force or authority; `certainty` is that of the
    link to the child."""

    row: Ints
    child: Ints
    person: Ints
    start_lo: Ints
    start_hi: Ints
    end_lo: Ints
    end_hi: Ints
    writer: Ints
    certainty: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.row)

    def sorted(self) -> Side:
        """By person and start; rows that begin together stay in the order of the file."""
        order = sorting.order(self.person, self.start_lo, self.start_hi)
        return Side(*(getattr(self, field.name)[order] for field in fields(self)))


def police_side(prepared: Prepared, links: pl.DataFrame) -> Side:
    """The reports that are linked to a child. `links`: row, child, person, probability, a row once at most."""
    begun = prepared.police["start_lo"].gather(links["row"]).is_not_null()
    links = links.filter(begun) if not begun.all() else links
    row = links["row"]
    lo, hi, end_lo, end_hi = (ints(prepared.police[name].gather(row)) for name in TIMES)
    writer = ranked(prepared.police["force"])[row.to_numpy()]
    return Side(
        ints(row), ints(links["child"]), ints(links["person"]), lo, hi, end_lo, end_hi, writer,
        links["probability"].to_numpy(),
    ).sorted()  # fmt: skip


def authority_side(prepared: Prepared) -> Side:
    """All of the authorities' rows."""
    rows = prepared.missing.filter(pl.col("start_lo").is_not_null())
    child = ints(rows["child"])
    person, writer = ints(prepared.children["person"])[child], ranked(prepared.children["authority"])[child]
    lo, hi, end_lo, end_hi = (ints(rows[name]) for name in TIMES)
    return Side(
        ints(rows["row"]), child, person, lo, hi, end_lo, end_hi, writer, np.ones(rows.height)
    ).sorted()
