"""Names of invented people: the tables of names.toml, composed surnames, variants of one name.

Weights fall off as one over rank, as names do.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Background(NamedTuple):
    """Names of one background, its share of children, and the SSDA903 ethnicity codes it may have."""

    girls: list[str]
    boys: list[str]
    surnames: list[str]
    composed: list[str]
    share: float
    ethnicities: list[str]


def _joined(stems: str, ends: str) -> list[str]:
    """Each beginning with each ending, unless a letter would stand twice."""
    return [stem + end for end in ends.split() for stem in stems.split() if stem[-1] != end[0]]


_FILE = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
_LISTS = {name: text.split() for name, text in _FILE["lists"].items()}
COMMON: list[str] = _LISTS["common"]
COMPOSED = _joined(_FILE["lists"]["stems"], _FILE["lists"]["ends"])
SHORT: dict[str, str] = {pair.split("=")[0]: pair.split("=")[1] for pair in _LISTS["short"]}
VARIANTS = {
    name: [other for other in group if other != name]
    for group in (text.split("/") for text in _LISTS["spellings"])
    for name in group
}
BACKGROUNDS = {
    name: Background(
        girls=one["girls"].split(),
        boys=one["boys"].split(),
        surnames=one["surnames"].split() or COMMON,
        composed=_joined(one["stems"], one["ends"])
        if "stems" in one
        else one["surnames"].split() or COMPOSED,
        share=one["share"],
        ethnicities=one["ethnicities"].split(),
    )
    for name, one in _FILE["backgrounds"].items()
}
ALONE = {"arab": 0.52, "horn": 0.2, "viet": 0.1, "albanian": 0.18}  # backgrounds of unaccompanied children


def falling(count: int) -> np.ndarray:
    """Weights that fall off with rank, summing to one."""
    weights = 1.0 / (np.arange(count) + 6.0)
    return weights / weights.sum()


def draw(rng: np.random.Generator, table: list[str], count: int) -> list[str]:
    """`count` names from a table, the first most often."""
    return [table[i] for i in rng.choice(len(table), count, p=falling(len(table)))]


def surnames(rng: np.random.Generator, background: str, count: int) -> list[str]:
    """Surnames of a background, two in five composed; one in fifteen British ones double-barrelled."""
    plain = draw(rng, BACKGROUNDS[background].surnames, count)
    rare = draw(rng, BACKGROUNDS[background].composed, count)
    other = draw(rng, COMMON, count)
    double = 0.065 if background in ("british", "caribbean") else 0.0
    kind = rng.random(count)
    return [
        f"{p}-{o}" if k < double and p != o else r if k < 0.45 else p
        for p, r, o, k in zip(plain, rare, other, kind, strict=True)
    ]
