"""Records of one person, found in two lists or in one list with duplicates.

The same comparisons of names and birth dates, and the same learning without labels, as in the reconciliation;
no times and no episodes. Benchmarked on public sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl

from waylight.reconcile.link import block
from waylight.reconcile.link.block import NO_DATE, Key, People
from waylight.reconcile.link.evidence import PairLevels, compare
from waylight.reconcile.link.listed import Listed, by_person
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.weights import Weights, begin
from waylight.reconcile.people.joined import closed, one_each
from waylight.reconcile.people.texts import Texts, TextWeights
from waylight.reconcile.prepare.words import encode

_ROUNDS = 12
_CAP = 60  # pairs that one rough key may bring a record
_LEAST = 0.01

Pairs = tuple[np.ndarray, np.ndarray]


def link_people(
    left: pl.DataFrame, right: pl.DataFrame, *, place: Sequence[str] = (), one_to_one: bool = False
) -> pl.DataFrame:
    """Pairs of rows that are one person: `left` and `right` (row numbers, u32), `probability` (>= 0.01).

    Both frames hold `forename`, `surname` (text), `date_of_birth` (Date) and the text columns named by
    `place`; null where blank. Where `right` is `left` itself, each unordered pair is given once, the lesser
    row as `left`. `one_to_one` says that neither list holds a person twice.
    """
    same_list = right is left
    words, codes, _ = encode([left["forename"], left["surname"], right["forename"], right["surname"]])
    a, b = _people(left, codes[0], codes[1]), _people(right, codes[2], codes[3])
    names, texts = NameLevels(words), Texts(left, right, place)
    rows = _possible(a, b, texts, names)
    if same_list:
        once = rows[0] < rows[1]
        rows = rows[0][once], rows[1][once]
    share = _learned(a, b, rows, names, texts, one_to_one)
    rows, share = closed(rows, share) if same_list else (rows, share)
    found = pl.DataFrame(
        {
            "left": pl.Series(rows[0], dtype=pl.UInt32),
            "right": pl.Series(rows[1], dtype=pl.UInt32),
            "probability": share,
        }
    ).filter(pl.col("probability") >= _LEAST)
    return found.sort("left", "right")


def _people(table: pl.DataFrame, forename: np.ndarray, surname: np.ndarray) -> People:
    born = table.select(
        day=pl.col("date_of_birth").to_physical().cast(pl.Int32).fill_null(int(NO_DATE)),
        y=pl.col("date_of_birth").dt.year().fill_null(0).cast(pl.Int32),
        m=pl.col("date_of_birth").dt.month().fill_null(0).cast(pl.Int32),
        d=pl.col("date_of_birth").dt.day().fill_null(0).cast(pl.Int32),
    )
    none = np.zeros(len(table), dtype=np.uint8)
    return People(
        forename, surname, none.astype(np.uint32), born["day"].to_numpy(), born["y"].to_numpy(),
        born["m"].to_numpy(), born["d"].to_numpy(), none, none,
    )  # fmt: skip


def _possible(a: People, b: People, texts: Texts, names: NameLevels) -> Pairs:
    """Pairs that agree in names and birth date, or in any two of names, birth date and columns of place."""
    found = by_person(a, Listed(b, names.words))
    ours = _fields(a, texts.left, texts, names)
    for theirs in (
        _fields(b, texts.right, texts, names),
        _fields(b, texts.right, texts, names, crossed=True),
    ):
        for i, j in combinations(range(len(ours)), 2):
            found += block.met(_both(ours[i], ours[j]), _both(theirs[i], theirs[j]), _CAP)
    return block.distinct(found)


def _fields(
    p: People, columns: list[np.ndarray], texts: Texts, names: NameLevels, *, crossed: bool = False
) -> list[np.ndarray]:
    """Rough codes of every field (0 blank); `crossed` exchanges the names, and neighbouring columns of place."""
    sound = names.words.sound
    first, second = (p.surname, p.forename) if crossed else (p.forename, p.surname)
    heads = [texts.heads[c] for c in columns]
    if crossed:
        heads = [heads[i ^ 1] if i ^ 1 < len(heads) else h for i, h in enumerate(heads)]
    birth = np.where(p.birth == NO_DATE, 0, p.birth.astype(np.int64) + 2**20)
    return [sound[first], sound[second], birth, *heads]


def _both(one: np.ndarray, other: np.ndarray) -> Key:
    return block.pack((one, 32), (other, 32)), (one > 0) & (other > 0)


def _learned(
    a: People, b: People, rows: Pairs, names: NameLevels, texts: Texts, one_to_one: bool
) -> np.ndarray:
    """Probability of each pair, with weights learned from the pairs themselves."""
    levels, places = compare(a, b, *rows, names), texts.levels(*rows)
    weights, around = begin(a, b, names), TextWeights(texts, (len(a), len(b)))
    every = float(len(a)) * len(b)
    share_of_all = min(len(a), len(b)) / every if every else 0.0
    share = np.zeros(len(levels))
    for _ in range(_ROUNDS if len(levels) else 0):
        odds = _score(levels, places, weights, around, a, b)
        odds += np.log(share_of_all / (1 - share_of_all))
        share = one_each(rows, odds) if one_to_one else 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        weights.learn_pairs(levels, b, share)
        around.learn(places, share)
        share_of_all = min(max(share.sum(), 1.0) / every, 0.5)
    return share


def _score(levels: PairLevels, places: list[np.ndarray], weights: Weights, around: TextWeights,
           a: People, b: People) -> np.ndarray:  # fmt: skip
    return weights.score(levels, a, b) + around.score(places, levels.right)
