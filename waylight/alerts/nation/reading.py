"""Every pattern of the rulebook over a nation, with each authority's own numbers on the days they held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from waylight.alerts.nation import around
from waylight.alerts.nation.columns import DAY_1, Flags, Ints, Nation
from waylight.alerts.nation.conditions import hits
from waylight.engine.local import Settings
from waylight.engine.patterns import Condition, Pattern, changed

__all__ = ["Noticed", "around", "notice"]


@dataclass(frozen=True)
class Noticed:
    """A pattern over the nation: on which times away (indexes), what was counted, when it was true and known."""

    pattern: str
    anchor: Ints
    count: Ints
    at: Ints


def notice(
    nation: Nation,
    patterns: Iterable[Pattern],
    authority: Sequence[int] | None = None,
    settings: Mapping[int, Settings[Any]] | None = None,
) -> tuple[Noticed, ...]:
    """What `raised` finds for each child, at the `now` the columns were read with. `authority`: of each child."""
    of_away = np.asarray(authority, dtype=np.int64)[nation.child] if authority is not None else None
    return tuple(_one(nation, pattern, of_away, settings or {}) for pattern in patterns)


def _one(
    nation: Nation, pattern: Pattern, authority: Ints | None, settings: Mapping[int, Settings[Any]]
) -> Noticed:
    hit = np.zeros(nation.size, dtype=bool)
    count, at = np.zeros(nation.size, dtype=np.int64), np.zeros(nation.size, dtype=np.int64)
    for condition, where in _variants(nation, pattern, authority, settings):
        found = hits(condition, nation)
        hit |= found.hit & where
        count, at = np.where(where, found.count, count), np.where(where, found.at, at)
    source = pattern.source
    if source.since is not None:
        hit &= nation.day >= source.since.toordinal() - DAY_1
    if source.until is not None:
        hit &= nation.day < source.until.toordinal() - DAY_1
    anchor = np.flatnonzero(hit & (at <= nation.now))
    return Noticed(pattern.code, anchor, count[anchor], at[anchor])


def _variants(
    nation: Nation, pattern: Pattern, authority: Ints | None, settings: Mapping[int, Settings[Any]]
) -> Iterator[tuple[Condition, Flags]]:
    """The rulebook's condition and each authority's own, each with the times away that it decides about."""
    left = np.ones(nation.size, dtype=bool)
    if pattern.local and authority is not None:
        for node, own in settings.items():
            for dated in own.get(pattern.code, ()):
                where = left & (authority == node) & (nation.day >= dated.since.toordinal() - DAY_1)
                if dated.until is not None:
                    where &= nation.day < dated.until.toordinal() - DAY_1
                left &= ~where
                if where.any():
                    yield changed(pattern.when, dated.value), where
    yield pattern.when, left
