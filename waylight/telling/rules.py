"""The rows of the rulebook by their codes."""

from __future__ import annotations

from collections.abc import Mapping

from waylight.engine.climbing import Ladder, Telling, Urgency
from waylight.engine.words import Clock
from waylight.rulebook import telling as rows
from waylight.rulebook import telling_decisions as of_decisions
from waylight.rulebook import telling_glass as of_glass
from waylight.rulebook import telling_noticed as noticed
from waylight.rulebook.police import GRADES

# Every row of its kind that stands in the modules: none can be forgotten here.
TELLINGS: Mapping[str, Telling] = {
    row.code: row
    for module in (rows, of_decisions, of_glass, noticed)
    for row in vars(module).values()
    if isinstance(row, Telling)
}
LADDERS: Mapping[str, Ladder] = {ladder.code: ladder for row in TELLINGS.values() for ladder in row.ladders}
QUIET: Mapping[str, Clock] = {
    Urgency.AT_ONCE: rows.QUIET_AT_ONCE.value,
    Urgency.TODAY: rows.QUIET_TODAY.value,
    Urgency.THIS_WEEK: rows.QUIET_THIS_WEEK.value,
}
# The gravest level of every wording that police have used.
HIGH = frozenset(grade.code for grade in GRADES if grade.order == 0)
# What a child's being away is told under; the later replaces the earlier.
WHILE_AWAY = (rows.MISSING.code, rows.AWAY.code, rows.GRADED_HIGH.code, rows.POLICE_SILENT.code)
