"""What the worker does when it hears that somebody took a child on, or opened the live page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from waylight.agencies.models import NodeReach
from waylight.facts.models import Fact
from waylight.telling.models import Climb, Heard, Notice, Receipt
from waylight.telling.services.climbing import advance
from waylight.telling.standing import episode_with

TAKEN_ON, SEEN, NOTHING = "taken on", "seen", "nothing to tell"
Came = tuple[Notice | None, str]


def taken_on(said: Fact) -> Came:
    """Ends the climbs of the agency for which it was taken on; those of other agencies go on."""
    notices = _notices(said)
    own = _kin(said.by_node_id)
    climbs = Climb.objects.filter(notice__in=notices, ended_at=None, acknowledged_at=None, node_id__in=own)
    for climb in climbs.select_related("notice").select_for_update(of=("self",)):
        climb.acknowledged_at, climb.acknowledged_by_id = said.told, said.by_person_id
        climb.save(update_fields=["acknowledged_at", "acknowledged_by"])
        # Only looks again when the next step is: nothing is due at the moment of acknowledging that was not before.
        advance(climb, now=said.told)
    mine = Receipt.objects.filter(notice__in=notices, person=said.by_person)
    mine.filter(seen_at=None).update(seen_at=said.told)
    mine.filter(acknowledged_at=None).update(acknowledged_at=said.told)
    mine.update(next_look=_next_look(said))
    return None, TAKEN_ON


def seen(said: Fact) -> Came:
    """Whoever opened the live page has seen what they had been told of it."""
    mine = Receipt.objects.filter(notice__in=_notices(said), person=said.by_person, seen_at=None)
    mine.update(seen_at=said.told)
    return None, SEEN


def _next_look(said: Fact) -> datetime | None:
    text = (said.body or {}).get("next_look")
    return datetime.fromisoformat(text) if text else None


def overtaken(notice: Notice) -> None:
    """What was said of the episode after the notice was raised and heard before it: facts may be heard out of order."""
    said = Fact.objects.filter(
        child=notice.child, kind__in=("acknowledged", "seen"), told__gte=notice.raised_at,
        id__in=Heard.objects.filter(child=notice.child).exclude(why="").values("fact"),
    )  # fmt: skip
    for one in said.order_by("told"):
        if notice.id in _notices(one):
            (taken_on if one.kind == "acknowledged" else seen)(one)


def _notices(said: Fact) -> list[UUID]:
    """Those about the same time away that had been raised by then."""
    episode = episode_with(said.about)
    claims = [said.about, *([episode.id, *episode.claims] if episode else [])]
    return list(
        Notice.objects.filter(claim__in=claims, raised_at__lte=said.told).values_list("id", flat=True)
    )


def _kin(node: UUID) -> set[UUID]:
    """The node with all above and below it: a team acknowledges for its authority, a district for its force."""
    above = NodeReach.objects.filter(below_id=node).values_list("above_id", flat=True)
    below = NodeReach.objects.filter(above_id=node).values_list("below_id", flat=True)
    return {*above, *below}
