"""What a force may, while the child is away and for a time after."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import AWAY_AND_AFTER, DISCUSSES
from waylight.rulebook.sources import OURS

READ, WRITE = Action.READ, Action.WRITE

FINDS = "finds and protects the child"
AREA = "homes in the force's area; a child opens only with a report"
PROTOCOL = "the regulations of 2013, under a protocol"
MARKED = "what is marked for police, or had to be told"
WHILE_AWAY = "while away"

POLICE: tuple[Cell, ...] = (
    Cell("missing coordinator", "child core", READ, Relation.POLICE, FINDS, OURS, AWAY_AND_AFTER),
    Cell("missing coordinator", "grab pack", READ, Relation.SEARCHING, FINDS, OURS, WHILE_AWAY),
    Cell(
        "missing coordinator",
        "episode",
        WRITE,
        Relation.POLICE,
        "grades, finds, holds prevention interviews",
        OURS,
        AWAY_AND_AFTER,
    ),
    Cell("missing coordinator", "home and count of children", READ, Relation.POLICE, AREA, OURS),
    Cell("missing coordinator", "register of homes", READ, Relation.POLICE, PROTOCOL, OURS),
    Cell("missing coordinator", "interview items shared", READ, Relation.POLICE, MARKED, OURS),
    Cell(
        "missing coordinator",
        "reconciliation pair",
        WRITE,
        Relation.POLICE,
        "agrees the list with the authority",
        OURS,
    ),
    Cell(
        "missing coordinator", "exploitation record", READ, Relation.POLICE, "what threatens the child", OURS
    ),
    Cell(
        "missing coordinator",
        "strategy discussion",
        WRITE,
        Relation.POLICE,
        DISCUSSES,
        OURS,
        AWAY_AND_AFTER,
    ),
    Cell("duty inspector", "child core", READ, Relation.POLICE, FINDS, OURS, AWAY_AND_AFTER),
    Cell("duty inspector", "grab pack", READ, Relation.SEARCHING, FINDS, OURS, WHILE_AWAY),
    Cell(
        "duty inspector",
        "episode",
        WRITE,
        Relation.POLICE,
        "grades, finds, holds prevention interviews",
        OURS,
        AWAY_AND_AFTER,
    ),
    Cell("duty inspector", "home and count of children", READ, Relation.POLICE, AREA, OURS),
    Cell("duty inspector", "register of homes", READ, Relation.POLICE, PROTOCOL, OURS),
    Cell("duty inspector", "interview items shared", READ, Relation.POLICE, MARKED, OURS),
)
