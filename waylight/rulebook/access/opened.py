"""What danger opens for an hour, and what is noticed across records."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import AWAY_AND_AFTER
from waylight.rulebook.sources import OURS

READ, WRITE = Action.READ, Action.WRITE

NOTICED = "acts on what is noticed; an alert shows with every record that it is made from"
GLASS = "a child in danger whom nothing else opens; told to the responsible authority at once"
AN_HOUR = "for an hour"

OPENED_AND_NOTICED: tuple[Cell, ...] = (
    Cell("night worker", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("night worker", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("night worker", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("registered manager", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("registered manager", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("registered manager", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("social worker", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("social worker", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("social worker", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("team manager", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("team manager", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("team manager", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("out-of-hours team", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("out-of-hours team", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("out-of-hours team", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("missing coordinator", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("missing coordinator", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("missing coordinator", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("duty inspector", "child core", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("duty inspector", "grab pack", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("duty inspector", "episode", READ, Relation.BREAK_GLASS, GLASS, OURS, AN_HOUR),
    Cell("registered manager", "alert", WRITE, Relation.CARING, NOTICED, OURS),
    Cell("social worker", "alert", WRITE, Relation.RESPONSIBLE, NOTICED, OURS),
    Cell("team manager", "alert", WRITE, Relation.RESPONSIBLE, NOTICED, OURS),
    Cell("reviewing officer", "alert", WRITE, Relation.RESPONSIBLE, NOTICED, OURS),
    Cell("out-of-hours team", "alert", WRITE, Relation.RESPONSIBLE, NOTICED, OURS),
    Cell("director", "alert", READ, Relation.RESPONSIBLE, NOTICED, OURS),
    Cell("missing coordinator", "alert", WRITE, Relation.POLICE, NOTICED, OURS, AWAY_AND_AFTER),
    Cell("duty inspector", "alert", WRITE, Relation.POLICE, NOTICED, OURS, AWAY_AND_AFTER),
)
