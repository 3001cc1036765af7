"""What is owed before a plan takes effect, and what a decision or a grave event begins."""

from __future__ import annotations

from waylight.engine.happenings import Kind
from waylight.engine.owing import Duty, Joins, Owner, event
from waylight.engine.words import Proof, Rule, Source, working_days
from waylight.rulebook.duties_of_care import AT_ONCE, CARE_ENDED, IN_FORCE, TITLE

REG_32 = Source(TITLE, "SI 2010/959, regulation 32(2)", IN_FORCE, mark=Proof.FOUND)
REG_39 = Source(TITLE, "SI 2010/959, regulation 39(2) and (4)", IN_FORCE, mark=Proof.FOUND)
REG_39_5 = Source(TITLE, "SI 2010/959, regulation 39(5) and (6)", IN_FORCE, mark=Proof.FOUND)
WORKING_TOGETHER = Source(
    "Working Together to Safeguard Children", "on section 47 enquiries", mark=Proof.MEMORY
)
PRACTICE_REVIEW = Source(
    "Working Together to Safeguard Children",
    "notifying the review panel, as a council's procedures quote it",
    mark=Proof.FOUND,
)
SCHOOL_YEARS = Source(
    "Education Act 2002", "section 82: the years in which most of a class become 15 and 16", mark=Proof.MEMORY
)

LOOKED_AFTER_FOR = Rule(
    name="looked after for some time",
    says="The nominated officer approves that care ends for a child who was looked after for at least 20 working days.",
    value=working_days(20),
    source=REG_39,
)
VOLUNTARY_FROM = Rule(
    name="the director approves from this age on",
    says="The director approves that care ends for a child of 16 or 17 who is accommodated without a care order.",
    value=16,
    source=REG_39_5,
)
KEY_STAGE_4 = Rule(
    name="the last two years of school",
    says="A child is in key stage 4 in the school year, from September to August, before which they became 14 or 15. "
    "It is read off the birth date; who is taught with another year may stand here wrongly.",
    value=(14, 15),
    source=SCHOOL_YEARS,
)

DROPPED = event(Kind.DONE, {"what": ("plan dropped",)})
DIED = event(Kind.GRAVE, {"what": ("died",)}, whatever_about=True)

PLANS = (
    Duty(
        code="RV05",
        says="Consider a significant change of the care plan at a review before it is made, unless that is not "
        "reasonably practicable.",
        owed_by=Owner.RESPONSIBLE,
        to="the child and the reviewing officer",
        begins=event(Kind.PLANNED, {"what": ("plan change",)}),
        within=AT_ONCE,
        met_by=(event(Kind.DONE, {"what": ("change considered",)}),),
        ended_by=(DROPPED, event(Kind.DONE, {"what": ("review not practicable",)}), CARE_ENDED),
        ahead=True,
        source=REG_32,
    ),
    Duty(
        code="LC01",
        says="Assess where and with what help the child will live, and have the nominated officer approve that care "
        "ends, before it does.",
        owed_by=Owner.RESPONSIBLE,
        to="the nominated officer",
        begins=event(Kind.PLANNED, {"what": ("care ends",), "approved by": ("nominated officer",)}),
        within=AT_ONCE,
        met_by=(
            event(Kind.DONE, {"what": ("care ending approved",)}),
            event(Kind.DONE, {"what": ("director approved ending",)}),
        ),
        ended_by=(DROPPED,),
        ahead=True,
        source=REG_39,
    ),
    Duty(
        code="LC02",
        says="Have the director approve that a child of 16 or 17 without a care order is no longer looked after, "
        "before care ends.",
        owed_by=Owner.RESPONSIBLE,
        to="the director of children's services",
        begins=event(Kind.PLANNED, {"what": ("care ends",), "approved by": ("director",)}),
        within=AT_ONCE,
        met_by=(event(Kind.DONE, {"what": ("director approved ending",)}),),
        ended_by=(DROPPED,),
        ahead=True,
        source=REG_39_5,
    ),
)

GRAVE = (
    Duty(
        code="EX02",
        says="Hold the first child protection conference within 15 working days of the discussion that decided on an "
        "enquiry.",
        owed_by=Owner.RESPONSIBLE,
        to="the child, the family and partners",
        begins=event(Kind.ENQUIRY_DECIDED),
        within=working_days(15),
        met_by=(event(Kind.DONE, {"what": ("conference held",)}, whatever_about=True),),
        ended_by=(event(Kind.DONE, {"what": ("no conference needed",)}, whatever_about=True), DIED),
        joins=Joins.CHILD,
        source=WORKING_TOGETHER,
    ),
    Duty(
        code="EX03",
        says="Notify the Child Safeguarding Practice Review Panel that a looked-after child died, or was seriously "
        "harmed where abuse or neglect is known or suspected.",
        owed_by=Owner.RESPONSIBLE,
        to="the review panel",
        begins=event(Kind.GRAVE),
        within=working_days(5),
        met_by=(event(Kind.DONE, {"what": ("panel notified",)}),),
        source=PRACTICE_REVIEW,
    ),
)
