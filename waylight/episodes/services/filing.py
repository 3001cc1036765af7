"""What every service of this room does: lock the child, keep the fact, compute the episodes anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.engine.when import LONDON, When
from waylight.episodes.models import Episode, EpisodeClaim
from waylight.episodes.numbers import number_of
from waylight.episodes.projecting import project
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused

CLAIMS = ("absent", "whereabouts", "found", "returned")


@dataclass(frozen=True)
class Filed:
    """What was kept: the fact, the episode it is part of now (None: it waits, or is kept without being one), the
    number of the receipt. `already`: the same page had been sent before, and nothing was written this time."""

    fact: UUID
    episode: UUID | None
    number: str
    already: bool = False


@transaction.atomic
def file(
    filing: Filing,
    kind: str,
    body: object,
    *,
    episode: UUID,
    happened: When | None = None,
    words: Mapping[str, str] | None = None,
    about: UUID | None = None,
    version: int | None = None,
) -> Filed:
    """Keeps one fact about an episode and computes the child's episodes anew.

    `episode` may be an old id. `version` is that of the page: a newer one refuses with what changed since.
    Raises: Refused, NotThere.
    """
    known = episode_of(episode)
    facts.lock(known.child_id)
    known = episode_of(episode)
    added = keep(
        filing, kind, body, child=known.child_id, happened=happened, about=about or known.id, words=words
    )
    if not added.already:
        if version is not None and version < known.version:
            raise _out_of_date(known, version)
        project(known.child_id)
    return Filed(added.id, _now_in(added.id) or _still(known), known.number, added.already)


def episode_of(id: UUID) -> Episode:
    """The episode of this id, or of which a claim has this id. Raises: NotThere."""
    found = Episode.objects.filter(id=id).first()
    if found is None:
        links = EpisodeClaim.objects.filter(fact=id).order_by("episode__started_earliest")
        found = next((link.episode for link in links.select_related("episode")), None)
    if found is None:
        raise NotThere(record="episode", subject=id)
    return found


def spoken_of(id: UUID) -> UUID:
    """A claim's own id; of an update (a reference, a referral), that of the claim it is about. Raises: NotThere."""
    about = Fact.objects.filter(id=id).values_list("kind", "about").first()
    if about is None:
        raise NotThere(record="episode", subject=id)
    kind, claim = about
    return id if kind in CLAIMS or claim is None else spoken_of(claim)


def receipt(fact: UUID, *, already: bool) -> Filed:
    """What to hand to whoever filed the absence."""
    return Filed(fact, _now_in(fact), number_of(fact), already)


def not_in_future(when: When, now: datetime, field: str, what: str) -> None:
    """Raises: Refused, with the time that it is now."""
    if when.earliest > now:
        clock = now.astimezone(LONDON).strftime("%H:%M on %-d %B")
        raise Refused(
            f"{what} cannot be later than now, and it is {clock}. Look at the day and the time again.",
            field=field,
        )


def _still(episode: Episode) -> UUID | None:
    """The id by which the episode goes now; None where nothing of it stands any more."""
    try:
        return episode_of(episode.id).id
    except NotThere:
        return None


def _now_in(fact: UUID) -> UUID | None:
    return EpisodeClaim.objects.filter(fact=fact).values_list("episode_id", flat=True).first()


def _out_of_date(episode: Episode, version: int) -> Refused:
    from waylight.episodes.selectors.claims import said_since

    changed = said_since(episode, version)
    return Refused(
        "Others have added to this since you opened the page. Read what is new, then send yours again if it is "
        "still right.",
        changed=changed,
    )
