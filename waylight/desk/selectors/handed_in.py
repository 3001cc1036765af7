"""The rows of an upload as they were read, table by table: what its counts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from waylight.desk.models import ChildRow, HomeRow, MissingRow, PlacementRow, PoliceRow, SetAsideRow, Upload
from waylight.desk.models.extracts import ExtractRow
from waylight.desk.people import Person, must

# By the name that addresses have for it: the table, and the column by which its counts are told apart.
TABLES: Mapping[str, tuple[type[ExtractRow], str]] = {
    "police": (PoliceRow, "force"),
    "children": (ChildRow, "authority"),
    "placements": (PlacementRow, ""),
    "missing": (MissingRow, ""),
    "homes": (HomeRow, ""),
    "set-aside": (SetAsideRow, "table"),
}


def handed_in(actor: Person, upload: Upload, table: str, only: str = "") -> QuerySet[Any]:
    """The rows of a table in the order of the file; `only` those of one force, authority or file."""
    must(actor, "read")
    model, column = TABLES[table]
    rows = model._default_manager.filter(upload=upload)
    return rows.filter(**{column: only} if only and column else {}).order_by("n")
