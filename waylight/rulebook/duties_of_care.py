"""What is owed to every looked-after child: plans, notices, visits, reviews."""

from __future__ import annotations

from datetime import date

from waylight.engine.happenings import Kind
from waylight.engine.owing import Duty, Joins, Nth, Owner, event
from waylight.engine.words import Proof, Source, Undelayed, hours, minutes, months, weeks, working_days

TITLE = "Care Planning, Placement and Case Review (England) Regulations 2010"
IN_FORCE = date(2011, 4, 1)
REG_4 = Source(TITLE, "SI 2010/959, regulation 4(2)", IN_FORCE, mark=Proof.FOUND)
REG_9 = Source(TITLE, "SI 2010/959, regulation 9(1) and (2)", IN_FORCE, mark=Proof.FOUND)
REG_11 = Source(TITLE, "SI 2010/959, regulation 11(1)(a)", IN_FORCE, mark=Proof.FOUND)
REG_11_B = Source(TITLE, "SI 2010/959, regulation 11(1)(b) and (5)", IN_FORCE, mark=Proof.FOUND)
REG_10 = Source(TITLE, "SI 2010/959, regulation 10(1)", IN_FORCE, mark=Proof.FOUND)
REG_11_3 = Source(TITLE, "SI 2010/959, regulation 11(3)", IN_FORCE)
REG_13 = Source(TITLE, "SI 2010/959, regulation 13(1) to (3)", IN_FORCE, mark=Proof.FOUND)
REG_13_4 = Source(
    TITLE,
    "SI 2010/959, regulation 13(4), put in by SI 2013/3239, regulation 19",
    date(2014, 4, 1),
    mark=Proof.FOUND,
)
REG_14 = Source(TITLE, "SI 2010/959, regulation 14(2) and (4)", IN_FORCE, mark=Proof.FOUND)
REG_28 = Source(TITLE, "SI 2010/959, regulation 28: a week, then every six weeks in the first year", IN_FORCE)
REG_33_1 = Source(TITLE, "SI 2010/959, regulation 33(1)", IN_FORCE, mark=Proof.FOUND)
REG_33_2 = Source(TITLE, "SI 2010/959, regulation 33(2)", IN_FORCE, mark=Proof.FOUND)
REG_33_3 = Source(TITLE, "SI 2010/959, regulation 33(3)(a); no figure is given", IN_FORCE, mark=Proof.FOUND)
HOMES_40_1 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 40(1); no figure is given",
    date(2015, 4, 1),
    mark=Proof.FOUND,
)
HOMES_40 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 40(4); no figure is given, homes' own procedures say 24 hours",
    date(2015, 4, 1),
    mark=Proof.FOUND,
)
HOMES_41 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 41; no figure is given",
    date(2015, 4, 1),
    mark=Proof.FOUND,
)

PLACED = event(Kind.PLACEMENT_BEGAN, {"prompt": ("yes",)})
PLACED_NOT_FAR = event(
    Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "out of area": ("yes",), "distant": ("no", "unknown")}
)
PLACED_FAR = event(Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "distant": ("yes",)})
MOVED_AT_SCHOOL = event(Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "first": ("no",), "key stage 4": ("yes",)})
PLACED_OUTSIDE = event(Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "out of area": ("yes",)})
# What is owed before it takes effect is late from the moment on at which it does.
AT_ONCE = minutes(0)
APPROVED = event(Kind.DONE, {"what": ("area placement approved",)})
APPROVED_FAR = event(Kind.DONE, {"what": ("distant placement approved",)})
FAR_IN_EMERGENCY = event(Kind.DONE, {"what": ("distant emergency approved",)})
APPROVED_IN_EMERGENCY = event(
    Kind.DONE, {"what": ("emergency placement approved", "distant emergency approved")}
)
LEFT = event(Kind.PLACEMENT_ENDED)
CARE_ENDED = event(Kind.CARE_ENDED, whatever_about=True)
REVIEWED = event(Kind.DONE, {"what": ("review held",)}, whatever_about=True)
VISITED = event(Kind.DONE, {"what": ("visited",)}, whatever_about=True)
CARE_BEGAN = event(Kind.CARE_BEGAN)

