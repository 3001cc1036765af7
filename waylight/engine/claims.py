"""What agencies say about one child's times away. A claim is never changed: a later claim says what was wrong.

All are frozen. `told_at` is aware; every other time is a `When`. The kinds and their fields are those that
`waylight agree` reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from waylight.engine.when import When


class Teller(StrEnum):
    """What kind of agency or person says it."""

    HOME = "home"
    CARER = "carer"
    AUTHORITY = "authority"
    POLICE = "police"
    PROFESSIONAL = "professional"


class Whereabouts(StrEnum):
    UNKNOWN = "unknown"
    KNOWN = "known"


class End(StrEnum):
    """Of an absence without `until`: still open, as in a live report, or not recorded, as in an imported row."""

    OPEN = "open"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True, order=True)
class By:
    """Who says it: the kind and the node in the tree of agencies, written "home:H1"."""

    kind: Teller
    node: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.node}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every claim has. `told_at` is when we were told, not when it happened."""

    kind: ClassVar[str]
    correctable: ClassVar[frozenset[str]] = frozenset()

    id: str
    by: By
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(Claim):
    """Not where expected since `start`: left the placement, or last seen by a responsible adult.

    `until` is the end in a recorded row that does not say whether the child was found or came back. `expected_at` is
    until when the child was allowed out; it is kept and shown and moves nothing.
    """

    kind = "absent"
    correctable = frozenset({"start", "until", "expected_at", "whereabouts", "concern", "reported", "end"})

    start: When
    whereabouts: Whereabouts
    concern: bool
    reported: bool
    until: When | None = None
    expected_at: When | None = None
    end: End = End.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsChanged(Claim):
    """While away, the whereabouts became known or were lost again."""

    kind = "whereabouts"
    correctable = frozenset({"at", "whereabouts"})

    at: When
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Claim):
    """Located and safe, seen by police or a responsible adult."""

    kind = "found"
    correctable = frozenset({"at"})

    at: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Claim):
    """Back at the placement or an agreed safe place."""

    kind = "returned"
    correctable = frozenset({"at"})

    at: When


@dataclass(frozen=True, slots=True, kw_only=True)
class InError(Claim):
    """The claim `about` should not have been made. It stays visible and has no effect."""

    kind = "in error"

    about: str


Value = When | Whereabouts | End | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Claim):
    """Fields of the claim `about` as they should have been: names of its attributes with their new values.

    About another correction, it changes what that one says. A field which the claim does not have is left alone.
    """

    kind = "correction"

    about: str
    changes: tuple[tuple[str, Value], ...]
