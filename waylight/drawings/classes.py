"""The classes of rows as the contract names them: their words, their place in the stack, how they are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from waylight.drawings.markup import Markup, join
from waylight.drawings.palette import CLAY, DUSK, NIGHT, PAPER, SLATE, hatch


class Kind(Enum):
    """What a class means for the count of the other side."""

    JOINED = "joined"  # crosses the bridge
    SPLIT = "split"  # crosses it, but not one to one
    AGAIN = "again"  # repeats a row of its own side
    ALONE = "alone"  # the other side could have had it and has not
    APART = "apart"  # the other side was never to have it
    UNKNOWN = "unknown"  # cannot be said


@dataclass(frozen=True)
class Class:
    """One class: its name in rows.csv, its words on each side, and what it means."""

    name: str
    police: str
    authority: str
    kind: Kind


# In the order of the stacks, from the deck of the bridge down.
CLASSES = (
    Class("matched", "matched, one to one", "matched, one to one", Kind.JOINED),
    Class("part of a split or merge", "part of a split or merge", "part of a split or merge", Kind.SPLIT),
    Class("same-side duplicate", "the same report entered twice", "the same row entered twice", Kind.AGAIN),
    Class("only this side", "seen only by police", "seen only by the authority", Kind.ALONE),
    Class(
        "away (A) not expected at police",
        "away (A), not expected at police",
        "away (A), not expected at police",
        Kind.APART,
    ),
    Class(
        "outside the other side's area or period",
        "outside the authorities' period",
        "outside the forces' area or period",
        Kind.APART,
    ),
    Class(
        "no child of these authorities",
        "of no child of these authorities",
        "of no child of these authorities",
        Kind.APART,
    ),
    Class("cannot be placed", "cannot be placed", "cannot be placed", Kind.UNKNOWN),
    Class("cannot be read", "cannot be read", "cannot be read", Kind.UNKNOWN),
)


@dataclass(frozen=True)
class Part:
    """One segment of a stack."""

    name: str
    words: str
    count: int
    kind: Kind


def parts(classes: Mapping[str, Any], side: str) -> list[Part]:
    """The classes of one side ("police" or "authority") in the order of the stack.

    A class without rows is kept where the bridge names it. A class that this module does not know is kept at
    the end under its own name: a row is never lost from a sum.
    """
    known = {c.name: c for c in CLASSES}
    found = [
        Part(c.name, c.police if side == "police" else c.authority, int(classes[c.name]), c.kind)
        for c in CLASSES
        if c.name in classes
    ]
    strange = [Part(n, n, int(count), Kind.UNKNOWN) for n, count in classes.items() if n not in known]
    return found + strange


def fills(ident: str) -> tuple[Markup, dict[Kind, str]]:
    """The patterns to define, and the fill of each kind; `ident` keeps two drawings of a page apart."""
    defined = join(
        hatch(f"{ident}-split", NIGHT, PAPER, angle=90, gap=5, width=1.2),
        hatch(f"{ident}-again", DUSK, PAPER, angle=0, gap=5, width=1.2),
        hatch(f"{ident}-alone", CLAY, PAPER, angle=45, gap=7, width=1.5),
        hatch(f"{ident}-unknown", PAPER, NIGHT, angle=-45, gap=4, width=1.4),
    )
    return defined, {
        Kind.JOINED: NIGHT,
        Kind.SPLIT: f"url(#{ident}-split)",
        Kind.AGAIN: f"url(#{ident}-again)",
        Kind.ALONE: f"url(#{ident}-alone)",
        Kind.APART: SLATE,
        Kind.UNKNOWN: f"url(#{ident}-unknown)",
    }
