"""Whose case the child is, by name; and who alone may see a child whose record is narrowed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.models import RoleGrant
from waylight.agencies.refusals import NotThere
from waylight.children.kinds import Allocated, AllocationEnded, Restricted
from waylight.children.models import Allocation, Child
from waylight.children.projecting import project
from waylight.children.services.writing import said
from waylight.engine.when import at
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused


@transaction.atomic
def allocate(
    filing: Filing,
    *,
    child: UUID,
    node: UUID,
    role: str,
    relation: str,
    person: UUID | None = None,
    since: datetime,
    until: datetime | None = None,
) -> UUID:
    """Put the child on the list of a person who holds the role at the node, or of the node itself.

    `relation` is what they are to the child through it: "responsible" for the social worker, "caring" for somebody
    named at the home of a restricted child, "interviewing". Returns the allocation's id. Raises: Refused, NotThere.
    """
    if (
        person is not None
        and not RoleGrant.objects.filter(
            person_id=person, role=role, node_id=node, during__contains=max(since, filing.now)
        ).exists()
    ):
        raise Refused(
            f"That person does not hold the role of {role} there. Give them the role first.", field="person"
        )
    added = said(filing, child, "allocated", at(since), Allocated(node, role, relation, person))
    if not added.already:
        Allocation(
            id=added.id, child_id=child, person_id=person, node_id=node, role=role, relation=relation,
            during=DateTimeTZRange(since, until),
        ).save(force_insert=True)  # fmt: skip
        project(child)
    return added.id


@transaction.atomic
def end_allocation(filing: Filing, *, child: UUID, allocation: UUID, at_: datetime) -> None:
    """Take the child off that list. Raises: NotThere; Refused where it ended before."""
    added = said(filing, child, "allocation ended", at(at_), AllocationEnded(allocation))
    if added.already:
        return
    current = Allocation.objects.select_for_update().filter(pk=allocation, child_id=child).first()
    if current is None:
        raise NotThere(record="child core", child=child, subject=allocation)
    if current.during.upper is not None and current.during.upper <= at_:
        raise Refused("The child was taken off that list already.")
    current.during = DateTimeTZRange(current.during.lower, max(at_, current.during.lower))
    current.save(update_fields=["during"])
    project(child)


@transaction.atomic
def restrict(filing: Filing, *, child: UUID, restricted: bool, reason: str) -> None:
    """Narrow the record to people named for the child, or open it again.

    Refuses to narrow a record for which nobody is named: it would be closed to everyone, the writer included.
    Raises: Refused, NotThere.
    """
    if not reason.strip():
        raise Refused("Say why: the reason stands in the record.", field="reason")
    mine = Allocation.objects.filter(
        child_id=child, person_id=filing.actor.person_id, during__contains=filing.now
    )
    if restricted and not mine.exists():
        raise Refused(
            "Put yourself, or have yourself put, on the child's list first: only named people will see it."
        )
    added = said(filing, child, "restricted", at(filing.now), Restricted(restricted), {"why": reason})
    if added.already:
        return
    if Child.objects.filter(pk=child).update(restricted=restricted) != 1:
        raise NotThere(record="child core", child=child)
    project(child)
