"""What every service of this room asks first: who acts in which part, about what, with which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waylight.access import gate
from waylight.agencies.actor import Actor
from waylight.decisions.kinds import DISPUTE, REVIEW, STRATEGY
from waylight.facts.filing import Filing
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import PARTS

# Under which record each part of the rulebook acts.
RECORDS = {"ask": REVIEW, "answer": REVIEW, "dispute": DISPUTE, "discuss": STRATEGY}


def roles(part: str) -> tuple[str, ...]:
    """The roles that act in this part."""
    return tuple(role for row in PARTS if row.act == part for role in row.roles)


def may_act(actor: Actor, part: str, child: UUID, now: datetime, *, only: tuple[str, ...] = ()) -> bool:
    """Whether the actor may act in this part for this child, by a role that the rulebook names for it: a manager of
    one home who is a social worker elsewhere does not answer for the authority here. `only`: fewer roles."""
    allowed = only or roles(part)
    by_role = replace(actor, grants=tuple(grant for grant in actor.grants if grant.role in allowed))
    return bool(by_role.grants) and bool(gate.may(by_role, "write", RECORDS[part], child, now))


def must_act(filing: Filing, part: str, child: UUID, sentence: str, *, only: tuple[str, ...] = ()) -> None:
    """Raises: Refused with the sentence where the actor reads it and does not act in it; else NotThere."""
    if may_act(filing.actor, part, child, filing.now, only=only):
        return
    if gate.may(filing.actor, "read", RECORDS[part], child, filing.now):
        raise Refused(sentence)
    raise NotThere(record=RECORDS[part], child=child, reason=f"no role that may {part}")


def fact_of(id: UUID, *kinds: str) -> Fact:
    """The fact of this id and kind that the actor may read. Raises: NotThere."""
    found = Fact.objects.filter(id=id, kind__in=kinds).first()
    if found is None or found.child is None:
        raise NotThere(record=kinds[0], subject=id)
    return found


def wanted(text: str, sentence: str, field: str) -> str:
    """Words that cannot be left out. Raises: Refused."""
    if not text.strip():
        raise Refused(sentence, field=field)
    return text.strip()


def one_of(code: str, codes: frozenset[str], sentence: str, field: str) -> str:
    """A code of a list. Raises: Refused."""
    if code not in codes:
        raise Refused(sentence, field=field)
    return code
