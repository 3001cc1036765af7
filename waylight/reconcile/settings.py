"""The settings of the linkage, on one page: each level of evidence, and why it is a level of its own.

The weights of the levels are not here: they are learned from the data at hand, without labels. The numbers
here only say where learning starts (`m`: how often true pairs show the level) and where levels part.
"""

from __future__ import annotations

from enum import IntEnum


class Name(IntEnum):
    """How alike two forenames, or two surnames, are."""

    BLANK = 0  # one side is empty: says nothing
    SAME = 1  # the same clean spelling; rare names say more, so its weight follows the name's frequency
    KNOWN_AS = 2  # a short form of the same name, or the same sound (Mohammed, Muhammad): clerks write by ear
    TYPING = 3  # a slip or two of the finger
    PART = 4  # one word of several, an initial, or the beginning: double-barrelled and shortened names
    LIKE = 5  # alike, but more than slips: misheard or scanned
    OTHER = 6  # another name: changed, chosen, or another child


class Order(IntEnum):
    """In which boxes the names stand."""

    AS_ASKED = 0  # forename against forename, surname against surname
    SWAPPED = 1  # forename and surname the other way round: family-name-first, or a slip in the form


class Birth(IntEnum):
    """How two dates of birth agree."""

    BLANK = 0  # one side is empty: says nothing
    SAME = 1  # the same day: the strongest single field; weight follows how common that date is
    SAME_FIRST_JANUARY = (
        2  # the same year, both 1 January: often assigned, shared by many unaccompanied children
    )
    SWAPPED = 3  # day and month the other way round
    BY_ONE = 4  # two of day, month and year agree, the third is one or ten off or has its digits exchanged
    ONE_PART = 5  # two of day, month and year agree, the third does not: mistyped, or misheard
    ASSIGNED = 6  # one side is 1 January and the years are within four: assigned, later re-assessed
    NEAR = 7  # within 31 days, or the same day and month within digits: two slips
    OTHER = 8  # another date: wrongly known, or another child


class Sex(IntEnum):
    BLANK = 0  # one side is empty: says nothing
    SAME = 1  # the same: weak, as half of all children share it
    OTHER = 2  # not the same: strong, as it is seldom mistyped


class Ethnicity(IntEnum):
    """Police codes (self-defined or an officer's) against the authority's, in broad groups."""

    BLANK = 0
    SAME = 1
    MIXED = 2  # one side says mixed: officers see one heritage of two
    OTHER = 3


class Place(IntEnum):
    """The police postcode against where the child was living that night."""

    BLANK = 0  # no postcode, or one of many reports (a police station, an office)
    PLACED = 1  # the child's placement on that night
    PLACED_NEAR_DATES = 2  # a placement that began or ended within weeks: placement dates are often late
    PLACED_ONCE = 3  # a placement at another time
    HOME = 4  # the family's address: many run home, and police often record it
    AREA = 5  # the same post town district as the placement that night: part of a postcode, or a slip in it
    ELSEWHERE = 6  # another place
    UNPLACED = 7  # the authority gives no placement for that night


class Time(IntEnum):
    """The police report's start against the authority's nearest row for that child."""

    NONE = 0  # no row within two days: says little, as either side misses many
    MINUTES = 1  # within five minutes
    HALF_HOUR = 2  # within half an hour
    HOURS = 3  # within three hours: last seen against noticed
    CLOCK = 4  # a clock fault: 12 or 24 hours, or the summer hour, to the minute
    WITHIN = 5  # begins inside a time away that the authority recorded
    DAY = 6  # the authority gives the day only, and it is that day
    NEAR = 7  # within two days


# Where learning starts: how often a true pair shows each level.
START_NAME = (0.02, 0.78, 0.06, 0.06, 0.03, 0.03, 0.02)
START_BIRTH = (0.03, 0.86, 0.02, 0.02, 0.02, 0.02, 0.01, 0.005, 0.015)
# The same of children whose date is 1 January.
START_FIRST_JANUARY = (0.03, 0.002, 0.82, 0.003, 0.015, 0.02, 0.08, 0.005, 0.025)
START_SEX = (0.03, 0.95, 0.02)
START_PLACE = (0.10, 0.55, 0.04, 0.03, 0.15, 0.05, 0.06, 0.02)
START_TIME = (0.30, 0.25, 0.10, 0.10, 0.05, 0.10, 0.05, 0.05)
# Share of names that stand in swapped boxes, to start from.
START_SWAPPED = 0.02

# How often a report is about someone on no list who shares a listed child's surname or roof, against reports of
# that child itself: a brother or sister at the family's address, or elsewhere; another child of the same home. Learning
# starts there.
SIBLING_AT_HOME = 0.25
SIBLING_ELSEWHERE = 0.01
# The least by which that one at home is reckoned with where nothing speaks for the child itself, whatever is learned:
# surname, place and time alone never reach CERTAIN.
SIBLING_LEAST = 0.115
HOUSEMATE = 0.03
# Where learning it from the data at hand may end.
HOUSEMATE_BOUNDS = (0.02, 0.5)
# The same where the report gives neither a name nor a birth date: place and time alone never reach CERTAIN.
UNNAMED = 0.25
# The most (log odds) by which place and time of all reports together may prefer one brother or sister to the other.
TOGETHER = 3.0

# Rows of one child that follow each other within this many minutes are one absence written a row a night.
NIGHTLY = 120
# Odds that two spans of one side which follow each other are one absence, to start from: within the hour or with
# the same dates, and otherwise. How many such links it takes until a force's or authority's own habit counts as
# much as everybody's.
APART_CLOSE = 3.0
APART_START = 0.02
APART_PRIOR = 10.0
# A share of an authority's rows that is no habit yet.
APART_HABIT = 0.05
# Log odds for, or against, pairs of a day with several absences where only dates are known: first with first.
IN_ORDER = 2.0

# A link of less than this is not written at all; one of at least CERTAIN attaches by itself.
SHOWN = 0.5
# Below this a candidate is neither explained nor counted in what the linkage may have missed.
WORTH_KNOWING = 0.02
CERTAIN = 0.9
