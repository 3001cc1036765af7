"""The access grid: each cell says who may do what to which record while their agency is what to the child.

Everything that is not a cell is closed. The database holds the same cells (`waylight migrate` writes them from
here), and every query asks it; the words of the relations are made true by interests (`waylight/children`).
"""

from __future__ import annotations

from waylight.engine.access import Action, Cell, Relation
from waylight.engine.words import days, hours
from waylight.rulebook.sources import OURS

COUNT, READ, WRITE = Action.COUNT, Action.READ, Action.WRITE

# How long a force keeps the record of a child after the return; what helps to search closes with the return itself.
POLICE_AFTER_RETURN = days(30)
# Break-glass: how long it stays open, and how often a person may in a day.
BREAK_GLASS_LASTS = hours(1)
BREAK_GLASS_A_DAY = 5

CARES = "cares for the child today"
PACK = "keeps up to date what police will need"
JOURNEY = "reports, adds, tells when the child is back"
TONIGHT = "needed to keep the child safe tonight"
OWED = "sees what is owed"
DEEDS = "says by name what was done, and when"
DUTY = "carries the authority's duty to the child"
ALLOWED = "what the child allowed, or what had to be told to protect somebody"
BOTH_SIDES = "what both sides say about an own child"
LOOKED = "sees who looked"
REVIEWS = "reviews the child's plan"
NIGHT = "acts for the authority at night"
ANSWERS = "answers for the authority"
ASKS_TOO = "asks for a review as a home does: a child in other care is owed the same"
IN_STAGES = "disputes and answers in stages; the home that asked reads the answer and not the dispute"
DISCUSSES = "calls strategy discussions and keeps what they decide"
SETS = "sets the authority's own figures, by name and with a reason"
SETS_TOO = "the same, where the role is held at the authority itself and not at a team of it"
RETURN = "makes the statutory return and keeps the data sound"
EXTRACTS = "hands in both lists and has them compared"
FINDS = "finds and protects the child"
AREA = "homes in the force's area; a child opens only with a report"
PROTOCOL = "the regulations of 2013, under a protocol"
MARKED = "what is marked for police, or had to be told"
CLOCKS = "whether offered and held in time; never words"
HERE = "lives in the authority's area"
OWN_RECORD = "regulation 14(2)(f); nobody else's data, no address of a placement, no open investigation"
INSPECTED = "children of the inspected home"
INSPECTION = "an inspection"
NOTICED = "acts on what is noticed; an alert shows with every record that it is made from"
GLASS = "a child in danger whom nothing else opens; told to the responsible authority at once"

AWAY_AND_AFTER = "while away and 30 days after"
WHILE_AWAY = "while away"
DATED = "in a dated inspection"
BY_NAME = "on safeguarding concern"
AN_HOUR = "for an hour"

CELLS: tuple[Cell, ...] = (
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
