"""Words for what becomes of the columns of a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file, and what becomes of it on a child's record."""

    name: str
    becomes: str
