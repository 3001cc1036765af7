"""A sitting: one person, come in one way, on one duty, for a while. It is looked at anew with every request."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from waylight.engine.sittings import Via, length_of
from waylight.rulebook.signing_in import LENGTHS
from waylight.signin import devices
from waylight.signin.duties import Duty
from waylight.signin.models import ShiftPass

KEY = "sitting"
# How exactly the session remembers that somebody was here; less would write to the database at every step.
GRAIN = timedelta(seconds=30)

IDLE = "You were signed out because nothing was done here for {minutes} minutes."
LONG = "You were signed out: a sitting lasts {hours} hours at most. Sign in again to go on."
DEVICE = "This phone or computer was taken off the list of shared devices. Ask the manager."
SHIFT = "Your account ended with its shift. Ask the shift lead for a new one."
ROLE = "The role in which you were signed in has ended. Ask your manager if you still need it."


@dataclass(frozen=True)
class Sitting:
    """What the session keeps of it. `strong`: a second factor was shown, or none is needed for this way in."""

    via: Via
    began: datetime
    seen: datetime
    strong: bool
    grant: UUID | None = None
    role: str = ""
    device: UUID | None = None
    # On whose word: what somebody with report-only access said they are called and whom they work for.
    said: str = ""

    @property
    def idle(self) -> timedelta:
        """For how long nothing may be done before it ends."""
        return length_of(LENGTHS, self.via, self.role).idle.span

    @property
    def ends(self) -> datetime:
        """When it ends whatever is done."""
        return self.began + length_of(LENGTHS, self.via, self.role).longest.span


def begin(session: MutableMapping[str, Any], sitting: Sitting) -> None:
    """Keep a new sitting, or one that changed, in the session."""
    session[KEY] = {
        "via": sitting.via.value,
        "began": sitting.began.isoformat(),
        "seen": sitting.seen.isoformat(),
        "strong": sitting.strong,
        "grant": str(sitting.grant or ""),
        "role": sitting.role,
        "device": str(sitting.device or ""),
        "said": sitting.said,
    }


def kept(session: MutableMapping[str, Any]) -> Sitting | None:
    """The sitting of this session, whether or not it may go on."""
    row = session.get(KEY)
    if not row:
        return None
    return Sitting(
        via=Via(row["via"]),
        began=datetime.fromisoformat(row["began"]),
        seen=datetime.fromisoformat(row["seen"]),
        strong=row["strong"],
        grant=UUID(row["grant"]) if row["grant"] else None,
        role=row["role"],
        device=UUID(row["device"]) if row["device"] else None,
        said=row["said"],
    )


def why_over(sitting: Sitting, person_id: UUID, held: Iterable[Duty], now: datetime) -> str:
    """Why the sitting of somebody who holds these duties may not go on at `now`, in a sentence; empty where it may."""
    if now >= sitting.ends:
        return LONG.format(hours=int((sitting.ends - sitting.began).total_seconds() // 3600))
    if now >= sitting.seen + sitting.idle:
        return IDLE.format(minutes=int(sitting.idle.total_seconds() // 60))
    if sitting.device is not None and not devices.still_enrolled(sitting.device):
        return DEVICE
    if sitting.via is Via.SHIFT and not _shift_runs(person_id, now):
        return SHIFT
    if sitting.grant is not None and sitting.grant not in {duty.grant_id for duty in held}:
        return ROLE
    return ""


def touch(session: MutableMapping[str, Any], sitting: Sitting, now: datetime) -> Sitting:
    """Remember that somebody was here now."""
    if now - sitting.seen < GRAIN:
        return sitting
    touched = replace(sitting, seen=now)
    begin(session, touched)
    return touched


def _shift_runs(person_id: UUID, now: datetime) -> bool:
    return ShiftPass.objects.filter(person_id=person_id, ended_at__isnull=True, ends_at__gt=now).exists()
