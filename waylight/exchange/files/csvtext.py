"""CSV to columns of text. A quick reader takes sound files; a careful one lists what is wrong with others.

The quick reader (Polars) would fill short rows and mend quotation marks without a word, so the bytes are
checked first: every record must have as many delimiters outside quotation marks as the header. Whatever that
check does not know as sound goes to the careful reader (the standard library's), which decides.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt
import polars as pl

from waylight.exchange.files.decode import Text
from waylight.exchange.files.faults import Fault, Faults
from waylight.exchange.files.raw import Raw

DELIMITERS = (",", "\t", ";")
WIDEST = 2_000  # columns; a header wider than this is no table of ours
_QUOTE, _LINE_FEED, _RETURN = 34, 10, 13
RESAVE = "put the whole cell in quotation marks and double those inside it, or export the file again"


@dataclass(frozen=True)
class Header:
    """The first record: column names in lower case, trimmed; where the rows begin, in bytes and lines."""

    names: list[str]
    delimiter: str
    offset: int
    lines: int

    def distinct(self) -> list[str]:
        """Names that can be used as columns: a repeated or blank one gets its position added."""
        seen: set[str] = set()
        names = []
        for position, name in enumerate(self.names):
            names.append(f"{name}#{position}" if name in seen or not name else name)
            seen.add(name)
        return names

    def repeated(self) -> tuple[str, ...]:
        """Names that stand in the header more than once."""
        return tuple(sorted({name for name in self.names if name and self.names.count(name) > 1}))


def read_csv(file: str, text: Text, wanted: set[str] | None, faults: Faults) -> Raw | None:
    """The rows of a CSV file, or None after noting every fault of its structure.

    `wanted` names the columns worth reading (lower case), None for all.
    """
    header = _header(file, text.data, faults)
    if header is None:
        return None
    quick = _quick(text.data, header, wanted)
    if quick is not None:
        return Raw(file, quick[0], text.encoding, header.repeated(), text.notes, clean=quick[1])
    frame = _careful(file, text.data, header, faults)
    return Raw(file, frame, text.encoding, header.repeated(), text.notes) if frame is not None else None


def _lines(data: bytes) -> Iterator[str]:
    for line in io.BytesIO(data):
        yield line.decode("utf-8")


def _header(file: str, data: bytes, faults: Faults) -> Header | None:
    if not data.strip():
        faults.add(
            file, None, None, "the file is empty", "export it again; no rows are fine, a header is needed"
        )
        return None
    first = next(line for line in io.BytesIO(data) if line.strip())
    delimiter = max(DELIMITERS, key=lambda sign: first.count(sign.encode()))
    reader = csv.reader(_lines(data), delimiter=delimiter, strict=True)
    try:
        names = next(row for row in reader if any(cell.strip() for cell in row))
    except (csv.Error, StopIteration):
        what = "the header's quotation marks do not pair up"
        faults.add(file, 1, None, what, "write the column names plainly, separated by commas")
        return None
    if len(names) > WIDEST:
        what = f"the header has {len(names):,} columns, more than {WIDEST:,}"
        faults.add(file, reader.line_num, None, what, "send the columns of the contract only")
        return None
    offset = 0
    for _ in range(reader.line_num):
        offset = data.find(b"\n", offset) + 1 or len(data)
    return Header([name.strip().lower() for name in names], delimiter, offset, reader.line_num)


@dataclass(frozen=True)
class Layout:
    """Where records begin, as physical lines (0 for the first), and which columns have a cell with a space at
    either end (by position)."""

    lines: npt.NDArray[np.int64]
    padded: frozenset[int]


def _quick(
    data: bytes, header: Header, wanted: set[str] | None
) -> tuple[pl.DataFrame, frozenset[str]] | None:
    """The rows and the names of clean columns where the structure is plainly sound, else None."""
    names = header.distinct()
    keep = [index for index, name in enumerate(names) if wanted is None or name in wanted]
    end = len(data)
    while end > header.offset and data[end - 1] in b"\r\n":
        end -= 1
    if end == header.offset:
        none = [pl.Series("line", [], pl.Int32), *(pl.Series(names[index], [], pl.String) for index in keep)]
        return pl.DataFrame(none), frozenset()
    if not keep or len(names) < 2 or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    quoted = data.find(b'"', header.offset) >= 0
    body = np.frombuffer(data, np.uint8, end - header.offset, header.offset)
    layout = _layout(body, ord(header.delimiter), len(names), quoted)
    if layout is None:
        return None
    try:
        frame = pl.read_csv(
            data if end >= len(data) - 2 else data[:end],
            has_header=False,
            skip_lines=header.lines,
            separator=header.delimiter,
            columns=keep,
            new_columns=[names[index] for index in keep],
            infer_schema=False,
            quote_char='"' if quoted else None,
        )
    except pl.exceptions.PolarsError:
        return None  # the careful reader says what is wrong
    if frame.height != len(layout.lines):
        return None
    # Between quotation marks a blank cell is an empty text, not null.
    clean = frozenset() if quoted else frozenset(names[i] for i in keep if i not in layout.padded)
    return frame.with_columns(pl.Series("line", layout.lines + header.lines + 1, dtype=pl.Int32)), clean


def _layout(body: npt.NDArray[np.uint8], delimiter: int, width: int, quoted: bool) -> Layout | None:
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
    body: npt.NDArray[np.uint8],
    marks: npt.NDArray[np.int64],
    begins: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
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


def _inside_quotes(body: npt.NDArray[np.uint8], delimiter: int) -> npt.NDArray[np.uint8] | None:
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


def _careful(file: str, data: bytes, header: Header, faults: Faults) -> pl.DataFrame | None:
    """Row by row. Takes what is sound after all; otherwise notes every fault and returns None."""
    width, names = len(header.names), header.distinct()
    rows: list[list[str]] = []
    lines: list[int] = []
    ragged: list[Fault] = []
    quoted: list[Fault] = []
    for line, row in _records(data[header.offset :], header):
        if isinstance(row, csv.Error):
            quoted.append(_quotation_fault(file, line, row))
        elif len(row) == width:
            rows.append(row)
            lines.append(line)
        elif any(cell.strip() for cell in row):
            what = f"this row has {len(row)} cells, the header {width}"
            ragged.append(
                Fault(file, line, None, what, "put cells that hold the delimiter in quotation marks")
            )
    faults.add_many(quoted)
    faults.add_many(ragged)
    if quoted or ragged:
        return None
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(pl.Series("line", lines, dtype=pl.Int32))


def _records(body: bytes, header: Header) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record, or what is wrong with it, and the physical line where it begins."""
    reader = csv.reader(_lines(body), delimiter=header.delimiter, strict=True)
    for _ in count():
        line = header.lines + reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error


def _quotation_fault(file: str, line: int, error: csv.Error) -> Fault:
    if "field larger" in str(error) or "unexpected end" in str(error):
        return Fault(file, line, None, "a quotation mark is opened in this row and never closed", RESAVE)
    return Fault(file, line, None, "a quotation mark stands in the middle of a cell", RESAVE)
