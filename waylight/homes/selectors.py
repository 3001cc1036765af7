"""Reads of the register of homes. Addresses are restricted: each look at a list or a home is on the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.homes.models import Address, Running


@dataclass(frozen=True)
class Home:
    """A home as the register has it on a day; `address` and `running` are None where nothing is known for it."""

    node: Node
    address: Address | None
    running: Running | None


def register(*, actor: Actor, day: date, route: str = "") -> list[Home]:
    """The homes whose entry the grid opens to the actor: of a force's or a host authority's area. By name."""
    open_ = reach.may_nodes("register of homes")
    nodes = list(
        Node.objects.filter(id__in=open_, kind__in=(Node.Kind.HOME, Node.Kind.SUPPORTED)).select_related(
            "parent", "area", "force"
        )
    )
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


def _with_entries(nodes: list[Node], day: date) -> list[Home]:
    ids = [node.id for node in nodes]
    addresses = {row.node_id: row for row in Address.objects.filter(node_id__in=ids, during__contains=day)}
    runnings = {
        row.node_id: row
        for row in Running.objects.filter(node_id__in=ids, during__contains=day).select_related("provider")
    }
    homes = [Home(node, addresses.get(node.id), runnings.get(node.id)) for node in nodes]
    return sorted(homes, key=lambda one: (one.node.name, str(one.node.id)))
