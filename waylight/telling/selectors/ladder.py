"""The ladder of receipts of one time away: told, handed over, seen, taken on, and who is next when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.engine.climbing import Due, standing
from waylight.protocols.selectors import settings_for
from waylight.rulebook.telling import SEEN_UNSENT
from waylight.telling.models import Carried, Climb, Delivery, Heard, Notice, Receipt, Step
from waylight.telling.rules import LADDERS, TELLINGS

JOINED = "joined"


@dataclass(frozen=True)
class Message:
    """One e-mail or text. `late`: unsent for so long that somebody should know; `fault`: why it cannot arrive.

    `known`: whether the gateway says, or will say, what became of it. A mail server does not. `instead`: what it
    said in place of this, in a word, where it was no longer so when it went; or ''.
    """

    channel: str
    state: str
    at: datetime
    late: bool
    known: bool
    fault: str
    instead: str


@dataclass(frozen=True)
class Person:
    """Somebody who was told, by the page at `told_at`, and what became of it."""

    name: str
    role: str
    told_at: datetime
    seen_at: datetime | None
    acknowledged_at: datetime | None
    next_look: datetime | None
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Rung:
    """A step that was taken: who was reached. `how` says why those; with nobody, the next step came at once. So it did
    at `failed_at`, when it was known that no message of this one could arrive."""

    role: str
    due_at: datetime
    taken_at: datetime
    how: str
    people: tuple[Person, ...]
    failed_at: datetime | None


@dataclass(frozen=True)
class Side:
    """One agency's ladder. `next` is who will be told and when if nobody takes it on; None where that is all."""

    label: str
    node_name: str
    takes: bool
    acknowledged_at: datetime | None
    acknowledged_by: str
    ended: bool
    rungs: tuple[Rung, ...]
    next: Due | None


@dataclass(frozen=True)
class Told:
    """One matter with its sides. `joined`: how many more reports of the same went with it. `missing`: sides of which
    no agency is known, so that nobody was told."""

    words: str
    urgency: str
    raised_at: datetime
    ended_at: datetime | None
    ended_why: str
    joined: int
    sides: tuple[Side, ...]
    missing: tuple[str, ...]
    others: tuple[Person, ...]


def told_of(claims: Iterable[UUID], *, now: datetime) -> tuple[Told, ...]:
    """All that was told of the episode that these claims form and that the actor may know of, the first first."""
    notices = list(Notice.objects.filter(claim__in=list(claims)).order_by("raised_at", "id"))
    people = _people(notices, now)
    return tuple(_told(notice, people, now) for notice in notices)


def _told(notice: Notice, people: Mapping[tuple[UUID, int | None], list[Person]], now: datetime) -> Told:
    row = TELLINGS[notice.about]
    climbs = list(Climb.objects.filter(notice=notice).select_related("node", "acknowledged_by"))
    order = [ladder.code for ladder in row.ladders]
    climbs.sort(
        key=lambda climb: (
            order.index(climb.ladder) if climb.ladder in order else len(order),
            climb.node.name,
        )
    )
    known = {climb.ladder for climb in climbs}
    return Told(
        row.words,
        notice.urgency,
        notice.raised_at,
        notice.ended_at,
        notice.ended_why,
        Heard.objects.filter(notice=notice, why=JOINED).count(),
        tuple(_side(notice, climb, people, now) for climb in climbs),
        tuple(ladder.side for ladder in row.ladders if ladder.takes and ladder.code not in known),
        tuple(people.get((notice.id, None), ())),
    )


def _side(
    notice: Notice, climb: Climb, people: Mapping[tuple[UUID, int | None], list[Person]], now: datetime
) -> Side:
    ladder = LADDERS[climb.ladder]
    steps = list(Step.objects.filter(climb=climb).order_by("step"))
    stands = standing(
        ladder, raised_at=notice.raised_at, away_since=notice.away_since,
        taken={step.step: step.reached for step in steps}, acknowledged_at=climb.acknowledged_at,
        ended_at=climb.ended_at, now=now, settings=settings_for(climb.node_id),
        failed={step.step: step.failed_at for step in steps if step.failed_at},
    )  # fmt: skip
    rungs = tuple(
        Rung(
            step.role,
            step.due_at,
            step.taken_at,
            step.how,
            tuple(people.get((notice.id, step.pk), ())),
            step.failed_at,
        )
        for step in steps
    )
    return Side(
        ladder.side,
        climb.node.name,
        ladder.takes,
        climb.acknowledged_at,
        climb.acknowledged_by.name if climb.acknowledged_by else "",
        climb.ended_at is not None,
        rungs,
        stands.now or stands.next,
    )


def _people(notices: list[Notice], now: datetime) -> Mapping[tuple[UUID, int | None], list[Person]]:
    """Who was told, by notice and step; without a step, those who were told that it is over."""
    messages: dict[tuple[UUID, UUID], list[Message]] = {}
    carried = (
        Carried.objects.filter(notice__in=notices).select_related("delivery").order_by("delivery__wanted_at")
    )
    for one in carried:
        messages.setdefault((one.notice_id, one.person_id), []).append(_message(one, now))
    found: dict[tuple[UUID, int | None], list[Person]] = {}
    receipts = (
        Receipt.objects.filter(notice__in=notices)
        .select_related("person")
        .order_by("told_at", "person__name")
    )
    for receipt in receipts:
        sent = tuple(messages.get((receipt.notice_id, receipt.person_id), ()))
        found.setdefault((receipt.notice_id, receipt.step_id), []).append(_person(receipt, sent))
    return found


def _person(receipt: Receipt, sent: tuple[Message, ...]) -> Person:
    return Person(
        receipt.person.name, receipt.role, receipt.told_at, receipt.seen_at, receipt.acknowledged_at,
        receipt.next_look, sent,
    )  # fmt: skip


def _message(carried: Carried, now: datetime) -> Message:
    delivery = carried.delivery
    at = delivery.delivered_at or delivery.handed_at or delivery.wanted_at
    unsent = delivery.state in (Delivery.State.QUEUED, Delivery.State.FAILED)
    late = unsent and delivery.wanted_at + SEEN_UNSENT.value.span <= now
    known = delivery.state != Delivery.State.HANDED_OVER or delivery.ask_at is not None
    return Message(delivery.channel, delivery.state, at, late, known, delivery.fault, carried.instead)
