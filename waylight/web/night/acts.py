"""What can be added on the live page: each small form by name, with the service that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from waylight.agencies.actor import Actor
from waylight.engine.when import at as exactly
from waylight.episodes.services import endings, protection, updates
from waylight.episodes.services.filing import Filed
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused
from waylight.web.night.moments import read_moment


@dataclass(frozen=True)
class Sent:
    """One small form as it was sent about one episode."""

    actor: Actor
    episode: UUID
    form: QueryDict
    now: datetime
    door: str = "web"

    def filing(self, route: str) -> Filing:
        return Filing(self.actor, self.now, self.form.get("key", ""), self.door, route)

    def text(self, name: str) -> str:
        return self.form.get(name, "").strip()

    def wanted(self, name: str, sentence: str) -> str:
        """An answer that cannot be left out. Raises: Refused."""
        given = self.text(name)
        if not given:
            raise Refused(sentence, field=name)
        return given

    def version(self) -> int | None:
        given = self.form.get("version", "")
        return int(given) if given.isdigit() else None

    def id(self, name: str) -> UUID:
        """The id of something on the page. Raises: Refused."""
        try:
            return UUID(self.form.get(name, ""))
        except ValueError as wrong:
            raise Refused(
                "Open the page again: what this is about is not on it any more.", field=name
            ) from wrong


def _police(sent: Sent) -> Filed:
    return updates.police_reference(
        sent.filing("away police"),
        episode_id=sent.episode,
        reference=sent.text("reference"),
    )


def _told(sent: Sent) -> Filed:
    return updates.told(
        sent.filing("away told"),
        episode_id=sent.episode,
        whom=sent.wanted("whom", "Choose who was told."),
        how=sent.text("how"),
        outcome=sent.text("outcome") or "told",
        happened=read_moment(sent.form, sent.now),
        name=sent.text("name"),
        why_not=sent.text("why_not"),
    )


def _sighting(sent: Sent) -> Filed:
    return updates.sighting(
        sent.filing("away sighting"),
        episode_id=sent.episode,
        by=sent.wanted("by", "Choose who saw the child."),
        happened=read_moment(sent.form, sent.now),
        place=sent.text("place"),
        notes=sent.text("notes"),
    )


def _where(sent: Sent) -> Filed:
    return updates.whereabouts(
        sent.filing("away where"),
        episode_id=sent.episode,
        known=sent.wanted("known", "Say whether the place is known.") == "yes",
        happened=read_moment(sent.form, sent.now),
        place=sent.text("place"),
        notes=sent.text("notes"),
        version=sent.version(),
    )


def _graded(sent: Sent) -> Filed:
    return updates.graded(
        sent.filing("away graded"),
        episode_id=sent.episode,
        grade=sent.wanted("grade", "Choose the level that police gave."),
        wording=sent.text("wording"),
        happened=read_moment(sent.form, sent.now),
        why=sent.text("why"),
    )


def _action(sent: Sent) -> Filed:
    return updates.action(
        sent.filing("away action"),
        episode_id=sent.episode,
        what=sent.wanted("what", "Choose what was done."),
        happened=read_moment(sent.form, sent.now),
        notes=sent.text("notes"),
    )


def _search(sent: Sent) -> Filed:
    return updates.search(
        sent.filing("away search"),
        episode_id=sent.episode,
        what=sent.wanted("what", "Choose what was searched."),
        found=sent.form.get("found") == "yes",
        happened=read_moment(sent.form, sent.now),
        place=sent.text("place"),
        notes=sent.text("notes"),
    )


def _taken(sent: Sent) -> Filed:
    minutes = sent.text("minutes")
    look = sent.now + timedelta(minutes=int(minutes)) if minutes.isdigit() else None
    return updates.acknowledged(
        sent.filing("away taken"),
        episode_id=sent.episode,
        next_look=look,
        notes=sent.text("notes"),
    )


def _found(sent: Sent) -> Filed:
    return endings.found(
        sent.filing("away found"),
        episode_id=sent.episode,
        happened=read_moment(sent.form, sent.now),
        by=sent.text("by"),
        place=sent.text("place"),
        how=sent.text("how"),
        health=sent.text("health"),
        version=sent.version(),
    )


def back(sent: Sent) -> Filed:
    """They are back: now, or at another time."""
    return endings.returned(
        sent.filing("back"),
        episode_id=sent.episode,
        happened=read_moment(sent.form, sent.now),
        to=sent.form.get("to", "placement"),
        how_they_were=sent.form.get("how", ""),
        health=sent.form.get("health", ""),
        version=sent.version(),
    )


def _error(sent: Sent) -> Filed:
    return endings.in_error(
        sent.filing("away error"), claim_id=sent.id("claim"), why=sent.text("why"), version=sent.version()
    )


def _interview(sent: Sent) -> Filed:
    return endings.prevention_interview(
        sent.filing("away interview"),
        episode_id=sent.episode,
        held=sent.wanted("held", "Say whether the talk was held.") == "yes",
        happened=read_moment(sent.form, sent.now),
        why_not=sent.text("why_not"),
        notes=sent.text("notes"),
    )


def _referral(sent: Sent) -> Filed:
    return protection.referral(
        sent.filing("away referral"),
        episode_id=sent.episode,
        to=sent.wanted("to", "Choose who was asked to act."),
        about=sent.wanted("about", "Choose what is feared."),
        happened=read_moment(sent.form, sent.now),
        person=sent.text("person"),
        concern=sent.text("concern"),
        reference=sent.text("reference"),
    )


def _outcome(sent: Sent) -> Filed:
    return protection.referral_outcome(
        sent.filing("away outcome"),
        episode_id=sent.episode,
        referral_id=sent.id("referral"),
        outcome=sent.wanted("outcome", "Choose what came of it."),
        happened=exactly(sent.now),
        notes=sent.text("notes"),
    )


def _arrangement(sent: Sent) -> Filed:
    return protection.arrangement(
        sent.filing("away arrangement"),
        episode_id=sent.episode,
        step=sent.wanted("step", "Choose what was arranged."),
        done=sent.form.get("done", "yes") == "yes",
        happened=exactly(sent.now),
        notes=sent.text("notes"),
    )


ACTS: Mapping[str, Callable[[Sent], Filed]] = {
    "police": _police,
    "told": _told,
    "sighting": _sighting,
    "where": _where,
    "graded": _graded,
    "action": _action,
    "search": _search,
    "taken": _taken,
    "found": _found,
    "error": _error,
    "interview": _interview,
    "referral": _referral,
    "outcome": _outcome,
    "arrangement": _arrangement,
}
