"""What is learned and done while a child is away, and who knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.episodes.kinds.claims import CORE, EPISODE
from waylight.facts.kinds import Kind


@dataclass(frozen=True)
class PoliceReference:
    """Police know: by their reference, or by the receipt of their system (`acknowledged`)."""

    reference: str
    force: UUID | None = None
    acknowledged: bool = False


@dataclass(frozen=True)
class RiskGraded:
    """How police grade the risk. `grade` is a code of the rulebook, `wording` their own words for it, as said."""

    grade: str
    wording: str = ""


@dataclass(frozen=True)
class Told:
    """Somebody was told, or not. `whom` and `how` are codes; `outcome`: "told", "no answer", "not yet", "not told"."""

    whom: str
    how: str = ""
    outcome: str = "told"


@dataclass(frozen=True)
class Seen:
    """Somebody opened the live page: the receipt shows who has read it."""

    role: str = ""


@dataclass(frozen=True)
class Acknowledged:
    """Taken on by name; `next_look` is when that person will look again."""

    next_look: datetime | None = None


@dataclass(frozen=True)
class Sighting:
    """Somebody saw the child. `by` is a code ("police", "staff", "family", "friend", "public")."""

    by: str
    well: bool | None = None


@dataclass(frozen=True)
class Action:
    """Something was done to find the child; `what` is a code."""

    what: str


@dataclass(frozen=True)
class Search:
    """A place was searched; `found` says whether anything was."""

    what: str
    found: bool = False


@dataclass(frozen=True)
class PreventionInterview:
    """The police talk after the return. Where not held, `why_not` is a code."""

    held: bool
    why_not: str = ""


UPDATES = (
    Kind("police reference", CORE, PoliceReference),
    Kind("risk graded", CORE, RiskGraded, words={"why": EPISODE}),
    Kind("told", EPISODE, Told, words={"name": EPISODE, "why not": EPISODE, "notes": EPISODE}),
    Kind("seen", EPISODE, Seen),
    Kind("acknowledged", EPISODE, Acknowledged, words={"notes": EPISODE}),
    Kind("sighting", EPISODE, Sighting, words={"place": EPISODE, "notes": EPISODE}),
    Kind("action", EPISODE, Action, words={"notes": EPISODE}),
    Kind("search", EPISODE, Search, words={"place": EPISODE, "notes": EPISODE}),
    Kind("prevention interview", EPISODE, PreventionInterview, words={"notes": EPISODE}),
)
