"""Where no force that was given takes reports: learned from which times away the police have.

A home where several children's absences are all unknown to the police lies outside the forces' areas, or
else its children were never linked. The chance of the first is a mixture fitted per postcode, with the
neighbouring postcodes of the same sector as its prior; what one child can add is bounded, so that a child
whose identity was never found does not take a home off the map.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.timeline import Flags, Ints, ints, ranked

Floats = NDArray[np.float64]
# The chance that all of one child's absences stay unmatched although the force has them (never linked).
NEVER_LINKED = 0.02
# The same for a child whom the police have elsewhere.
LINKED = 1e-4
# The chance that the police are thought to have one from such a place: a wrong link, a wrong placement date.
STRAYED = 0.03
# Some children's absences are missed oftener than the mean (short ones): by this factor.
UNEVEN = 1.3
# Where no placement is known, fewer than this many in a row without the police say nothing.
RUN = 4
# A sector is thought to be like the whole until so many postcodes say otherwise.
PRIOR = 2.0
ROUNDS = 25


def unpoliced(aways: pl.DataFrame, prepared: Prepared) -> Floats:
    """Per time away, the chance that no given force takes reports where the child lived.

    `aways`: placement (row or null), person, start, category, rows_a, rows_p. 0 where the police have it.
    """
    known = (aways["rows_p"] > 0).to_numpy()
    unknown = ~known & (aways["category"] == "M").to_numpy()
    told = (aways["rows_a"] > 0).to_numpy()
    both, alone = int((told & known).sum()), int((told & unknown).sum())
    if both == 0 or alone == 0:
        return np.zeros(aways.height)
    place, postcode = _places(aways, prepared, known)
    odds, unseen = _evidence(
        place, ints(aways["person"]), known, unknown, min(UNEVEN * alone / (both + alone), 0.6)
    )
    homeless = postcode.is_null().to_numpy()
    reported = postcode.is_in(prepared.police["postcode"].drop_nulls().unique().implode()).fill_null(
        value=False
    )
    odds = np.where(reported.to_numpy() | (homeless & (unseen < RUN)), np.minimum(odds, 2.0) - 4.0, odds)
    sector = postcode.str.replace_all(" ", "", literal=True).str.head(-2).fill_null("")
    chance = _mixture(odds, ranked(sector) - 1)
    return np.where(known, 0.0, chance[place])


def _places(aways: pl.DataFrame, prepared: Prepared, known: Flags) -> tuple[Ints, pl.Series]:
    """The number of the place where the child lived, and each place's postcode. Where that is not known, times
    away in a row without the police are one place: a child who moves is known to no force at first, or from
    then on."""
    postcodes = prepared.placements["postcode"]
    code = ints(pl.Series(ranked(postcodes) - 1).gather(aways["placement"]), np.int64(-1)).copy()
    lost = np.flatnonzero(code < 0)
    person, start = ints(aways["person"])[lost], ints(aways["start"])[lost]
    order = lost[sorting.order(person, start, lost)]
    seen = known[order].astype(np.int64)
    # A run is numbered by how many the police had before it; what the police have is never in a run.
    code[order] = len(postcodes) + 2 * (np.cumsum(seen) + ints(aways["person"])[order]) - seen
    distinct, place = sorting.groups(code)
    first = np.zeros(len(distinct), dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    return place, postcodes.gather(aways["placement"].gather(first))


def _evidence(
    place: Ints, person: Ints, known: Flags, unknown: Flags, missed: float
) -> tuple[Floats, Floats]:
    """Per place the log odds for "no given force" that its own times away give, and how many the police lack."""
    size = int(place.max()) + 1
    pair, where = sorting.groups(place * (person.max() + 1) + person)
    lacking = np.bincount(where, unknown).astype(float)
    linked = np.bincount(person, known)[pair % (person.max() + 1)] > 0
    limit = -np.log(np.where(linked, LINKED, NEVER_LINKED))
    odds = np.minimum(lacking * -np.log(missed), limit)
    odds -= np.bincount(where, known) * np.log((1.0 - missed) / STRAYED)
    home = pair // (person.max() + 1)
    added, unseen = np.bincount(home, odds, size), np.bincount(home, lacking, size)
    return np.clip(added, -50.0, 50.0).astype(float), unseen.astype(float)


def _mixture(odds: Floats, sector: Ints) -> Floats:
    """Chance per place, the share of each sector and of the whole fitted by turns."""
    size = np.bincount(sector)
    lifted = np.exp(odds)
    whole, share = 0.02, np.full(len(size), 0.02)
    chance = np.zeros(len(sector))
    for _ in range(ROUNDS):
        prior = share[sector]
        chance = prior * lifted / (prior * lifted + 1.0 - prior)
        whole = float(np.clip(chance.mean(), 1e-4, 0.5))
        share = (np.bincount(sector, chance) + PRIOR * whole) / (size + PRIOR)
    return chance
