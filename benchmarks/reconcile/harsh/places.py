"""Where people live: authorities, forces, invented postcodes, homes, and who was placed where and when.

Postcodes have the shape of British ones but are composed by chance. An authority's ground is a handful of
outward codes; a force polices several authorities. A third to a half of children are placed off that ground.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.reconcile.harsh.people import DAYS
from benchmarks.reconcile.harsh.rates import Rates

LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
AREAS = ["XB", "QD", "ZL", "JT", "VK", "XN", "QS", "ZR", "JW", "VH", "XT", "QP", "ZG", "JD", "VB", "XK"]
# kind of address: (SSDA903 PLACE codes, most children at once, share of placements)
KINDS: dict[str, tuple[str, int, float]] = {
    "home": ("K2 K2 K2 K1 R1", 7, 0.34),
    "foster": ("U6 U6 U4 U5 U1 U3", 3, 0.4),
    "supported": ("H5 H5 P2", 8, 0.22),
    "parents": ("P1", 1, 0.04),
}


@dataclass(frozen=True)
class Ground:
    """The map: per outward code its authority; per authority its force, office and outward codes."""

    outward: list[str]
    authority_of: np.ndarray  # outward index -> authority index (also those of neighbours not in the extract)
    force_of: np.ndarray  # authority index -> force index
    authorities: int  # ours; those beyond are neighbours
    forces: int
    offices: list[str]
    stations: list[str]  # one per outward code


def sizes(children: int) -> tuple[int, int]:
    """Authorities and forces for so many children."""
    authorities = int(np.clip(children // 1200, 3, 60))
    return authorities, int(np.clip(authorities * 2 // 3, 3, 30))


def ground(rng: np.random.Generator, children: int) -> Ground:
    authorities, forces = sizes(children)
    neighbours = max(1, authorities // 3)
    per = 8
    count = (authorities + neighbours) * per
    outward = [
        f"{AREAS[(i // per) % len(AREAS)]}{1 + i // (per * len(AREAS)) * per + i % per}" for i in range(count)
    ]
    return Ground(
        outward=outward,
        authority_of=np.repeat(np.arange(authorities + neighbours), per),
        force_of=np.arange(authorities + neighbours) % forces,
        authorities=authorities,
        forces=forces,
        offices=[f"{outward[a * per]} {inward(rng)}" for a in range(authorities + neighbours)],
        stations=[f"{o} {inward(rng)}" for o in outward],
    )


def inward(rng: np.random.Generator) -> str:
    return f"{rng.integers(1, 10)}{''.join(rng.choice(LETTERS, 2))}"


def postcodes(rng: np.random.Generator, land: Ground, at: np.ndarray) -> list[str]:
    """One postcode for each outward index."""
    digits, first, second = (
        rng.integers(1, 10, len(at)),
        rng.choice(LETTERS, len(at)),
        rng.choice(LETTERS, len(at)),
    )
    return [f"{land.outward[o]} {d}{a}{b}" for o, d, a, b in zip(at, digits, first, second, strict=True)]


def addresses(
    rng: np.random.Generator, land: Ground, people: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(family addresses by `home`, addresses of care by `place`): postcode and outward index of each.

    Family addresses lie on the authority's own ground; those of children not in care anywhere.
    """
    own = people.unique("home", keep="first", maintain_order=True).select("home", "authority")
    authority = own["authority"].to_numpy()
    chosen = np.where(authority < 0, rng.integers(0, land.authority_of.max() + 1, len(authority)), authority)
    at = chosen * 8 + rng.integers(0, 8, len(chosen))
    family = own.select("home").with_columns(outward=at, postcode=pl.Series(postcodes(rng, land, at)))
    cared = people.filter(pl.col("kind") != "not in care").height
    kinds: list[str] = []
    for kind, (_, most, share) in KINDS.items():
        kinds += [kind] * max(4, int(cared * share * 1.8 / max(1, most - 1)))
    at = rng.integers(0, len(land.outward), len(kinds))
    care = pl.DataFrame({"place": np.arange(len(kinds)), "kind": kinds, "outward": at})
    return family, care.with_columns(postcode=pl.Series(postcodes(rng, land, at)))


def placements(
    rng: np.random.Generator, rates: Rates, people: pl.DataFrame, care: pl.DataFrame
) -> pl.DataFrame:
    """True placements: who, place, code, began, ended (days since the first day; ended -1: goes on)."""
    cared = people.filter(pl.col("kind") != "not in care")
    choices = {
        kind: (care.filter(pl.col("kind") == kind)["place"].to_numpy(), KINDS[kind][0].split())
        for kind in KINDS
    }
    by_authority = _by_authority(care)
    kinds, share = list(KINDS), np.array([k[2] for k in KINDS.values()])
    family, authority = cared["family"].to_list(), cared["authority"].to_list()
    twin, readiness = cared["twin"].to_list(), cared["rate"].to_list()
    last: dict[int, list[tuple[int, str, int, int]]] = {}
    rows: list[tuple[int, int, str, int, int]] = []
    for i in range(cared.height):
        spans = last.get(family[i])
        if spans is None or rng.random() > (0.85 if twin[i] else 0.5):
            spans = []
            tilt = share * np.array([1.0 + readiness[i], 1.0, 1.2, 1.0])
            cuts = _cuts(rng, int(rng.poisson(1.3 + min(readiness[i], 2.0))))
            for began, ended in itertools.pairwise(cuts):
                kind = kinds[_pick(rng, tilt)]
                near = by_authority.get((authority[i], kind))
                places, codes = choices[kind]
                pool = near if near is not None and rng.random() < 0.6 else places
                place = int(pool[int(rng.random() * len(pool))])
                spans.append((place, codes[place % len(codes)], began, -1 if ended >= DAYS else ended))
        last[family[i]] = spans
        rows += [(i, *span) for span in spans]
    return pl.DataFrame(rows, schema=["who", "place", "code", "began", "ended"], orient="row")


def _by_authority(care: pl.DataFrame) -> dict[tuple[int, str], np.ndarray]:
    keyed = care.with_columns(authority=pl.col("outward") // 8)
    groups = keyed.group_by("authority", "kind").agg("place").iter_rows()
    return {(a, k): np.array(p) for a, k, p in groups}


def _pick(rng: np.random.Generator, weights: np.ndarray) -> int:
    return int(np.searchsorted(np.cumsum(weights), rng.random() * weights.sum()))


def _cuts(rng: np.random.Generator, moves: int) -> list[int]:
    """Days on which a child came to a place: the first before or early in the extract, the last after it."""
    first = -int(rng.integers(1, 500)) if rng.random() < 0.75 else int(rng.integers(0, DAYS // 2))
    inner = sorted({int(d) for d in rng.integers(max(first, 0) + 5, DAYS - 5, moves)})
    return [first, *inner, DAYS + 1]
