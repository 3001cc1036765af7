"""How the records of a CSV file lie in its bytes, over whole vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
PIECE = 1 << 22  # bytes looked at together: small enough to stay in the processor's cache


@dataclass(frozen=True)
class Layout:
    """Where records begin, as physical lines (0 for the first), and which columns have a cell with a space at
    either end (by position)."""

    lines: npt.NDArray[np.int64]
    padded: frozenset[int]


def layout_of(body: Bytes, delimiter: int, width: int, quoted: bool) -> Layout | None:
    """How the records lie; None unless each has `width` cells. `body` does not end with a line's end."""
    if quoted:
        return _with_quotes(body, delimiter, width)
    lines, padded, begin = 0, frozenset[int](), 0
    while begin < len(body):
        piece = body[begin : begin + PIECE]
        feeds = np.flatnonzero(piece == _LINE_FEED)
        if begin + PIECE < len(body):
            if not len(feeds):
                return None  # no row is that long; the careful reader says where it stands
            piece, feeds = piece[: feeds[-1]], feeds[:-1]
        spaced = _counted(piece, feeds, np.flatnonzero(piece == delimiter), width)
        if spaced is None:
            return None
        lines, padded, begin = lines + len(feeds) + 1, padded | spaced, begin + len(piece) + 1
    return Layout(np.arange(lines), padded)


def _with_quotes(body: Bytes, delimiter: int, width: int) -> Layout | None:
    inside = _inside_quotes(body, delimiter)
    if inside is None:
        return None
    feeds, marks = np.flatnonzero(body == _LINE_FEED), np.flatnonzero(body == delimiter)
    ends, marks = feeds[inside[feeds] == 0], marks[inside[marks] == 0]
    if _counted(body, ends, marks, width) is None:
        return None
    return Layout(np.searchsorted(feeds, np.concatenate(([0], ends + 1))), frozenset(range(width)))


def _counted(body: Bytes, feeds: Places, marks: Places, width: int) -> frozenset[int] | None:
    """Which columns have spaces at a cell's end, if each record has `width` cells or is blank; else None."""
    ends = np.append(feeds, len(body))
    begins = np.concatenate(([0], feeds + 1))
    cells = np.diff(np.searchsorted(marks, ends), prepend=0) + 1
    odd = np.flatnonzero(cells != width)
    if not len(odd):
        return _padded(body, marks.reshape(len(ends), width - 1), begins, ends)
    first = body[np.minimum(begins[odd], len(body) - 1)]
    blank = (ends[odd] == begins[odd]) | ((ends[odd] == begins[odd] + 1) & (first == _RETURN))
    return frozenset(range(width)) if blank.all() else None


def _padded(body: Bytes, marks: Places, begins: Places, ends: Places) -> frozenset[int]:
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
