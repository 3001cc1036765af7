"""What people do about an alert, and the days ahead of a child: facts, each in one transaction with its trail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.access.reach import may_children
from waylight.alerts import kinds
from waylight.alerts.models import Alert
from waylight.engine.when import When
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import NotThere, Refused
from waylight.facts.services import lock
from waylight.rulebook.patterns import ACTIONS, SNOOZE_AT_MOST

ACTION_CODES = frozenset(code.code for code in ACTIONS)
DATES = ("court", "contact")


@transaction.atomic
def act_on(filing: Filing, *, alert_ids: tuple[UUID, ...], action: str, what: str = "") -> None:
    """Something was done: `action` is a code of the rulebook, `what` says more. Raises: NotThere, Refused."""
    if action not in ACTION_CODES:
        raise Refused("Say what you did: choose one of the actions.", field="action")
    if action == "other" and not what.strip():
        raise Refused("Say in a few words what you did.", field="what")
    _said(filing, alert_ids, kinds.ACTED, kinds.ActedOn(action), {"what": what})


@transaction.atomic
def put_off(filing: Filing, *, alert_ids: tuple[UUID, ...], until: datetime, why: str) -> None:
    """It comes back at `until`, at most 14 days ahead. Raises: NotThere, Refused."""
    if not filing.now < until <= filing.now + SNOOZE_AT_MOST.value.span:
        raise Refused(f"Choose a day within the next {SNOOZE_AT_MOST.value}.", field="until")
    _reason(why)
    _said(filing, alert_ids, kinds.PUT_OFF, kinds.PutOff(until), {"why": why})


@transaction.atomic
def dismiss(filing: Filing, *, alert_ids: tuple[UUID, ...], why: str) -> None:
    """It does not mean what it seems to. Raises: NotThere, Refused."""
    _reason(why)
    _said(filing, alert_ids, kinds.DISMISSED, kinds.Dismissed(), {"why": why})


@transaction.atomic
def confirm(filing: Filing, *, alert_ids: tuple[UUID, ...], why: str) -> None:
    """A person says that these children are at risk together. Raises: NotThere, Refused."""
    _reason(why)
    _said(filing, alert_ids, kinds.CONFIRMED, kinds.Confirmed(), {"why": why})


@transaction.atomic
def add_date(filing: Filing, *, child_id: UUID, what: str, when: When, notes: str = "") -> None:
    """A day in court or contact with family stands before the child. Raises: NotThere, Refused."""
    if what not in DATES:
        raise Refused("Say whether it is a day in court or contact with family.", field="what")
    if when.last < filing.now:
        raise Refused("Give a day that is still ahead.", field="when")
    if child_id not in may_children(kinds.HEALTH, "write"):
        raise NotThere(record=kinds.HEALTH, child=child_id)
    lock(child_id)
    keep(
        filing, kinds.DATE_AHEAD, kinds.DateAhead(what), child=child_id, happened=when, words={"notes": notes}
    )


def _reason(why: str) -> None:
    if len(why.strip()) < 3:
        raise Refused("Say why in a few words: whoever comes after you reads it.", field="why")


def _said(
    filing: Filing, alert_ids: tuple[UUID, ...], kind: str, body: object, words: dict[str, str]
) -> None:
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
            one = filing.part(f"{alert.id} {child}")
            keep(one, kind, body, child=child, about=alert.id, words=words)
