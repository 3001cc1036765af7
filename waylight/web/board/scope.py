"""Whose board it is: the children of the node of this sitting, or those whose case is one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.children.selectors.belonging import of_node, of_person
from waylight.engine.access import Relation

# By an inspection or broken glass nobody has a shift with children.
NOBODYS = frozenset({Relation.INSPECTING.value, Relation.BREAK_GLASS.value})


@dataclass(frozen=True)
class Scope:
    """`own`: the cases of whoever asks, and not the node's. `place`: what the page is called by."""

    place: str
    node: UUID
    person: UUID | None
    children: frozenset[UUID]
    own_cases: bool = False


def scope_of(actor: Actor, now: datetime, whose: str = "") -> Scope | None:
    """None for whoever sits at no node. `whose` "all": the node's also where one has cases of one's own."""
    if actor.node is None:
        return None
    relations = (opened(actor.role, "episode", "read") | opened(actor.role, "episode core", "read")) - NOBODYS
    theirs = of_node(actor=actor, node=actor.node, relations=relations, now=now)
    cases = of_person(person=actor.person_id, now=now) & theirs
    if cases and whose != "all":
        return Scope(f"{actor.name}’s cases", actor.node, actor.person_id, cases, own_cases=True)
    return Scope(actor.node_name, actor.node, None, theirs, own_cases=bool(cases))
