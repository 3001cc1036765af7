from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from waylight.desk.models import Run, RunEpisode, RunPair, RunRow, Upload
from waylight.desk.people import PAIR, Person, must
from waylight.desk.selectors import reach
from waylight.desk.standing import decided_places

FILTERS = ("force", "authority", "year", "category")
# Where a time away names the rows of each side that tell of it.
TOLD_BY = {"police": "police_incidents", "authority": "authority_rows"}
# Each row is a card of up to ten lines on a telephone.
PAGE = 20


def uploads(actor: Person) -> QuerySet[Upload]:
    """The uploads that were not deleted, latest first, with their runs: those of the actor's agencies, and those of
    others in which a pair is open to the actor."""
    must(actor, "read", PAIR)
    return (
        Upload.objects.filter(id__in=reach.uploads_with_pairs())
        .exclude(state=Upload.State.PURGED)
        .prefetch_related("runs")
        .order_by("-asked_at")
    )


def upload(actor: Person, id: UUID) -> Upload | None:
    """One upload, or None."""
    must(actor, "read")
    return Upload.objects.filter(id__in=reach.uploads()).filter(id=id).first()


def run(actor: Person, id: UUID) -> Run | None:
    """One run with its upload, or None; also where only a pair of it is open to the actor."""
    must(actor, "read", PAIR)
    return _of(reach.uploads_with_pairs(), id)


def whole_run(actor: Person, id: UUID) -> Run | None:
    """The same where all of it is open to the actor: its counts, lists and rows."""
    must(actor, "read")
    return _of(reach.uploads(), id)


def _of(uploads: list[UUID], id: UUID) -> Run | None:
    return Run.objects.select_related("upload").filter(upload__in=uploads, id=id).first()


def run_before(actor: Person, run: Run) -> Run | None:
    """The last finished run over the same upload before this one, or None."""
    must(actor, "read", PAIR)
    earlier = run.upload.runs.filter(state=Run.State.DONE, number__lt=run.number)
    return earlier.order_by("-number").first()


@dataclass(frozen=True)
class Tally:
    """How far the queue of a run is worked."""

    total: int
    decided: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def tally(actor: Person, run: Run) -> Tally:
    """How many doubtful pairs the run has, and how many of them people have decided."""
    must(actor, "read", PAIR)
    return Tally(RunPair.objects.filter(run=run).count(), len(decided_places(run.id)))


def reasons(actor: Person, run: Run, side: str, row_class: str) -> list[dict[str, Any]]:
    """The reasons within a class, the most frequent first: [{reason_kind, rows}]."""
    must(actor, "read")
    rows = RunRow.objects.filter(run=run, side=side, row_class=row_class)
    counted = rows.values("reason_kind").annotate(rows=Count("id"))
    return [dict(line) for line in counted.order_by("-rows", "reason_kind")]


def choices(actor: Person, run: Run, side: str) -> dict[str, list[str]]:
    """What a list of this side can be narrowed by: {"force": ["F1", ...], ...}, from the bridge's own counts."""
    must(actor, "read")
    by = run.bridge["by"]
    found = {name: [entry["value"] for entry in by[name] if entry[side]["rows"]] for name in FILTERS}
    found["seen_by"] = [name for name in ("both", side) if run.bridge["episodes"][name]]
    found["row_class"] = [name for name, rows in run.bridge[side]["classes"].items() if rows]
    return found


def rows(actor: Person, run: Run, side: str, narrowed: dict[str, Any]) -> QuerySet[RunRow]:
    """The rows of one side, narrowed by any of row_class, reason_kind, seen_by (of a time away that both lists have, or
    this side alone) and FILTERS, in order of the file."""
    must(actor, "read")
    allowed = {"row_class", "reason_kind", *FILTERS}
    wanted = Q(**{name: value for name, value in narrowed.items() if name in allowed and value})
    if narrowed.get("seen_by"):
        wanted &= Q(row_id__in=_telling(run, side, narrowed["seen_by"]))
    return RunRow.objects.filter(wanted, run=run, side=side).order_by("n")


def _telling(run: Run, side: str, seen_by: str) -> QuerySet[RunEpisode, Any]:
    """The ids of the rows of a side that tell of times away, by who saw those: read once a query."""
    ids = Func(F(TOLD_BY[side]), Value(";"), function="string_to_array")
    each = Func(ids, function="unnest", output_field=TextField())
    return RunEpisode.objects.filter(run=run, seen_by=seen_by).annotate(told=each).values("told")
