"""Words for lists of answers: a code that is kept, and what a person reads."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.engine.words import Source


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a list. `code` is kept in facts and never changes; `label` may be said better; `note` says more."""

    code: str
    label: str
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide for the person on the spot: what to do, and why or how, in their words."""

    code: str
    do: str
    how: str
    source: Source
