"""How the records of a CSV file lie in its bytes, over whole vectors.

A mark or a line's end counts where an even number of quotation marks stands before it in the record. The bytes are
looked at in pieces that stay in the processor's cache, each cut at the end of a record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
PIECE = 1 << 22  # bytes
_SPACE = np.zeros(256, np.bool_)
_SPACE[[9, 11, 12, 32, 0xA0, 0xC2]] = True  # the last two are the bytes of a no-break space


@dataclass(frozen=True)
class Layout:
    """Where records begin, as physical lines (0 for the first), and which columns have a cell with a space at
    either end (by position)."""

    lines: npt.NDArray[np.int64]
    padded: frozenset[int]


def layout_of(body: Bytes, delimiter: int, width: int) -> Layout | None:
    """How the records lie; None unless each has `width` cells or is blank. `body` ends within its last record."""
    lines, padded, begin, line = [], frozenset[int](), 0, 0
    while begin < len(body):
        piece = body[begin : begin + PIECE]
        feeds, marks = np.flatnonzero(piece == _LINE_FEED), np.flatnonzero(piece == delimiter)
        ends, quotes = feeds, piece == _QUOTE
        if quoted := bool(quotes.any()):
            inside = np.bitwise_and(np.cumsum(quotes, dtype=np.uint8), 1)
            ends, marks = feeds[inside[feeds] == 0], marks[inside[marks] == 0]
        if begin + PIECE < len(body):
            if not len(ends):
                return None  # no row is that long; the careful reader says where it stands
            piece, ends, feeds = piece[: ends[-1]], ends[:-1], feeds[feeds < ends[-1]]
            marks = marks[: np.searchsorted(marks, len(piece))]
        if quoted and not _at_edges(piece, delimiter, np.flatnonzero(quotes[: len(piece)])):
            return None
        spaced = _counted(piece, ends, marks, width)
        if spaced is None:
            return None
        begins = np.concatenate(([0], ends + 1))
        lines.append(line + (np.searchsorted(feeds, begins) if quoted else np.arange(len(begins))))
        padded, begin, line = padded | spaced, begin + len(piece) + 1, line + len(feeds) + 1
    return Layout(np.concatenate(lines), padded)


def _at_edges(piece: Bytes, delimiter: int, quotes: Places) -> bool:
    """Whether quotation marks pair up and stand only at a cell's edges, or doubled inside it."""
    if len(quotes) % 2:
        return False
    edge = np.zeros(256, np.bool_)
    edge[[delimiter, _LINE_FEED, _QUOTE]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    opened = (opening == 0) | edge[piece[np.maximum(opening - 1, 0)]]
    edge[_RETURN] = True
    closed = (closing == len(piece) - 1) | edge[piece[np.minimum(closing + 1, len(piece) - 1)]]
    return bool(opened.all() and closed.all())


def _counted(piece: Bytes, feeds: Places, marks: Places, width: int) -> frozenset[int] | None:
    """Which columns have spaces at a cell's end, if each record has `width` cells or is blank; else None."""
    ends = np.append(feeds, len(piece))
    begins = np.concatenate(([0], feeds + 1))
    cells = np.diff(np.searchsorted(marks, ends), prepend=0) + 1
    odd = np.flatnonzero(cells != width)
    if not len(odd):
        return _padded(piece, marks.reshape(len(ends), width - 1), begins, ends)
    first = piece[np.minimum(begins[odd], len(piece) - 1)]
    blank = (ends[odd] == begins[odd]) | ((ends[odd] == begins[odd] + 1) & (first == _RETURN))
    return frozenset(range(width)) if blank.all() else None


def _padded(piece: Bytes, marks: Places, begins: Places, ends: Places) -> frozenset[int]:
    """Columns with a cell that begins or ends with a space (also one that does not break)."""
    edges = np.empty((2, marks.shape[1] + 1), np.bool_)  # at the beginning and the end of a cell, by column
    edges[0, 1:] = _spaced(piece, marks + 1, 1).any(axis=0)
    edges[1, :-1] = _spaced(piece, marks - 1, -1).any(axis=0)
    edges[0, 0] = _spaced(piece, begins, 1).any()
    last = piece[ends - 1]
    edges[1, -1] = _spaced(piece, ends - 1 - (last == _RETURN), -1).any()
    return frozenset(np.flatnonzero(edges.any(axis=0)).tolist())


def _spaced(piece: Bytes, places: Places, inwards: int) -> npt.NDArray[np.bool_]:
    """Whether a space stands at each place, or behind a quotation mark at that place."""
    here = piece[np.clip(places, 0, len(piece) - 1)]
    found = _SPACE[here]
    quoted = np.nonzero(here == _QUOTE)
    if len(quoted[0]):
        found[quoted] = _SPACE[piece[np.clip(places[quoted] + inwards, 0, len(piece) - 1)]]
    return found
