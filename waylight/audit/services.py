"""Writing the trail: in the transaction of the act, or in one of its own where the act was rolled back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID, uuid4

from django.db import connection, transaction

from waylight.audit.acts import Act

COLUMNS = "person, actor_name, role, node, node_name, act, record, subject, route, page, digest"
ONE = f"INSERT INTO audit_trail ({COLUMNS}, child, basis) VALUES ({', '.join(['%s'] * 13)})"  # noqa: S608
MANY = (
    f"INSERT INTO audit_trail ({COLUMNS}, child, basis) "  # noqa: S608 - fixed text, values are parameters
    f"SELECT {', '.join(['%s'] * 11)}, seen.child, seen.basis FROM unnest(%s::uuid[], %s::text[]) seen(child, basis)"
)


class Who(Protocol):
    """What the trail keeps of somebody who acts: see `waylight.agencies.actor.Actor`."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def node(self) -> UUID | None: ...
    @property
    def node_name(self) -> str: ...


def note(
    *,
    actor: Who | None,
    act: Act,
    record: str,
    child: UUID | None = None,
    subject: UUID | None = None,
    route: str = "",
    basis: str = "",
    children: Iterable[UUID] | Mapping[UUID, str] = (),
    digest: bytes | None = None,
) -> None:
    """Put one act on the trail, in the transaction that is under way.

    `route` is the name of a route, command or task. `basis` is why they could. `children` are those seen in a
    list, each with its own basis where it is a mapping: a list makes one row for the page and one for each child.
    `digest` is the salted hash of the fact that was written: the chain then holds the fact to it.
    Raises whatever the database raises: an act that cannot be put on the trail does not happen.
    """
    seen = children if isinstance(children, Mapping) else dict.fromkeys(children, "")
    page = uuid4() if seen else None
    who = (None, "", "", None, "") if actor is None else (
        actor.person_id, actor.name, actor.role, actor.node, actor.node_name
    )  # fmt: skip
    common = (*who, Act(act).value, record, subject, route, page, digest)
    with connection.cursor() as cursor:
        cursor.execute(ONE, (*common, child, basis))
        if seen:
            cursor.execute(MANY, (*common, list(seen), list(seen.values())))


def note_afterwards(
    *,
    actor: Who | None,
    act: Act,
    record: str,
    child: UUID | None = None,
    subject: UUID | None = None,
    route: str = "",
    basis: str = "",
) -> None:
    """Put on the trail what was rolled back or refused: in a transaction of its own, after the first has ended.

    Raises RuntimeError inside a transaction, whose end would decide over the row.
    """
    with transaction.atomic(durable=True):
        if actor is not None and actor.person_id is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(actor.person_id)])
        note(actor=actor, act=act, record=record, child=child, subject=subject, route=route, basis=basis)
