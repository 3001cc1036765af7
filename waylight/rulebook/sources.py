"""Where the rows come from. Marked as in the reference: found (F), from memory and to be verified (M), ours (D)."""

from __future__ import annotations

from datetime import date

from waylight.engine.words import Proof, Source

DFE_2014 = Source(
    "Statutory guidance on children who run away or go missing from home or care",
    "Department for Education, January 2014",
    since=date(2014, 1, 1),
    mark=Proof.FOUND,
)
SSDA903 = Source(
    "Children looked after return (SSDA903), guide to the missing module",
    "Department for Education, as quoted in the standard safeguarding dataset",
    mark=Proof.FOUND,
)
CHILDREN_ACT = Source("Children Act 1989", "section 105: a child is a person under 18", mark=Proof.MEMORY)
OURS = Source(
    "Waylight's own design",
    "no guidance says: a choice that may be argued with",
    since=None,
    mark=Proof.DESIGN,
)
LOCAL_PROTOCOLS = Source(
    "Local protocols on children who go missing",
    "a word that several use; none is quoted",
    mark=Proof.MEMORY,
)
