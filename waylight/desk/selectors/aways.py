"""The times away of a run: one line each, however many rows either side wrote of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from waylight.desk.models import Run, RunEpisode, RunRow
from waylight.desk.people import Person, must

SEEN = ("both", "police", "authority")
FILTERS = ("seen_by", "force", "authority", "year", "category")


def times_away(actor: Person, run: Run, narrowed: dict[str, Any]) -> QuerySet[RunEpisode]:
    """Times away narrowed by any of FILTERS, in the order of the authority's list of children."""
    must(actor, "read")
    wanted = Q(**{name: value for name, value in narrowed.items() if name in FILTERS and value})
    return RunEpisode.objects.filter(wanted, run=run).order_by("id")


def choices(actor: Person, run: Run) -> dict[str, list[str]]:
    """What the list can be narrowed by, from the bridge's own counts."""
    must(actor, "read")
    by = run.bridge["by"]
    found = {
        name: [entry["value"] for entry in by[name] if entry["episodes"]["total"]]
        for name in FILTERS
        if name in by
    }
    return {"seen_by": [name for name in SEEN if run.bridge["episodes"][name]], **found}


def places(actor: Person, run: Run, side: str, ids: list[str]) -> dict[str, int]:
    """{id of a row: its place in the run's list}, so that no address of a page holds an id."""
    must(actor, "read")
    rows = RunRow.objects.filter(run=run, side=side, row_id__in=ids)
    return dict(rows.values_list("row_id", "n"))
