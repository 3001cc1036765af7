"""The rules of the agreed episode: which claim goes before which, when two are about one absence, what is shown."""

from __future__ import annotations

from waylight.engine.agreed import EndsWhen, PrecedenceRules, Prefer
from waylight.engine.claims import Teller
from waylight.engine.words import Rule, hours, minutes
from waylight.rulebook.definitions import DFE_DEFINITION
from waylight.rulebook.sources import CHILDREN_ACT, OURS, SSDA903

RULES = PrecedenceRules(
    counts=DFE_DEFINITION,
    saw=Rule(
        name="who saw and who was told",
        says="Homes, carers and professionals saw the child; authorities and police were told.",
        value=frozenset({Teller.HOME, Teller.CARER, Teller.PROFESSIONAL}),
        source=OURS,
    ),
    start=Rule(
        name="start",
        says="An episode starts when the child left the placement or was last seen by a responsible adult, whichever "
        "is later. Among claims, who saw goes before who was told, then a minute before a day, then the latest.",
        value=(Prefer.WHO_SAW, Prefer.MINUTE, Prefer.LATEST),
        source=SSDA903,
    ),
    end_of_missing=Rule(
        name="end of a missing stretch",
        says="A missing stretch ends when the child is found or returns, whichever is said to be earlier.",
        value=EndsWhen.FIRST_OF_FOUND_AND_RETURNED,
        source=SSDA903,
    ),
    end_of_away=Rule(
        name="end of an away stretch",
        says="A stretch away without authorisation ends when the child returns; found counts if nobody says returned.",
        value=EndsWhen.RETURNED_ELSE_FOUND,
        source=SSDA903,
    ),
    near=Rule(
        name="near enough to be the same",
        says="A row whose end is not recorded belongs to the episode whose start is within two hours of its own.",
        value=hours(2),
        source=OURS,
    ),
    holds=Rule(
        name="how long a row without an end holds",
        says="A row whose end is not recorded takes in nothing that starts more than 24 hours after it.",
        value=hours(24),
        source=OURS,
    ),
    adult_at=Rule(
        name="closed at 18",
        says="At the 18th birthday the counted episode closes. The search does not: it is handed over as that for an "
        "adult still missing.",
        value=18,
        source=CHILDREN_ACT,
    ),
    differs=Rule(
        name="when a difference is shown",
        says="Times that sources give are shown as different when they are more than 60 minutes apart.",
        value=minutes(60),
        source=OURS,
        local=True,
    ),
    should_know=Rule(
        name="whose missing record is shown",
        says="Where an authority or a force has said something about the child but nothing of this episode, that is "
        "shown as a difference.",
        value=frozenset({Teller.AUTHORITY, Teller.POLICE}),
        source=OURS,
    ),
)
