"""Core claims: what the agreed episode is computed from. Times and categories only, no free words in a body."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from waylight.engine.when import When
from waylight.facts.kinds import Kind

# All who may read anything of an episode read these: also the host authority, which reads no more than these.
CORE, EPISODE, HEALTH = "episode core", "episode", "health and contacts"


@dataclass(frozen=True)
class Absent:
    """Not where expected; the fact happened when the child left or was last seen by a responsible adult.

    `whereabouts`: "unknown" or "known". `concern`: the carer is worried. `reported`: the authority or police were
    told. `until`: a recorded row gives both ends. `end`: "open", or "not recorded" of an imported row.
    `seen_in`: the force in whose area the child was last seen.
    """

    whereabouts: str
    concern: bool
    reported: bool
    expected_at: When | None = None
    until: When | None = None
    end: str = "open"
    seen_in: UUID | None = None


@dataclass(frozen=True)
class Whereabouts:
    """While away: became "known", or "unknown" again."""

    whereabouts: str


@dataclass(frozen=True)
class Found:
    """Located and safe. `by`: "police", "responsible adult" or "other"."""

    by: str = ""


@dataclass(frozen=True)
class Returned:
    """Back. `to`: "placement", or "agreed safe place"."""

    to: str = "placement"


@dataclass(frozen=True)
class InError:
    """The claim this is about should not have been made."""


@dataclass(frozen=True)
class Correction:
    """The claim this is about, with what changes in it; what is None stays."""

    at: When | None = None
    whereabouts: str | None = None
    concern: bool | None = None
    reported: bool | None = None
    expected_at: When | None = None
    until: When | None = None
    end: str | None = None


CLAIMS = (
    Kind("absent", CORE, Absent, words={
        # What was answered in the report, field by field.
        "place": EPISODE, "clothes": EPISODE, "phone": EPISODE, "with whom": EPISODE, "how they were": EPISODE,
        "different tonight": EPISODE, "checks made": EPISODE, "items taken": EPISODE, "money": EPISODE,
        "medication": HEALTH, "child": EPISODE, "notes": EPISODE,
    }),
    Kind("whereabouts", CORE, Whereabouts, words={"place": EPISODE, "notes": EPISODE}),
    Kind("found", CORE, Found, words={"place": EPISODE, "how": EPISODE, "health": HEALTH}),
    Kind("returned", CORE, Returned, words={"place": EPISODE, "how they were": EPISODE, "health": HEALTH}),
    Kind("in error", CORE, InError, words={"why": EPISODE}),
    Kind("correction", CORE, Correction, words={"why": EPISODE}),
)  # fmt: skip
