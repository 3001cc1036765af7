"""A pass shows without a database that somebody was signed in: who, on which duty, until when. It is a cookie."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

COOKIE = "door"


@dataclass(frozen=True)
class Pass:
    """`ends` (UTC) is when the sitting ends whatever is done. `id` counts reports, for the limit; it says nothing."""

    person: UUID
    grant: UUID | None
    ends: datetime
    id: str


def fresh(person: UUID, grant: UUID | None, ends: datetime) -> Pass:
    """A new pass for a sitting."""
    return Pass(person, grant, ends, secrets.token_hex(8))


def written(one: Pass, key: bytes) -> str:
    """The pass as a cookie holds it, signed. It holds no name."""
    body = json.dumps([str(one.person), str(one.grant or ""), int(one.ends.timestamp()), one.id])
    text = base64.urlsafe_b64encode(body.encode()).decode()
    return f"{text}.{_signature(text, key)}"


def read(cookie: str, key: bytes, now: datetime) -> Pass | None:
    """The pass that we signed and that still holds at `now`; None for anything else."""
    text, _, signature = cookie.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(text, key).encode()):
        return None
    try:
        person, grant, ends, id = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, binascii.Error):
        return None
    found = Pass(UUID(person), UUID(grant) if grant else None, datetime.fromtimestamp(ends, UTC), str(id))
    return found if now < found.ends else None


def _signature(text: str, key: bytes) -> str:
    return hmac.new(key, b"waylight door pass 1 " + text.encode(), "sha256").hexdigest()
