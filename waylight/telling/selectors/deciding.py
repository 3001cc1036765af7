"""To which page a notice about a plan review, a dispute or a strategy discussion leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from waylight.facts.models import Fact
from waylight.rulebook import telling_decisions as rows
from waylight.telling.models import Notice

PAGES: Mapping[str, str] = {
    rows.ASKED.code: "review",
    rows.UNANSWERED.code: "review",
    rows.STILL_UNANSWERED.code: "review",
    rows.ANSWERED.code: "review",
    rows.DISPUTED.code: "dispute",
    rows.DISPUTED_ABOVE.code: "dispute",
    rows.DISPUTE_ANSWERED.code: "dispute",
    rows.MEETING.code: "strategy",
}
BEGINS = ("review asked", "dispute raised", "strategy called")


def leads_to(notices: Iterable[Notice]) -> Mapping[UUID, tuple[str, UUID]]:
    """The name of the page and the id of what began the matter, by notice, as far as the actor may read that."""
    of = {notice.id: notice for notice in notices if notice.about in PAGES}
    origins = {fact.id: fact for fact in Fact.objects.filter(id__in=[one.origin for one in of.values()])}
    found = {}
    for id, notice in of.items():
        fact = origins.get(notice.origin)
        first = None if fact is None else fact.id if fact.kind in BEGINS else fact.about
        if first is not None:
            found[id] = (PAGES[notice.about], first)
    return found
