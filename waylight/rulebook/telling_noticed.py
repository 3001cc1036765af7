"""Who is told of a pattern that was noticed, and of a duty that is late. Each only to those who may read all of it."""

from __future__ import annotations

from waylight.engine.climbing import Telling, Urgency
from waylight.engine.words import Rule, days
from waylight.rulebook.sources import OURS

NOTICED = Telling(
    "noticed",
    "A pattern is noticed: those whom its own row names are told, as far as they may read all that it was made from.",
    "something was noticed that asks for an action",
    Urgency.TODAY,
    (),
    OURS,
)
NOTICED_AT_ONCE = Telling(
    "noticed at once",
    "A pattern that cannot wait for the morning is noticed: those whom its own row names are told at once.",
    "something was noticed that cannot wait",
    Urgency.AT_ONCE,
    (),
    OURS,
)
NOTICED_AGAIN = Telling(
    "noticed again",
    "Two children of whom people were told that they are away together are away together again after a quiet time: the "
    "same people are told once more. A further child is a new pair, of which they are told as of the first.",
    "something that was noticed before goes on",
    Urgency.TODAY,
    (),
    OURS,
)
LATE = Telling(
    "late",
    "What is owed to a child was not done in time: whoever answers for it where it is owed is told.",
    "something that is owed is late",
    Urgency.THIS_WEEK,
    (),
    OURS,
)
NEWS = Rule(
    name="old patterns and late duties",
    says="What was noticed, or fell late, longer ago than this when it is first seen (after an import, for one) tells "
    "nobody; it stands in the lists.",
    value=days(3),
    source=OURS,
)
QUIET = Rule(
    name="quiet time of children together",
    says="Later nights of a pair that people were told of stand on its page; they are told again where the last night "
    "came so many days after the one that they were told of.",
    value=days(30),
    source=OURS,
)
# Who answers for a late duty, by who owes it.
ANSWERS = (
    Rule(
        name="late at a home",
        says="Of what a home or carer owes, the registered manager is told.",
        value=("the home or carer", "caring", ("registered manager",)),
        source=OURS,
    ),
    Rule(
        name="late at an authority",
        says="Of what a responsible authority owes, the child's social worker and the team manager are told.",
        value=("the responsible authority", "responsible", ("social worker", "team manager")),
        source=OURS,
    ),
    Rule(
        name="late at a force",
        says="Of what a force owes, its missing coordinator is told.",
        value=("the police force", "police", ("missing coordinator",)),
        source=OURS,
    ),
)
