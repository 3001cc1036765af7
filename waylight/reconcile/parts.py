"""Long work cut into parts that stay in the processor's cache, done on every core.

Whoever asks works too, and takes the parts in turn with helpers that are kept for the whole run: nobody waits for a
thread to begin, and where all helpers have other work, the asker does everything itself. So parts may be cut into
parts again without one waiting for the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

Found = TypeVar("Found")
PART = 1 << 16
_FEW = 1 << 12  # rows on which work takes less time than a helper to wake
_CORES = os.cpu_count() or 1
_HELPERS = ThreadPoolExecutor(max(_CORES - 1, 1), "helper")  # each begins when it is first needed


def in_parts(work: Callable[[slice], Found], length: int, most: int = PART) -> list[Found]:
    """What `work` gives for each slice of `length` rows, in order. The work is done by libraries that leave
    Python's lock, so that threads serve. All parts are of one length, and as many for each core."""
    count = -(-length // max(min(most, -(-length // _CORES)), min(most, PART) // 8))
    count = min(-(-count // _CORES) * _CORES, length) if count > 1 else 1
    cuts = [slice(length * nth // count, length * (nth + 1) // count) for nth in range(count)]
    return _shared([partial(work, cut) for cut in cuts])


def side_by_side(*jobs: Callable[[], Found], rows: int = PART) -> list[Found]:
    """What independent pieces of work give, done at the same time; one by one where they are about few `rows`."""
    return [job() for job in jobs] if rows < _FEW else _shared(jobs)


def _shared(jobs: Sequence[Callable[[], Found]]) -> list[Found]:
    """What each of the jobs gives, in order, by the asker and whichever helpers are free."""
    found: dict[int, Found] = {}
    left = iter(range(len(jobs)))  # each number goes to one taker only

    def take() -> None:
        for nth in left:
            found[nth] = jobs[nth]()

    helpers = [_HELPERS.submit(take) for _ in range(min(len(jobs), _CORES) - 1)]
    try:
        take()
    finally:
        helping = [
            helper for helper in helpers if not helper.cancel()
        ]  # who has not begun has nothing left to do
    for helper in helping:
        helper.result()
    return [found[nth] for nth in range(len(jobs))]
