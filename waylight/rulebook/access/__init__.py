"""The access grid: each cell says who may do what to which record while their agency is what to the child.

Everything that is not a cell is closed. The database holds the same cells (`waylight migrate` writes them from
here), and every query asks it; the words of the relations are made true by interests (`waylight/children`).
"""

from __future__ import annotations

from waylight.engine.access import Cell
from waylight.engine.words import days, hours
from waylight.rulebook.access.authority import AUTHORITY
from waylight.rulebook.access.homes import HOMES
from waylight.rulebook.access.opened import OPENED_AND_NOTICED
from waylight.rulebook.access.others import OTHERS
from waylight.rulebook.access.owed import OWED_AND_ASKED
from waylight.rulebook.access.police import POLICE

# How long a force keeps the record of a child after the return; what helps to search closes with the return itself.
POLICE_AFTER_RETURN = days(30)
# Break-glass: how long it stays open, and how often a person may in a day.
BREAK_GLASS_LASTS = hours(1)
BREAK_GLASS_A_DAY = 5
# Whoever may write of an authority's children sees for so long whose care ended, by name and day, to take back an end
# that was a mistake: when care ends, so does what they are to the child.
CARE_END_TAKEN_BACK = days(28)

CELLS: tuple[Cell, ...] = (*HOMES, *AUTHORITY, *POLICE, *OTHERS, *OWED_AND_ASKED, *OPENED_AND_NOTICED)
