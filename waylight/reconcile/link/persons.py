"""Authority records that are one child: a child known to two authorities, or entered twice by one."""

from __future__ import annotations

import numpy as np

from waylight.reconcile.link import block
from waylight.reconcile.link.block import People
from waylight.reconcile.link.evidence import Weights, compare
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.settings import Birth, Name

# Few children have two records. Two records are one child only on strong evidence: joining two children
# (twins, namesakes) does more harm than leaving one child's records apart.
_SHARE_TWICE = 0.005
_SURE = 4.0


_SAME_ADDRESS = (0.0, 5.0, 8.0)  # log odds for no, one, two kinds of address in common


def persons(children: People, names: NameLevels, weights: Weights, addresses: list[np.ndarray]) -> np.ndarray:
    """For each record the number of its person: the position of the first record of the same child.

    `addresses` are postcode codes of each record (0 where unknown), one array a kind of address.
    """
    count = len(children)
    person = np.arange(count)
    if count < 2:
        return person
    left, right = block.distinct(block.by_person(children, children, names.words))
    once = left < right
    levels = compare(children, children, left[once], right[once], names)
    # Twins share all but the forename: without that, nothing else makes two records one child.
    possible = (levels.forename > 0) & (levels.forename <= Name.PART)
    possible &= (levels.birth >= Birth.SAME) & (levels.birth <= Birth.ASSIGNED)
    levels = levels.take(possible)
    shared = np.zeros(len(levels), dtype=np.int64)
    for code in addresses:
        shared += (code[levels.left] == code[levels.right]) & (code[levels.left] > 0)
    score = weights.score(levels, children, children) + np.array(_SAME_ADDRESS)[shared]
    sure = np.flatnonzero(score + np.log(_SHARE_TWICE / count) > _SURE)
    for i in sure[np.argsort(-score[sure])]:
        one, other = person[levels.left[i]], person[levels.right[i]]
        person[person == max(one, other)] = min(one, other)
    return person
