"""While the child is away: what is learned, what is done, who knows. Nothing here is refused for being late."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.engine.when import When, at
from waylight.episodes.kinds import updates as bodies
from waylight.episodes.kinds.claims import Whereabouts
from waylight.episodes.selectors.reach import may_read, speaks_for
from waylight.episodes.services.filing import Filed, episode_of, file, not_in_future
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import Refused
from waylight.rulebook.police import GRADES


def whereabouts(
    filing: Filing,
    *,
    episode_id: UUID,
    known: bool,
    happened: When,
    place: str = "",
    notes: str = "",
    version: int | None = None,
) -> Filed:
    """Where the child is became known while still away, or was lost again."""
    not_in_future(happened, filing.now, "happened", "The time when this became known")
    return file(
        filing,
        "whereabouts",
        Whereabouts("known" if known else "unknown"),
        episode=episode_id,
        happened=happened,
        words={"place": place, "notes": notes},
        version=version,
    )


def sighting(
    filing: Filing,
    *,
    episode_id: UUID,
    by: str,
    happened: When,
    place: str = "",
    notes: str = "",
    well: bool | None = None,
) -> Filed:
    """Somebody saw the child and the child is still away."""
    not_in_future(happened, filing.now, "happened", "The time of the sighting")
    return file(
        filing,
        "sighting",
        bodies.Sighting(by, well),
        episode=episode_id,
        happened=happened,
        words={"place": place, "notes": notes},
    )


def action(filing: Filing, *, episode_id: UUID, what: str, happened: When, notes: str = "") -> Filed:
    """Something was done to find the child; `what` is a code of the rulebook."""
    not_in_future(happened, filing.now, "happened", "The time when this was done")
    return file(
        filing,
        "action",
        bodies.Action(what),
        episode=episode_id,
        happened=happened,
        words={"notes": notes},
    )


def search(
    filing: Filing,
    *,
    episode_id: UUID,
    what: str,
    found: bool,
    happened: When,
    place: str = "",
    notes: str = "",
) -> Filed:
    """A place was searched; `found` says whether anything was."""
    not_in_future(happened, filing.now, "happened", "The time of the search")
    return file(
        filing,
        "search",
        bodies.Search(what, found),
        episode=episode_id,
        happened=happened,
        words={"place": place, "notes": notes},
    )


def told(
    filing: Filing,
    *,
    episode_id: UUID,
    whom: str,
    how: str,
    outcome: str,
    happened: When,
    name: str = "",
    why_not: str = "",
    notes: str = "",
) -> Filed:
    """Somebody was told, could not be reached, or was not told, with the reason."""
    not_in_future(happened, filing.now, "happened", "The time when they were told")
    if outcome == "not told" and not why_not.strip():
        raise Refused("Say why they were not told: in a few words is enough.", field="why_not")
    return file(
        filing,
        "told",
        bodies.Told(whom, how, outcome),
        episode=episode_id,
        happened=happened,
        words={"name": name, "why not": why_not, "notes": notes},
    )


def police_reference(
    filing: Filing, *, episode_id: UUID, reference: str, acknowledged: bool = False
) -> Filed:
    """Police know: their reference as read out, or the receipt of their own system."""
    if not reference.strip() and not acknowledged:
        raise Refused(
            "Type the reference that police gave you. If they gave none, ring 101 and ask.", field="reference"
        )
    return file(
        filing,
        "police reference",
        bodies.PoliceReference(reference.strip(), acknowledged=acknowledged),
        episode=episode_id,
    )


def graded(
    filing: Filing, *, episode_id: UUID, grade: str, wording: str, happened: When, why: str = ""
) -> Filed:
    """Police graded the risk; `grade` is a code of the rulebook, `wording` their words for it at the time."""
    not_in_future(happened, filing.now, "happened", "The time of the grading")
    if grade not in {one.code for one in GRADES}:
        raise Refused("Choose the level as police said it.", field="grade")
    return file(
        filing,
        "risk graded",
        bodies.RiskGraded(grade, wording),
        episode=episode_id,
        happened=happened,
        words={"why": why},
    )


def acknowledged(filing: Filing, *, episode_id: UUID, next_look: datetime | None, notes: str = "") -> Filed:
    """Taken on by name. Raises: Refused where the next look would be in the past."""
    if next_look is not None and next_look <= filing.now:
        raise Refused("The next look must be later than now. Choose a later time.", field="next_look")
    return file(
        filing,
        "acknowledged",
        bodies.Acknowledged(next_look),
        episode=episode_id,
        words={"notes": notes},
    )


@transaction.atomic
def seen(*, actor: Actor, episode_id: UUID, now: datetime, route: str = "") -> None:
    """The live page was opened by this person: kept once for each person and episode, so that "who has read it" can
    say when first. Changes no episode, waits for nobody."""
    episode = episode_of(episode_id)
    filing = Filing(actor, now, f"seen {episode.id} {actor.person_id}", "web", route)
    # Of who reads times alone (a host authority) it stands on the trail that they looked, and not here.
    if actor.node is None or not speaks_for(actor.node) or not may_read("episode", episode.child_id):
        return
    if filing.sent_before is not None:
        return
    keep(filing, "seen", bodies.Seen(actor.role), child=episode.child_id, happened=at(now), about=episode.id)
