"""Shared phones and computers: enrolled by a manager, known by a cookie, taken off when lost."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, NodeReach
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Opening
from waylight.signin.codes import sealed
from waylight.signin.models import Device
from waylight.signin.opening import must_open
from waylight.signin.refusals import Refused

RECORD = "account"


@transaction.atomic
def enrol(*, actor: Actor, node: Node, label: str, now: datetime) -> tuple[Device, str]:
    """Enrol this browser as a shared device of the node. Returns the row and the secret for its cookie.

    Raises: Refused where the actor may not, or no name was given.
    """
    must_open(actor, Opening.ENROL, node_id=node.id)
    if not label.strip():
        raise Refused(
            "Give the device a name that staff know it by, for example: office computer.", field="label"
        )
    secret = secrets.token_urlsafe(32)
    device = Device(
        node=node,
        label=label.strip()[:60],
        secret_hash=sealed(secret),
        enrolled_by_id=actor.person_id,
        enrolled_at=now,
    )
    device.save(force_insert=True)
    note(actor=actor, act=Act.WROTE, record=RECORD, subject=device.id, basis="enrolled a shared device")
    return device, secret


@transaction.atomic
def revoke(*, actor: Actor, device_id: UUID, now: datetime) -> Device:
    """Take a device off: its cookie opens nothing, and who sits at it is signed out at the next step."""
    device = Device.objects.select_for_update().filter(pk=device_id, revoked_at__isnull=True).first()
    if device is None:
        raise Refused("That device is not on the list any more. Look at the list again.")
    must_open(actor, Opening.ENROL, node_id=device.node_id)
    device.revoked_at, device.revoked_by_id = now, actor.person_id
    device.save(update_fields=["revoked_at", "revoked_by"])
    note(actor=actor, act=Act.WROTE, record=RECORD, subject=device.id, basis="took a shared device off")
    return device


def device_of(secret: str | None) -> Device | None:
    """The device whose cookie this is, unless it was taken off."""
    if not secret:
        return None
    found = Device.objects.filter(secret_hash=sealed(secret), revoked_at__isnull=True)
    return found.select_related("node").first()


def still_enrolled(device_id: UUID) -> bool:
    """Whether the device has not been taken off."""
    return Device.objects.filter(pk=device_id, revoked_at__isnull=True).exists()


def devices_at(node_id: UUID) -> list[Device]:
    """The devices of the node and of what stands below it, newest first."""
    below = NodeReach.objects.filter(above_id=node_id).values("below_id")
    found = Device.objects.filter(node_id__in=below, revoked_at__isnull=True)
    return list(found.select_related("node", "enrolled_by").order_by("-enrolled_at"))
