"""The tree of agencies, written by tasks and loaders. Pages add and move nodes through `waylight.access.services`."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import connection, transaction

from waylight.agencies.models import Node


@transaction.atomic
def add_node(
    *,
    kind: str,
    name: str,
    since: date,
    code: str = "",
    parent: UUID | None = None,
    force: UUID | None = None,
    area: UUID | None = None,
    country: str = "E",
    sends_files_only: bool = False,
    id: UUID | None = None,
) -> Node:
    """Add a node under `parent`, or at the top, and keep the closed tree.

    `force` and `area` say in which police area and whose authority's area an address lies. The name of a foster or
    kinship carer, or of parents, does not belong here: their node carries a number.
    """
    node = Node(
        id=id or uuid4(), kind=kind, name=name, code=code, force_id=force, area_id=area, country=country,
        sends_files_only=sends_files_only, since=since,
    )  # fmt: skip
    node.save(force_insert=True)
    move_node(node=node.id, under=parent)
    node.parent_id = parent
    return node


@transaction.atomic
def move_node(*, node: UUID, under: UUID | None) -> None:
    """Hang the node, with all that stands below it, under another.

    Who held a role above it before loses what stands below, in this transaction. Raises: IntegrityError where it
    would stand below itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_hang(%s, %s)", [node, under])
