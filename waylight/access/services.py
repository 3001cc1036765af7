"""Who becomes what: roles given and ended, who is on duty, nodes added and moved. Each with its line on the trail.

The database holds the same lines (migration 0003): a role is given in the giver's own name, to somebody else, within
the giver's own nodes, with an end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.access.grid import roles
from waylight.agencies.actor import Actor
from waylight.agencies.models import OnDuty, RoleGrant
from waylight.agencies.refusals import NotThere
from waylight.agencies.selectors import below
from waylight.audit.acts import Act
from waylight.audit.services import note

# Nobody holds a role for longer without somebody looking at it again.
LONGEST_GRANT = timedelta(days=366)


class NotGiven(Exception):
    """The role is not given or ended; the message says why and what to do, and names no child."""


def _must_be_mine(actor: Actor, node: UUID) -> None:
    if node not in below(grant.node_id for grant in actor.grants):
        raise NotThere(record="role", subject=node, reason="not a node of the actor's")


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    person: UUID,
    role: str,
    node: UUID,
    since: datetime,
    until: datetime,
    why: str,
    route: str = "",
) -> RoleGrant:
    """Give somebody a role at one of the actor's own nodes. Raises: NotGiven, NotThere."""
    if role not in roles():
        raise NotGiven(f"There is no role called {role}. Choose one of the list.")
    if person == actor.person_id:
        raise NotGiven("Nobody gives a role to themselves. Ask a colleague to give it to you.")
    if not since < until <= since + LONGEST_GRANT:
        raise NotGiven("A role has an end, after its beginning and within a year. Choose an earlier day.")
    if not why.strip():
        raise NotGiven("Say why the person needs the role: one sentence is enough.")
    _must_be_mine(actor, node)
    overlapping = RoleGrant.objects.filter(
        person_id=person, role=role, node_id=node, during__overlap=DateTimeTZRange(since, until)
    )
    if overlapping.exists():
        raise NotGiven("The person holds this role there already. End it first, or choose a later beginning.")
    given = RoleGrant(
        id=uuid4(), person_id=person, role=role, node_id=node, during=DateTimeTZRange(since, until),
        granted_by_id=actor.person_id, why=why.strip(),
    )  # fmt: skip
    given.save(force_insert=True)
    note(actor=actor, act=Act.WROTE, record="role", subject=given.id, route=route, basis=f"gave {role}")
    return given


@transaction.atomic
def end_role(*, actor: Actor, grant: UUID, at: datetime, route: str = "") -> None:
    """End a role now or earlier than it would have ended: a leaver, a mover. Raises: NotThere, NotGiven."""
    held = RoleGrant.objects.filter(pk=grant).first()
    if held is None:
        raise NotThere(record="role", subject=grant)
    _must_be_mine(actor, held.node_id)
    if at >= held.during.upper:
        raise NotGiven("The role ends before that already.")
    ended = DateTimeTZRange(held.during.lower, max(at, held.during.lower))
    # Only the end may change, and only inwards; a changed count would mean that the database refused it.
    if RoleGrant.objects.filter(pk=grant).update(during=ended) != 1:
        raise NotThere(record="role", subject=grant)
    note(actor=actor, act=Act.WROTE, record="role", subject=grant, route=route, basis=f"ended {held.role}")


@transaction.atomic
def put_on_duty(
    *, actor: Actor, person: UUID, role: str, node: UUID, since: datetime, until: datetime, route: str = ""
) -> OnDuty:
    """Say who answers for a node in a role. Raises: NotGiven where they hold no such role there; NotThere."""
    _must_be_mine(actor, node)
    if not since < until:
        raise NotGiven("A duty ends after it begins. Choose a later end.")
    if not RoleGrant.objects.filter(person_id=person, role=role, during__contains=since).exists():
        raise NotGiven("On duty is somebody who holds the role. Give them the role first.")
    duty = OnDuty(node_id=node, role=role, person_id=person, during=DateTimeTZRange(since, until))
    duty.save(force_insert=True)
    note(actor=actor, act=Act.WROTE, record="duty roster", subject=person, route=route, basis=role)
    return duty


@transaction.atomic
def add_node(
    *,
    actor: Actor,
    kind: str,
    name: str,
    under: UUID,
    since: datetime,
    code: str = "",
    force: UUID | None = None,
    area: UUID | None = None,
    country: str = "E",
    route: str = "",
) -> UUID:
    """Add a node under one of the actor's own. Raises: NotThere."""
    _must_be_mine(actor, under)
    node = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access_add_node(%s, %s, %s, %s, %s, %s, %s, %s, false, %s)",
            [node, kind, name, code, under, force, area, country, since.date()],
        )
    note(actor=actor, act=Act.WROTE, record="agency", subject=node, route=route, basis=f"added a {kind}")
    return node


@transaction.atomic
def move_node(*, actor: Actor, node: UUID, under: UUID, route: str = "") -> None:
    """Move a node from one of the actor's own to another. Raises: NotThere."""
    _must_be_mine(actor, node)
    _must_be_mine(actor, under)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_move_node(%s, %s)", [node, under])
    note(actor=actor, act=Act.WROTE, record="agency", subject=node, route=route, basis="moved")
