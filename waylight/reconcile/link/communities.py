"""Names that go together: the chance that another child has this forename *and* this surname.

Forename and surname are not independent: Szymon goes with Wisniewski. Multiplying their frequencies makes a
namesake look far rarer than he is, and it does so most for children of small communities. So names are taken
to come from a number of communities, which nobody labels: they are learned from which names occur together
(a mixture of independent parts, fitted by expectation and maximisation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.draws import Draws
from waylight.reconcile.parts import in_parts

COMMUNITIES = 20
_ROUNDS = 7
_SAMPLE = 8_000  # people that the communities are learned from; the rest are sorted into them once
_ROWS = 1 << 13  # looked at together
_LEAN = 3.0  # how far a community leans on the frequencies of all, in people


@dataclass(frozen=True)
class Communities:
    """Shares of each forename and surname code within each community, and of communities by group."""

    forename: np.ndarray  # code x community
    surname: np.ndarray
    of_group: np.ndarray  # group x community
    first_january: np.ndarray  # by community: share of birth dates that are 1 January

    def excess(self, forename: np.ndarray, surname: np.ndarray, group: np.ndarray) -> np.ndarray:
        """log of how much likelier the two names are together than apart, among people of that group (>= 0)."""

        def part(cut: slice) -> np.ndarray:
            share = self.of_group[group[cut]]
            first, second = self.forename[forename[cut]], self.surname[surname[cut]]
            both = share * first
            together, apart = _summed(both, second), both.sum(axis=1) * _summed(share, second)
            return np.maximum(np.log(together / apart), 0.0)

        cuts = [slice(begin, begin + _ROWS) for begin in range(0, len(group), _ROWS)] or [slice(0, 0)]
        return np.concatenate([part(cut) for cut in cuts])  # whoever has many asks for parts of them

    def assigned(self, forename: np.ndarray, surname: np.ndarray, group: np.ndarray) -> np.ndarray:
        """log of how much likelier 1 January is for children of these names than for all of that group (>= 0).

        Dates of birth are assigned where nobody knows them: to unaccompanied children, whose names say as much.
        """
        overall = (self.of_group[group] * self.first_january).sum(axis=1)
        return np.maximum(np.log(self.born_first(forename, surname, group) / overall), 0.0)

    def born_first(self, forename: np.ndarray, surname: np.ndarray, group: np.ndarray) -> np.ndarray:
        """The share of people of these names and that group whose birth date is 1 January."""
        named = self.of_group[group] * self.forename[forename] * self.surname[surname]
        born: np.ndarray = (named * self.first_january).sum(axis=1) / named.sum(axis=1)
        return born


def _summed(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The sum of each row's products."""
    total: np.ndarray = np.einsum("ij,ij->i", a, b)
    return total


def learn(
    forename: np.ndarray,
    surname: np.ndarray,
    group: np.ndarray,
    first: np.ndarray,
    groups: int,
    seed: int = 5,
) -> Communities:
    """Fit the communities to people with both names (codes > 0).

    `group` is 0 where unknown; `first` marks birth dates on 1 January.
    """
    whole = np.flatnonzero((forename > 0) & (surname > 0))
    f, s, g = forename[whole], surname[whole], group[whole].astype(np.int64)
    sizes = int(forename.max(initial=0)) + 1, int(surname.max(initial=0)) + 1
    draws = Draws(seed)
    everyone = [_shares(x, size) for x, size in ((f, sizes[0]), (s, sizes[1]))]
    some = draws.some(len(whole), _SAMPLE)
    # To begin with, each belongs to some few of the communities.
    belongs = draws.shares(len(some) * COMMUNITIES).reshape(len(some), COMMUNITIES) ** 3
    belongs /= belongs.sum(axis=1, keepdims=True)
    # Only the names of the sample are looked at while learning: the others stay as frequent as they are in all.
    (kept_f, some_f), (kept_s, some_s) = sorting.groups(f[some]), sorting.groups(s[some])
    kept = [everyone[0][kept_f], everyone[1][kept_s]]
    for _ in range(_ROUNDS):
        tables = _tables(some_f, some_s, g[some], belongs, kept, groups)
        belongs = _belongs(some_f, some_s, g[some], tables)
    tables = _tables(f[some], s[some], g[some], belongs, everyone, groups)
    if len(some) < len(whole):
        belongs = _belongs(f, s, g, tables)
        tables = _tables(f, s, g, belongs, everyone, groups)
        some = np.arange(len(whole))
    born = first[whole][some]
    average = (born.sum() + 1.0) / (len(born) + 2.0)
    often = (belongs[born].sum(axis=0) + _LEAN * average) / (belongs.sum(axis=0) + _LEAN)
    return Communities(tables[0], tables[1], tables[2], often)


def _shares(codes: np.ndarray, size: int) -> np.ndarray:
    counts = np.bincount(codes, minlength=size).astype(float) + 0.5
    return counts / counts.sum()


def _tables(f: np.ndarray, s: np.ndarray, g: np.ndarray, belongs: np.ndarray, everyone: list[np.ndarray],
            groups: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    found = []
    each = np.ascontiguousarray(belongs.T)
    for codes, all_of in ((f, everyone[0]), (s, everyone[1])):
        seen = [np.bincount(codes, weights=one, minlength=len(all_of)) for one in each]
        table = np.stack(seen, axis=1).astype(np.float64, copy=False)
        total = table.sum(axis=0) + _LEAN  # the frequencies of all names add up to one
        table += _LEAN * all_of[:, None]
        table /= total
        found.append(table)
    of_group = np.stack([np.bincount(g, weights=b, minlength=groups) for b in each], axis=1)
    of_group = of_group.astype(float)
    of_group[0] = of_group.sum(axis=0)
    of_group = of_group + 0.5 * (of_group[0] + 1) / (of_group[0] + 1).sum()
    return found[0], found[1], of_group / of_group.sum(axis=1, keepdims=True)


def _belongs(f: np.ndarray, s: np.ndarray, g: np.ndarray,
             tables: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:  # fmt: skip
    def part(cut: slice) -> np.ndarray:
        odds: np.ndarray = tables[0][f[cut]]
        odds *= tables[1][s[cut]]
        odds *= tables[2][g[cut]]
        odds /= odds.sum(axis=1, keepdims=True)
        return odds

    return np.concatenate(in_parts(part, len(f), _ROWS))
