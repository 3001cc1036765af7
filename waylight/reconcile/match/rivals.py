"""The pairs that compete for one incident or one row."""

from __future__ import annotations

import numpy as np

from waylight.reconcile import sorting


class Rivals:
    """The pairs of each owner (an incident or a row), by the run (below 2**32) that its partners are in."""

    def __init__(self, owner: np.ndarray, run: np.ndarray) -> None:
        self.order = sorting.order(owner, run)
        o, r = owner[self.order], run[self.order]
        if not len(o):
            return
        fresh_owner = np.concatenate([[True], o[1:] != o[:-1]])
        fresh = fresh_owner | np.concatenate([[True], r[1:] != r[:-1]])
        self.starts = np.flatnonzero(fresh)  # of each owner's run
        self.further = np.flatnonzero(~fresh)  # most runs have one pair, and few of these follow it
        self.owners = np.flatnonzero(fresh_owner[self.starts])  # first run of each owner
        self.run_of = np.cumsum(fresh) - 1
        self.owner_of = np.cumsum(fresh_owner) - 1
        self.owner_of_run = self.owner_of[self.starts]

    def contested(self) -> np.ndarray:
        """Whether each pair has a rival: its owner has pairs with other runs."""
        found = np.zeros(len(self.order), dtype=bool)
        if len(found):
            runs = np.diff(np.append(self.owners, len(self.starts)))
            found[self.order] = (runs > 1)[self.owner_of]
        return found

    def weigh(self, lifted: np.ndarray) -> np.ndarray:
        """For each pair: what its owner's pairs with other runs weigh together (the best pair of each run)."""
        rest = np.zeros(len(lifted))
        if len(lifted):
            mine = lifted[self.order]
            best = mine[self.starts]
            np.maximum.at(best, self.run_of[self.further], mine[self.further])
            total = np.add.reduceat(best, self.owners)
            rest[self.order] = np.maximum(total[self.owner_of_run] - best, 0.0)[self.run_of]
        return rest

    def best(self, share: np.ndarray) -> np.ndarray:
        """Whether each pair is its owner's likeliest."""
        top = np.zeros(len(share), dtype=bool)
        if len(share):
            best = np.maximum.reduceat(share[self.order], self.starts[self.owners])
            top[self.order] = share[self.order] == best[self.owner_of]
        return top