REVIEWS = (
    Duty(
        code="RV01",
        says="Review the case for the first time.",
        owed_by=Owner.RESPONSIBLE,
        to="the child and the reviewing officer",
        begins=event(Kind.CARE_BEGAN, {"prompt": ("yes",)}),
        within=working_days(20),
        met_by=(REVIEWED,),
        ended_by=(CARE_ENDED,),
        source=REG_33_1,
    ),
    Duty(
        code="RV02",
        says="Review the case a second time.",
        owed_by=Owner.RESPONSIBLE,
        to="the child and the reviewing officer",
        begins=REVIEWED,
        only_if=Nth(REVIEWED, at_least=1, at_most=1, since=CARE_BEGAN),
        within=months(3),
        met_by=(REVIEWED,),
        ended_by=(CARE_ENDED,),
        after_only=True,
        source=REG_33_2,
    ),
    Duty(
        code="RV03",
        says="Review the case again.",
        owed_by=Owner.RESPONSIBLE,
        to="the child and the reviewing officer",
        begins=REVIEWED,
        only_if=Nth(REVIEWED, at_least=2, since=CARE_BEGAN),
        within=months(6),
        met_by=(REVIEWED,),
        ended_by=(CARE_ENDED,),
        after_only=True,
        source=REG_33_2,
    ),
    Duty(
        code="RV04",
        says="Review the case early, as the reviewing officer asks.",
        owed_by=Owner.RESPONSIBLE,
        to="the reviewing officer",
        begins=event(Kind.DONE, {"what": ("early review asked",)}),
        within=Undelayed(working_days(20)),
        met_by=(REVIEWED,),
        ended_by=(CARE_ENDED,),
        after_only=True,
        joins=Joins.CHILD,
        source=REG_33_3,
        local=True,
    ),
)

PLACEMENTS = (
    Duty(
        code="PL01",
        says="Prepare the placement plan before the placement, or within five working days.",
        owed_by=Owner.RESPONSIBLE,
        to="the home, the child and the reviewing officer",
        begins=PLACED,
        within=working_days(5),
        met_by=(event(Kind.DONE, {"what": ("placement plan made",)}),),
        ended_by=(LEFT,),
        source=REG_9,
    ),
    Duty(
        code="PL02",
        says="Prepare the care plan before the first placement, or within ten working days.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=event(Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "first": ("yes",)}),
        within=working_days(10),
        met_by=(event(Kind.DONE, {"what": ("care plan made",)}, whatever_about=True),),
        ended_by=(CARE_ENDED,),
        source=REG_4,
    ),
    Duty(
        code="PL03",
        says="Notify in writing all whom the regulation names, before the placement or, in an emergency, within five "
        "working days.",
        owed_by=Owner.RESPONSIBLE,
        to="child, parents, previous carer, health, school, reviewing officer",
        begins=PLACED,
        within=working_days(5),
        met_by=(event(Kind.DONE, {"what": ("notices sent",)}),),
        source=REG_13,
    ),
    Duty(
        code="PL04",
        says="Have the nominated officer approve a placement outside the area before it takes effect.",
        owed_by=Owner.RESPONSIBLE,
        to="the nominated officer",
        begins=PLACED_NOT_FAR,
        within=AT_ONCE,
        met_by=(APPROVED, APPROVED_FAR, APPROVED_IN_EMERGENCY),
        ahead=True,
        source=REG_11,
    ),
    Duty(
        code="PL05",
        says="Have the director approve a placement at a distance (outside the area, and in none that adjoins it) "
        "before it takes effect.",
        owed_by=Owner.RESPONSIBLE,
        to="the director of children's services",
        begins=PLACED_FAR,
        within=AT_ONCE,
        met_by=(APPROVED_FAR, FAR_IN_EMERGENCY),
        ahead=True,
        source=REG_11_B,
    ),
    Duty(
        code="PL06",
        says="Notify the authority of the area in writing, with the assessment, the reasons and the care plan, before "
        "the placement or, in an emergency, within five working days.",
        owed_by=Owner.RESPONSIBLE,
        to="the host authority",
        begins=PLACED_OUTSIDE,
        within=working_days(5),
        met_by=(event(Kind.DONE, {"what": ("area authority told",)}),),
        source=REG_13_4,
        counts=("S14",),
    ),
    Duty(
        code="PL07",
        says="Consult after an emergency approval whomever there was no time to consult before it.",
        owed_by=Owner.RESPONSIBLE,
        to="the reviewing officer, relatives and the authority of the area",
        begins=APPROVED_IN_EMERGENCY,
        within=working_days(5),
        met_by=(event(Kind.DONE, {"what": ("consultations completed",)}),),
        ended_by=(LEFT, CARE_ENDED),
        source=REG_11_3,
    ),
    Duty(
        code="PL08",
        says="Give notice in writing that the placement ends, before it does or within ten working days, to all who "
        "were told of it.",
        owed_by=Owner.RESPONSIBLE,
        to="all who were told of the placement",
        begins=event(Kind.PLACEMENT_ENDED, {"prompt": ("yes",)}),
        within=working_days(10),
        met_by=(event(Kind.DONE, {"what": ("ending notices sent",)}),),
        source=REG_14,
    ),
    Duty(
        code="PL09",
        says="Have the nominated officer approve a move in the last two years of school before it takes effect, or say "
        "that it does not disrupt the child's schooling.",
        owed_by=Owner.RESPONSIBLE,
        to="the nominated officer",
        begins=MOVED_AT_SCHOOL,
        within=AT_ONCE,
        met_by=(event(Kind.DONE, {"what": ("school move approved",)}),),
        ended_by=(event(Kind.DONE, {"what": ("schooling not disrupted",)}),),
        ahead=True,
        source=REG_10,
    ),
    Duty(
        code="VS01",
        says="Visit the child within a week of the placement.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=PLACED,
        within=weeks(1),
        met_by=(VISITED,),
        ended_by=(LEFT, CARE_ENDED),
        source=REG_28,
    ),
    Duty(
        code="VS01b",
        says="Visit the child again, at least every six weeks.",
        owed_by=Owner.RESPONSIBLE,
        to="the child",
        begins=VISITED,
        within=weeks(6),
        met_by=(VISITED,),
        ended_by=(CARE_ENDED,),
        after_only=True,
        source=REG_28,
    ),
)

