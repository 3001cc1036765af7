"""How certain a link must be before a row of a file is carried to a child's record."""

from __future__ import annotations

from waylight.engine.words import Rule
from waylight.rulebook.sources import OURS

CERTAIN: Rule[float] = Rule(
    name="a link that is certain",
    says="A police row reaches a child's record where a person confirmed the link, or where it is at least this "
    "probable and no other child is a rival. Every other row stays at the desk.",
    value=0.99,
    source=OURS,
)
RIVAL: Rule[float] = Rule(
    name="a rival",
    says="Another child of whom the same row may speak with more than this probability.",
    value=0.005,
    source=OURS,
)
