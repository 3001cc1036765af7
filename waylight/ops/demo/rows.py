"""Which children of the region's extract come into the living record, and where they live now."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

# Enough for full lists, few enough to be written one by one in seconds.
CHILDREN = 120
# Of the children who came alone to seek asylum, those of sixteen and more: as many live in supported accommodation.
IN_FLATS = 2
HOME, SUPPORTED = "K2", "K3"
# Hardly any younger child lives in a children's home.
YOUNGEST_IN_HOMES = 9
# Nobody of them turns eighteen while somebody looks round.
ADULT_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One child of the region's extract with where they live now. `kind` is the SSDA903 code of the placement."""

    id: str
    given: str
    family: str
    born: date | None
    sex: str
    ethnicity: str
    postcode: str
    kind: str
    since: date
    trafficked: bool = False

    @property
    def came_alone(self) -> bool:
        """Whose birth date nobody knows is written down as born on 1 January; such are these children's."""
        return self.born is not None and (self.born.month, self.born.day) == (1, 1) and self.kind[0] != "P"

    def years(self, today: date) -> int:
        """How old they are; 0 where no birth date is known."""
        if self.born is None:
            return 0
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


def rows_of(folder: Path, today: date) -> list[Row]:
    """The children of the first authority who are placed somewhere on that day in London, the oldest first: it is they
    who are away."""
    found = _placed_now(folder, today)
    # Half of them in homes, the fullest homes first, and half elsewhere: two thirds of times away begin there.
    # The extract's supported accommodation takes children of every age: they live in homes here.
    found = [replace(row, kind=HOME) if row.kind == SUPPORTED else row for row in found]
    in_homes = [row for row in found if row.kind[0] in "KS" and row.years(today) >= YOUNGEST_IN_HOMES]
    many = Counter(row.postcode for row in in_homes)
    homes = sorted(in_homes, key=lambda r: (-many[r.postcode], r.postcode, r.id))
    others = sorted((r for r in found if r.kind[0] not in "KS"), key=lambda r: not _seeks(r, today))
    chosen = homes[: CHILDREN // 2] + others[: CHILDREN // 2]
    flats = [row.id for row in others if _seeks(row, today)][:IN_FLATS]
    # Of one of them it is feared that somebody brought them here to be used.
    chosen = [
        replace(row, kind=SUPPORTED, trafficked=row.id == flats[0]) if row.id in flats else row
        for row in chosen
    ]
    return sorted(chosen, key=lambda row: (row.born or date.max, row.id))


def _seeks(row: Row, today: date) -> bool:
    return row.came_alone and row.years(today) >= 16


def _placed_now(folder: Path, today: date) -> list[Row]:
    here: dict[str, dict[str, str]] = {}
    with (folder / "authority" / "placements.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if not row["ended"] and row["postcode"]:
                here[row["child_id"]] = row
    with (folder / "authority" / "children.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    first = min(row["authority"] for row in rows)
    ends = today + ADULT_SOON
    adults = f"{ends.year - 18}-{ends.month:02}-{ends.day:02}"
    return [
        _row(row, here[row["child_id"]])
        for row in rows
        if row["authority"] == first and row["date_of_birth"] > adults and row["child_id"] in here
    ]


def _row(child: dict[str, str], placed: dict[str, str]) -> Row:
    born = date.fromisoformat(child["date_of_birth"]) if child["date_of_birth"] else None
    return Row(
        child["child_id"], child["forename"], child["surname"], born, child["sex"], child["ethnicity"],
        placed["postcode"], placed["placement_type"], date.fromisoformat(placed["started"]),
    )  # fmt: skip
