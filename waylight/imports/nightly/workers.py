"""Who works where, beside the accounts and roles of the record. A list proposes roles; a second person gives them."""

from __future__ import annotations

from datetime import datetime, timedelta

from waylight.access.grid import roles
from waylight.agencies.models import Person, RoleGrant
from waylight.engine.when import LONDON, midnight
from waylight.imports.lists import ListedWorker, Lists
from waylight.imports.nightly.places import Nodes
from waylight.imports.nightly.steps import EndRole, Plan, Proposal

NO_ROLE = "role is none of the access grid: write one of its roles"
NO_NODE = "node is no place on the record, or names more than one: correct its code or name"
NOT_OURS = "the place is not this authority's: its own manager ends the role"


def plan_workers(lists: Lists, nodes: Nodes, now: datetime, found: Plan) -> None:
    """Adds accounts, roles that end, and roles for somebody to give."""
    emails = {row.email for row in lists.workers}
    people = {one.email: one for one in Person.objects.filter(email__in=emails)}
    for row in lists.workers:
        node = nodes.work(row.place)
        if row.role not in roles():
            found.aside.append((row, NO_ROLE))
        elif node is None:
            found.aside.append((row, NO_NODE))
        else:
            _worker(row, people.get(row.email), nodes, now, found)


def _worker(row: ListedWorker, person: Person | None, nodes: Nodes, now: datetime, found: Plan) -> None:
    node = nodes.work(row.place)
    assert node is not None  # or the row would have been set aside
    until = midnight(row.until + timedelta(days=1)) if row.until else None
    held = (
        RoleGrant.objects.filter(person=person, role=row.role, node_id=node, during__contains=now).first()
        if person
        else None
    )
    if held is not None:
        if until is not None and until < held.during.upper:
            if node in nodes.own:
                found.ended.append(EndRole(held.id, max(until, now)))
            else:
                found.aside.append((row, NOT_OURS))
        return
    if until is not None and until <= now:
        return  # somebody who left, and holds nothing
    if person is None:
        found.accounts.setdefault(row.email, row.name)
    begins = row.since or now.astimezone(LONDON).date()
    later = RoleGrant.objects.filter(
        person=person, role=row.role, node_id=node, during__startswith__gt=midnight(begins)
    )
    if person is None or not later.exists():
        found.proposals.append(Proposal(row, node, person is not None))
