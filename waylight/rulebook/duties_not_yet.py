"""Duties of law and guidance that the record cannot judge yet, each with what it would have to know; and those that
say of some children what other rows say of all."""

from __future__ import annotations

from datetime import date

from waylight.engine.owing import Elsewhere, NotYet
from waylight.engine.words import Proof, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
HOMES = "Children's Homes (England) Regulations 2015"


SINCE_2011, SINCE_2015 = date(2011, 4, 1), date(2015, 4, 1)
REG_32 = Source(CARE_PLANNING, "SI 2010/959, regulation 32(2)", SINCE_2011, mark=Proof.FOUND)
REG_11 = Source(CARE_PLANNING, "SI 2010/959, regulation 11(1)(b) and (5)", SINCE_2011, mark=Proof.FOUND)
REG_10 = Source(CARE_PLANNING, "SI 2010/959, regulation 10(1)", SINCE_2011, mark=Proof.FOUND)
REG_39 = Source(CARE_PLANNING, "SI 2010/959, regulation 39(2) to (6)", SINCE_2011, mark=Proof.FOUND)
REG_40_1 = Source(HOMES, "SI 2015/541, regulation 40(1)", SINCE_2015, mark=Proof.FOUND)
REG_44 = Source(HOMES, "SI 2015/541, regulation 44(1) and (7)", SINCE_2015, mark=Proof.FOUND)
REG_45 = Source(HOMES, "SI 2015/541, regulation 45(1) and (4)(a)", SINCE_2015, mark=Proof.FOUND)
REG_46 = Source(HOMES, "SI 2015/541, regulation 46; the wording is paraphrased", SINCE_2015, mark=Proof.FOUND)
REG_16 = Source(HOMES, "SI 2015/541, regulation 16(3)(b)", SINCE_2015, mark=Proof.FOUND)
REG_32_STAFF = Source(HOMES, "SI 2015/541, regulation 32(4) and (5)", SINCE_2015, mark=Proof.FOUND)
REG_28_STAFF = Source(HOMES, "SI 2015/541, regulation 28", SINCE_2015, mark=Proof.FOUND)
REG_48 = Source(HOMES, "SI 2015/541, regulation 48", SINCE_2015, mark=Proof.FOUND)
REG_34 = Source(HOMES, "SI 2015/541, regulation 34(4)", SINCE_2015, mark=Proof.FOUND)
REGISTER_2013 = Source(
    "Care Standards Act 2000 (Registration) (England) (Amendment) Regulations 2013",
    "changing regulation 7 of the regulations of 2010",
    date(2013, 4, 1),
    mark=Proof.FOUND,
)
WORKING_TOGETHER = Source(
    "Working Together to Safeguard Children", "on section 47 enquiries", mark=Proof.MEMORY
)
PRACTICE_REVIEW = Source(
    "Working Together to Safeguard Children", "notifying the review panel, as a council's procedures quote it",
    mark=Proof.FOUND,
)  # fmt: skip
SSDA903_YEAR = Source(
    "Children looked after return (SSDA903)", "the year from 1 April to 31 March", mark=Proof.FOUND
)
DFE_REPORTING = Source(
    "Statutory guidance on children who run away or go missing from home or care",
    "Department for Education, January 2014: reporting to partners and members, how often is from memory",
    date(2014, 1, 1),
)
GDPR = Source("UK GDPR", "articles 12, 15 and 33", mark=Proof.MEMORY)
FOSTERING_13 = Source(
    "Fostering Services (England) Regulations 2011", "SI 2011/581, regulation 13: verify", SINCE_2011
)
SUPPORTED = Source(
    "Supported Accommodation (England) Regulations 2023", "SI 2023/416: verify", date(2023, 10, 28)
)

BEFORE_CARE_ENDS = (
    "needs the decision on a page before care ends: after it the authority writes nothing of the child"
)
ABOUT_HOMES = "is about a home, not about a child: needs the home's own dates"

NOT_YET = (
    NotYet(code="RV05", says="Consider a significant change of the care plan at a review first.",
           why="needs the change that is proposed, before it is made", source=REG_32),
    NotYet(code="PL05", says="Have the director approve a placement at a distance before it takes effect.",
           why="needs which areas adjoin each other: of a placement's area the record knows that it is another one",
           source=REG_11),
    NotYet(code="PL09", says="Approve a move that disrupts the last years of school before it takes effect.",
           why="needs which year of school the child is in, and whether the move disrupts it", source=REG_10),
    NotYet(code="LC01", says="Assess and approve before ceasing to look after a child.", why=BEFORE_CARE_ENDS,
           source=REG_39),
    NotYet(code="LC02", says="Have the director approve that a child of 16 or 17 is no longer looked after.",
           why=BEFORE_CARE_ENDS, source=REG_39),
    NotYet(code="CH03", says="Notify the death of a child.",
           why="nobody can say in the record yet that a child has died", source=REG_40_1),
    NotYet(code="CH04", says="Have an independent person visit every month.", why=ABOUT_HOMES, source=REG_44),
    NotYet(code="CH05", says="Review the quality of care every six months.", why=ABOUT_HOMES, source=REG_45),
    NotYet(code="CH06", says="Send the report of that review within 28 days.", why=ABOUT_HOMES, source=REG_45),
    NotYet(code="CH07", says="Review the premises and the location every year.", why=ABOUT_HOMES, source=REG_46),
    NotYet(code="CH08", says="Send a revised statement of purpose within 28 days.", why=ABOUT_HOMES,
           source=REG_16),
    NotYet(code="CH09", says="Be qualified within 24 months of starting to care.", why=ABOUT_HOMES,
           source=REG_32_STAFF),
    NotYet(code="CH10", says="Be qualified within 36 months of starting to manage.", why=ABOUT_HOMES,
           source=REG_28_STAFF),
    NotYet(code="CH11", says="Give notice of a manager's absence of 28 days or more.", why=ABOUT_HOMES,
           source=REG_48),
    NotYet(code="CH12", says="Have a policy for missing children.", why=ABOUT_HOMES, source=REG_34),
    NotYet(code="RG01", says="Disclose the register of homes.", why="is the inspectorate's, who keeps the register",
           source=REGISTER_2013),
    NotYet(code="EX02", says="Hold the first conference within 15 working days of the strategy discussion.",
           why="needs whether the discussion decided on an enquiry", source=WORKING_TOGETHER),
    NotYet(code="EX03", says="Notify the review panel within five working days.",
           why="needs the judgement that a child was seriously harmed", source=PRACTICE_REVIEW),
    NotYet(code="SR01", says="Make the yearly return.", why="is about a year, not about a child",
           source=SSDA903_YEAR),
    NotYet(code="SR02", says="Report on missing children every three months.", why="is about an authority",
           source=DFE_REPORTING),
    NotYet(code="DP01", says="Answer a request to see one's data within a month.",
           why="requests are not kept in the record yet", source=GDPR),
    NotYet(code="DP02", says="Tell the commissioner of a breach within 72 hours.", why="is about no child alone",
           source=GDPR),
)  # fmt: skip

ELSEWHERE = (
    Elsewhere(code="FC01", says="Tell the responsible authority of a child missing from foster care.",
              held_by=("EP01", "EP02a"), source=FOSTERING_13),
    Elsewhere(code="SA01", says="Report a young person missing from supported accommodation.",
              held_by=("EP01", "EP02a"), source=SUPPORTED),
)  # fmt: skip
