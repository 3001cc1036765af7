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
    share: float
    ethnicities: list[str]


_FILE = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
_LISTS = {name: text.split() for name, text in _FILE["lists"].items()}
COMMON: list[str] = _LISTS["common"]
COMPOSED = [stem + end for end in _LISTS["ends"] for stem in _LISTS["stems"] if stem[-1] != end[0]]
SHORT: dict[str, str] = {pair.split("=")[0]: pair.split("=")[1] for pair in _LISTS["short"]}
VARIANTS = {
    name: [other for other in group if other != name]
    for group in (text.split("/") for text in _LISTS["spellings"])
    for name in group
}
BACKGROUNDS = {
    name: Background(
        one["girls"].split(), one["boys"].split(), one["surnames"].split() or COMMON,
        one["share"], one["ethnicities"].split(),
    )
    for name, one in _FILE["backgrounds"].items()
}  # fmt: skip
ALONE = {"arab": 0.52, "horn": 0.2, "viet": 0.1, "albanian": 0.18}  # backgrounds of unaccompanied children


def falling(count: int) -> np.ndarray:
    """Weights that fall off with rank, summing to one."""
    weights = 1.0 / (np.arange(count) + 6.0)
    return weights / weights.sum()


def draw(rng: np.random.Generator, table: list[str], count: int) -> list[str]:
    """`count` names from a table, the first most often."""
    return [table[i] for i in rng.choice(len(table), count, p=falling(len(table)))]


def surnames(rng: np.random.Generator, background: str, count: int) -> list[str]:
    """Surnames of a background: the British ones half composed, one in fifteen double-barrelled."""
    plain = draw(rng, BACKGROUNDS[background].surnames, count)
    if background not in ("british", "caribbean"):
        return plain
    rare = draw(rng, COMPOSED, count)
    other = draw(rng, COMMON, count)
    kind = rng.random(count)
    return [
        f"{p}-{o}" if k < 0.065 and p != o else r if k < 0.52 else p
        for p, r, o, k in zip(plain, rare, other, kind, strict=True)
    ]
