"""What the engine works on: the input tables after names, places and times were brought into one form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

Schema = dict[str, pl.DataType | type[pl.DataType]]

# Times are integer minutes since 1970-01-01T00:00 UTC, as intervals [lo, hi): equal where known to the
# minute, a day wide where only the date was given, null where not recorded. `row` is the 0-based position
# in the input table of the same name.
POLICE: Schema = {
    "row": pl.UInt32,
    "force": pl.String,
    "postcode": pl.String,
    "start_lo": pl.Int32,
    "start_hi": pl.Int32,
    "end_lo": pl.Int32,
    "end_hi": pl.Int32,
    "reported": pl.Int32,
}
# `person` is shared by the records of one child (a child with two authority records).
CHILDREN: Schema = {"row": pl.UInt32, "person": pl.UInt32, "authority": pl.String}
# `child` is the row of the child; days are days since 1970-01-01, `ended` null while current.
PLACEMENTS: Schema = {
    "row": pl.UInt32,
    "child": pl.UInt32,
    "postcode": pl.String,
    "placement_type": pl.String,
    "started": pl.Int32,
    "ended": pl.Int32,
}
MISSING: Schema = {
    "row": pl.UInt32,
    "child": pl.UInt32,
    "category": pl.String,
    "start_lo": pl.Int32,
    "start_hi": pl.Int32,
    "end_lo": pl.Int32,
    "end_hi": pl.Int32,
}
# `child` is null where the home's report could not be placed with a child.
HOMES: Schema = {
    "row": pl.UInt32,
    "child": pl.UInt32,
    "start_lo": pl.Int32,
    "start_hi": pl.Int32,
    "end_lo": pl.Int32,
    "end_hi": pl.Int32,
}


@dataclass(frozen=True)
class Prepared:
    """The tables in the engine's own form. Extra columns are welcome; these are the ones others rely on."""

    police: pl.DataFrame
    children: pl.DataFrame
    placements: pl.DataFrame
    missing: pl.DataFrame
    homes: pl.DataFrame | None = None
    # What was noticed on the way, e.g. {"clocks": [{"force": "F1", "fault": "UTC", "rows": 812}]}.
    notes: dict[str, Any] = field(default_factory=dict)
