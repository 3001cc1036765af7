"""Who may open the door for whom: the rows asked."""

from __future__ import annotations

from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.agencies.models import NodeReach
from waylight.engine.sittings import Opening, Via
from waylight.rulebook.signing_in import OPENS
from waylight.signin.refusals import Refused


def must_open(actor: Actor, act: Opening, *, node_id: UUID, for_role: str = "") -> None:
    """Raises: Refused unless a row lets one of the actor's roles do this at that node."""
    if actor.via == Via.SHIFT:
        raise Refused(f"An account for one shift cannot {act}. Ask the shift lead.")
    allowed = {row.role for row in OPENS if row.act == act and row.for_role in ("", for_role)}
    held = [grant.node_id for grant in actor.grants if grant.role in allowed]
    if not NodeReach.objects.filter(above_id__in=held, below_id=node_id).exists():
        raise Refused(f"Your role here cannot {act}. Ask the manager.")


def roles_opened(actor: Actor, act: Opening) -> list[str]:
    """The roles for which the actor may do this in the role of this sitting, in the order of the rows."""
    return [row.for_role for row in OPENS if row.act == act and row.role == actor.role]
