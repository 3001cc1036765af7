"""In what order a list of children away now stands: columns that everybody sees, never a hidden score."""

from __future__ import annotations

from waylight.engine.words import Rule, days, hours
from waylight.rulebook.sources import OURS

YOUNG = Rule(
    name="children who come first",
    says="Among children of the same grade those under 13, and those known to be trafficked, come first.",
    value=13,
    source=OURS,
    local=True,
)
UNGRADED = Rule(
    name="not graded yet",
    says="A child whom police have not graded yet stands beside those graded high, until they have.",
    value=0,
    source=OURS,
    local=True,
)

NIGHT = Rule(
    name="a night of the strip",
    says="A night goes from noon to noon. It is dark where the child was away at three in the morning, and half dark "
    "where the child was away for another part of it.",
    value=3,
    source=OURS,
)
STRIP = Rule(
    name="how many nights a strip shows",
    says="A strip shows the last four weeks.",
    value=days(28),
    source=OURS,
)
BOARD_WEEK = Rule(
    name="this week on the board",
    says="The board shows who came back in the last seven days, and what is owed in the coming seven.",
    value=days(7),
    source=OURS,
)
HANDED_OVER = Rule(
    name="what the sheet of a shift covers",
    says="The sheet for the end of a shift shows what happened in the last twelve hours and what is owed in the next "
    "twelve: a shift and its handover.",
    value=hours(12),
    source=OURS,
)
NEW_ON_REGISTER = Rule(
    name="how long a home is new on the register",
    says="The force and the authority of an area see first which homes came onto the register in the last "
    "ninety days.",
    value=days(90),
    source=OURS,
)
