"""What interviewers, host authorities, inspectors and the child may."""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.rulebook.access.reasons import CLOCKS
from waylight.rulebook.sources import OURS

COUNT, READ, WRITE = Action.COUNT, Action.READ, Action.WRITE

HERE = "lives in the authority's area"
OWN_RECORD = "regulation 14(2)(f); nobody else's data, no address of a placement, no open investigation"
INSPECTED = "children of the inspected home"
INSPECTION = "an inspection"
DATED = "in a dated inspection"
BY_NAME = "on safeguarding concern"

OTHERS: tuple[Cell, ...] = (
    Cell(
        "return interviewer",
        "child core",
        READ,
        Relation.INTERVIEWING,
        "the least: name, age, needs, how to reach",
        OURS,
    ),
    Cell("return interviewer", "episode", READ, Relation.INTERVIEWING, "the times away to talk about", OURS),
    Cell(
        "return interviewer",
        "interview",
        WRITE,
        Relation.INTERVIEWING,
        "own interviews, with the child's words",
        OURS,
    ),
    Cell(
        "interview service manager",
        "interview facts",
        READ,
        Relation.INTERVIEWING,
        "who holds them and in what time; never words",
        OURS,
    ),
    Cell(
        "interview service manager",
        "interview",
        READ,
        Relation.CONCERN,
        "by name and with a reason",
        OURS,
        BY_NAME,
    ),
    Cell("host authority officer", "child placed in area", READ, Relation.HOST, HERE, OURS),
    Cell("host authority officer", "notice", READ, Relation.HOST, HERE, OURS),
    Cell("host authority officer", "register of homes", READ, Relation.HOST, HERE, OURS),
    Cell("host authority officer", "episode core", READ, Relation.HOST, HERE, OURS),
    Cell(
        "host authority officer",
        "notice",
        WRITE,
        Relation.HOST,
        "acknowledges, asks, tells what it knows of the area",
        OURS,
    ),
    Cell("inspector", "home scorecard", READ, Relation.INSPECTING, INSPECTION, OURS),
    Cell("inspector", "home compliance", READ, Relation.INSPECTING, INSPECTION, OURS),
    Cell("inspector", "episode", READ, Relation.INSPECTING, INSPECTED, OURS, DATED),
    Cell(
        "inspector",
        "register of homes",
        READ,
        Relation.INSPECTING,
        "the statutory figures are made from it",
        OURS,
    ),
    Cell("inspector", "child core", READ, Relation.INSPECTING, INSPECTED, OURS, DATED),
    Cell("inspector", "interview facts", READ, Relation.INSPECTING, CLOCKS, OURS, DATED),
    Cell("statistician", "authority scorecard", COUNT, Relation.NATIONAL, "numbers that name nobody", OURS),
    Cell("child", "own record", READ, Relation.SELF, OWN_RECORD, OURS),
    Cell("child", "own words", READ, Relation.SELF, OWN_RECORD, OURS),
    Cell("child", "trail of own record", READ, Relation.SELF, OWN_RECORD, OURS),
    Cell("child", "own words", WRITE, Relation.SELF, "adds to them and decides who reads", OURS),
    Cell(
        "child", "claim of own", WRITE, Relation.SELF, "when and why in own words; may dispute any line", OURS
    ),
    Cell(
        "system operator", "operations", WRITE, Relation.SYSTEM, "queues, backups and anchors; no child", OURS
    ),
)
