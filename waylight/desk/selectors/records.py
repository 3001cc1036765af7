"""Rows of the extracts as their senders wrote them, with what a run concluded about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from waylight.desk.models import (
    ChildRow,
    MissingRow,
    PlacementRow,
    PoliceRow,
    Run,
    RunEpisode,
    RunEvidence,
    RunLink,
    RunMatch,
    RunPair,
    RunRow,
    SetAsideRow,
)
from waylight.desk.people import Person, must
from waylight.exchange.wording import Line, lines_of


@dataclass(frozen=True)
class Candidate:
    """A child that an incident may be about: the record, how likely, and the lines of evidence."""

    child: ChildRow
    share: float
    lines: list[Line]

    @property
    def differing(self) -> list[Line]:
        """Where the two records differ, or one of them is silent; what tells most against this child first."""
        return sorted((line for line in self.lines if line.differs), key=lambda line: line.weight)

    @property
    def agreeing(self) -> list[Line]:
        """Where they say the same, or what points to this child."""
        return [line for line in self.lines if line.agrees]

    @property
    def beyond(self) -> list[Line]:
        """What was weighed beside the two records."""
        return [line for line in self.lines if not line.compares]


@dataclass(frozen=True)
class RowView:
    """One row with all that is known of it. `police` and `missing`: whichever the row is, and its matches."""

    row: RunRow
    police: list[PoliceRow] = field(default_factory=list)
    missing: list[MissingRow] = field(default_factory=list)
    child: ChildRow | None = None
    placements: list[PlacementRow] = field(default_factory=list)
    episodes: list[RunEpisode] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    pairs: list[RunPair] = field(default_factory=list)
    unread: list[SetAsideRow] = field(default_factory=list)


def with_times(actor: Person, run: Run, side: str, rows: list[RunRow]) -> list[dict[str, Any]]:
    """The rows of one page with the times their records give."""
    must(actor, "read")
    ids = [row.row_id for row in rows]
    if side == "police":
        records: dict[str, Any] = {
            r.incident_id: r for r in PoliceRow.objects.filter(upload=run.upload_id, incident_id__in=ids)
        }
    else:
        records = {
            r.missing_id: r for r in MissingRow.objects.filter(upload=run.upload_id, missing_id__in=ids)
        }
    return [{"row": row, "record": records.get(row.row_id)} for row in rows]


def row_view(actor: Person, run: Run, side: str, n: int) -> RowView | None:
    """The row at place `n` of a run's list, or None."""
    must(actor, "read")
    row = RunRow.objects.filter(run=run, side=side, n=n).first()
    if row is None:
        return None
    return _police_view(run, row) if side == "police" else _authority_view(run, row)


def _police_view(run: Run, row: RunRow) -> RowView:
    of = {"upload": run.upload_id}
    police = list(PoliceRow.objects.filter(**of, incident_id=row.row_id))
    link = RunLink.objects.filter(run=run, incident_id=row.row_id).first()
    matched = RunMatch.objects.filter(run=run, incident_id=row.row_id).values_list("missing_id", flat=True)
    return RowView(
        row=row,
        police=police,
        missing=list(MissingRow.objects.filter(**of, missing_id__in=matched)),
        child=ChildRow.objects.filter(**of, child_id=link.child_id).first() if link else None,
        placements=placements(run, link.child_id) if link else [],
        episodes=_episodes(run, link.child_id, "police_incidents", row.row_id) if link else [],
        candidates=candidates(run, row.row_id, police[0] if police else None),
        pairs=list(RunPair.objects.filter(run=run, incident_id=row.row_id)),
        unread=list(SetAsideRow.objects.filter(**of, table="police", row_id=row.row_id)),
    )


def _authority_view(run: Run, row: RunRow) -> RowView:
    of = {"upload": run.upload_id}
    missing = list(MissingRow.objects.filter(**of, missing_id=row.row_id))
    child = ChildRow.objects.filter(**of, child_id=missing[0].child_id).first() if missing else None
    matched = RunMatch.objects.filter(run=run, missing_id=row.row_id).values_list("incident_id", flat=True)
    return RowView(
        row=row,
        police=list(PoliceRow.objects.filter(**of, incident_id__in=matched)),
        missing=missing,
        child=child,
        placements=placements(run, child.child_id) if child else [],
        episodes=_episodes(run, child.child_id, "authority_rows", row.row_id) if child else [],
        pairs=list(RunPair.objects.filter(run=run, missing_id=row.row_id)),
        unread=list(SetAsideRow.objects.filter(**of, table="missing", row_id=row.row_id)),
    )


def placements(run: Run, child_id: str) -> list[PlacementRow]:
    """The child's placements, in order."""
    return list(PlacementRow.objects.filter(upload=run.upload_id, child_id=child_id).order_by("started"))


def _episodes(run: Run, child_id: str, column: str, row_id: str) -> list[RunEpisode]:
    episodes = RunEpisode.objects.filter(run=run, child_id=child_id)
    return [episode for episode in episodes if row_id in (getattr(episode, column) or "").split(";")]


def candidates(run: Run, incident_id: str, police: PoliceRow | None) -> list[Candidate]:
    """Whom the incident may be about, the likeliest first."""
    found = list(RunEvidence.objects.filter(run=run, incident_id=incident_id).order_by("-share"))
    children = {
        child.child_id: child
        for child in ChildRow.objects.filter(
            upload=run.upload_id, child_id__in=[one.child_id for one in found]
        )
    }
    return [
        Candidate(children[one.child_id], one.share, lines_of(one.body, police, children[one.child_id]))
        for one in found
        if one.child_id in children
    ]
