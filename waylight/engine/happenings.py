"""What happened around one child, in the few words that duties look at.

A happening is read off facts and the agreed episodes; it holds no words of anybody. The catalogue is closed: a row
of the rulebook that asks for a kind, a value or an answer that does not exist is an error at once, not a rule that
never begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from waylight.engine.when import When


class Kind(StrEnum):
    """Each is about an episode, a placement or the child as a whole, as its comment says."""

    # About an episode.
    AWAY_BEGAN = "away began"
    REPORTED = "reported"
    POLICE_KNOW = "police know"
    GRADED = "graded"
    TOLD = "told"
    SEEN = "seen"
    ACKNOWLEDGED = "acknowledged"
    REFERRED = "referred"
    AWAY_ENDED = "away ended"
    RETURNED = "returned"
    PREVENTION_INTERVIEW = "prevention interview"
    INTERVIEW_OFFERED = "interview offered"
    INTERVIEW_HELD = "interview held"
    INTERVIEW_DECLINED = "interview declined"
    CARER_ASKED = "carer asked"
    # About a placement.
    PLACEMENT_BEGAN = "placement began"
    PLACEMENT_ENDED = "placement ended"
    # About the child as a whole, or about what is said with them.
    CARE_BEGAN = "care began"
    CARE_ENDED = "care ended"
    STRATEGY_HELD = "strategy discussion held"
    ENQUIRY_DECIDED = "enquiry decided"
    PLAN_REVIEW_ASKED = "plan review asked"
    PLAN_REVIEW_ANSWERED = "plan review answered"
    # Something that is to happen on a day, as somebody said ahead of it; `what` is a code of the rulebook.
    PLANNED = "planned"
    # The child died, or was seriously harmed.
    GRAVE = "grave event"
    # Somebody says by name that it was done, and when; `what` is a code of the rulebook.
    DONE = "done"


YES_NO = frozenset({"yes", "no"})
# The values that a kind of happening carries, and the answers that each can have; None: codes of the rulebook.
# `live`: somebody said it at the time, not a file afterwards. `prompt`: told in time to do something about it.
VALUES: Mapping[Kind, Mapping[str, frozenset[str] | None]] = MappingProxyType(
    {
        Kind.AWAY_BEGAN: {"category": frozenset({"M", "A"}), "prompt": YES_NO},
        Kind.REPORTED: {"category": frozenset({"M", "A"}), "live": YES_NO, "out of area": YES_NO},
        Kind.GRADED: {"grade": None, "child": YES_NO},
        Kind.TOLD: {"whom": None, "outcome": frozenset({"told", "no answer", "not yet", "not told"})},
        Kind.REFERRED: {"to": None, "about": None},
        Kind.RETURNED: {"missing": YES_NO, "prompt": YES_NO},
        Kind.PREVENTION_INTERVIEW: {"held": YES_NO},
        Kind.PLACEMENT_BEGAN: {
            "prompt": YES_NO,
            "out of area": YES_NO,
            "distant": frozenset({"yes", "no", "unknown"}),
            "first": YES_NO,
            "key stage 4": YES_NO,
            "setting": None,
        },
        Kind.PLACEMENT_ENDED: {"prompt": YES_NO, "out of area": YES_NO, "setting": None},
        Kind.CARE_BEGAN: {"prompt": YES_NO},
        Kind.PLANNED: {"what": None, "approved by": frozenset({"director", "nominated officer", "nobody"})},
        Kind.GRAVE: {"what": frozenset({"died", "harmed"}), "setting": None},
        Kind.DONE: {"what": None},
    }
)


# How an answer reads in a sentence; where it is not here, the answer itself.
SAID: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("category", "M"): "missing",
        ("category", "A"): "away without authorisation",
        ("live", "yes"): "as it happens",
        ("prompt", "yes"): "",
        ("out of area", "yes"): "outside the authority's area",
        ("child", "yes"): "under 18",
        ("missing", "yes"): "from being missing",
        ("first", "yes"): "the first",
        ("first", "no"): "not the first",
        ("distant", "yes"): "at a distance",
        ("distant", "no"): "in an area that adjoins",
        ("distant", "unknown"): "not known whether the area adjoins",
        ("key stage 4", "yes"): "in the last two years of school",
        ("approved by", "director"): "for the director to approve",
        ("approved by", "nominated officer"): "for the nominated officer to approve",
        ("held", "yes"): "held",
        ("held", "no"): "not held",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line. `told_at` (aware): when this system was told; `withdrawn_at`: when it was told that it was not so.

    `about`: the episode or placement, None where it is about the child. `by`: the kind of agency that says it.
    """

    kind: Kind
    at: When
    told_at: datetime
    id: UUID
    about: UUID | None = None
    by: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    withdrawn_at: datetime | None = None

    def known(self, known_by: datetime) -> bool:
        """Whether it stood in the record at that time."""
        return self.told_at <= known_by and (self.withdrawn_at is None or known_by < self.withdrawn_at)

    @property
    def order(self) -> tuple[datetime, datetime, UUID]:
        """The order in which happenings are read: by when they can first have been, then by when at the latest."""
        return self.at.earliest, self.at.last, self.id
