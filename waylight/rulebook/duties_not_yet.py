"""Duties of law and guidance that the record does not judge, each with why, and who would have to keep what; those that
say of some children what other rows say of all."""

from __future__ import annotations

from datetime import date

from waylight.engine.owing import Elsewhere, NotYet
from waylight.engine.words import Proof, Source

HOMES = "Children's Homes (England) Regulations 2015"


SINCE_2011, SINCE_2015 = date(2011, 4, 1), date(2015, 4, 1)
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

OF_A_HOME = "It is owed by a home for all who live there: rows of what is owed are kept of one child each."
MANAGER = "the registered manager"

NOT_YET = (
    NotYet(code="CH04", says="Have an independent person visit every month.", why=OF_A_HOME,
           needs="the day of each visit, and to whom its report was sent",
           said_by="the independent person or the manager", source=REG_44),
    NotYet(code="CH05", says="Review the quality of care every six months.", why=OF_A_HOME,
           needs="the day on which each review was completed", said_by=MANAGER, source=REG_45),
    NotYet(code="CH06", says="Send the report of that review within 28 days.", why=OF_A_HOME,
           needs="the day on which the review was completed, and the day on which its report was sent",
           said_by=MANAGER, source=REG_45),
    NotYet(code="CH07", says="Review the premises and the location every year.", why=OF_A_HOME,
           needs="the day of the review, and that police and the council were asked", said_by=MANAGER,
           source=REG_46),
    NotYet(code="CH08", says="Send a revised statement of purpose within 28 days.", why=OF_A_HOME,
           needs="the day of the revision and the day on which it was sent", said_by=MANAGER, source=REG_16),
    NotYet(code="CH09", says="Be qualified within 24 months of starting to care.",
           why="It is owed by each worker of a home, and the record keeps roles, not who began to care when.",
           needs="the day on which each worker began and the day of the diploma", said_by=MANAGER,
           source=REG_32_STAFF),
    NotYet(code="CH10", says="Be qualified within 36 months of starting to manage.",
           why="It is owed by the manager of a home; the record keeps the manager's name, not the diploma.",
           needs="the day on which the manager began and the day of the diploma",
           said_by="the provider's responsible individual", source=REG_28_STAFF),
    NotYet(code="CH11", says="Give notice of a manager's absence of 28 days or more.", why=OF_A_HOME,
           needs="the first and last day of the absence and the day of the notice",
           said_by="the provider's responsible individual", source=REG_48),
    NotYet(code="CH12", says="Have a policy for missing children.", why=OF_A_HOME,
           needs="the policy with its day, and with which local protocol it was compared", said_by=MANAGER,
           source=REG_34),
    NotYet(code="RG01", says="Disclose the register of homes.",
           why="The inspectorate owes it, which keeps the register: here it is only received.",
           source=REGISTER_2013),
    NotYet(code="SR01", says="Make the yearly return.", why="It is owed once a year and to no child.",
           source=SSDA903_YEAR),
    NotYet(code="SR02", says="Report on missing children every three months.",
           why="An authority owes it to its partners and members, and to no child.",
           needs="the day of each report and to whom it went", said_by="the authority's data officer",
           source=DFE_REPORTING),
    NotYet(code="DP01", says="Answer a request to see one's data within a month.",
           why="A file for a child who asks can be made, but not that somebody asked is kept.",
           needs="the day of the request and the day of the answer",
           said_by="the authority's information officer", source=GDPR),
    NotYet(code="DP02", says="Tell the commissioner of a breach within 72 hours.",
           why="A breach is about an installation and seldom about one child.",
           needs="when it was noticed and when the commissioner was told",
           said_by="whoever runs the installation", source=GDPR),
)  # fmt: skip

ELSEWHERE = (
    Elsewhere(code="FC01", says="Tell the responsible authority of a child missing from foster care.",
              held_by=("EP01", "EP02a"), source=FOSTERING_13),
    Elsewhere(code="SA01", says="Report a young person missing from supported accommodation.",
              held_by=("EP01", "EP02a"), source=SUPPORTED),
)  # fmt: skip
