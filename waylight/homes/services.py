"""The register of homes as those who run one keep it: what changes is ended and said anew, never overwritten."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg.errors import InsufficientPrivilege

from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.homes.models import Address, Running

LATER = "There is a later entry from {day} on. Choose a day after it."


class NotRegistered(Exception):
    """The register was not changed; the message says what to do."""


@transaction.atomic
def say_where(
    *,
    actor: Actor,
    node: UUID,
    lines: str,
    since: date,
    town: str = "",
    postcode: str = "",
    phone: str = "",
    household: str = "",
    route: str = "",
) -> UUID:
    """The address of a home from that day on; the one before ends the day before. Raises: NotRegistered, NotThere."""
    if not lines.strip():
        raise NotRegistered("Give the house and the street.")
    address = Address(
        node_id=node, lines=lines.strip(), town=town.strip(), postcode=postcode.strip().upper(),
        phone=phone.strip(), household=household.strip(), during=DateRange(since, None),
    )  # fmt: skip
    _replace(address, since)
    note(actor=actor, act=Act.WROTE, record="register of homes", subject=node, route=route, basis="address")
    return address.id


@transaction.atomic
def say_who_runs(
    *,
    actor: Actor,
    node: UUID,
    provider: UUID,
    since: date,
    owner: str = "",
    responsible_individual: str = "",
    manager: str = "",
    places: int | None = None,
    route: str = "",
) -> UUID:
    """Who runs and who owns a home from that day on. Raises: NotRegistered, NotThere."""
    if places is not None and places < 1:
        raise NotRegistered("A home is registered for one child or more. Check the number of places.")
    running = Running(
        node_id=node, provider_id=provider, owner=owner.strip(), manager=manager.strip(), places=places,
        responsible_individual=responsible_individual.strip(), during=DateRange(since, None),
    )  # fmt: skip
    _replace(running, since)
    note(
        actor=actor, act=Act.WROTE, record="register of homes", subject=node, route=route, basis="who runs it"
    )
    return running.id


def _replace(row: Address | Running, since: date) -> None:
    model = type(row)
    later = model.objects.filter(node_id=row.node_id, during__startswith__gte=since).first()
    if later is not None:
        raise NotRegistered(LATER.format(day=f"{later.during.lower:%-d %B %Y}"))
    current = model.objects.filter(node_id=row.node_id, during__contains=since).first()
    try:
        with transaction.atomic():
            if current is not None:
                ended = DateRange(current.during.lower, since)
                # Row security answers with no row, not with an error, where the reader may not write.
                if model.objects.filter(pk=current.pk).update(during=ended) != 1:
                    raise NotThere(record="register of homes", subject=row.node_id)
            row.save(force_insert=True)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotThere(record="register of homes", subject=row.node_id) from error
        raise
    except IntegrityError as error:
        # An entry that the writer may not read stands in the way: to them the home is not there.
        raise NotThere(record="register of homes", subject=row.node_id) from error
