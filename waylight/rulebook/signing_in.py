"""How people come in: how long a sitting lasts, how often one may try, and who opens the door for whom."""

from __future__ import annotations

from waylight.engine.sittings import Length, Limit, Opening, Opens, Via
from waylight.engine.words import days, hours, minutes
from waylight.rulebook.sources import OURS

SHARED = "a shared phone lies where the next person picks it up"
OWN = "a device of one's own, with a lock of its own"
PREMISES = "works on other people's premises"
EVERY_CHILD = "reads about every child of the authority"
NEW = "somebody new to the house is not asked for the paper at each step"
LENGTHS = (
    Length(Via.DEVICE, "", minutes(15), hours(8), SHARED, OURS),
    Length(Via.SHIFT, "", minutes(30), hours(8), NEW, OURS),
    Length(
        Via.REPORT_ONLY,
        "",
        minutes(30),
        hours(1),
        "long enough for one report, and nothing can be read",
        OURS,
    ),
    Length(Via.PASSWORD, "", minutes(30), hours(8), OWN, OURS),
    Length(Via.PASSWORD, "inspector", minutes(15), hours(8), PREMISES, OURS),
    Length(Via.PASSWORD, "director", minutes(15), hours(8), EVERY_CHILD, OURS),
    Length(Via.PASSKEY, "", minutes(30), hours(8), OWN, OURS),
    Length(Via.PASSKEY, "inspector", minutes(15), hours(8), PREMISES, OURS),
    Length(Via.PASSKEY, "director", minutes(15), hours(8), EVERY_CHILD, OURS),
    Length(Via.DEMONSTRATION, "", hours(8), hours(8), "everything in it is invented", OURS),
)
# An account for one shift ends with it, and no shift is longer than a waking night with its handovers.
LONGEST_SHIFT = hours(16)
# Long enough to reach somebody who is off duty over a weekend.
INVITED_FOR = hours(72)
# The sheet on the wall of a home is made anew at least once a year, by whoever answers for the home.
SHEET_FOR = days(365)

PIN_DIGITS = 6
PIN_TRIES = Limit(
    "PIN", 5, "five tries among a million numbers, and then a full sign-in or the manager", OURS
)
PAPER_DIGITS = 4
PAPER_TRIES = Limit("one-shift number", 5, "the paper is needed as well; another is issued in a minute", OURS)
# A password is kept long by its second factor; short ones are guessed from lists.
PASSWORD_LENGTH = 12

# Roles that need no second factor because they read no child's record: they see numbers only.
COUNT_ONLY = ("statistician",)
# Roles for people who share a phone or a computer. Whoever also holds another role signs in in full.
ON_SHARED_DEVICES = (
    "night worker",
    "registered manager",
    "supported-accommodation worker",
    "out-of-hours team",
    "duty inspector",
)
# May be held by nobody but the sheet on the wall: it writes reports and reads nothing.
REPORT_ONLY = "report only"

LEADS = "leads the shift"
BY_SIGHT = "knows the home's staff by sight"
TEAM_BY_SIGHT = "knows the team by sight"
OPENS = (
    Opens(Opening.ENROL, "registered manager", "", "answers for the home's phones and computers", OURS),
    Opens(Opening.ENROL, "team manager", "", "answers for the team's phones and computers", OURS),
    Opens(Opening.ENROL, "missing coordinator", "", "answers for the unit's computers", OURS),
    Opens(Opening.REPORT_SHEET, "registered manager", "", "answers for who may report from the home", OURS),
    Opens(Opening.ISSUE, "registered manager", "night worker", LEADS, OURS),
    Opens(Opening.ISSUE, "night worker", "night worker", LEADS, OURS),
    Opens(Opening.ISSUE, "supported-accommodation worker", "supported-accommodation worker", LEADS, OURS),
    Opens(Opening.LET_IN, "registered manager", "night worker", BY_SIGHT, OURS),
    Opens(Opening.LET_IN, "registered manager", "supported-accommodation worker", BY_SIGHT, OURS),
    Opens(Opening.LET_IN, "team manager", "social worker", TEAM_BY_SIGHT, OURS),
    Opens(Opening.LET_IN, "team manager", "out-of-hours team", TEAM_BY_SIGHT, OURS),
    Opens(Opening.LET_IN, "team manager", "foster carer", "manages the carer's own worker", OURS),
    Opens(Opening.LET_IN, "director", "team manager", "answers for the service", OURS),
    Opens(
        Opening.LET_IN, "missing coordinator", "duty inspector", "knows the force's officers by name", OURS
    ),
)
