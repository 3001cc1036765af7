"""Long work cut into parts that stay in the processor's cache, done on every core."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")
PART = 1 << 16
_FEW = 1 << 12  # rows on which work takes less time than a thread to begin
_CORES = os.cpu_count() or 1


def in_parts(work: Callable[[slice], Found], length: int, most: int = PART) -> list[Found]:
    """What `work` gives for each slice of `length` rows, in order. The work is done by libraries that leave
    Python's lock, so that threads serve."""
    size = max(min(most, -(-length // _CORES)), most // 8)
    cuts = [slice(begin, min(begin + size, length)) for begin in range(0, length, size)] or [slice(0, 0)]
    if len(cuts) == 1:
        return [work(cuts[0])]
    with ThreadPoolExecutor(_CORES) as pool:
        return list(pool.map(work, cuts))


def side_by_side(*jobs: Callable[[], Found], rows: int = PART) -> list[Found]:
    """What independent pieces of work give, done at the same time; one by one where they are about few `rows`."""
    if rows < _FEW:
        return [job() for job in jobs]
    with ThreadPoolExecutor(_CORES) as pool:
        return list(pool.map(lambda job: job(), jobs))
