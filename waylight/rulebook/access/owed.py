"""What people say they did of what is owed, and whether interviews were offered and held."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import ANSWERS, AWAY_AND_AFTER, CLOCKS, DUTY, OWED, REVIEWS
from waylight.rulebook.sources import OURS

READ, WRITE = Action.READ, Action.WRITE

DEEDS = "says by name what was done, and when"

OWED_AND_ASKED: tuple[Cell, ...] = (
    # What people say they did, and what is owed by police: the home writes its own notices, police their own.
    Cell("night worker", "duty", WRITE, Relation.CARING, DEEDS, OURS),
    Cell("registered manager", "duty", WRITE, Relation.CARING, DEEDS, OURS),
    Cell("foster carer", "duty", WRITE, Relation.CARING, DEEDS, OURS),
    Cell("supported-accommodation worker", "duty", WRITE, Relation.CARING, DEEDS, OURS),
    Cell("reviewing officer", "duty", WRITE, Relation.RESPONSIBLE, DEEDS, OURS),
    Cell("out-of-hours team", "duty", WRITE, Relation.RESPONSIBLE, DEEDS, OURS),
    Cell("missing coordinator", "police duty", WRITE, Relation.POLICE, DEEDS, OURS, AWAY_AND_AFTER),
    Cell("duty inspector", "police duty", WRITE, Relation.POLICE, DEEDS, OURS, AWAY_AND_AFTER),
    Cell("night worker", "police duty", READ, Relation.CARING, OWED, OURS),
    Cell("registered manager", "police duty", READ, Relation.CARING, OWED, OURS),
    Cell("foster carer", "police duty", READ, Relation.CARING, OWED, OURS),
    Cell("supported-accommodation worker", "police duty", READ, Relation.CARING, OWED, OURS),
    Cell("social worker", "police duty", READ, Relation.RESPONSIBLE, OWED, OURS),
    Cell("team manager", "police duty", READ, Relation.RESPONSIBLE, OWED, OURS),
    Cell("reviewing officer", "police duty", READ, Relation.RESPONSIBLE, OWED, OURS),
    Cell("out-of-hours team", "police duty", READ, Relation.RESPONSIBLE, OWED, OURS),
    Cell("director", "police duty", READ, Relation.RESPONSIBLE, OWED, OURS),
    # Whether and when an interview was offered, held, declined: never a word of it.
    Cell("social worker", "interview facts", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "interview facts", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("reviewing officer", "interview facts", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("director", "interview facts", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("registered manager", "interview facts", READ, Relation.CARING, CLOCKS, OURS),
    Cell("return interviewer", "interview facts", WRITE, Relation.INTERVIEWING, CLOCKS, OURS),
    Cell("interview service manager", "interview facts", WRITE, Relation.INTERVIEWING, CLOCKS, OURS),
)
