"""What pairs say of each other: nobody twice in a list without duplicates; records of one person in one with."""

from __future__ import annotations

import numpy as np
import polars as pl

Pairs = tuple[np.ndarray, np.ndarray]
_CLOSE = 0.5  # links that may carry another
_STEPS = 2  # each doubles the length of the chains


def one_each(rows: Pairs, odds: np.ndarray) -> np.ndarray:
    """Probabilities from log odds where each row, left and right, has one partner at the most."""
    lifted = np.exp(np.clip(odds, -500, 300))
    rivals = np.zeros(len(odds))
    for side in rows:
        total = np.bincount(side, weights=lifted)
        rivals += total[side] - lifted
    return lifted / (1 + lifted + rivals)


def closed(rows: Pairs, share: np.ndarray) -> tuple[Pairs, np.ndarray]:
    """Pairs of one list (lesser row first) with those that two links make: as likely as both together."""
    pairs = pl.DataFrame({"a": rows[0], "b": rows[1], "p": share})
    for _ in range(_STEPS):
        close = pairs.filter(pl.col("p") >= _CLOSE)
        ways = pl.concat([close, close.select(a="b", b="a", p="p")])
        through = ways.join(ways.rename({"b": "c", "p": "q"}), left_on="b", right_on="a")
        through = through.filter(pl.col("a") < pl.col("c"))
        joined = through.select("a", b="c", p=pl.col("p") * pl.col("q"))
        pairs = pl.concat([pairs, joined]).group_by("a", "b").agg(pl.col("p").max())
    return (pairs["a"].to_numpy(), pairs["b"].to_numpy()), pairs["p"].to_numpy()
