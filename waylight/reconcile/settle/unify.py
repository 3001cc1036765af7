"""From matched rows to times away: one for every real absence, however either side cut or merged it.

A police report stands until the child is found, so police rows say where one absence ends and the next
begins; authority rows attach to each absence they are matched with. A row for a weekend is a claim on each
of its nights (agreed episode, rule 5). Where the police have nothing, the authority's rows stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.claims import Seen, authority_claims, further_claims, police_claims
from waylight.reconcile.settle.cuts import uncut
from waylight.reconcile.settle.edges import edges, partner, together, touched, with_spans
from waylight.reconcile.settle.leftover import left_over
from waylight.reconcile.settle.sides import Side, authority_side, police_side
from waylight.reconcile.settle.timeline import Ints, components
from waylight.reconcile.settle.twice import same_time


@dataclass(frozen=True)
class Unified:
    """`claims`: police (Boolean), row, person, child, group (rows typed twice share it), twice (Boolean: not
    the first of its group), away, the four times, certainty (of the link to the child; 1 for the authority's
    own rows), probability (of the match that supports it, null if none). The police's claims come first.
    A row that covers several times away has a claim on each. `n` is the number of times away."""

    claims: pl.DataFrame
    n: int


def unify(prepared: Prepared, links: pl.DataFrame, matches: pl.DataFrame) -> Unified:
    """Groups linked police rows and all authority rows into times away. `matches` of any probability."""
    police, authority = side_by_side(lambda: police_side(prepared, links), lambda: authority_side(prepared))
    alone, alike = side_by_side(
        lambda: same_time(authority, np.full(len(authority), -1, dtype=np.int64), by_day=False),
        lambda: same_time(police, np.full(len(police), -1, dtype=np.int64), by_day=True),
    )
    found = together(edges(police, authority, matches), alike, alone)
    found = with_spans(police, authority, found)
    p, a = found.police, found.authority
    police_group = same_time(police, partner(len(police), p, a, alone), by_day=True)
    authority_group = same_time(authority, partner(len(authority), a, p, police_group), by_day=False)
    n_police, n_authority = _count(police_group), _count(authority_group)
    left, right = police_group[p], authority_group[a]
    police_part, _ = components(left, right, n_police, n_authority)
    anchor = np.where(touched(left, n_police), police_part, -1)
    police_away = uncut(police, police_group, anchor, _writers(police, police_group), by_day=False)
    # The best edge comes first, so that it decides.
    anchor = partner(n_authority, right, left, police_away)
    authority_away = _count(police_away) + uncut(
        authority, authority_group, anchor, _writers(authority, authority_group), by_day=True
    )
    seen = Seen.of(found, right, police_away[left])
    claims = side_by_side(
        lambda: police_claims(police, police_group, police_away, seen),
        lambda: authority_claims(authority, authority_group, authority_away, seen),
    )
    missing = (prepared.missing["category"] != "A").fill_null(value=True).to_numpy()[authority.row]
    nights = left_over(police, authority, police_away[police_group], authority_group, seen, missing)
    further = further_claims(authority, authority_group, nights, _count(police_away) + _count(authority_away))
    return _renumbered(pl.concat([*claims, further]))


def _renumbered(claims: pl.DataFrame) -> Unified:
    """Times away numbered from 0 without a gap."""
    away = claims["away"].to_numpy()
    number = np.cumsum(np.bincount(away, minlength=1) > 0)
    return Unified(
        claims.with_columns(pl.Series("away", number[away] - 1)), int(number[-1]) if len(away) else 0
    )


def _count(groups: Ints) -> int:
    return int(groups.max()) + 1 if len(groups) else 0


def _writers(side: Side, group: Ints) -> Ints:
    """Per group the force or authority that wrote its first row, as a number."""
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]])) if len(group) else group
    return side.writer[first]
