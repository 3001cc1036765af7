"""What is owed to a child, and by whom: reads that take the actor. Row security stands under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.agencies.selectors import below
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Allocation
from waylight.children.selectors.same import one_child
from waylight.duties.kinds import POLICE, RECORD
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import OwedLine, owed_lines
from waylight.duties.selectors.over_all import instead, one_row
from waylight.interviews.kinds import RECORD as INTERVIEWS
from waylight.rulebook.deeds import CHASED

# More are not read on one page; the page says how many there are.
AT_MOST = 300


@dataclass(frozen=True)
class Worklist:
    """`lines` in the order of their columns; `more`: due after them and not read; `older`: due before any is chased."""

    lines: tuple[OwedLine, ...]
    more: int = 0
    older: int = 0


def owed_to_child(
    *, actor: Actor, child: UUID, now: datetime, route: str = ""
) -> tuple[OwedLine, ...] | None:
    """All that is or was owed to the child, under whichever of their records: open ones first by when they are due,
    then the latest first. None where the actor may read none of it. On the trail as read, each record by itself."""
    read = [one for one in one_child([child]).get(child, (child,)) if _read(actor, one, route)]
    if not read:
        return None
    found = owed_lines(
        instead(Owed.objects.filter(child__in=read), lambda rows: rows.filter(child__in=read)), now
    )
    open_ = sorted((one for one in found if one.row.open), key=lambda one: one.row.due_at)
    over = sorted((one for one in found if not one.row.open), key=lambda one: one.row.due_at, reverse=True)
    return (*open_, *over)


def _read(actor: Actor, child: UUID, route: str) -> bool:
    """Whether something that is owed under that record may be read; notes by which record of the grid."""
    for record in (RECORD, POLICE, INTERVIEWS):
        why = reach.reasons([child], record).get(child, "")
        if why:
            note(actor=actor, act=Act.READ, record=record, child=child, route=route, basis=why)
            return True
    return False


def owed_one(*, actor: Actor, owed_id: UUID, now: datetime, route: str = "") -> OwedLine:
    """One row, on the trail as read. Raises: NotThere."""
    row = one_row(owed_id)
    if row is None:
        raise NotThere(record=RECORD, subject=owed_id)
    why = reach.reasons([row.child], row.record).get(row.child, "")
    note(
        actor=actor, act=Act.READ, record=row.record, child=row.child, subject=owed_id, route=route, basis=why
    )
    (line,) = owed_lines([row], now)
    return line


def owed_by(
    *,
    actor: Actor,
    now: datetime,
    node: UUID | None = None,
    person: UUID | None = None,
    older: bool = False,
    start: int = 0,
    route: str = "",
) -> Worklist:
    """What is open and owed by the node and all below it, or about the children whose case is the person's: what is
    chased, or (`older`) what was due before that. `start`: how many that are due earlier to leave out."""
    asked = Q(open=True)
    if person is not None:
        own = Allocation.objects.filter(person_id=person, during__contains=now).values_list(
            "child_id", flat=True
        )
        asked &= Q(child__in=list(own), owner="the responsible authority")
    if node is not None:
        asked &= _owed_at(node)
    since = now - CHASED.value.span
    old = asked & Q(due_at__lt=since)
    in_time = old if older else asked & Q(due_at__gte=since)
    wanted = Owed.objects.filter(in_time)
    read = list(wanted.order_by("due_at", "pk")[start : start + AT_MOST + 1])
    more = wanted.count() - start - AT_MOST if len(read) > AT_MOST else 0
    # Of those over all records there are few: they stand on the first page, whenever they are due.
    listed = instead(read[:AT_MOST], lambda rows: rows.none() if start else rows.filter(in_time))
    found = sorted(owed_lines(listed, now), key=lambda one: one.order)
    _list(actor, route, found)
    return Worklist(tuple(found), more, Owed.objects.filter(old).count())


def _owed_at(node: UUID) -> Q:
    """What the node and all below it owe. Who holds interviews for an authority owes nothing by law: for them it is
    what is owed of interviews, of the children referred to them, whom row security opens to them."""
    if Node.objects.filter(pk=node, kind=Node.Kind.INTERVIEWS).exists():
        return Q(also=INTERVIEWS)
    return Q(owners__overlap=list(below([node])))


def has_own_cases(actor: Actor, now: datetime) -> bool:
    """Whether children are on the actor's list by name."""
    return Allocation.objects.filter(person_id=actor.person_id, during__contains=now).exists()


def _list(actor: Actor, route: str, found: list[OwedLine]) -> None:
    children = list({one.row.child for one in found})
    note(actor=actor, act=Act.LISTED, record=RECORD, route=route, children=children)
