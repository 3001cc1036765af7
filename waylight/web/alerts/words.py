"""What an alert was counted from, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from waylight.alerts.selectors import Ring, Shown
from waylight.drawings.drawing import Drawing
from waylight.drawings.ring import Joined, ring
from waylight.engine.patterns.together import Why
from waylight.episodes.models import Episode

NOBODY = "a child"
WORDS = {why.name: why.value for why in Why}


@dataclass(frozen=True)
class Night:
    """One night that speaks for a pair, with both times away."""

    night: date
    why: str
    metres: int | None
    first: Episode | None
    second: Episode | None


@dataclass(frozen=True)
class Pair:
    """The evidence of one pair, as the page beside the picture says it."""

    one: str
    other: str
    shown: Shown
    nights: tuple[Night, ...]

    @property
    def expected(self) -> str:
        return chance(self.shown.alert.evidence["expected"])

    @property
    def one_in(self) -> int:
        return round(min(float(self.shown.alert.evidence["one_in"]), 1_000_000))

    @property
    def away(self) -> tuple[int, int]:
        first, second = self.shown.alert.evidence["away"]
        return int(first), int(second)


def pairs_of(found: Ring) -> list[Pair]:
    """Each pair of the group with its nights."""
    episodes = {episode.id: episode for episode in found.episodes}
    return [
        Pair(
            one.children[0].name or NOBODY,
            one.children[1].name or NOBODY,
            one,
            tuple(_night(said, episodes) for said in one.alert.evidence["shared"]),
        )
        for one in found.pairs
    ]


def _night(said: Mapping[str, Any], episodes: Mapping[UUID, Episode]) -> Night:
    return Night(
        date.fromisoformat(said["night"]),
        "; ".join(WORDS[why] for why in said["why"]),
        said["metres"],
        episodes.get(UUID(said["first"])),
        episodes.get(UUID(said["second"])),
    )


def drawing_of(found: Ring) -> Drawing:
    """The group as a picture."""
    names = [child.name or NOBODY for child in found.children]
    place = {child.id: n for n, child in enumerate(found.children)}
    pairs = [
        Joined(
            place[one.children[0].id],
            place[one.children[1].id],
            one.alert.count,
            chance(one.alert.evidence["expected"]),
        )
        for one in found.pairs
    ]
    return ring(names, pairs)


def chance(expected: float) -> str:
    """How many nights chance would give: "0.04", never "0"."""
    return "less than 0.01" if expected < 0.01 else f"{expected:.2f}"
