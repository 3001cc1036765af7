"""The scorecard of a responsible authority: what is measured, of how many, and why. Only what the record can answer.

A year runs from 1 April to 31 March in London. Times away are agreed episodes, each once, however many reports there
were and wherever the child lived: the placement makes no difference to what counts.
"""

from __future__ import annotations

from datetime import date

from waylight.engine.measuring import (
    Better,
    ChildrenMissing,
    Done,
    DoneInTime,
    InTimeOfDone,
    KnownWhere,
    Measure,
    OftenMissing,
    PlacedOutside,
    Shorter,
    TimesEach,
    Unit,
)
from waylight.engine.words import Proof, Rule, Source, hours
from waylight.rulebook.duties import AGAIN
from waylight.rulebook.sources import DFE_2014, OURS

PUBLISHED = Source(
    "Children looked after in England including adoption",
    "Department for Education, the table of authorities on missing children; the definition of a year in our words",
    mark=Proof.FOUND,
)
INQUIRY = Source(
    "Report from the joint inquiry into children who go missing from care",
    "all-party parliamentary groups, June 2012: a scorecard, and how many children live outside their area",
    since=date(2012, 6, 18),
    mark=Proof.FOUND,
)
OFFERED = Source(
    DFE_2014.title, f"{DFE_2014.where}; how it is counted is ours", DFE_2014.since, mark=Proof.FOUND
)
REG_13 = Source(
    "Care Planning, Placement and Case Review (England) Regulations 2010",
    "SI 2010/959, regulation 13(4); how it is counted is ours",
    since=date(2011, 4, 1),
    mark=Proof.FOUND,
)
REVIEWED = date(2027, 3, 31)

# Counts from 1 up to this are not shown outside the authority, and every other is rounded to a multiple.
SMALL = Rule(
    name="small numbers that leave the authority",
    says="Counts from 1 to 5 are hidden, others rounded to 5, and more is hidden where a sum would give one back.",
    value=5,
    source=OURS,
)

NO_PLACE = "children of whom no placement is on record for that day"
NOT_JUDGED = "duties that are not due yet, that ended before they were met, or of which the times cannot tell"

MEASURES = (
    Measure(
        code="S01",
        name="Children who went missing",
        that="children with a time missing that touches the year",
        of="children looked after on a day of the year",
        without="",
        counted=ChildrenMissing(),
        better=Better.LESS,
        why="The first thing to know: how many children it happened to.",
        source=PUBLISHED,
        next_review=REVIEWED,
    ),
    Measure(
        code="S02",
        name="Times missing for each child who went missing",
        that="times missing that began in the year",
        of="children who had one",
        without="",
        counted=TimesEach(),
        unit=Unit.RATE,
        better=Better.LESS,
        why="Few children who are missing often and many who are missing once need different help.",
        source=PUBLISHED,
        next_review=REVIEWED,
    ),
    Measure(
        code="S03",
        name="Children missing three times in 90 days",
        that="children who went missing at least three times within 90 days of the year",
        of="children who went missing in the year",
        without="",
        counted=OftenMissing(AGAIN.value),
        better=Better.LESS,
        why="It is where a meeting is owed, and where the risk is greatest.",
        source=OURS,
        next_review=REVIEWED,
    ),
    Measure(
        code="S04",
        name="Times away at a known place",
        that="times away without authorisation, with the whereabouts known",
        of="times missing or away that began in the year",
        without="",
        counted=KnownWhere(),
        better=Better.NEITHER,
        why="A great share may be a habit of recording, and makes the other figures smaller.",
        source=OURS,
        next_review=REVIEWED,
        # All times away less the times missing of S02 are the times at a known place.
        leaves=False,
    ),
    Measure(
        code="W01",
        name="Times missing of under 24 hours",
        that="times missing that surely took less than 24 hours",
        of="times missing that began in the year and of which the length can be told",
        without="times without an end yet, or with times too rough to tell",
        counted=Shorter(hours(24)),
        better=Better.NEITHER,
        why="Short times count as much as long ones: once they were not recorded at all.",
        source=OURS,
        next_review=REVIEWED,
    ),
    Measure(
        code="W02",
        name="Responsible authority told in time",
        that="live reports of which the responsible authority was told in time by the home or carer",
        of="live reports of which it had to be told",
        without=NOT_JUDGED,
        counted=DoneInTime("EP02a"),
        better=Better.MORE,
        why="Nobody can act on what nobody told them.",
        source=OFFERED,
        next_review=REVIEWED,
    ),
    Measure(
        code="S08",
        name="Return interviews offered",
        that="returns after which the child was offered an independent interview",
        of="returns after which it was owed",
        without=NOT_JUDGED,
        counted=Done("RT02"),
        better=Better.MORE,
        why="It is owed after every time away, whatever its length.",
        source=OFFERED,
        next_review=REVIEWED,
    ),
    Measure(
        code="S09",
        name="Return interviews held within 72 hours",
        that="interviews held within 72 hours of the return",
        of="interviews held after a return of the year",
        without="interviews of which the times cannot tell",
        counted=InTimeOfDone("RT02b"),
        better=Better.MORE,
        why="A child who is listened to soon is safer.",
        source=OFFERED,
        next_review=REVIEWED,
    ),
    Measure(
        code="S12",
        name="Children placed outside the area",
        that="children who live in the area of another authority",
        of="children looked after on the last day of the year, or today in a year that goes on",
        without=NO_PLACE,
        counted=PlacedOutside(),
        better=Better.LESS,
        why="Far from home is far from those who know the child; the inquiry found 46% of those in homes.",
        source=INQUIRY,
        next_review=REVIEWED,
    ),
    Measure(
        code="S14",
        name="Host authority told in time",
        that="placements outside the area of which the host authority was told in time",
        of="placements outside the area that began in the year",
        without=NOT_JUDGED,
        counted=DoneInTime("PL06"),
        better=Better.MORE,
        why="An authority cannot look out for children it does not know of.",
        source=REG_13,
        next_review=REVIEWED,
    ),
)
