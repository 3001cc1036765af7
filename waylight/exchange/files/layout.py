"""How the records of a CSV file lie in its bytes, over whole vectors.

A mark or a line's end counts where an even number of quotation marks stands before it in the record. The bytes are
looked at in pieces that stay in the processor's cache, each cut at the end of a record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from waylight.exchange.files.header import Header

_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
PIECE = 1 << 20  # bytes of a file that are looked at together


@dataclass(frozen=True)
class Layout:
    """Where records begin, as physical lines (0 for the first), and which columns have a cell with a space at
    either end (by position)."""

    lines: npt.NDArray[np.int64]
    padded: frozenset[int]


def rows_end(data: bytes, begin: int) -> int:
    """Where the last record ends, without the empty lines after it; `begin` where there is no record."""
    end = len(data)
    while end > begin and data[end - 1] in b"\r\n":
        end -= 1
    return end


def laid_out(data: bytes, header: Header) -> Layout | None:
    """How the records below the header lie; None unless their structure is plainly sound."""
    end, width = rows_end(data, header.offset), len(header.names)
    # A carriage return that does not end a line is part of a cell, or a line's end of its own.
    if width < 2 or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    body = np.frombuffer(data, np.uint8, end - header.offset, header.offset)
    return layout_of(body, ord(header.delimiter), width)


def layout_of(body: Bytes, delimiter: int, width: int) -> Layout | None:
    """How the records lie; None unless each has `width` cells or is blank. `body` ends within its last record."""
    lines, padded, begin, line = [np.zeros(0, np.int64)], frozenset[int](), 0, 0
    while begin < len(body):
        piece = body[begin : begin + PIECE]
        feeds, marks = np.flatnonzero(piece == _LINE_FEED), np.flatnonzero(piece == delimiter)
        quotes = np.flatnonzero(piece == _QUOTE)
        spans = _filled(quotes, len(piece))
        ends, marks = _outside(feeds, spans), _outside(marks, spans)
        if begin + PIECE < len(body):
            if not len(ends):
                return None  # no row is that long; the careful reader says where it stands
            piece, ends, feeds = piece[: ends[-1]], ends[:-1], feeds[feeds < ends[-1]]
            marks = marks[: np.searchsorted(marks, len(piece))]
        if not _at_edges(piece, delimiter, quotes[: np.searchsorted(quotes, len(piece))]):
            return None
        spaced = _counted(piece, ends, marks, width)
        if spaced is None:
            return None
        begins = np.concatenate(([0], ends + 1))
        lines.append(
            line + (np.arange(len(begins)) if len(ends) == len(feeds) else np.searchsorted(feeds, begins))
        )
        padded, begin, line = padded | spaced, begin + len(piece) + 1, line + len(feeds) + 1
    return Layout(np.concatenate(lines), padded)


def _filled(quotes: Places, length: int) -> Places:
    """Where a pair of quotation marks that holds something begins and ends; a last one alone goes on and on."""
    if len(quotes) % 2:
        quotes = np.append(quotes, length)
    pairs = quotes.reshape(-1, 2)
    return pairs[pairs[:, 1] - pairs[:, 0] > 1]


def _outside(places: Places, spans: Places) -> Places:
    """The places that lie in none of the spans (which do not overlap)."""
    first, beyond = np.searchsorted(places, spans[:, 0]), np.searchsorted(places, spans[:, 1])
    holds = beyond > first
    if not holds.any():
        return places
    depth = np.zeros(len(places) + 1, np.int8)
    depth[first[holds]] += 1
    depth[beyond[holds]] -= 1
    return places[np.cumsum(depth[:-1], dtype=np.int8) == 0]


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
        return _padded(piece, marks, ends, width)
    if not len(piece):
        return frozenset()
    first = piece.take(begins[odd], mode="clip")
    blank = (ends[odd] == begins[odd]) | ((ends[odd] == begins[odd] + 1) & (first == _RETURN))
    return frozenset(range(width)) if blank.all() else None


def _padded(piece: Bytes, marks: Places, ends: Places, width: int) -> frozenset[int]:
    """Columns with a cell that begins or ends with a space (also a tab, or one that does not break)."""
    space = (piece == 32) | (piece == 9) | (piece == 0xC2) | (piece == 0xA0)  # the last two are one sign
    places = np.flatnonzero(space)
    edge = np.zeros(256, np.bool_)
    edge[[_LINE_FEED, _RETURN, _QUOTE]] = True
    edge[piece[marks[:1]]] = True
    before = edge[piece.take(places - 1, mode="clip")] | (places == 0)
    after = edge[piece.take(places + 1, mode="clip")] | (places == len(piece) - 1)
    places = places[before | after]
    columns = np.searchsorted(marks, places) - np.searchsorted(ends, places) * (width - 1)
    return frozenset(np.flatnonzero(np.bincount(columns)).tolist())
