"""How long each record is kept, from when, and by what law."""

from __future__ import annotations

from datetime import date

from waylight.engine.codes import Code
from waylight.engine.keeping import From, Keep, Period, Years
from waylight.engine.words import Proof, Rule, Source, days, hours, minutes
from waylight.rulebook.sources import OURS

CARE_PLANNING = Source(
    "Care Planning, Placement and Case Review (England) Regulations 2010",
    "SI 2010/959, regulations 49 and 50",
    since=date(2011, 4, 1),
    mark=Proof.FOUND,
)
HOMES_36 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 36",
    since=date(2015, 4, 1),
    mark=Proof.FOUND,
)
HOMES_37 = Source(
    "Children's Homes (England) Regulations 2015",
    "SI 2015/541, regulation 37; verify, earlier regulations said 15 years",
    since=date(2015, 4, 1),
    mark=Proof.MEMORY,
)
FOSTERING = Source(
    "Fostering Services (England) Regulations 2011",
    "SI 2011/581, regulation 32",
    since=date(2011, 4, 1),
    mark=Proof.FOUND,
)
SCOTLAND = Source(
    "Looked After Children (Scotland) Regulations 2009",
    "SSI 2009/210, regulation 43",
    mark=Proof.FOUND,
)
POLICE = Source(
    "Police Information and Records Management Code 2023",
    "College of Policing, information management: verify with the force",
    since=date(2023, 1, 1),
    mark=Proof.MEMORY,
)
REGISTER = Source(
    "Joint protocol on the register of children's homes",
    "April 2013; that it exists was found, how long copies are kept was not",
    since=date(2013, 4, 1),
    mark=Proof.MEMORY,
)
UK_GDPR = Source("UK GDPR, article 15", "and the recommendations of IICSA, 2022", mark=Proof.MEMORY)

UK_GDPR_17 = Source(
    "UK GDPR, article 17", "and what article 17(3) keeps for duties in law", mark=Proof.MEMORY
)

CASE = (Period(Years(75), From.BIRTH), Period(Years(15), From.DEATH_AS_CHILD))

KEPT = (
    Keep("the authority's case record of a looked-after child", CASE, "", CARE_PLANNING),
    Keep(
        "return interviews",
        CASE,
        "part of the case record: inferred from the duty to keep one",
        CARE_PLANNING,
    ),
    Keep(
        "a children's home's case record",
        CASE,
        "kept secure; there are rules for handing it over where the home closes",
        HOMES_36,
    ),
    Keep(
        "a children's home's other records: register, staff, rosters, visitors",
        (Period(Years(15), From.LAST_ENTRY),),
        "at the least",
        HOMES_37,
    ),
    Keep("a foster carer's record", (Period(Years(10), From.APPROVAL_ENDED),), "at the least", FOSTERING),
    Keep(
        "the record of a placement in Scotland",
        (Period(Years(100), From.BIRTH), Period(Years(25), From.DEATH_AS_CHILD)),
        "for comparison",
        SCOTLAND,
    ),
    Keep(
        "a police record of a missing person",
        (),
        "by the force's own schedule: often a review from six years on, longer where the public is protected",
        POLICE,
    ),
    Keep("police records of somebody who is still missing", (), "until resolved", POLICE),
    Keep(
        "the trail of who looked at a child's record",
        (Period(Years(6), From.RECORD_PROTECTED),),
        "as long as the record that it protects, and six years at the least",
        OURS,
    ),
    Keep(
        "extracts of the register of homes",
        (Period(days(0), From.SUPERSEDED),),
        "only the newest list is kept",
        REGISTER,
    ),
    Keep(
        "what a person may ask to see decades later",
        (),
        "stays readable and can be exported as long as it is kept",
        UK_GDPR,
    ),
    Keep(
        "a staff account that nobody uses",
        (Period(days(365), From.LAST_ROLE),),
        "then its address, number and ways to sign in go; the name stays, for what was done by it must stay somebody's",
        OURS,
    ),
)

CASE_RECORD = (KEPT[0],)
# A child who lived in Scotland has a record there that is kept longer; one copy is kept as long as the longest.
CASE_RECORD_SCOTLAND = (KEPT[0], KEPT[5])
HOME_RECORDS = KEPT[3]
FOSTER_CARER = KEPT[4]
UNUSED_ACCOUNT = KEPT[11]
ADOPTED = Rule(
    name="records of adopted children",
    says="When care ends because the child is adopted, the record is closed to everybody but people named for it.",
    value=("E11", "E12"),
    source=Source("SSDA903 codes for the reason why care ended", "E11 and E12", mark=Proof.FOUND),
)
PACK_AFTER_CARE = Rule(
    name="the grab pack after care",
    says="A year after care has ended the grab pack finds nobody any more: pictures, phones, accounts, friends and "
    "places go. What was said of times away stays as long as the case record.",
    value=days(365),
    source=OURS,
    local=True,
)

ERASURE_GROUNDS = (
    Code("right to erasure", "The person asked, and the law gives them the right", UK_GDPR_17),
    Code("rectification", "The words are wrong, or about somebody else", UK_GDPR_17),
    Code("not a child of ours", "The record is not about a child who is or was looked after", UK_GDPR_17),
    Code("court", "A court ordered it", UK_GDPR_17),
)
BY_TWO = Rule(
    name="erasure by two people",
    says="Erasure is asked for by one person who may write the child's record and decided by a second; neither reads "
    "the page without being told what goes and what stays.",
    value=2,
    source=OURS,
)

OTHER_CHILDREN = Rule(
    name="police rows about children who are not looked after",
    says="Rows of a police extract that are about other children are deleted 30 days after the run closes; counts and "
    "keyed hashes stay.",
    value=days(30),
    source=OURS,
)
RUN_OPEN_AT_MOST = Rule(
    name="a run that nobody closes",
    says="A reconciliation that nobody closes is closed after 90 days, so that its rows do not stay for ever.",
    value=days(90),
    source=OURS,
    local=True,
)
RUN_SILENT_AT_MOST = Rule(
    name="a run that says nothing",
    says="A reconciliation of which nothing is heard for 30 minutes is taken for lost.",
    value=minutes(30),
    source=OURS,
    local=True,
)
DEMONSTRATION_UPLOADS = Rule(
    name="uploads in a demonstration",
    says="What is handed in to a demonstration is deleted within 24 hours.",
    value=hours(24),
    source=OURS,
)
