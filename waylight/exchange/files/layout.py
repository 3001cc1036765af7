"""How the records of a CSV file lie in its bytes, over whole vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Where records begin, as physical lines (0 for the first), and which columns have a cell with a space at
    either end (by position)."""

    lines: npt.NDArray[np.int64]
    padded: frozenset[int]


def layout_of(body: Bytes, delimiter: int, width: int, quoted: bool) -> Layout | None:
    """How the records lie; None unless each has `width` cells."""
    feeds = np.flatnonzero(body == _LINE_FEED)
    marks = np.flatnonzero(body == delimiter)
    ends = feeds
    if quoted:
        inside = _inside_quotes(body, delimiter)
        if inside is None:
            return None
        ends, marks = feeds[inside[feeds] == 0], marks[inside[marks] == 0]
    ends = np.append(ends, len(body))
    cells = np.diff(np.searchsorted(marks, ends), prepend=0) + 1
    begins = np.concatenate(([0], ends[:-1] + 1))
    odd = np.flatnonzero(cells != width)
    padded = frozenset(range(width))
    if len(odd):
        blank = (ends[odd] == begins[odd]) | ((ends[odd] == begins[odd] + 1) & (body[begins[odd]] == _RETURN))
        if not blank.all():
            return None
    elif not quoted:
        padded = _padded(body, marks.reshape(len(ends), width - 1), begins, ends)
    lines = np.arange(len(ends)) if len(ends) == len(feeds) + 1 else np.searchsorted(feeds, begins)
    return Layout(lines, padded)


def _padded(
    body: Bytes,
    marks: Places,
    begins: Places,
    ends: Places,
) -> frozenset[int]:
    """Columns with a cell that begins or ends with a space (also one that does not break)."""
    space = np.zeros(256, np.bool_)
    space[[9, 11, 12, 32, 0xA0, 0xC2]] = True  # the last two are the bytes of a no-break space
    edges = np.empty((2, marks.shape[1] + 1), np.bool_)  # first and last byte of a cell, by column
    edges[0, 1:] = space[body[np.minimum(marks + 1, len(body) - 1)]].any(axis=0)
    edges[1, :-1] = space[body[np.maximum(marks - 1, 0)]].any(axis=0)
    edges[0, 0] = space[body[begins]].any()
    last = body[ends - 1]
    edges[1, -1] = space[last].any() or space[body[ends - 2][last == _RETURN]].any()
    return frozenset(np.flatnonzero(edges.any(axis=0)).tolist())


def _inside_quotes(body: Bytes, delimiter: int) -> Bytes | None:
    """1 where a byte stands inside quotation marks; None where a mark stands in the middle of a cell."""
    quotes = body == _QUOTE
    inside = (np.cumsum(quotes, dtype=np.uint8) & 1).astype(np.uint8, copy=False)
    places = np.flatnonzero(quotes)
    if len(places) % 2:
        return None
    opening, closing = places[0::2], places[1::2]
    before = body[np.maximum(opening - 1, 0)]
    after = body[np.minimum(closing + 1, len(body) - 1)]
    edges = (delimiter, _LINE_FEED, _QUOTE)
    opened = (opening == 0) | np.isin(before, edges)
    closed = (closing == len(body) - 1) | np.isin(after, (*edges, _RETURN))
    return inside if opened.all() and closed.all() else None
