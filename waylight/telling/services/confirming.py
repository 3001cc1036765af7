"""Confirming that messages arrive where somebody wants them. The page asks, the worker sends a code, whoever is signed
in with that account enters it. An address that nobody confirmed is used all the same: no alarm waits for it."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.crypto import salted_hmac

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.climbing import Channel
from waylight.facts.refusals import Refused
from waylight.rulebook.telling import CODE_HOLDS, CODE_TRIES
from waylight.telling import gateways
from waylight.telling.models import Confirmation
from waylight.telling.selectors.confirmed import address_of, is_confirmed

log = logging.getLogger(__name__)
AGAIN = timedelta(minutes=1)
SUBJECT = "Waylight: a code to confirm your address"
TEXT = "{code} confirms that messages of Waylight arrive here. Enter it where you asked for it, and nowhere else."


def ask_code(*, actor: Actor, channel: str, now: datetime, route: str = "") -> None:
    """Let a code go to the actor's own address. Raises: Refused."""
    if not gateways.has(channel) or not (address := address_of(actor.person_id, channel)):
        raise Refused("There is no such address to send a code to. Give one first.", field=channel)
    before = Confirmation.objects.filter(person_id=actor.person_id, channel=channel).first()
    if is_confirmed(before, address):
        raise Refused("This address is confirmed already.", field=channel)
    if before is not None and before.asked_at > now - AGAIN:
        raise Refused("A code is on its way. Wait a minute before you ask for another.", field=channel)
    fresh = {"asked_at": now, "address": "", "code": "", "sent_at": None, "tries": 0, "confirmed_at": None}
    Confirmation.objects.update_or_create(person_id=actor.person_id, channel=channel, defaults=fresh)
    note(actor=actor, act=Act.WROTE, record="own account", route=route, basis=f"code asked for, {channel}")
    from waylight.telling.tasks import codes

    codes.defer()


def confirm(*, actor: Actor, channel: str, code: str, now: datetime, route: str = "") -> None:
    """The code arrived. A wrong one counts, and is kept although it is refused. Raises: Refused."""
    asked = (
        Confirmation.objects.select_for_update().filter(person_id=actor.person_id, channel=channel).first()
    )
    if asked is None or not asked.code or not asked.sent_at or asked.sent_at < now - CODE_HOLDS.value.span:
        raise Refused("There is no code that holds. Ask for a new one.", field=channel)
    if asked.tries >= CODE_TRIES.value:
        raise Refused("Too many wrong tries. Ask for a new code.", field=channel)
    if not hmac.compare_digest(asked.code, _kept(asked, "".join(code.split()))):
        Confirmation.objects.filter(pk=asked.pk).update(tries=asked.tries + 1)
        raise Refused("That is not the code that was sent last. Look again.", field=channel)
    # It works once.
    Confirmation.objects.filter(pk=asked.pk).update(confirmed_at=now, code="")
    note(actor=actor, act=Act.WROTE, record="own account", route=route, basis=f"address confirmed, {channel}")


def send_codes(clock: Callable[[], datetime]) -> int:
    """Run as the worker. Sends every code that was asked for and has not gone; returns how many were handed over. What
    a gateway does not take now is tried again with the next minute, as long as a code would hold."""
    sent = 0
    wanted = Confirmation.objects.filter(
        sent_at=None, confirmed_at=None, asked_at__gte=clock() - CODE_HOLDS.value.span
    )
    for channel in (Channel.EMAIL.value, Channel.TEXT.value):
        rows = list(wanted.filter(channel=channel)) if gateways.has(channel) else []
        if not rows:
            continue
        try:
            with gateways.open_to(channel) as hand_over:
                sent += sum(_send(row, hand_over, clock()) for row in rows)
        except gateways.Away as away:
            log.warning("codes wait: %s", away)
    return sent


def _send(row: Confirmation, hand_over: Callable[[gateways.Message], str], now: datetime) -> bool:
    """Raises: Away; then no code is kept, and the next minute's is another."""
    address = address_of(row.person_id, row.channel)
    code = f"{secrets.randbelow(10**6):06}"
    if not address:
        return False
    try:
        hand_over(gateways.Message(uuid4(), row.channel, address, SUBJECT, TEXT.format(code=code)))
    except gateways.Refusal as refusal:
        # Sent, and without a code: it cannot arrive, and the person asks anew once the address is right.
        log.warning("a code could not go: %s", refusal)
        code = ""
    kept = _kept(row, code) if code else ""
    # Only what was asked for: who asked anew meanwhile gets another.
    Confirmation.objects.filter(pk=row.pk, asked_at=row.asked_at).update(
        address=address, code=kept, sent_at=now
    )
    return bool(code)


def _kept(row: Confirmation, code: str) -> str:
    """What is kept of a code: it opens nothing without the installation's own key."""
    return salted_hmac(
        f"waylight.telling {row.person_id} {row.channel}", code, algorithm="sha256"
    ).hexdigest()
