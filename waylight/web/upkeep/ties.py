"""Who will see a child and who will not, in sentences that are read back before something is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from waylight.children.services import Foreseen, Tie
from waylight.web.templatetags.people import clock

# By what a place is to the child: what it does with the record.
DOES: Mapping[str, str] = {
    "responsible": "is responsible for the child, and reads and writes the record",
    "caring": "cares for the child, and reads the record",
    "host": "as host authority, sees that the child is placed in its area",
    "police": "as police, reads the record of the time away",
    "searching": "searches for the child, and reads the grab pack",
    "interviewing": "holds return interviews, and reads what it needs for them",
    "concern": "reads the record on a safeguarding concern",
    "inspecting": "inspects the home, and reads times away",
    "self": "reads the child’s own record",
}


# Who, what they do, and from when or until when, where that does not go on as it was.
Sentence = tuple[str, str, str]


def read_back(told: Foreseen, now: datetime) -> dict[str, list[Sentence]]:
    """For the template `upkeep/parts/ties.html`."""
    kinds = {"ends": told.ends, "begins": told.begins, "goes_on": told.goes_on}
    return {kind: sentences(ties, now) for kind, ties in kinds.items()}


def sentences(ties: Iterable[Tie], now: datetime) -> list[Sentence]:
    """Of each tie."""
    return [(_who(tie), DOES.get(tie.relation, tie.relation), _when(tie, now)) for tie in ties]


def _who(tie: Tie) -> str:
    return f"{tie.person}, {tie.place}" if tie.person else tie.place


def _when(tie: Tie, now: datetime) -> str:
    if tie.until is not None:
        return f"until {clock(tie.until)}"
    return f"from {clock(tie.since)}" if tie.since > now else ""
