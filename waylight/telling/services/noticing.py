"""What is told of patterns and of late duties: found by looking at what stands in those rooms and was not told yet.

Run as the worker each minute. A notice of this kind is private, and goes to those alone who may read, of every child
that it is about, every record that it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from waylight.access.grid import opened
from waylight.alerts.models import Alert
from waylight.alerts.rows import ROWS, at_once
from waylight.duties.models import Owed
from waylight.engine.climbing import Channel, Rung, Telling, Urgency, Whom
from waylight.engine.words import minutes
from waylight.episodes.numbers import number_of
from waylight.rulebook import telling_noticed as rows
from waylight.rulebook.patterns import TOGETHER
from waylight.telling.models import Notice
from waylight.telling.people import Roster, agencies_of
from waylight.telling.services.climbing import raise_notice
from waylight.telling.services.writing import Writing

AT_A_TIME = 50
EMAIL, TEXT = Channel.EMAIL.value, Channel.TEXT.value
# Roles that have the child on a list of their own.
BY_NAME = ("social worker", "reviewing officer")
DULY = {owner: (relation, roles) for owner, relation, roles in (rule.value for rule in rows.ANSWERS)}
Row = TypeVar("Row", Alert, Owed)
ALERTS = (rows.NOTICED.code, rows.NOTICED_AT_ONCE.code)
AGAIN = (rows.NOTICED_AGAIN.code,)


def tell_noticed(now: datetime) -> int:
    """Patterns and late duties that nobody was told of; and those that are over. Returns how many were told."""
    since = now - rows.NEWS.value.span
    alerts = Alert.objects.filter(at__gte=since, withdrawn_at=None, expires_at__gt=now)
    told = 0
    for alert in _untold(alerts, ALERTS):
        told += _tell_alert(alert, now)
    for alert in _untold(_gone_on(alerts), AGAIN):
        told += _tell_alert(alert, now, again=True)
    for owed in _untold(Owed.objects.filter(open=True, due_at__lt=now, due_at__gte=since), (rows.LATE.code,)):
        told += _tell_late(owed, now)
    _end((*ALERTS, *AGAIN), Alert.objects.filter(withdrawn_at=None, expires_at__gt=now), now, "over")
    _end((rows.LATE.code,), Owed.objects.filter(open=True), now, "done")
    return told


def _untold(found: QuerySet[Row], codes: Sequence[str]) -> list[Row]:
    told = Notice.objects.filter(about__in=codes).values("origin")
    return list(found.exclude(id__in=told).order_by("id")[:AT_A_TIME])


def _gone_on(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Pairs that people were told of, whose last night came so much later."""
    told = Notice.objects.filter(
        about__in=ALERTS, origin=OuterRef("id"), raised_at__lte=OuterRef("at") - rows.QUIET.value.span
    )
    return alerts.filter(Exists(told), pattern=TOGETHER.code)


@transaction.atomic
def _tell_alert(alert: Alert, now: datetime, again: bool = False) -> bool:
    row = ROWS.get(alert.pattern)
    if row is None:
        return False
    first = rows.NOTICED_AT_ONCE if at_once(alert.pattern) else rows.NOTICED
    telling = rows.NOTICED_AGAIN if again else first
    people: dict[UUID, str] = {}
    for child in alert.children:
        for role, found in _holders(child, row.tell, "alert", now).items():
            people.update(dict.fromkeys(found, role))
    records = {"alert", *alert.records}
    open_to = {p: role for p, role in people.items() if _may_read(p, records, alert.children)}
    return _tell(telling, "alert", alert.id, alert.child, alert.at, open_to, now)


@transaction.atomic
def _tell_late(owed: Owed, now: datetime) -> bool:
    relation, roles = DULY.get(owed.owner, ("", ()))
    found = _holders(owed.child, roles, owed.record, now, only=relation)
    people = {person: role for role, some in found.items() for person in some}
    open_to = {p: role for p, role in people.items() if _may_read(p, {owed.record}, [owed.child])}
    return _tell(rows.LATE, "duty", owed.id, owed.child, owed.due_at, open_to, now)


def _tell(
    telling: Telling,
    kind: str,
    origin: UUID,
    child: UUID,
    at: datetime,
    people: Mapping[UUID, str],
    now: datetime,
) -> bool:
    """Kept also where it reaches nobody: it is not looked at again each minute."""
    notice = raise_notice(
        telling, origin_kind=kind, origin=origin, child=child, claim=None, reference=number_of(origin),
        raised_at=at, away_since=at, now=now, private=True,
    )  # fmt: skip
    channels = (EMAIL, TEXT) if telling.urgency is Urgency.AT_ONCE else (EMAIL,)
    writing = Writing(notice, None, now, new=True)
    for person, role in people.items():
        writing.tell([person], role=role, step=None, asked=False, due_at=now, channels=channels)
    writing.write()
    return bool(people)


def _holders(
    child: UUID, roles: Iterable[str], record: str, now: datetime, only: str = ""
) -> dict[str, tuple[UUID, ...]]:
    """By role, those of the agencies that are to the child what the role needs to read such a record."""
    agencies = agencies_of(child, now)
    roster = Roster(child, {node for nodes in agencies.values() for node in nodes}, now)
    found: dict[str, tuple[UUID, ...]] = {}
    for role in roles:
        rung = Rung(role, minutes(0), (), whom=Whom.BY_NAME if role in BY_NAME else Whom.ON_DUTY)
        nodes = [
            node
            for relation, some in agencies.items()
            if relation in opened(role, record, "read") and only in ("", relation)
            for node in some
        ]
        found[role] = tuple({person for node in nodes for person in roster.whom(rung, node).people})
    return found


def _may_read(person: UUID, records: Iterable[str], children: Iterable[UUID]) -> bool:
    """The database's own answer, asked in that person's name for the length of the question."""
    asked = [(child, record) for child in children for record in records]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(person)])
        may = True
        for child, record in asked:
            cursor.execute("SELECT %s IN (SELECT may_children(%s, 'read'))", [child, record])
            may = may and bool(cursor.fetchone()[0])
        cursor.execute("SELECT set_config('waylight.person', '', true)")
    return may


def _end(codes: Sequence[str], standing: QuerySet[Alert] | QuerySet[Owed], now: datetime, why: str) -> None:
    """What does not stand any more is over: withdrawn, expired, done."""
    gone = Notice.objects.filter(Q(about__in=codes), ended_at=None).exclude(
        origin__in=standing.values_list("id", flat=True)
    )
    gone.update(ended_at=now, ended_why=why)
