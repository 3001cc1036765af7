"""What follows from one fact: people are told, a climb is ended, somebody is seen to have taken it on.

Run as the worker. The row in `Heard` is written first: of two workers that hear the same fact one waits, and then has
nothing to do. What is told is an act and is not computed anew: it follows from how the record stood when it was heard.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.facts.models import Fact
from waylight.telling.models import Heard, Notice
from waylight.telling.services import acknowledging, raising
from waylight.telling.services.waking import wake

# Facts by which a time away begins, changes or ends.
AWAY = (
    "absent", "whereabouts", "found", "returned", "in error", "correction", "placed", "unplaced", "grouping",
    "eighteenth birthday",
)  # fmt: skip
KINDS = (*AWAY, "risk graded", "acknowledged", "seen")
LOCKS = 1_128_889_411  # any number; keeps these locks apart from the others of the database


def hear(fact: UUID, now: datetime) -> None:
    """Do what follows from the fact of this id; heard before, or of a kind that tells nobody anything: nothing."""
    said = Fact.objects.filter(id=fact, kind__in=KINDS).first()
    if said is None or Heard.objects.filter(pk=fact).exists():
        return
    # A sweep that began before it was told hears it as of then: a report makes the police something to the child from
    # the moment of telling on, and they must be found.
    now = max(now, said.told)
    with transaction.atomic():
        if _first(said, now):
            notice, why = _follow(said, now)
            Heard.objects.filter(pk=fact).update(notice=notice, why=why)
            if notice is not None and why == raising.RAISED:
                acknowledging.overtaken(notice)
            transaction.on_commit(wake)


def _first(said: Fact, now: datetime) -> bool:
    """Whether nobody heard it before. Facts about one child are heard one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(said.child), LOCKS])
        cursor.execute(
            "INSERT INTO telling_heard (fact, child, why, at) VALUES (%s, %s, '', %s) ON CONFLICT DO NOTHING",
            [said.id, said.child, now],
        )
        return bool(cursor.rowcount)


def _follow(said: Fact, now: datetime) -> tuple[Notice | None, str]:
    if said.child is None:
        return raising.unplaced(said, now=now)
    if said.kind == "acknowledged":
        return acknowledging.taken_on(said)
    if said.kind == "seen":
        return acknowledging.seen(said)
    if said.kind == "risk graded":
        return raising.graded(said, now=now)
    if said.kind == "placed":
        raising.placed(said)
    raising.end_what_is_over(said.child, at=said.told, now=now)
    return raising.away(said.child, said, now=now)
