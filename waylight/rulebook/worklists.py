"""In what order a list of children away now stands: columns that everybody sees, never a hidden score."""

from __future__ import annotations

from waylight.engine.words import Rule
from waylight.rulebook.sources import OURS

YOUNG = Rule(
    name="children who come first",
    says="Among children of the same grade those under 13, and those known to be trafficked, come first.",
    value=13,
    source=OURS,
    local=True,
)
UNGRADED = Rule(
    name="not graded yet",
    says="A child whom police have not graded yet stands beside those graded high, until they have.",
    value=0,
    source=OURS,
    local=True,
)
