"""What of a table of counts may leave the authority: small counts hidden, others rounded, and more hidden where the
published would give a hidden one back. Pure.

Whoever reads the published table knows the rule too: a rounded count lies within two of what it says, a hidden one is
no nought. A hidden count is safe where all that still fits is wide enough, and every small number fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waylight.rulebook.measures import SMALL

BASE = SMALL.value
# How far a rounded count may be from the true one.
OFF = BASE // 2
# Nothing known above: larger than any count of an authority's children or times away.
ENDLESS = 10**9


@dataclass(frozen=True)
class Published:
    """Counts as they may leave, None where one is hidden; `total` is of all of them."""

    cells: tuple[int | None, ...]
    total: int | None


def publish(counts: Sequence[int]) -> Published:
    """The counts of a table of one row and its total. Raises: ValueError for a count below nought."""
    if any(count < 0 for count in counts):
        raise ValueError("A count is below nought.")
    hidden = {i for i, count in enumerate(counts) if small(count)}
    total = sum(counts)
    if small(total):
        return Published(tuple(_cells(counts, hidden)), None)
    while True:
        shown = Published(tuple(_cells(counts, hidden)), rounded(total))
        if all(safe(shown, i) for i in hidden):
            return shown
        left = [i for i, count in enumerate(counts) if count and i not in hidden]
        if not left:
            # Nothing is left to hide but the sum itself.
            return Published(shown.cells, None)
        hidden.add(min(left, key=lambda i: (counts[i], i)))


def small(count: int) -> bool:
    return 0 < count <= BASE


def rounded(count: int) -> int:
    """To the nearest multiple; there is no tie, because the base is odd."""
    return (count + OFF) // BASE * BASE


def safe(shown: Published, hidden: int) -> bool:
    """Whether what is published leaves every small number possible for this hidden count."""
    low, high = fits(shown, hidden)
    return low <= 1 and high >= BASE


def fits(shown: Published, hidden: int) -> tuple[int, int]:
    """The least and the greatest that the hidden count can be, by all that is published."""
    others = [_span(one) for i, one in enumerate(shown.cells) if i != hidden]
    total = (0, ENDLESS) if shown.total is None else _span(shown.total)
    low = max(1, total[0] - sum(span[1] for span in others))
    return low, min(ENDLESS, total[1] - sum(span[0] for span in others))


def _span(one: int | None) -> tuple[int, int]:
    """What a published count can be in truth."""
    if one is None:
        return 1, ENDLESS
    # Nought is nought: one and two are hidden. A five is a six or a seven.
    return (max(one - OFF, BASE + 1), one + OFF) if one else (0, 0)


def _cells(counts: Sequence[int], hidden: set[int]) -> list[int | None]:
    return [None if i in hidden else rounded(count) for i, count in enumerate(counts)]
