"""How a file of a child's record may leave the product."""

from __future__ import annotations

from waylight.engine.words import Rule, hours
from waylight.rulebook.sources import OURS

KEPT = Rule(
    name="how long a file that was asked for is kept",
    says="A file of a child's record is kept for a day after it was made, for the person who asked for it, and then "
    "deleted; the trail keeps that it was made and fetched.",
    value=hours(24),
    source=OURS,
)
SECOND_PERSON_OVER: Rule[int] = Rule(
    name="files that a second person agrees to",
    says="A file of more children than this is made only once a second person of the same agency, who may make a file "
    "of each of them as well, has agreed.",
    value=5,
    source=OURS,
    local=True,
)
