"""The columns of the nightly lists: our names, and those of the sector's standard extract (SSD)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waylight.exchange.files.shapes import Column, Shape
from waylight.exchange.files.ssd import PERSON, PLACEMENT


@dataclass(frozen=True)
class List:
    """One list: its table, the names its file may have, and what the standard extract calls our columns."""

    shape: Shape
    files: tuple[str, ...]
    ssd: Mapping[str, str]
    needed: bool = True


CHILDREN = List(
    Shape(
        "children",
        "authority",
        (
            Column("child_id", "id", filled=True),
            Column("forename"),
            Column("surname"),
            Column("date_of_birth", "date"),
            Column("known_as", needed=False),
            Column("sex", "sex", needed=False),
            Column("ethnicity", needed=False),
            Column("team", needed=False),
        ),
        key="child_id",
    ),
    ("children.csv", "ssd_person.csv"),
    PERSON,
)
PLACEMENTS = List(
    Shape(
        "placements",
        "authority",
        (
            Column("child_id", "id", filled=True),
            Column("node", filled=True),
            Column("placement_type", needed=False),
            Column("started", "time", filled=True),
            Column("ended", "time"),
        ),
    ),
    ("placements.csv", "ssd_cla_placement.csv"),
    # The standard extract knows a home by its number at the inspectorate.
    {**PLACEMENT, "node": "clap_cla_placement_urn"},
)
# The standard extract has no addresses of workers, without which nobody is known again: our columns only.
WORKERS = List(
    Shape(
        "workers",
        "authority",
        (
            Column("email", "id", filled=True),
            Column("name", filled=True),
            Column("role", filled=True),
            Column("node", filled=True),
            Column("from", "date"),
            Column("until", "date"),
        ),
    ),
    ("workers.csv",),
    {},
    needed=False,
)
LISTS = (CHILDREN, PLACEMENTS, WORKERS)
