"""Which rows of the two sides were matched: edges between two sorted sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.settle import words
from waylight.reconcile.settle.sides import Side
from waylight.reconcile.settle.spans import spanned
from waylight.reconcile.settle.timeline import SPAN, Flags, Ints, ints

# An authority of whose rows more than this share lie, unmatched, inside a matched police report writes a row for
# every night. Of other authorities such a row is an absence that began before the police closed the last log.
NIGHTLY = 0.05


@dataclass(frozen=True)
class Edges:
    """Matches by position in the two sorted sides, the likeliest first."""

    police: Ints
    authority: Ints
    probability: NDArray[np.float64]

    def likeliest_first(self) -> Edges:
        """The same edges, sorted."""
        order = sorting.order(self.police, self.authority)
        return self.at(order[np.argsort(-self.probability[order], kind="stable")])

    def at(self, chosen: Ints | Flags) -> Edges:
        """Some of the edges."""
        return Edges(self.police[chosen], self.authority[chosen], self.probability[chosen])


def edges(police: Side, authority: Side, matches: pl.DataFrame) -> Edges:
    """The matches (row, missing, probability); none between different children."""
    place = [_place(side, ints(matches[name])) for side, name in ((police, "row"), (authority, "missing"))]
    found = Edges(place[0], place[1], matches["probability"].to_numpy())
    found = found.at((place[0] >= 0) & (place[1] >= 0))
    return found.at(police.person[found.police] == authority.person[found.authority]).likeliest_first()


def _place(side: Side, rows: Ints) -> Ints:
    """Where rows of the input stand in the sorted side; -1 where they do not."""
    place = np.full(max(int(side.row.max(initial=0)), int(rows.max(initial=0))) + 1, -1)
    place[side.row] = np.arange(len(side))
    return place[rows]


def together(found: Edges, police: Ints, authority: Ints) -> Edges:
    """Edges at even odds or more, where rows of one side that are one absence are not each other's rivals:
    if either of two identical rows is surely the partner, both are. `police`, `authority`: groups of rows."""
    p, a, odds = found.police, found.authority, found.probability
    joint = odds
    for mine, theirs in ((p, authority[a]), (a, police[p])):
        _, pair = sorting.groups(mine * SPAN + theirs)
        joint = np.maximum(joint, np.bincount(pair, odds)[pair] if len(pair) else joint)
    joint = np.minimum(joint, 1.0)
    return Edges(p, a, joint).at(joint >= words.EVEN).likeliest_first()


def with_spans(police: Side, authority: Side, found: Edges) -> Edges:
    """Adds, at even odds, edges from rows without a partner to the longer rows that span them: police reports
    to an authority's row for several nights, and the rows of an authority that writes one for every night."""
    left, right = touched(found.police, len(police)), touched(found.authority, len(authority))
    night, row = spanned(police, authority, ~left, right)
    part, report = spanned(authority, police, ~right, left)
    writer = authority.writer
    usual = np.bincount(writer[part], minlength=int(writer.max(initial=0)) + 1) > NIGHTLY * np.bincount(
        writer, minlength=1
    )
    part, report = part[usual[writer[part]]], report[usual[writer[part]]]
    more = np.concatenate([night, report]), np.concatenate([row, part])
    return Edges(
        np.concatenate([found.police, more[0]]), np.concatenate([found.authority, more[1]]),
        np.concatenate([found.probability, np.full(len(more[0]), words.EVEN)]),
    )  # fmt: skip


def partner(height: int, mine: Ints, theirs: Ints, groups: Ints) -> Ints:
    """The other side's group of each row's best match, -1 where it has none. The best edge comes first."""
    found = np.full(height, -1, dtype=np.int64)
    found[mine[::-1]] = groups[theirs[::-1]]
    return found


def touched(nodes: Ints, n: int) -> Flags:
    """Which of `n` nodes are named."""
    flags = np.zeros(n, dtype=bool)
    flags[nodes] = True
    return flags
