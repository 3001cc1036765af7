"""By how much names, birth date and prior overstate together: told by place and time, without labels.

Each field is weighed by itself, and fields go together in ways that no weight knows: slips come in company, and more
strangers are called like a listed child than any product of frequencies lets expect. Most candidates are settled
by place and time, whatever their names say. So of the candidates whose names say so much, the share that turns out
to be the child is known, and where names alone claim more, that much is taken off.
"""

from __future__ import annotations

import numpy as np

# Bounds of log odds between which candidates are taken together; so many of them count as much as no change.
_EDGES = np.arange(-7.0, 8.0)
_FEW = 300.0
_MOST = 2.0  # log odds
_LEAST = 1e-6


class Overstated:
    """Log odds (<= 0) to be added to what names, birth date and prior say, by how much they say."""

    def __init__(self) -> None:
        self.table = np.zeros(len(_EDGES) + 1)

    def of(self, said: np.ndarray) -> np.ndarray:
        """What is taken off log odds of so much."""
        taken: np.ndarray = self.table[_band(said)]
        return taken

    def learn(self, said: np.ndarray, claimed: np.ndarray, share: np.ndarray) -> None:
        """One step: `claimed` is the probability of each candidate by names, birth date and prior alone, with what
        was taken off so far; `share` that by all evidence."""
        band, size = _band(said), len(self.table)
        seen = np.bincount(band, minlength=size)
        by_names, by_all = (
            np.clip(np.bincount(band, one, size) / np.maximum(seen, 1), _LEAST, 1 - _LEAST)
            for one in (claimed, share)
        )
        step = np.log(by_all / (1 - by_all)) - np.log(by_names / (1 - by_names))
        self.table = np.clip(self.table + step * seen / (seen + _FEW), -_MOST, 0.0)


def _band(said: np.ndarray) -> np.ndarray:
    return np.clip(np.ceil(said - _EDGES[0]), 0, len(_EDGES)).astype(np.int64)
