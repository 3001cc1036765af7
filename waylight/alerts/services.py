"""What people do about an alert, and the days ahead of a child: facts, each in one transaction with its trail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.access.reach import may_children
from waylight.agencies.actor import Actor
from waylight.alerts import kinds
from waylight.alerts.models import Alert
from waylight.engine.when import When, at
from waylight.facts.refusals import NotThere, Refused
from waylight.facts.services import add, lock
from waylight.rulebook.patterns import ACTIONS, SNOOZE_AT_MOST

ACTION_CODES = frozenset(code.code for code in ACTIONS)
DATES = ("court", "contact")


@transaction.atomic
def act_on(*, actor: Actor, alert_ids: tuple[UUID, ...], action: str, what: str = "", now: datetime, key: str,
           route: str = "") -> None:  # fmt: skip
    """Something was done: `action` is a code of the rulebook, `what` says more. Raises: NotThere, Refused."""
    if action not in ACTION_CODES:
        raise Refused("Say what you did: choose one of the actions.", field="action")
    if action == "other" and not what.strip():
        raise Refused("Say in a few words what you did.", field="what")
    _said(actor, alert_ids, kinds.ACTED, kinds.ActedOn(action), {"what": what}, now, key, route)


@transaction.atomic
def put_off(*, actor: Actor, alert_ids: tuple[UUID, ...], until: datetime, why: str, now: datetime, key: str,
            route: str = "") -> None:  # fmt: skip
    """It comes back at `until`, at most 14 days ahead. Raises: NotThere, Refused."""
    if not now < until <= now + SNOOZE_AT_MOST.value.span:
        raise Refused(f"Choose a day within the next {SNOOZE_AT_MOST.value}.", field="until")
    _reason(why)
    _said(actor, alert_ids, kinds.PUT_OFF, kinds.PutOff(until), {"why": why}, now, key, route)


@transaction.atomic
def dismiss(
    *, actor: Actor, alert_ids: tuple[UUID, ...], why: str, now: datetime, key: str, route: str = ""
) -> None:
    """It does not mean what it seems to. Raises: NotThere, Refused."""
    _reason(why)
    _said(actor, alert_ids, kinds.DISMISSED, kinds.Dismissed(), {"why": why}, now, key, route)


@transaction.atomic
def confirm(
    *, actor: Actor, alert_ids: tuple[UUID, ...], why: str, now: datetime, key: str, route: str = ""
) -> None:
    """A person says that these children are at risk together. Raises: NotThere, Refused."""
    _reason(why)
    _said(actor, alert_ids, kinds.CONFIRMED, kinds.Confirmed(), {"why": why}, now, key, route)


@transaction.atomic
def add_date(*, actor: Actor, child_id: UUID, what: str, when: When, notes: str = "", now: datetime, key: str,
             route: str = "") -> None:  # fmt: skip
    """A day in court or contact with family stands before the child. Raises: NotThere, Refused."""
    if what not in DATES:
        raise Refused("Say whether it is a day in court or contact with family.", field="what")
    if when.last < now:
        raise Refused("Give a day that is still ahead.", field="when")
    if child_id not in may_children(kinds.HEALTH, "write"):
        raise NotThere(record=kinds.HEALTH, child=child_id)
    lock(child_id)
    add(
        actor=actor, kind=kinds.DATE_AHEAD, child=child_id, happened=when, told=now, body=kinds.DateAhead(what),
        words={"notes": notes}, key=key, route=route,
    )  # fmt: skip


def _reason(why: str) -> None:
    if len(why.strip()) < 3:
        raise Refused("Say why in a few words: whoever comes after you reads it.", field="why")


def _said(
    actor: Actor, alert_ids: tuple[UUID, ...], kind: str, body: object, words: dict[str, str], now: datetime,
    key: str, route: str,
) -> None:  # fmt: skip
    """One fact for each alert and each child in it: it stands in the record of every one of them."""
    alerts = list(Alert.objects.filter(id__in=alert_ids).order_by("id"))
    if len(alerts) != len(set(alert_ids)) or not alerts:
        raise NotThere(record=kinds.ALERT, child=None, subject=next(iter(alert_ids), None))
    children = {child for alert in alerts for child in alert.children}
    if children - set(may_children(kinds.ALERT, "write")):
        raise Refused("Your role may read this alert, and not act on it.", field="action")
    lock(*children)
    for alert in alerts:
        for child in alert.children:
            add(
                actor=actor, kind=kind, child=child, happened=at(now), told=now, body=body, words=words,
                about=alert.id, key=f"{key} {alert.id} {child}", route=route,
            )  # fmt: skip
