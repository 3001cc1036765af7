"""What was said about interviews of one time away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.access import gate, reach
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.when import When
from waylight.episodes.models import Episode
from waylight.facts.codec import from_json
from waylight.facts.kinds import kind_of, lifted
from waylight.facts.models import Fact
from waylight.interviews.kinds import ALL, RECORD, Held

KINDS = tuple(kind.name for kind in ALL)


@dataclass(frozen=True)
class Line:
    """One thing said: its kind, its body, when it happened, who said it from where."""

    id: UUID
    kind: str
    body: Any
    when: When
    node_name: str
    person_name: str
    told: datetime


def of_episode(*, actor: Actor, episode: Episode, route: str = "") -> tuple[Line, ...] | None:
    """What was said about interviews of this time away, in the order of happening; None where the actor may not read
    that. On the trail as read."""
    why = reach.reasons([episode.child_id], RECORD).get(episode.child_id, "")
    if not why:
        return None
    note(
        actor=actor,
        act=Act.READ,
        record=RECORD,
        child=episode.child_id,
        subject=episode.id,
        route=route,
        basis=why,
    )
    wrong = Fact.objects.filter(child=episode.child_id, kind="in error").values("about")
    rows = Fact.objects.filter(child=episode.child_id, kind__in=KINDS).exclude(id__in=wrong)
    own = {episode.id, *episode.claims}
    lines = (
        (row.about, _line(row))
        for row in rows.select_related("by_node", "by_person").order_by("happened_earliest", "told", "id")
    )
    return tuple(line for about, line in lines if about in own or own & _covers(line))


def may_say(*, actor: Actor, child: UUID, now: datetime) -> bool:
    """Whether the actor may add to it."""
    return bool(gate.may(actor, "write", RECORD, child, now))


def _covers(line: Line) -> set[UUID]:
    return set(line.body.covers) if isinstance(line.body, Held) else set()


def _line(row: Fact) -> Line:
    kind = kind_of(row.kind)
    return Line(
        row.id,
        row.kind,
        from_json(kind.body, lifted(kind, row.version, row.body)) if row.body is not None else None,
        When(row.happened_earliest, row.happened_latest, row.happened_said),
        row.by_node.name,
        row.by_person.name if row.by_person else "",
        row.told,
    )
