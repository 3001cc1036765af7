"""What taking a run into the record would change, before it changes anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from waylight.agencies.models import Node
from waylight.children.models import ChildIdentifier
from waylight.desk.models import ChildRow, MissingRow, PoliceRow, Run
from waylight.engine.when import Answer, When, parse
from waylight.episodes.imports.rows import AuthorityRow, SourceRow, content
from waylight.episodes.imports.rows import PoliceRow as Report
from waylight.facts.models import Fact
from waylight.imports.links import links

NOT_ON_RECORD = "the child is not on this record"
NOT_CERTAIN = "the link is not certain: it waits at the desk"
NO_FORCE = "the force is not on this record"
NO_START = "the row does not say when the child went"
BACKWARDS = "the row ends before it begins"
LATER = "the row begins later than now"
# What a row comes to, by the word in an address; what is set aside, by its reason.
NEW, CHANGED, SAME = "new", "changed", "same"
ASIDE: Mapping[str, str] = {
    "not-on-record": NOT_ON_RECORD, "not-certain": NOT_CERTAIN, "no-force": NO_FORCE, "no-start": NO_START,
    "backwards": BACKWARDS, "later": LATER,
}  # fmt: skip
SIDES = POLICE, AUTHORITY = "police", "authority"
# The list that a row is of, its id there, and the line, or why there is none.
Read = tuple[str, str, "Line | str"]


# Child and content of what rows of files say on the record now, by whose list and the row's own number.
Standing = dict[tuple[UUID, str], tuple[UUID, str]]


@dataclass(frozen=True)
class Line:
    """One row with whose list it is of, and the child that it is about."""

    source: UUID
    row: SourceRow
    child: UUID


@dataclass
class Plan:
    """Rows that are new and rows whose sender changed them. `rows`: the ids of all, by what they come to (new, changed,
    same, or the reason why they are set aside) and the list that they are of."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    rows: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def aside(self) -> Counter[str]:
        """How many rows are set aside, by reason."""
        found = Counter[str]()
        for (what, _), ids in self.rows.items():
            if what not in (NEW, CHANGED, SAME):
                found[what] += len(ids)
        return found

    @property
    def counts(self) -> dict[str, object]:
        """How many rows come to what."""
        same = sum(len(self.rows.get((SAME, side), ())) for side in SIDES)
        return {NEW: len(self.new), CHANGED: len(self.changed), SAME: same, "aside": dict(self.aside)}


def plan(run: Run, *, authority: UUID, now: datetime) -> Plan:
    """Of a finished run, for the children whom the authority knows by the number in the extract."""
    children = _children(run, authority)
    found = Plan()
    standing = _standing(children.values())
    for side, id, one in (*_missing(run, children, authority), *_police(run, children)):
        found.rows[_put(one, standing, found, now), side].append(id)
    return found


def _put(one: Line | str, standing: Standing, found: Plan, now: datetime) -> str:
    """Keeps a row that is to be taken; returns what the row comes to."""
    reason = one if isinstance(one, str) else _fault(one.row, now)
    if reason or isinstance(one, str):
        return reason
    before = standing.get((one.source, one.row.source_id))
    if before is None:
        found.new.append(one)
        return NEW
    if before == (one.child, content(one.row)):
        return SAME
    found.changed.append(one)
    return CHANGED


def _children(run: Run, authority: UUID) -> dict[str, UUID]:
    """The children on the record, by the number that the extract has for them."""
    known = ChildIdentifier.objects.filter(node_id=authority, scheme="authority")
    by_number = dict(known.values_list("value", "child_id"))
    numbers = ChildRow.objects.filter(upload=run.upload_id).values_list("child_id", flat=True)
    return {number: by_number[number] for number in numbers if number in by_number}


def _standing(children: Iterable[UUID]) -> Standing:
    """What rows of files say on the record now: child and content, by whose list and the row's own number."""
    imported = Fact.objects.filter(door="import", kind="absent", child__in=set(children))
    wrong = Fact.objects.filter(kind="in error", about__in=imported.values("id")).values("about")
    found = {}
    for source, key, child in imported.exclude(id__in=wrong).values_list("by_node_id", "source_key", "child"):
        row_id, hashed, *_ = key.split("|")
        if child is not None:
            found[source, row_id] = (child, hashed)
    return found


def _missing(run: Run, children: dict[str, UUID], authority: UUID) -> Iterator[Read]:
    for row in MissingRow.objects.filter(upload=run.upload_id).iterator():
        child = children.get(row.child_id)
        started, ended = _when(row.started_at, row.started_day), _when(row.ended_at, row.ended_day)
        said = AuthorityRow(row.missing_id, row.category or "", started, ended)
        yield AUTHORITY, row.missing_id, NOT_ON_RECORD if child is None else Line(authority, said, child)


def _police(run: Run, children: dict[str, UUID]) -> Iterator[Read]:
    linked, forces = links(run), _forces()
    for row in PoliceRow.objects.filter(upload=run.upload_id).iterator():
        link = linked.get(row.incident_id)
        child = children.get(link.child) if link else None
        force = forces.get((row.force or "").casefold())
        if child is None or link is None:
            said: Line | str = NOT_ON_RECORD
        elif not link.certain:
            said = NOT_CERTAIN
        else:
            said = NO_FORCE if force is None else Line(force, _report(row), child)
        yield POLICE, row.incident_id, said


def _report(row: PoliceRow) -> Report:
    return Report(
        row.incident_id, _when(row.last_seen_at, row.last_seen_day), _when(row.reported_at, row.reported_day),
        _when(row.found_at, row.found_day), row.risk or "", row.place or "",
    )  # fmt: skip


def _when(wall: datetime | None, day_only: bool | None) -> When | None:
    """A time of an extract, on London's clocks, to the precision in which it was given."""
    if wall is None:
        return None
    return parse(f"{wall:%Y-%m-%d}" if day_only else f"{wall:%Y-%m-%dT%H:%M}")


def _fault(row: SourceRow, now: datetime) -> str:
    """Why the row makes no claim, or nothing."""
    if isinstance(row, AuthorityRow):
        since, until = row.started, row.ended
    elif isinstance(row, Report):
        since, until = row.last_seen or row.reported, row.found
    else:
        since, until = row.left, row.returned
    if since is None:
        return NO_START
    if since.earliest > now:
        return LATER
    return BACKWARDS if until is not None and until.before(since) is Answer.YES else ""


def _forces() -> dict[str, UUID]:
    rows = Node.objects.filter(kind=Node.Kind.FORCE).values_list("id", "name", "code")
    return {word.casefold(): id for id, name, code in rows for word in (name, code) if word}
