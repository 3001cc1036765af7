"""Where a child was found, as near as the record says: a point, a postcode, or only a name of a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9])[A-Z]{2}\b", re.IGNORECASE)
AREA = re.compile(r"^[A-Z]+")


@dataclass(frozen=True, slots=True)
class Place:
    """`east`, `north`: metres on the national grid, where known. `sector`: a postcode without its last letters."""

    sector: str = ""
    east: float | None = None
    north: float | None = None

    @property
    def area(self) -> str:
        """The letters with which the postcode begins: a city and what lies around it."""
        found = AREA.match(self.sector)
        return found.group() if found else ""

    def metres_from(self, other: Place) -> float | None:
        """How far apart two points are; None where one of them is not known as a point."""
        if self.east is None or self.north is None or other.east is None or other.north is None:
            return None
        return hypot(self.east - other.east, self.north - other.north)

    def near(self, other: Place, metres: int) -> bool:
        """Within the distance; where points are not known, in the same sector of postcodes (a few streets)."""
        apart = self.metres_from(other)
        if apart is not None:
            return apart <= metres
        return bool(self.sector) and self.sector == other.sector


def place_said(text: str) -> Place | None:
    """The place whose postcode stands in the words, the last where there are several; None without one."""
    found = POSTCODE.findall(text)
    return Place(f"{found[-1][0]} {found[-1][1]}".upper()) if found else None
