"""Found, back, reported in error, put right; and what police ask afterwards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from waylight.engine.when import LONDON, Answer, When
from waylight.episodes.kinds import claims as bodies
from waylight.episodes.kinds.updates import PreventionInterview
from waylight.episodes.models import Episode
from waylight.episodes.services.filing import Filed, episode_of, file, not_in_future, spoken_of
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere, Refused


def found(
    filing: Filing,
    *,
    episode_id: UUID,
    happened: When,
    by: str = "",
    place: str = "",
    how: str = "",
    health: str = "",
    version: int | None = None,
) -> Filed:
    """Located and safe, seen by police or a responsible adult; not yet back. `by` is a code."""
    _fits(known(episode_id), happened, filing.now, "found")
    return file(
        filing,
        "found",
        bodies.Found(by),
        episode=episode_id,
        happened=happened,
        words={"place": place, "how": how, "health": health},
        version=version,
    )


def returned(
    filing: Filing,
    *,
    episode_id: UUID,
    happened: When,
    to: str = "placement",
    place: str = "",
    how_they_were: str = "",
    health: str = "",
    version: int | None = None,
) -> Filed:
    """Back at the placement, or at a safe place that was agreed (`to`)."""
    _fits(known(episode_id), happened, filing.now, "back")
    return file(
        filing,
        "returned",
        bodies.Returned(to),
        episode=episode_id,
        happened=happened,
        words={"place": place, "how they were": how_they_were, "health": health},
        version=version,
    )


def returned_child(
    filing: Filing, *, child_id: UUID, happened: When, how_they_were: str = "", version: int | None = None
) -> Filed:
    """They are back, said of the child. Raises: Refused where the child is not away."""
    away = Episode.objects.filter(child_id=child_id, searching=True).order_by("-started_earliest").first()
    if away is None:
        raise Refused(
            "Nobody has reported this child as away. If they were, report it first, with the time they left; then say "
            "that they are back."
        )
    return returned(
        filing,
        episode_id=away.id,
        happened=happened,
        how_they_were=how_they_were,
        version=version,
    )


def in_error(filing: Filing, *, claim_id: UUID, why: str, version: int | None = None) -> Filed:
    """A claim that should not have been made: it stays to be seen and has no effect any more."""
    if not why.strip():
        raise Refused("Say why it was a mistake, so that others who read the report understand.", field="why")
    return file(
        filing,
        "in error",
        bodies.InError(),
        episode=spoken_of(claim_id),
        about=claim_id,
        words={"why": why},
        version=version,
    )


def correct(
    filing: Filing, *, claim_id: UUID, changes: bodies.Correction, why: str, version: int | None = None
) -> Filed:
    """What a claim should have said. The first words stay beside it."""
    if changes == bodies.Correction():
        raise Refused("Nothing is different yet. Change what was wrong, then send.", field="changes")
    if changes.at is not None:
        not_in_future(changes.at, filing.now, "at", "The time")
    if not why.strip():
        raise Refused("Say what was wrong, so that others who read it understand.", field="why")
    return file(
        filing,
        "correction",
        changes,
        episode=spoken_of(claim_id),
        about=claim_id,
        words={"why": why},
        version=version,
    )


def prevention_interview(
    filing: Filing, *, episode_id: UUID, held: bool, happened: When, why_not: str = "", notes: str = ""
) -> Filed:
    """The police talk after the return; where it is not held, the reason, a code."""
    not_in_future(happened, filing.now, "happened", "The time of the talk")
    if not held and not why_not:
        raise Refused("Say why it was not held.", field="why_not")
    if held and known(episode_id).open:
        raise Refused("The child is still away. Say first that they were found or are back.", field="held")
    return file(
        filing,
        "prevention interview",
        PreventionInterview(held, why_not),
        episode=episode_id,
        happened=happened,
        words={"notes": notes},
    )


def known(episode_id: UUID) -> Episode:
    """The episode. Raises: Refused, with what to do, where there is none that the actor may know of."""
    try:
        return episode_of(episode_id)
    except NotThere:
        raise Refused(
            "There is no such report that you can add to. Look at who is away now and choose the child there; if the "
            "child is not on the list, report it first."
        ) from None


def _fits(episode: Episode, happened: When, now: datetime, what: str) -> None:
    """Raises: Refused where the end lies in the future, or surely before the start."""
    not_in_future(happened, now, "happened", f"The time when they were {what}")
    start = When(episode.started_earliest, episode.started_latest, episode.started_said)
    if happened.before(start) is Answer.YES:
        left = episode.started_earliest.astimezone(LONDON).strftime("%H:%M on %-d %B")
        raise Refused(
            f"They were last seen at {left}, so they cannot have been {what} before that. If the first time is "
            "wrong, correct it in the report.",
            field="happened",
        )
