"""Who is told that a child's record was opened by break-glass: whoever answers for the child goes through it."""

from __future__ import annotations

from waylight.engine.access import Relation
from waylight.engine.climbing import Channel, Ladder, Rung, Telling, Urgency
from waylight.engine.words import Rule, hours, minutes
from waylight.rulebook.sources import OURS

PAGE, EMAIL = Channel.PAGE, Channel.EMAIL

DIRECTOR_AFTER = Rule(
    name="director told of break-glass after",
    says="Where nobody has gone through a use of break-glass in this long, the director is told.",
    value=hours(24),
    source=OURS,
    local=True,
)
GLASS = Telling(
    "broke glass",
    "A child's record is opened by break-glass: the team manager of the responsible authority is told at once, other "
    "than whoever opened it; the director, where nobody goes through it in a day.",
    "a record of yours was opened by break-glass",
    Urgency.AT_ONCE,
    (
        Ladder(
            "broke glass",
            "responsible authority",
            Relation.RESPONSIBLE,
            (
                Rung("team manager", minutes(0), (PAGE, EMAIL)),
                Rung("director", DIRECTOR_AFTER, (PAGE, EMAIL)),
            ),
            OURS,
            takes=False,
        ),
    ),
    OURS,
)
