"""What is owed to a child: from what happened and the rows of the rulebook, by whom, until when, and how it stands.

`owed` finds every duty that began, when it is due and what met or ended it. `standing` says how one stands at a
time. Both are pure: no clock, no database.
"""

from waylight.engine.owing.judging import Owed, owed
from waylight.engine.owing.rows import Duty, Elsewhere, Event, Joins, NotYet, Nth, Owner, Times, event
from waylight.engine.owing.standing import Standing, Word, standing

__all__ = [
    "Duty",
    "Elsewhere",
    "Event",
    "Joins",
    "NotYet",
    "Nth",
    "Owed",
    "Owner",
    "Standing",
    "Times",
    "Word",
    "event",
    "owed",
    "standing",
]
