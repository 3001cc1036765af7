"""Who plays which part tonight: chosen by what a story needs, never by name, so that any region will do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import id_of
from waylight.ops.demo.places import Places
from waylight.ops.demo.rows import Row

TEENS, SIBLINGS_FROM = 13, 10
Found = TypeVar("Found")


class NobodyFits(Exception):
    """The region has nobody for a part; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "So small a region has nobody for one of the stories. Name more children: --children 1000."
        )


@dataclass(frozen=True)
class Part:
    """A child, and where they live."""

    row: Row
    home: UUID

    @property
    def child(self) -> UUID:
        return id_of(self.row.id)

    @property
    def name(self) -> str:
        return self.row.given.title()


@dataclass(frozen=True)
class Parts:
    """One child for each story, two for the siblings'."""

    from_flat: Part
    from_foster: Part
    out_of_area: Part
    siblings: tuple[Part, Part]
    late_back: Part
    just_back: Part

    @property
    def all(self) -> tuple[Part, ...]:
        return (
            self.from_flat, self.from_foster, self.out_of_area, *self.siblings, self.late_back, self.just_back
        )  # fmt: skip


def parts_of(cast: Cast, places: Places, rows: Sequence[Row]) -> Parts:
    """Raises: NobodyFits."""
    everybody = [Part(row, places.by_postcode[row.postcode]) for row in rows]
    today = cast.now.date()
    siblings = _first(_siblings(part for part in everybody if part.row.years(today) >= SIBLINGS_FROM))
    left = [part for part in everybody if part not in siblings and part.row.years(today) >= TEENS]

    def take(fits: Callable[[Part], bool]) -> Part:
        part = _first(part for part in left if fits(part))
        left.remove(part)
        return part

    def lives(part: Part, kind: str) -> bool:
        return places.kinds[part.home] == kind

    near = [home for home in places.kinds if home not in places.hosted]
    return Parts(
        from_flat=take(lambda part: part.row.trafficked),
        from_foster=take(lambda part: lives(part, "carer") and part.home in near and not part.row.came_alone),
        out_of_area=take(lambda part: lives(part, "home") and part.home in places.hosted),
        siblings=siblings,
        late_back=take(lambda part: lives(part, "carer")),
        just_back=take(lambda part: lives(part, "carer")),
    )


def _first(found: Iterator[Found]) -> Found:
    for one in found:
        return one
    raise NobodyFits


def _siblings(parts: Iterable[Part]) -> Iterator[tuple[Part, Part]]:
    """Two of one name who live in one place; not twins, who are easily taken for one row written twice."""
    seen: dict[tuple[str, UUID], Part] = {}
    for part in parts:
        key = part.row.family, part.home
        if key in seen and seen[key].row.born != part.row.born:
            yield seen[key], part
        seen.setdefault(key, part)
