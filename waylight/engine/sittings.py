"""The words in which the rulebook says how people come in, for how long, and who opens the door for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.words import Clock, Source


class Via(StrEnum):
    """How somebody came in, as it stands on the trail and in the header of every page."""

    PASSWORD = "password and code"  # noqa: S105 - the name of a way in
    PASSKEY = "passkey"
    DEVICE = "enrolled device"
    SHIFT = "one shift"
    REPORT_ONLY = "report only"
    DEMONSTRATION = "demonstration"


class Opening(StrEnum):
    """What one person may do so that another can come in."""

    ENROL = "enrol a shared device"
    ISSUE = "issue a one-shift account"
    LET_IN = "let somebody in"
    REPORT_SHEET = "print the sheet for report-only access"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a sitting lasts. `role` narrows the row to one role; empty for all that have no row of their own."""

    via: Via
    role: str
    idle: Clock
    longest: Clock
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one may try before a way in is shut."""

    what: str
    tries: int
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Opens:
    """A role at a node may do this there and below; `for_role` says for whom, empty where it is for nobody."""

    act: Opening
    role: str
    for_role: str
    why: str
    source: Source


def length_of(lengths: tuple[Length, ...], via: str, role: str) -> Length:
    """The row for that way in and that role. Raises: LookupError where no row names the way."""
    rows = [row for row in lengths if row.via == via and row.role in ("", role)]
    if not rows:
        raise LookupError(f"No row says how long a sitting by {via!r} lasts.")
    return max(rows, key=lambda row: len(row.role))
