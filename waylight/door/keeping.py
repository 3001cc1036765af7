"""Taking a report without a database: pass, limit, seal, disk, and a number for whoever sent it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from waylight.door import passes, sealing, spool

VERSION = 1
LONGEST_KEY = 100


class NoPass(Exception):
    """Nobody is known to have sent this: there is no pass, or it has ended or was not signed by us."""


@dataclass(frozen=True)
class Door:
    """What a door needs: the key that signs passes, the public key that reports are sealed to, and the spool."""

    signing: bytes
    public: bytes
    folder: Path


@dataclass(frozen=True)
class Kept:
    """What the sender is told: a number to ask by, and when. `at` is UTC."""

    number: str
    at: datetime


def keep(
    door: Door,
    *,
    cookie: str,
    sent: Mapping[str, Sequence[str]],
    child: UUID | None,
    route: str,
    now: datetime,
    about: UUID | None = None,
) -> Kept:
    """Seal what was sent and put it on disk. `sent` is the form as it came, with the key that its page made; `about`
    is the time away that it adds to.

    The same key gives the same number; it is filed once. Raises: NoPass, spool.Full, ValueError without a key.
    """
    held = passes.read(cookie, door.signing, now)
    if held is None:
        raise NoPass
    key = next(iter(sent.get("key", ())), "")
    if not key or len(key) > LONGEST_KEY:
        raise ValueError("A report comes with the key that its page made.")
    spool.count(door.folder, held.id, now)
    body = {
        "version": VERSION,
        "kept_at": now.isoformat(),
        "key": key,
        "person": str(held.person),
        "grant": str(held.grant or ""),
        "child": str(child or ""),
        "about": str(about or ""),
        "route": route,
        "sent": {name: list(values) for name, values in sent.items() if name != "csrfmiddlewaretoken"},
    }
    spool.put(door.folder, sealing.seal(json.dumps(body).encode(), door.public))
    return Kept(number_of(key), now)


def number_of(key: str) -> str:
    """The number that the sender is given: the same for the same page, and no help in finding the report."""
    return "K-" + base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:6]
