"""Report-only access: somebody without an account files a report from the home, and can read nothing back."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, Person, RoleGrant
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Opening
from waylight.rulebook.signing_in import REPORT_ONLY, SHEET_FOR
from waylight.signin.codes import kept, new_code
from waylight.signin.models import Device, ReportSheet
from waylight.signin.opening import must_open
from waylight.signin.refusals import Refused

GROUPS = 2
PURPOSE = "report only"
UNKNOWN = (
    "No home has this code on its wall. Look at the sheet again. If you cannot find it, ring 101 now, or 999 if the "
    "child is in danger."
)


@transaction.atomic
def put_up(*, actor: Actor, node: Node, now: datetime) -> str:
    """A new sheet for the home, in place of the one before. Returns its code, which is shown once.

    Raises: Refused where the actor may not.
    """
    must_open(actor, Opening.REPORT_SHEET, node_id=node.id)
    before = ReportSheet.objects.select_for_update().filter(node=node, ended_at__isnull=True).first()
    if before is None:
        person = Person(email=f"{uuid4()}@report-only.invalid", name=f"Report only, {node.name}")
        person.set_unusable_password()
        person.save(force_insert=True)
    else:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
        person = before.person
        RoleGrant.objects.filter(pk=before.grant_id).update(during=(before.grant.during.lower, now))
    # The role is in no cell of the grid: it reads nothing, and the database lets it add a report alone.
    grant = RoleGrant(
        person=person, role=REPORT_ONLY, node=node, during=(now, now + SHEET_FOR.span), granted_by_id=actor.person_id,
        why="the sheet on the wall",
    )  # fmt: skip
    grant.save(force_insert=True)
    code = new_code(GROUPS)
    ReportSheet(
        node=node, person=person, grant=grant, code_hash=kept(code, PURPOSE), made_by_id=actor.person_id,
        made_at=now, ends_at=now + SHEET_FOR.span,
    ).save(force_insert=True)  # fmt: skip
    note(actor=actor, act=Act.WROTE, record="account", subject=person.id, basis="put a report-only sheet up")
    return code


def sheet_of(*, code: str, device: Device | None, now: datetime) -> ReportSheet:
    """The sheet whose code this is; on a shared device of the home the code is not asked for. Raises: Refused."""
    up = ReportSheet.objects.filter(ended_at__isnull=True, ends_at__gt=now).select_related("person", "node")
    if device is not None and not code.strip():
        found = up.filter(node_id=device.node_id).first()
    else:
        found = up.filter(code_hash=kept(code, PURPOSE)).first()
    if found is None:
        raise Refused(UNKNOWN, field="code")
    return found


def is_up(node: Node, now: datetime) -> bool:
    """Whether the home has a sheet."""
    return ReportSheet.objects.filter(node=node, ended_at__isnull=True, ends_at__gt=now).exists()
