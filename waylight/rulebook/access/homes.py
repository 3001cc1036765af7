"""What homes and carers may: those who look after the child today."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import OWED
from waylight.rulebook.sources import OURS

READ, WRITE = Action.READ, Action.WRITE

CARES = "cares for the child today"
PACK = "keeps up to date what police will need"
JOURNEY = "reports, adds, tells when the child is back"
TONIGHT = "needed to keep the child safe tonight"
ASKS_TOO = "asks for a review as a home does: a child in other care is owed the same"

HOMES: tuple[Cell, ...] = (
    Cell("night worker", "child core", READ, Relation.CARING, CARES, OURS),
    Cell("night worker", "grab pack", WRITE, Relation.CARING, PACK, OURS),
    Cell("night worker", "episode", WRITE, Relation.CARING, JOURNEY, OURS),
    Cell("night worker", "health and contacts", READ, Relation.CARING, TONIGHT, OURS),
    Cell("night worker", "duty", READ, Relation.CARING, OWED, OURS),
    Cell("registered manager", "child core", READ, Relation.CARING, CARES, OURS),
    Cell("registered manager", "grab pack", WRITE, Relation.CARING, PACK, OURS),
    Cell("registered manager", "episode", WRITE, Relation.CARING, JOURNEY, OURS),
    Cell("registered manager", "health and contacts", READ, Relation.CARING, TONIGHT, OURS),
    Cell("registered manager", "duty", READ, Relation.CARING, OWED, OURS),
    Cell(
        "registered manager",
        "home compliance",
        WRITE,
        Relation.CARING,
        "regulations 32, 34 and 46 of 2015",
        OURS,
    ),
    Cell("registered manager", "plan review", WRITE, Relation.CARING, "regulation 14(2)(e) of 2015", OURS),
    Cell(
        "registered manager",
        "interview items shared",
        READ,
        Relation.CARING,
        "the home learns from what the child allowed it to know",
        OURS,
    ),
    Cell(
        "registered manager",
        "home scorecard",
        READ,
        Relation.CARING,
        "sees its own figures and answers them",
        OURS,
    ),
    Cell("foster carer", "child core", READ, Relation.CARING, CARES, OURS),
    Cell("foster carer", "grab pack", WRITE, Relation.CARING, PACK, OURS),
    Cell("foster carer", "episode", WRITE, Relation.CARING, JOURNEY, OURS),
    Cell("foster carer", "health and contacts", READ, Relation.CARING, TONIGHT, OURS),
    Cell("foster carer", "duty", READ, Relation.CARING, OWED, OURS),
    Cell("foster carer", "plan review", WRITE, Relation.CARING, ASKS_TOO, OURS),
    Cell("supported-accommodation worker", "child core", READ, Relation.CARING, CARES, OURS),
    Cell("supported-accommodation worker", "grab pack", WRITE, Relation.CARING, PACK, OURS),
    Cell("supported-accommodation worker", "episode", WRITE, Relation.CARING, JOURNEY, OURS),
    Cell("supported-accommodation worker", "health and contacts", READ, Relation.CARING, TONIGHT, OURS),
    Cell("supported-accommodation worker", "duty", READ, Relation.CARING, OWED, OURS),
    Cell("supported-accommodation worker", "plan review", WRITE, Relation.CARING, ASKS_TOO, OURS),
)
