"""The columns of each table as the contract for reconciling names them, and what a cell of each may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "id", "date", "time", "sex", "category", "yes_no"]


@dataclass(frozen=True)
class Column:
    """`needed` columns must stand in the file; a `filled` cell must not be blank."""

    name: str
    kind: Kind = "text"
    needed: bool = True
    filled: bool = False


@dataclass(frozen=True)
class Shape:
    """One table: whose it is, which column is its id, and its columns."""

    table: str
    side: Literal["police", "authority", "homes"]
    columns: tuple[Column, ...]
    key: str | None = None  # unique over the whole table

    @property
    def needed(self) -> list[str]:
        """Names of the columns a file must have."""
        return [column.name for column in self.columns if column.needed]

    @property
    def names(self) -> list[str]:
        """Names of all columns that are read."""
        return [column.name for column in self.columns]


POLICE = Shape(
    "police",
    "police",
    (
        Column("incident_id", "id", filled=True),
        Column("force", filled=True),
        Column("forename"),
        Column("surname"),
        Column("date_of_birth", "date"),
        Column("sex", "sex"),
        Column("ethnicity"),
        Column("postcode"),
        Column("last_seen_at", "time"),
        Column("reported_at", "time"),
        Column("found_at", "time"),
        Column("risk", needed=False),
        Column("in_care", "yes_no", needed=False),
        Column("place", needed=False),
        Column("aliases", needed=False),
    ),
    key="incident_id",
)
CHILDREN = Shape(
    "children",
    "authority",
    (
        Column("child_id", "id", filled=True),
        Column("authority"),
        Column("forename"),
        Column("surname"),
        Column("date_of_birth", "date"),
        Column("sex", "sex"),
        Column("ethnicity"),
        Column("home_postcode"),
    ),
    key="child_id",
)
PLACEMENTS = Shape(
    "placements",
    "authority",
    (
        Column("child_id", "id", filled=True),
        Column("postcode"),
        Column("placement_type"),
        Column("started", "date", filled=True),
        Column("ended", "date"),
    ),
)
MISSING = Shape(
    "missing",
    "authority",
    (
        Column("missing_id", "id", filled=True),
        Column("child_id", "id", filled=True),
        Column("category", "category", filled=True),
        Column("started_at", "time"),
        Column("ended_at", "time"),
    ),
    key="missing_id",
)
# A home's own report names the child by the authority's id or by name and birth date.
HOMES = Shape(
    "homes",
    "homes",
    (
        Column("report_id", "id", filled=True),
        Column("home"),
        Column("child_id", "id", needed=False),
        Column("forename", needed=False),
        Column("surname", needed=False),
        Column("date_of_birth", "date", needed=False),
        Column("left_at", "time"),
        Column("returned_at", "time"),
    ),
    key="report_id",
)
SHAPES = {shape.table: shape for shape in (POLICE, CHILDREN, PLACEMENTS, MISSING, HOMES)}
