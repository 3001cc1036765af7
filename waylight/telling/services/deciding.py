"""What is told of plan reviews, disputes and strategy discussions. Run as the worker, once for each fact.

Each notice is seen by those alone who were told (`private`): a time away is read by more people than these are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from waylight.engine.climbing import Telling
from waylight.episodes.numbers import number_of
from waylight.facts.models import Fact
from waylight.rulebook import telling_decisions as rows
from waylight.rulebook.reviews import CLIMBS, STAGES
from waylight.telling.models import Climb, Heard, Notice
from waylight.telling.services.climbing import raise_notice
from waylight.telling.services.waking import wake

KINDS = (
    "review asked", "review answered", "review withdrawn", "review climbed", "dispute raised", "dispute answered",
    "dispute moved", "dispute ended", "strategy called", "strategy held", "strategy dropped",
)  # fmt: skip
# By the number of such a fact the whole matter goes.
FIRST = ("review asked", "dispute raised", "strategy called")
LOOKS_BACK = timedelta(days=31)
AT_A_TIME = 200
NOTHING, RAISED, OVER = "nothing to tell", "raised", "over"
# What ends what is told of the fact it is about, in the words of the page.
ENDS = {
    "review answered": "answered",
    "review withdrawn": "taken back",
    "dispute answered": "answered",
    "dispute moved": "taken to the next stage",
    "dispute ended": "ended",
    "strategy held": "held",
    "strategy dropped": "not held",
}
UNHEARD = """
SELECT f.id FROM facts_fact f
WHERE f.kind = ANY (%s) AND f.child IS NOT NULL AND f.told >= %s
  AND NOT EXISTS (SELECT FROM telling_heard h WHERE h.fact = f.id)
ORDER BY f.told, f.id LIMIT %s
"""


def hear(fact: UUID, now: datetime) -> None:
    """Tell what follows from the fact of this id. Heard before, or of a kind that tells nobody anything: nothing."""
    said = Fact.objects.filter(id=fact, kind__in=KINDS, child__isnull=False).first()
    if said is None:
        return
    with transaction.atomic():
        _, first = Heard.objects.get_or_create(
            fact=said.id, defaults={"child": said.child, "why": "", "at": now}
        )
        if first:
            notice, why = _follow(said, now)
            Heard.objects.filter(pk=said.id).update(notice=notice, why=why)
            transaction.on_commit(wake)


def sweep(now: datetime) -> int:
    """Hear what nobody heard, in the order of telling; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD, [list(KINDS), now - LOOKS_BACK, AT_A_TIME])
        unheard = [row[0] for row in cursor.fetchall()]
    for fact in unheard:
        hear(fact, now)
    return len(unheard)


def _follow(said: Fact, now: datetime) -> tuple[Notice | None, str]:
    if said.kind in ENDS:
        _end(said, ENDS[said.kind])
    elif said.about is not None and _over(said.about):
        return None, OVER
    telling = _telling(said)
    if telling is None:
        return None, NOTHING
    first = said.id if said.kind in FIRST or said.about is None else said.about
    notice = raise_notice(
        telling, origin_kind="fact", origin=said.id, child=said.child, claim=None, reference=number_of(first),
        raised_at=said.told, away_since=said.told, now=now, private=True,
    )  # fmt: skip
    return notice, RAISED


def _telling(said: Fact) -> Telling | None:
    body = said.body or {}
    match said.kind:
        case "review asked":
            return rows.ASKED
        case "review climbed":
            return rows.UNANSWERED if body.get("climb") == CLIMBS[0].name else rows.STILL_UNANSWERED
        case "review answered":
            return rows.ANSWERED
        case "dispute raised":
            return rows.DISPUTED
        case "dispute moved":
            answers = next((stage.roles for stage in STAGES if stage.code == body.get("stage")), ())
            return rows.DISPUTED_ABOVE if answers == ("director",) else rows.DISPUTED
        case "dispute answered":
            return rows.DISPUTE_ANSWERED
        case "strategy called":
            return rows.MEETING
    return None


def _over(request: UUID) -> bool:
    """Whether what a climbing request asks has been answered or taken back meanwhile."""
    return Fact.objects.filter(about=request, kind__in=("review answered", "review withdrawn")).exists()


def _end(said: Fact, why: str) -> None:
    """What was told of the matter so far is over: of the fact it is about, and of all that was said about that one."""
    about = Fact.objects.filter(about=said.about, told__lte=said.told).exclude(id=said.id)
    origins: list[UUID] = [*([said.about] if said.about else ()), *about.values_list("id", flat=True)]
    ids = list(Notice.objects.filter(origin__in=origins, ended_at=None).values_list("id", flat=True))
    Notice.objects.filter(id__in=ids).update(ended_at=said.told, ended_why=why)
    Climb.objects.filter(notice__in=ids, ended_at=None).update(ended_at=said.told, next_at=None)
