"""What police have called it since 2010, and how they grade the risk. Mapped to the two categories, never overwritten.

The word that a force used stays beside the category. Forces changed at different times, so an older word may still
come after its date; the dates say when the national wording was in force.
"""

from __future__ import annotations

from datetime import date

from waylight.engine.definitions import Category, Grade, Wording
from waylight.engine.words import Proof, Source
from waylight.rulebook.sources import OURS

ACPO_2010 = Source(
    "Guidance on the management, recording and investigation of missing persons, second edition",
    "police chiefs and the National Policing Improvement Agency, 2010, as quoted by a force's protocol and the press",
    since=date(2010, 1, 1),
    until=date(2013, 4, 1),
    mark=Proof.FOUND,
)
ACPO_2013 = Source(
    "Interim guidance on the management, recording and investigation of missing persons",
    "police chiefs, April 2013, as quoted by children's services procedures",
    since=date(2013, 4, 1),
    until=date(2017, 1, 1),
    mark=Proof.FOUND,
)
ABSENT_2013 = Source(
    "Interim guidance on the management, recording and investigation of missing persons",
    "police chiefs, April 2013; the wording of 'absent' is from memory",
    since=date(2013, 4, 1),
    until=date(2017, 1, 1),
    mark=Proof.MEMORY,
)
APP_2017 = Source(
    "Authorised professional practice on missing persons",
    "College of Policing, January 2017, as quoted by the inspectorate's glossary",
    since=date(2017, 1, 1),
    mark=Proof.FOUND,
)
APP_LATEST = Source(
    "Authorised professional practice on missing persons, later wording",
    "College of Policing, as quoted by public software; the day of the change was not found",
    mark=Proof.FOUND,
)

UNKNOWN = "the whereabouts are not known, which is what missing from care is"
UNSAID = (
    "whereabouts known or not: not known is missing; known, and told to police by the very record, is away"
)

WORDINGS = (
    Wording(
        "POL2010",
        "missing (2010)",
        "anybody whose whereabouts are unknown, whatever the circumstances, until located and known to be well",
        Category.MISSING,
        UNKNOWN,
        ACPO_2010,
    ),
    Wording(
        "POL2013_MISSING",
        "missing (2013)",
        "whereabouts cannot be established, and out of character, or the context suggests a crime or a risk of harm",
        Category.MISSING,
        UNKNOWN,
        ACPO_2013,
    ),
    Wording(
        "POL2013_ABSENT",
        "absent (2013)",
        "not at a place where expected or required to be, and no risk apparent",
        None,
        UNSAID,
        ABSENT_2013,
    ),
    Wording(
        "POL2017",
        "missing (2017)",
        "whereabouts cannot be established, until located and known to be well; all risks from none apparent, which "
        "replaced absent, to high",
        Category.MISSING,
        UNKNOWN,
        APP_2017,
    ),
    Wording(
        "POL_LATEST",
        "missing (later)",
        "as in 2017, with the lowest level called very low risk",
        Category.MISSING,
        UNKNOWN,
        APP_LATEST,
    ),
)

GRADES = (
    Grade("HIGH10", "High (2010)", "in danger at once through own vulnerability, or of a serious crime, or the public "
          "is", 0, ACPO_2010),
    Grade("MEDIUM10", "Medium (2010)", "likely to be in danger, or a threat to self or others", 1, ACPO_2010),
    Grade("LOW10", "Low (2010)", "no threat of danger apparent", 2, ACPO_2010),
    Grade("HIGH", "High", "serious harm to the person or the public is very likely", 0, APP_2017),
    Grade("MEDIUM", "Medium", "harm is likely and not serious", 1, APP_2017),
    Grade("LOW", "Low", "harm is possible and minimal", 2, APP_2017),
    Grade("NO_APPARENT", "No apparent risk (absent)", "no risk of harm is apparent", 3, APP_2017),
    Grade("VERY_LOW", "Very low", "the risk of harm is very low; the newer name of the lowest level", 3, APP_LATEST),
    Grade("NOT_GRADED", "Not graded", "police have not graded the risk, or were not told", 4, OURS),
)  # fmt: skip
