"""A column of texts as its few spellings, so that each spelling is read, cleaned or looked up once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl


@dataclass(frozen=True)
class Spelt:
    """Each text of a column once; and for each row which of them it is, their number where the row is null."""

    texts: pl.Series
    which: np.ndarray

    @classmethod
    def of(cls, column: pl.Series) -> Spelt:
        text = column.cast(pl.String)
        # Coded in one pass; finding the distinct texts and then looking each row up among them takes two.
        codes = text.cast(pl.Categorical(pl.Categories.random())).to_physical()
        size = 0 if codes.null_count() == len(codes) else int(codes.max()) + 1  # type: ignore[arg-type]
        which = codes.fill_null(size).to_numpy()
        written = np.zeros(size + 1, dtype=np.uint32)
        written[which] = np.arange(len(which), dtype=np.uint32)  # a row of each
        return cls(text.gather(written[:size]), which)

    def each(self, found: np.ndarray) -> np.ndarray:
        """What was found of each text, for each row; nought where the row is null."""
        known: np.ndarray = np.append(found, found.dtype.type(0)).take(self.which)
        return known