HOMES = (
    Duty(
        code="CH01a",
        says="Write to the authority of the home's area that the child was admitted.",
        owed_by=Owner.CARING,
        to="the host authority",
        begins=event(
            Kind.PLACEMENT_BEGAN, {"prompt": ("yes",), "out of area": ("yes",), "setting": ("home",)}
        ),
        within=Undelayed(working_days(1)),
        met_by=(event(Kind.DONE, {"what": ("admission notice sent",)}),),
        source=HOMES_41,
        local=True,
    ),
    Duty(
        code="CH01b",
        says="Write to the authority of the home's area that the child has left.",
        owed_by=Owner.CARING,
        to="the host authority",
        begins=event(
            Kind.PLACEMENT_ENDED, {"prompt": ("yes",), "out of area": ("yes",), "setting": ("home",)}
        ),
        within=Undelayed(working_days(1)),
        met_by=(event(Kind.DONE, {"what": ("discharge notice sent",)}),),
        source=HOMES_41,
        local=True,
    ),
    Duty(
        code="CH02",
        says="Notify a serious event: here that a child may be sexually exploited, as the home said when it asked for "
        "protection. What else is serious is for the home to judge.",
        owed_by=Owner.CARING,
        to="the inspectorate and whoever else the regulation names",
        begins=event(Kind.REFERRED, {"about": ("sexual",)}, by=("home",)),
        within=Undelayed(hours(24)),
        met_by=(event(Kind.DONE, {"what": ("serious event notified",)}),),
        joins=Joins.SAME,
        source=HOMES_40,
        local=True,
    ),
    Duty(
        code="CH03",
        says="Notify the death of a child who lived in the home.",
        owed_by=Owner.CARING,
        to="the inspectorate, the authorities, health, the Secretary of State and whoever else the regulation names",
        begins=event(Kind.GRAVE, {"what": ("died",), "setting": ("home",)}),
        within=Undelayed(hours(24)),
        met_by=(event(Kind.DONE, {"what": ("death notified",)}),),
        source=HOMES_40_1,
        local=True,
    ),
)
