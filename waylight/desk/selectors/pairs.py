"""One doubtful pair with all that a person needs to decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from waylight.desk.extracts import records_hash
from waylight.desk.gaps import Gap, gaps
from waylight.desk.models import (
    ChildRow,
    Decision,
    MissingRow,
    PlacementRow,
    PoliceRow,
    Run,
    RunMatch,
    RunPair,
)
from waylight.desk.people import PAIR, Person, must
from waylight.desk.selectors.records import Candidate, candidates, placements
from waylight.desk.standing import standing_decision

# Rows of the child this near to the report are shown beside it.
NEAR = timedelta(days=3)


@dataclass(frozen=True)
class PairView:
    """One question. `missing` are the authority's rows near the report, the asked one (if any) first;
    `rivals` the other children it may be, `reports` the police's other reports matched to the asked row."""

    pair: RunPair
    police: PoliceRow
    child: ChildRow
    asked: MissingRow | None
    missing: list[MissingRow]
    placements: list[PlacementRow]
    this: Candidate | None
    rivals: list[Candidate]
    reports: list[PoliceRow]
    gaps: list[Gap]
    decision: Decision | None
    history: list[tuple[Decision, bool]]


def pair_view(actor: Person, run: Run, n: int) -> PairView | None:
    """The pair at place `n`, or None where there is none or its rows were deleted."""
    must(actor, "read", PAIR)
    pair = RunPair.objects.filter(run=run, n=n).first()
    of = {"upload": run.upload_id}
    police = PoliceRow.objects.filter(**of, incident_id=pair.incident_id).first() if pair else None
    child = ChildRow.objects.filter(**of, child_id=pair.child_id).first() if pair else None
    if pair is None or police is None or child is None:
        return None
    missing = _near(run, child, police, pair.missing_id)
    everyone = candidates(run, pair.incident_id, police)
    asked = next((row for row in missing if row.missing_id == pair.missing_id), None)
    return PairView(
        pair=pair,
        police=police,
        child=child,
        asked=asked,
        missing=missing,
        placements=placements(run, child.child_id),
        this=next((one for one in everyone if one.child.child_id == child.child_id), None),
        rivals=[one for one in everyone if one.child.child_id != child.child_id],
        reports=_reports(run, pair),
        gaps=gaps(police, asked) if asked else [],
        decision=standing_decision(run.id, pair.incident_id, pair.child_id, pair.missing_id),
        history=_history(run, pair, records_hash(vars(police), vars(child), vars(asked) if asked else None)),
    )


def _near(run: Run, child: ChildRow, police: PoliceRow, asked: str | None) -> list[MissingRow]:
    """The child's rows that begin or end near the report or lie across it, the asked one first."""
    rows = MissingRow.objects.filter(upload=run.upload_id, child_id=child.child_id)
    at: datetime | None = police.last_seen_at or police.reported_at
    if at is not None:
        end = police.found_at or at
        across = Q(started_at__lte=end + NEAR) & (
            Q(ended_at__gte=at - NEAR) | Q(ended_at__isnull=True, started_at__gte=at - NEAR)
        )
        rows = rows.filter(across | Q(missing_id=asked or ""))
    return sorted(rows, key=lambda row: (row.missing_id != asked, row.started_at or datetime.min))


def _reports(run: Run, pair: RunPair) -> list[PoliceRow]:
    if pair.missing_id is None:
        return []
    others = RunMatch.objects.filter(run=run, missing_id=pair.missing_id).exclude(
        incident_id=pair.incident_id
    )
    ids = others.values_list("incident_id", flat=True)
    return list(PoliceRow.objects.filter(upload=run.upload_id, incident_id__in=list(ids)))


def _history(run: Run, pair: RunPair, records: str) -> list[tuple[Decision, bool]]:
    """All that was ever decided about these two records, in any run, the latest first, and whether they said
    then what they say now."""
    facts = Decision.objects.filter(
        incident_id=pair.incident_id, child_id=pair.child_id, missing_id=pair.missing_id,
        force=pair.force, authority=pair.authority,
    ).select_related("run")  # fmt: skip
    return [(fact, fact.records == records) for fact in facts.order_by("-seq")[:20]]


def last_own(actor: Person, run: Run) -> tuple[Decision, int] | None:
    """The actor's latest decision in this run that stands, with its place: what Z takes back."""
    must(actor, "read", PAIR)
    mine = Q(by_person=actor.person_id) | Q(by_person=None, by_name=actor.name, by_agency=actor.agency)
    fact = (
        Decision.objects.filter(mine, run=run, undone_by__isnull=True)
        .exclude(verdict=Decision.Verdict.UNDONE)
        .order_by("-seq")
        .first()
    )
    if fact is None:
        return None
    place = RunPair.objects.filter(
        run=run, incident_id=fact.incident_id, child_id=fact.child_id, missing_id=fact.missing_id
    ).values_list("n", flat=True)
    return fact, place.get()
