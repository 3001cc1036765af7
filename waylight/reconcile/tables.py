"""The tables that go into the engine and come out of it: column names and types, in one place.

Every time is as the sender said it: a naive Europe/London wall-clock `Datetime("ms")` in a column that
ends in `_at`, beside a Boolean column that ends in `_day` and is true where only the date was given.
`line` is the line of the row in its file (1 is the header), so that every message can name it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

TIME = pl.Datetime("ms")
Schema = dict[str, pl.DataType | type[pl.DataType]]

POLICE: Schema = {
    "line": pl.Int32,
    "incident_id": pl.String,
    "force": pl.String,
    "forename": pl.String,
    "surname": pl.String,
    "date_of_birth": pl.Date,
    "sex": pl.String,
    "ethnicity": pl.String,
    "postcode": pl.String,
    "last_seen_at": TIME,
    "last_seen_day": pl.Boolean,
    "reported_at": TIME,
    "reported_day": pl.Boolean,
    "found_at": TIME,
    "found_day": pl.Boolean,
    "risk": pl.String,
    "in_care": pl.String,
    "place": pl.String,
    "aliases": pl.String,
}
CHILDREN: Schema = {
    "line": pl.Int32,
    "child_id": pl.String,
    "authority": pl.String,
    "forename": pl.String,
    "surname": pl.String,
    "date_of_birth": pl.Date,
    "sex": pl.String,
    "ethnicity": pl.String,
    "home_postcode": pl.String,
}
PLACEMENTS: Schema = {
    "line": pl.Int32,
    "child_id": pl.String,
    "postcode": pl.String,
    "placement_type": pl.String,
    "started": pl.Date,
    "ended": pl.Date,
}
MISSING: Schema = {
    "line": pl.Int32,
    "missing_id": pl.String,
    "child_id": pl.String,
    "category": pl.String,
    "started_at": TIME,
    "started_day": pl.Boolean,
    "ended_at": TIME,
    "ended_day": pl.Boolean,
}
HOMES: Schema = {
    "line": pl.Int32,
    "report_id": pl.String,
    "home": pl.String,
    "child_id": pl.String,
    "forename": pl.String,
    "surname": pl.String,
    "date_of_birth": pl.Date,
    "left_at": TIME,
    "left_day": pl.Boolean,
    "returned_at": TIME,
    "returned_day": pl.Boolean,
}
# Rows that were set aside because a cell could not be read. `side` is "police" or "authority" ("homes" for
# the third list); `table` one of police, children, placements, missing, homes; `id` the row's own id.
SET_ASIDE: Schema = {
    "side": pl.String,
    "table": pl.String,
    "line": pl.Int32,
    "id": pl.String,
    "reason": pl.String,
}
# What people decided at the desk. `missing_id` is null where the decision is about incident and child.
# `verdict` is yes, no or unsure. The latest decision about a pair counts.
DECISIONS: Schema = {
    "incident_id": pl.String,
    "child_id": pl.String,
    "missing_id": pl.String,
    "verdict": pl.String,
    "by": pl.String,
    "at": pl.Datetime("ms", "UTC"),
}


def empty(schema: Schema) -> pl.DataFrame:
    """A table of that shape without rows."""
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Extracts:
    """What was handed in, read and typed, before anything is concluded from it."""

    police: pl.DataFrame
    children: pl.DataFrame
    placements: pl.DataFrame
    missing: pl.DataFrame
    homes: pl.DataFrame | None = None
    set_aside: pl.DataFrame = field(default_factory=lambda: empty(SET_ASIDE))
    decisions: pl.DataFrame = field(default_factory=lambda: empty(DECISIONS))
