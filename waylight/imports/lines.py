"""A row of an extract as the claim that it makes, or the reason why it makes none. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.engine.when import Answer, When, parse
from waylight.episodes.kinds.claims import Absent, Correction

POLICE, AUTHORITY = "police", "authority"
NO_START = "the row does not say when the child went"
BACKWARDS = "the row ends before it begins"
LATER = "the row begins later than now"


@dataclass(frozen=True)
class Line:
    """One claim about one child: whose it is, since when, and what it says."""

    side: str
    row_id: str
    child: UUID
    node: UUID
    since: When
    body: Absent

    @property
    def content(self) -> str:
        """A hash of what the row says of the time away: another one means that the sender changed it."""
        said = (self.since.as_said, self.body.until.as_said if self.body.until else "", self.body.whereabouts)
        return hashlib.sha256("|".join(said).encode()).hexdigest()

    def correction(self) -> Correction:
        """What corrects an earlier claim of the same row."""
        return Correction(
            at=self.since, whereabouts=self.body.whereabouts, until=self.body.until, end=self.body.end,
            reported=self.body.reported,
        )  # fmt: skip


def when_of(wall: datetime | None, day_only: bool | None) -> When | None:
    """A time of an extract, on London's clocks, to the precision in which it was given."""
    if wall is None:
        return None
    return parse(f"{wall:%Y-%m-%d}" if day_only else f"{wall:%Y-%m-%dT%H:%M}")


def line(
    *,
    side: str,
    row_id: str,
    child: UUID,
    node: UUID,
    since: When | None,
    until: When | None,
    known: bool,
    now: datetime,
) -> Line | str:
    """The claim, or why there is none."""
    if since is None:
        return NO_START
    if since.earliest > now:
        return LATER
    if until is not None and until.before(since) is Answer.YES:
        return BACKWARDS
    body = Absent(
        whereabouts="known" if known else "unknown",
        concern=True,
        reported=True,
        until=until,
        end="not recorded",
    )
    return Line(side, row_id, child, node, since, body)
