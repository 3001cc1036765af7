"""What missing and away mean: one dated definition decides. What police call it is in `police`."""

from __future__ import annotations

from waylight.engine.claims import Whereabouts
from waylight.engine.codes import Code
from waylight.engine.definitions import Category, Counts, Definition
from waylight.engine.words import Rule
from waylight.rulebook.sources import DFE_2014, LOCAL_PROTOCOLS

DFE_DEFINITION: Rule[Definition] = Rule(
    name="what counts",
    says="Missing from care (M): a looked-after child is not at the placement or the place expected and the "
    "whereabouts are not known. Away from placement without authorisation (A): the whereabouts are known, and the "
    "carer is concerned or the authority or police were told. Any length counts. Known, without concern and told to "
    "nobody: kept, and not an episode.",
    value=(
        Counts(Whereabouts.UNKNOWN, Category.MISSING, if_followed=False),
        Counts(Whereabouts.KNOWN, Category.AWAY, if_followed=True),
    ),
    source=DFE_2014,
)

# Kept and never returned to the Department: a word of local protocols, beside the two categories.
NOT_COUNTED = Code(
    "U",
    "Not where expected; known, no concern",
    LOCAL_PROTOCOLS,
    "whereabouts known, the carer is not concerned, nobody was told: kept by the home and not an episode",
)
