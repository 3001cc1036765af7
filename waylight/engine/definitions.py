"""What counts as being missing or away: the two categories, and the shape of the rows that decide them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.claims import Absent, Whereabouts
from waylight.engine.words import Source


class Category(StrEnum):
    """The two kinds of absence that the Department for Education counts."""

    MISSING = "M"
    AWAY = "A"


@dataclass(frozen=True, slots=True)
class Counts:
    """One row of the definition: with these whereabouts, this category; where `if_followed`, only if the carer is
    concerned or somebody was told."""

    whereabouts: Whereabouts
    category: Category
    if_followed: bool


Definition = tuple[Counts, ...]


def category(definition: Definition, whereabouts: Whereabouts, followed: bool) -> Category | None:
    """The category, or None where it is kept without being an episode."""
    for row in definition:
        if row.whereabouts is whereabouts and (followed or not row.if_followed):
            return row.category
    return None


def category_of(definition: Definition, claim: Absent) -> Category | None:
    """The category of an absence as its own claim tells it."""
    return category(definition, claim.whereabouts, claim.concern or claim.reported)


@dataclass(frozen=True, slots=True)
class Wording:
    """What police called a kind of absence, in the time of its source. Their word stays as they said it; `category`
    is what it maps to by itself, None where the word does not say whether the whereabouts were known."""

    code: str
    label: str
    meaning: str
    category: Category | None
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Grade:
    """A level of risk as police grade it, in the wording of its time. Levels of different times are not converted
    into each other; `order` only sorts a list, the gravest first."""

    code: str
    label: str
    meaning: str
    order: int
    source: Source
