"""How likely a typed identity is each child's, before its names are looked at.

Police type a child once and copy it: a child reported twenty times is typed in three or four ways, not in twenty. So
the prior of a child grows with the *other* ways in which it is typed, as an urn's: how much "never typed before" weighs
against them follows from how evenly the ways fall on the children. While few reports are there to tell, each counts as
a way of its own. An identity that was typed often is more often a child in care than one that was typed once: by how
much is learned too.
"""

from __future__ import annotations

import numpy as np

SIZES = 6  # of identities, by how often they were typed: once, twice, from four, eight, sixteen, 32 times on
_LEAN = 100.0  # reports, or children, by which what was learned counts as much as where learning starts


class Ways:
    """The pairs (identity, person) of some candidates: arrays by pair."""

    def __init__(self, pair: np.ndarray, person: np.ndarray, alone: np.ndarray, starts: np.ndarray) -> None:
        """`pair`, `person` and `alone` of each candidate; `starts` of each incident among them."""
        often = np.bincount(pair, alone)
        self.pair, self.starts = pair, starts
        self.person = np.zeros(len(often), dtype=np.int64)
        self.person[pair] = person
        size = np.log2(np.maximum(often, 1.0) + 1e-9).astype(np.int64)
        self.size = np.minimum(size, SIZES - 1)
        self.own = np.zeros(len(often))  # the pair's part in the ways of its person
        self.alone, self.urn = alone, 1.0

    def prior(self, expected: np.ndarray) -> np.ndarray:
        """Log probability of each pair's person among all: by its `expected` ways, but this one."""
        others = np.maximum(expected[self.person] - self.own, 0.0) + self.urn
        found: np.ndarray = np.log(others / (expected.sum() + self.urn * len(expected)))
        return found

    def learn(self, share: np.ndarray, persons: int) -> np.ndarray:
        """In how many ways each person is typed, by the `share` of each candidate."""
        likely, reports = np.zeros(len(self.person)), np.bincount(self.pair, share * self.alone)
        np.maximum.at(likely, self.pair, share)
        copies = np.maximum(reports - likely, 0.0)
        self.own = likely + copies * _LEAN / (float(copies.sum()) + _LEAN)
        self.urn = _urn(np.bincount(self.person, likely, persons))
        found: np.ndarray = np.bincount(self.person, self.own, persons)
        return found

    def care(self, share: np.ndarray, incidents: int) -> np.ndarray:
        """Share of the reports that are about a child of these authorities, by the identity's size.

        Reports without a candidate are of no known size: about nobody listed, and of every size as often.
        """
        at = self.size[self.pair[self.starts]]
        seen = np.bincount(at, minlength=SIZES).astype(float)
        listed = np.bincount(at, np.add.reduceat(share, self.starts), SIZES) if len(at) else seen
        everyone = float(listed.sum())
        shown = np.clip((seen.sum() - everyone) / max(incidents - everyone, 1.0), 0.01, 1.0)
        total = listed + (seen - listed) / shown
        by_size: np.ndarray = (listed + _LEAN * everyone / max(incidents, 1)) / (total + _LEAN)
        return np.clip(by_size, 0.01, 0.99)


def _urn(ways: np.ndarray) -> float:
    """The weight of "never typed before" of an urn that spreads ways as unevenly as these; 1 to start from."""
    mean, among = (float(ways.mean()), len(ways)) if len(ways) else (0.0, 0)
    if not mean:
        return 1.0
    # An urn of weight w spreads them with a variance of their mean and a w-th of its square.
    beyond = max(float(ways.var()) - mean, 0.0) / mean**2
    return (among + _LEAN) / (among * beyond + _LEAN)
