"""How long a sitting lasts, how often one may try, and who opens the door for whom: rows with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Via(StrEnum):
    """How somebody came in, as it stands on the trail and in the header of every page."""

    PASSWORD = "password and code"  # noqa: S105 - the name of a way in
    PASSKEY = "passkey"
    DEVICE = "enrolled device"
    SHIFT = "one shift"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Length:
    """How long a sitting lasts. `role` narrows the row to one role; empty for all others."""

    via: Via
    role: str
    idle: timedelta
    longest: timedelta
    why: str


@dataclass(frozen=True)
class Limit:
    """How often one may try before a way in is shut."""

    what: str
    tries: int
    why: str


@dataclass(frozen=True)
class Opens:
    """Who may open the door for whom: a role at a node, for a role at that node or below it."""

    act: str
    role: str
    for_role: str
    why: str


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


NIGHT = timedelta(hours=8)
LENGTHS = (
    Length(Via.DEVICE, "", _minutes(15), NIGHT, "a shared phone lies where the next person picks it up"),
    Length(
        Via.SHIFT,
        "",
        _minutes(30),
        NIGHT,
        "somebody new to the house is not asked for the paper at each step",
    ),
    Length(Via.PASSWORD, "", _minutes(30), NIGHT, "a device of one's own, with a lock of its own"),
    Length(Via.PASSWORD, "inspector", _minutes(15), NIGHT, "works on other people's premises"),
    Length(Via.PASSWORD, "director", _minutes(15), NIGHT, "reads about every child of the authority"),
    Length(Via.PASSKEY, "", _minutes(30), NIGHT, "a device of one's own, with a lock of its own"),
    Length(Via.PASSKEY, "inspector", _minutes(15), NIGHT, "works on other people's premises"),
    Length(Via.PASSKEY, "director", _minutes(15), NIGHT, "reads about every child of the authority"),
    Length(Via.DEMONSTRATION, "", NIGHT, NIGHT, "everything in it is invented"),
)
LONGEST_SHIFT = timedelta(hours=16)
INVITED_FOR = timedelta(hours=72)

PIN_DIGITS = 6
PIN_TRIES = Limit("PIN", 5, "six figures: five tries in a million, and then a full sign-in")
PAPER_PIN_DIGITS = 4
PAPER_TRIES = Limit("one-shift number", 5, "the paper is needed as well, and another is issued in a minute")

# Which roles need no second factor: they read no child's record. Everybody else needs one.
COUNT_ONLY = ("statistician",)

ENROL, ISSUE, LET_IN = "enrol a shared device", "issue a one-shift account", "let somebody in again"
OPENS = (
    Opens(ENROL, "registered manager", "", "answers for the home's phones and computers"),
    Opens(ENROL, "team manager", "", "answers for the team's phones and computers"),
    Opens(ISSUE, "registered manager", "night worker", "leads the shift"),
    Opens(ISSUE, "night worker", "night worker", "leads the shift at night"),
    Opens(ISSUE, "supported-accommodation worker", "supported-accommodation worker", "leads the shift"),
    Opens(LET_IN, "registered manager", "night worker", "knows the home's staff by sight"),
    Opens(LET_IN, "team manager", "social worker", "knows the team by sight"),
    Opens(LET_IN, "team manager", "out-of-hours team", "knows the team by sight"),
    Opens(LET_IN, "team manager", "foster carer", "the carer's own worker's manager"),
    Opens(LET_IN, "team manager", "supported-accommodation worker", "the young person's worker's manager"),
    Opens(LET_IN, "director", "team manager", "answers for the service"),
)
