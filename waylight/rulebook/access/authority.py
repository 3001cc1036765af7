"""What the responsible authority may: its workers, its officers, its data."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import ANSWERS, CLOCKS, DISCUSSES, DUTY, REVIEWS
from waylight.rulebook.sources import OURS

COUNT, READ, WRITE = Action.COUNT, Action.READ, Action.WRITE

ALLOWED = "what the child allowed, or what had to be told to protect somebody"
BOTH_SIDES = "what both sides say about an own child"
LOOKED = "sees who looked"
NIGHT = "acts for the authority at night"
IN_STAGES = "disputes and answers in stages; the home that asked reads the answer and not the dispute"
SETS = "sets the authority's own figures, by name and with a reason"
SETS_TOO = "the same, where the role is held at the authority itself and not at a team of it"
RETURN = "makes the statutory return and keeps the data sound"
EXTRACTS = "hands in both lists and has them compared"

AUTHORITY: tuple[Cell, ...] = (
    Cell("social worker", "child core", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "grab pack", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "episode", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "health and contacts", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "placement", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "plan review", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "plan dispute", WRITE, Relation.RESPONSIBLE, IN_STAGES, OURS),
    Cell("social worker", "strategy discussion", WRITE, Relation.RESPONSIBLE, DISCUSSES, OURS),
    Cell("social worker", "decision case", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "duty", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "exploitation record", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("social worker", "interview items shared", READ, Relation.RESPONSIBLE, ALLOWED, OURS),
    Cell("social worker", "reconciliation pair", READ, Relation.RESPONSIBLE, BOTH_SIDES, OURS),
    Cell("team manager", "child core", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "grab pack", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "episode", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "health and contacts", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "placement", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "plan review", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "plan dispute", WRITE, Relation.RESPONSIBLE, IN_STAGES, OURS),
    Cell("team manager", "strategy discussion", WRITE, Relation.RESPONSIBLE, DISCUSSES, OURS),
    Cell("team manager", "decision case", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "duty", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "exploitation record", WRITE, Relation.RESPONSIBLE, DUTY, OURS),
    Cell("team manager", "interview items shared", READ, Relation.RESPONSIBLE, ALLOWED, OURS),
    Cell("team manager", "reconciliation pair", READ, Relation.RESPONSIBLE, BOTH_SIDES, OURS),
    Cell("team manager", "trail of own children", READ, Relation.RESPONSIBLE, LOOKED, OURS),
    Cell("team manager", "authority setting", WRITE, Relation.RESPONSIBLE, SETS_TOO, OURS),
    Cell("reviewing officer", "child core", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "grab pack", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "episode", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "placement", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "plan review", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "plan dispute", WRITE, Relation.RESPONSIBLE, IN_STAGES, OURS),
    Cell("reviewing officer", "strategy discussion", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "decision case", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "duty", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "interview items shared", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell("reviewing officer", "exploitation record", READ, Relation.RESPONSIBLE, REVIEWS, OURS),
    Cell(
        "reviewing officer",
        "plan review",
        WRITE,
        Relation.RESPONSIBLE,
        "challenges the plan and answers about it",
        OURS,
    ),
    Cell("out-of-hours team", "child core", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "grab pack", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "episode", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "health and contacts", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "placement", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "duty", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell("out-of-hours team", "strategy discussion", READ, Relation.RESPONSIBLE, NIGHT, OURS),
    Cell(
        "out-of-hours team",
        "episode",
        WRITE,
        Relation.RESPONSIBLE,
        "acknowledges a report and adds to it",
        OURS,
    ),
    Cell(
        "out-of-hours team",
        "episode",
        READ,
        Relation.HOST,
        "a child whom another authority placed here",
        OURS,
    ),
    Cell("director", "child core", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "episode", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "placement", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "plan review", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "plan review", WRITE, Relation.RESPONSIBLE, "answers what nobody answered", OURS),
    Cell("director", "plan dispute", WRITE, Relation.RESPONSIBLE, IN_STAGES, OURS),
    Cell("director", "strategy discussion", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "duty", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell("director", "exploitation record", READ, Relation.RESPONSIBLE, ANSWERS, OURS),
    Cell(
        "director", "decision", WRITE, Relation.RESPONSIBLE, "regulations 11 and 39: approves by name", OURS
    ),
    Cell("director", "authority setting", WRITE, Relation.RESPONSIBLE, SETS, OURS),
    Cell(
        "director",
        "authority scorecard",
        WRITE,
        Relation.RESPONSIBLE,
        "its answer stands beside the figures",
        OURS,
    ),
    Cell(
        "director",
        "language trend",
        COUNT,
        Relation.RESPONSIBLE,
        "the words used of children, without names",
        OURS,
    ),
    Cell("data officer", "child core", READ, Relation.RESPONSIBLE, RETURN, OURS),
    Cell("data officer", "episode", READ, Relation.RESPONSIBLE, RETURN, OURS),
    Cell("data officer", "placement", READ, Relation.RESPONSIBLE, RETURN, OURS),
    Cell("data officer", "extract", WRITE, Relation.RESPONSIBLE, EXTRACTS, OURS),
    Cell(
        "data officer",
        "reconciliation pair",
        WRITE,
        Relation.RESPONSIBLE,
        "decides about doubtful pairs",
        OURS,
    ),
    Cell(
        "data officer",
        "statutory return",
        WRITE,
        Relation.RESPONSIBLE,
        "makes the return and hands it in",
        OURS,
    ),
    Cell(
        "data officer",
        "authority scorecard",
        READ,
        Relation.RESPONSIBLE,
        "the statutory figures are made from it",
        OURS,
    ),
    Cell("data officer", "interview facts", READ, Relation.RESPONSIBLE, CLOCKS, OURS),
)
