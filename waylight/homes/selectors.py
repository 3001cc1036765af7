"""Reads of the register of homes. Addresses are restricted: each look at a list or a home is on the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import connection

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.homes.models import Address, Running

KINDS = (Node.Kind.HOME, Node.Kind.SUPPORTED)
Entry = TypeVar("Entry", Address, Running)


@dataclass(frozen=True)
class Home:
    """A home as the register has it on a day; `address` and `running` are None where nothing is known for it."""

    node: Node
    address: Address | None
    running: Running | None


def register(*, actor: Actor, day: date, route: str = "") -> list[Home]:
    """The homes whose entry the grid opens to the actor: of a force's or a host authority's area. By name."""
    open_ = reach.may_nodes("register of homes")
    nodes = list(Node.objects.filter(id__in=open_, kind__in=KINDS).select_related("parent", "area", "force"))
    homes = _with_entries(nodes, day)
    note(actor=actor, act=Act.LISTED, record="register of homes", route=route, basis=f"{len(homes)} homes")
    return homes


def home(*, actor: Actor, node: UUID, day: date, route: str = "") -> Home:
    """One home. Raises: NotThere where neither the register nor a child of the actor's opens it."""
    found = Node.objects.filter(pk=node).select_related("parent", "area", "force").first()
    entry = _with_entries([found], day)[0] if found else None
    if entry is None or (entry.address is None and entry.running is None):
        raise NotThere(record="register of homes", subject=node)
    note(actor=actor, act=Act.READ, record="register of homes", subject=node, route=route)
    return entry


@dataclass(frozen=True)
class History:
    """A home with every entry of the register, the latest first: where it is and was, who runs and ran it."""

    node: Node
    addresses: tuple[Address, ...]
    runnings: tuple[Running, ...]

    def on(self, day: date) -> Home:
        """What holds on that day."""
        return Home(self.node, _holding(self.addresses, day), _holding(self.runnings, day))


def history(*, actor: Actor, node: UUID, route: str = "") -> History:
    """One home over time. Raises: NotThere where neither the register, nor working there, nor a child of the actor's
    who lives or lived there opens it. Each look is on the trail."""
    found = Node.objects.filter(pk=node, kind__in=KINDS).select_related("parent", "area", "force").first()
    if found is None or not _open(node):
        raise NotThere(record="register of homes", subject=node)
    note(actor=actor, act=Act.READ, record="register of homes", subject=node, route=route)
    addresses = Address.objects.filter(node_id=node).order_by("-during")
    runnings = Running.objects.filter(node_id=node).select_related("provider").order_by("-during")
    return History(found, tuple(addresses), tuple(runnings))


def _open(node: UUID) -> bool:
    """The same three ways in as row security has for an entry: also of a home that has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::uuid IN (SELECT may_nodes('register of homes', 'read') UNION SELECT my_nodes() "
            "UNION SELECT homes_of_own_children())",
            [node],
        )
        (may,) = cursor.fetchone()
    return bool(may)


def _holding(rows: tuple[Entry, ...], day: date) -> Entry | None:
    return next((row for row in rows if day in row.during), None)


def _with_entries(nodes: list[Node], day: date) -> list[Home]:
    ids = [node.id for node in nodes]
    addresses = {row.node_id: row for row in Address.objects.filter(node_id__in=ids, during__contains=day)}
    runnings = {
        row.node_id: row
        for row in Running.objects.filter(node_id__in=ids, during__contains=day).select_related("provider")
    }
    homes = [Home(node, addresses.get(node.id), runnings.get(node.id)) for node in nodes]
    return sorted(homes, key=lambda one: (one.node.name, str(one.node.id)))
