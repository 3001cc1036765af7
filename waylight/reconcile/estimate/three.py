"""The estimate from three lists: police, authority, homes.

With a third list it can be seen, and allowed for, that one list notices because of another; what three lists
cannot show is a dependence among all three at once. Log-linear models of the seven counts that were seen, by
length of absence (Fienberg 1972). Of the eight models, each dependence between two lists in or out, the one
with the least BIC is used, so that a dependence must earn its place; all are shown with their AIC as well.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import combinations
from typing import Any

import numpy as np

from waylight.reconcile.estimate.cells import Floats
from waylight.reconcile.estimate.third import STRATA, Third

LISTS = ("police", "authority", "homes")
PAIRS = tuple(combinations(range(3), 2))
# The seven ways to be seen, as marks of the three lists.
SEEN = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
# A stratum with fewer times away than this says nothing about dependence, and is taken with the next.
NEEDED = 60
# What only a home has may be of category A, of a district that no given force covers, or a time away of the
# other lists with a clock a day off: that count is known to this share of itself (standard error).
DOUBT = 0.4


def three_lists(third: Third, counts: Floats, feeds: Collection[str], left_over: float) -> dict[str, Any]:
    """`counts` (times away x 3): seen by both, police only, authority only, as expected numbers. `left_over`:
    variance for each time away that no model holds."""
    tables, names = _tables(third, counts)
    forced = {
        pair for pair in PAIRS if {LISTS[pair[0]], LISTS[pair[1]]} in [set(f.split(":")) for f in feeds]
    }
    models = []
    for size in range(4):
        for pairs in combinations(PAIRS, size):
            if forced <= set(pairs):
                models.append(_fitted(tables, pairs))
    best = min(models, key=lambda one: (one["bic"], len(one["pairs"])))
    total, variance = best["estimate"], best["variance"] + left_over * best["estimate"]
    variance += (DOUBT * float(third.alone.sum())) ** 2
    half = 1.96 * math.sqrt(variance)
    seen = float(tables.sum())
    return {
        "episodes": {
            "estimate": round(total, 1), "low": round(total - half, 1), "high": round(total + half, 1),
            "seen": round(seen, 1), "unseen": round(total - seen, 1),
        },
        "model": best["model"],
        "by_length": [
            {"length": name, "seen": round(float(table.sum()), 1), "estimate": round(float(table.sum() + unseen), 1)}
            for name, table, unseen in zip(names, tables, best["unseen"], strict=True)
        ],
        "models": [{k: one[k] for k in ("model", "bic", "aic", "estimate")} for one in models],
        "only_homes": round(float(third.alone.sum()), 1),
        "assumption": "No dependence among all three lists at once: an absence that a carer tells nobody of, and "
        "writes down nowhere, is in none of them.",
    }  # fmt: skip


def _tables(third: Third, counts: Floats) -> tuple[Floats, list[str]]:
    """Counts by stratum and the seven ways to be seen; a stratum too small joins the one before it."""
    marks = {(1, 1): 0, (1, 0): 1, (0, 1): 2}
    tables: list[Floats] = []
    names: list[str] = []
    for number, (_, name) in enumerate(STRATA):
        table = np.zeros(len(SEEN))
        for place, (police, authority, homes) in enumerate(SEEN):
            if police or authority:
                mine = (third.stratum == number) & (third.known == bool(homes))
                table[place] = counts[mine, marks[police, authority]].sum()
        table[-1] = third.alone[number]
        if tables and table.sum() < NEEDED:
            tables[-1] = tables[-1] + table
            names[-1] = f"{names[-1]}, {name}"
        else:
            tables.append(table)
            names.append(name)
    return np.stack(tables), names


def _fitted(tables: Floats, pairs: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """One model in every stratum: criteria added up, and the cell that nobody saw."""
    import warnings

    import statsmodels.api as sm  # only here: half a second to load, needed only for a third list

    columns = [np.ones(len(SEEN)), *SEEN.T.astype(float), *(SEEN[:, a] * SEEN[:, b] for a, b in pairs)]
    design = np.stack(columns, axis=1).astype(float)
    height, unseen, variance = 0.0, [], 0.0
    for table in tables:
        with warnings.catch_warnings():
            # With all three dependences there are as many terms as counts: the fit is exact, and said to be.
            warnings.simplefilter("ignore")
            # A hundredth in an empty cell keeps the fit finite and moves no figure that is shown.
            made = sm.GLM(np.maximum(table, 0.01), design, family=sm.families.Poisson()).fit(scale=1.0)
        nobody = math.exp(float(made.params[0]))
        unseen.append(nobody)
        variance += nobody + nobody**2 * float(made.cov_params()[0, 0])
        height += float(made.llf)
    terms = design.shape[1] * len(tables)
    return {
        "model": _named(pairs), "pairs": pairs, "unseen": unseen, "variance": variance,
        "aic": round(2 * terms - 2 * height, 1),
        "bic": round(terms * math.log(tables.sum()) - 2 * height, 1),
        "estimate": round(float(tables.sum()) + sum(unseen), 1),
    }  # fmt: skip


def _named(pairs: tuple[tuple[int, int], ...]) -> str:
    said = " and ".join(f"{LISTS[a]} with {LISTS[b]}" for a, b in pairs)
    return f"dependence of {said}" if pairs else "all three independent given the length"
