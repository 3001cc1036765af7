"""Which records are of one child, where pairs of them were said to be. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from uuid import UUID


def children_of(links: Mapping[UUID, Set[UUID]]) -> list[tuple[UUID, ...]]:
    """The records of each child, also through a third, in the order of ids. `links`: by record those it was paired
    with, each pair from both sides."""
    children, left = [], set(links)
    while left:
        records, new = set[UUID](), {min(left)}
        while new:
            records |= new
            new = {other for one in new for other in links[one]} - records
        children.append(tuple(sorted(records)))
        left -= records
    return children
