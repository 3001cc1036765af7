"""Words for the grab pack: what is kept of a child before police need it."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.engine.words import Source


@dataclass(frozen=True, slots=True)
class PackField:
    """One thing to keep. `record` is the record of the access grid that may read it; `many`: there may be several.

    `asks` is the question in plain words.
    """

    code: str
    label: str
    record: str
    asks: str
    source: Source
    many: bool = False


@dataclass(frozen=True, slots=True)
class PackPart:
    """A part of the pack, in the order in which an officer at the door reads it."""

    code: str
    label: str
    fields: tuple[PackField, ...]
