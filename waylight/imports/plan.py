"""What taking a run into the record would change, before it changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from waylight.agencies.models import Node
from waylight.children.models import ChildIdentifier
from waylight.desk.models import ChildRow, Decision, MissingRow, PoliceRow, Run, RunEvidence, RunLink
from waylight.imports.lines import AUTHORITY, POLICE, Line, line, when_of
from waylight.imports.models import Taken
from waylight.rulebook.files import CERTAIN, RIVAL

NOT_ON_RECORD = "the child is not on this record"
NOT_CERTAIN = "the link is not certain: it waits at the desk"
NO_FORCE = "the force is not on this record"


@dataclass
class Plan:
    """Lines to file, lines that change an earlier claim, how many stand already, and rows set aside by reason."""

    new: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, Taken]] = field(default_factory=list)
    same: int = 0
    aside: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> dict[str, object]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": self.same,
            "aside": dict(self.aside),
        }


def plan(run: Run, *, authority: UUID, now: datetime) -> Plan:
    """Of a finished run, for the children whom the authority knows by the number in the extract."""
    children = _children(run, authority)
    found = Plan()
    stood = {(t.node, t.side, t.row_id): t for t in Taken.objects.filter(child__in=set(children.values()))}
    for one in (*_missing(run, children, authority, now), *_police(run, children, now)):
        if isinstance(one, str):
            found.aside[one] += 1
            continue
        before = stood.get((one.node, one.side, one.row_id))
        if before is None or before.back:
            found.new.append(one)
        elif before.content == one.content:
            found.same += 1
        else:
            found.changed.append((one, before))
    return found


def _children(run: Run, authority: UUID) -> dict[str, UUID]:
    """The children on the record, by the number that the extract has for them."""
    known = ChildIdentifier.objects.filter(node_id=authority, scheme="authority")
    by_number = dict(known.values_list("value", "child_id"))
    numbers = ChildRow.objects.filter(upload=run.upload_id).values_list("child_id", flat=True)
    return {number: by_number[number] for number in numbers if number in by_number}


def _missing(run: Run, children: dict[str, UUID], authority: UUID, now: datetime) -> Iterator[Line | str]:
    for row in MissingRow.objects.filter(upload=run.upload_id).iterator():
        child = children.get(row.child_id)
        yield NOT_ON_RECORD if child is None else line(
            side=AUTHORITY, row_id=row.missing_id, child=child, node=authority,
            since=when_of(row.started_at, row.started_day), until=when_of(row.ended_at, row.ended_day),
            known=row.category == "A", now=now,
        )  # fmt: skip


def _police(run: Run, children: dict[str, UUID], now: datetime) -> Iterator[Line | str]:
    links = _links(run)
    forces = _forces()
    for row in PoliceRow.objects.filter(upload=run.upload_id).iterator():
        link = links.get(row.incident_id)
        child = children.get(link[0]) if link else None
        force = forces.get((row.force or "").casefold())
        if child is None or link is None:
            yield NOT_ON_RECORD
        elif not link[1]:
            yield NOT_CERTAIN
        elif force is None:
            yield NO_FORCE
        else:
            since = when_of(row.last_seen_at, row.last_seen_day) or when_of(row.reported_at, row.reported_day)
            yield line(
                side=POLICE, row_id=row.incident_id, child=child, node=force, since=since,
                until=when_of(row.found_at, row.found_day), known=False, now=now,
            )  # fmt: skip


def _links(run: Run) -> dict[str, tuple[str, bool]]:
    """Each incident's child, and whether the link is certain: confirmed by a person, or probable without a rival."""
    rivals = Counter(
        RunEvidence.objects.filter(run=run, share__gt=RIVAL.value).values_list("incident_id", flat=True)
    )
    undone = Decision.objects.filter(undoes__isnull=False).values("undoes")
    said = (
        Decision.objects.filter(missing_id=None, undoes__isnull=True).exclude(seq__in=undone).order_by("seq")
    )
    verdicts = {(d.incident_id, d.child_id): d.verdict for d in said}
    found = {}
    for link in RunLink.objects.filter(run=run).iterator():
        verdict = verdicts.get((link.incident_id, link.child_id))
        alone = rivals[link.incident_id] <= 1
        sure = verdict == "yes" or (verdict is None and link.probability >= CERTAIN.value and alone)
        found[link.incident_id] = (link.child_id, sure)
    return found


def _forces() -> dict[str, UUID]:
    rows = Node.objects.filter(kind=Node.Kind.FORCE).values_list("id", "name", "code")
    return {word.casefold(): id for id, name, code in rows for word in (name, code) if word}
