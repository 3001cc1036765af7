"""What the sender of a report about an unknown child adds to it, before somebody has placed it and after."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.engine.when import When
from waylight.episodes.kinds.claims import Found, Returned
from waylight.episodes.kinds.updates import Action
from waylight.episodes.numbers import number_of
from waylight.episodes.services.filing import Filed, not_in_future
from waylight.episodes.services.placing import carry
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


def returned(filing: Filing, *, claim_id: UUID, happened: When, place: str = "") -> Filed:
    """They are back, said of a report that may still wait to be placed. Raises: Refused, NotThere."""
    not_in_future(happened, filing.now, "happened", "The time when they were back")
    return _add(filing, "returned", Returned(), claim_id, happened, {"place": place})


def found(filing: Filing, *, claim_id: UUID, happened: When, place: str = "") -> Filed:
    """Found and safe, said of such a report. Raises: Refused, NotThere."""
    not_in_future(happened, filing.now, "happened", "The time when they were found")
    return _add(filing, "found", Found(), claim_id, happened, {"place": place})


def add(filing: Filing, *, claim_id: UUID, happened: When, notes: str) -> Filed:
    """Anything else that was learned or done. Raises: Refused, NotThere."""
    not_in_future(happened, filing.now, "happened", "The time when this was done")
    return _add(filing, "action", Action("other"), claim_id, happened, {"notes": notes})


@transaction.atomic
def _add(
    filing: Filing, kind: str, body: object, claim_id: UUID, happened: When, words: dict[str, str]
) -> Filed:
    report = Fact.objects.filter(id=claim_id, child=None, kind="absent").first()
    if report is None:
        raise NotThere(record="episode", subject=claim_id)
    added = keep(
        filing,
        kind,
        body,
        child=None,
        happened=happened,
        about=claim_id,
        words=words,
        to_node=report.to_node_id,
    )
    if not added.already:
        carry(claim_id)
    return Filed(added.id, None, number_of(claim_id), added.already)
