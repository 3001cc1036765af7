"""The names of the classes, in the order a reader meets them, and this room's settings with their why."""

from __future__ import annotations

MATCHED = "matched"
DUPLICATE = "same-side duplicate"
SPLIT = "part of a split or merge"
ONLY_HERE = "only this side"
NO_CHILD = "no child of these authorities"
OUTSIDE = "outside the other side's area or period"
AWAY = "away (A) not expected at police"
CANNOT_PLACE = "cannot be placed"
CANNOT_READ = "cannot be read"

POLICE_CLASSES = (MATCHED, DUPLICATE, SPLIT, ONLY_HERE, OUTSIDE, NO_CHILD, CANNOT_PLACE, CANNOT_READ)
AUTHORITY_CLASSES = (MATCHED, DUPLICATE, SPLIT, ONLY_HERE, OUTSIDE, AWAY, CANNOT_PLACE, CANNOT_READ)

# A match counts from even odds; what lies below DOUBTFUL goes to the desk (contract, matches.csv).
EVEN = 0.5
DOUBTFUL = 0.9
# Two rows of one side that begin this close are one absence typed twice, even if their ends disagree.
SAME_START = 15
# A row without an end joins what begins within two hours of it (agreed episode, rule 5).
OPEN_JOINS = 120
# Rows of one side that follow each other this closely may be one absence cut in two (settle/cuts.py).
CUT = 60
# Sources that differ by more than this are shown as differing (agreed episode, rule 7).
DIFFER = 60
# Care and placement dates are wrong by days in real records.
CARE_SLACK_DAYS = 5
HOUR, DAY = 60, 1440
