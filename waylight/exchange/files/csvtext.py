"""CSV to columns of text. A quick reader takes sound files; a careful one lists what is wrong with others.

The quick reader (Polars) would fill short rows and mend quotation marks without a word, so the bytes are
checked first: every record must have as many delimiters outside quotation marks as the header. Whatever that
check does not know as sound goes to the careful reader (the standard library's), which decides.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from waylight.exchange.files.careful import read_carefully
from waylight.exchange.files.decode import Text
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.header import Header, read_header
from waylight.exchange.files.layout import Layout, laid_out, rows_end
from waylight.exchange.files.raw import Raw


def read_csv(
    file: str, text: Text, wanted: set[str] | None, faults: Faults, layout: Layout | None = None
) -> Raw | None:
    """The sound rows of a CSV file, every fault of the others noted; None where it has no header.

    `wanted` names the columns worth reading (lower case), None for all. `layout` where it is known already.
    """
    header = read_header(file, text.data, faults)
    if header is None:
        return None
    quick, stands = read_quickly(text.data, header, wanted, layout), frozenset(header.names)
    said = (text.encoding, header.repeated(), text.notes)
    if quick is not None:
        return Raw(file, quick[0], *said, clean=quick[1], stands=stands)
    frame, whole = read_carefully(file, text.data, header, faults)
    return Raw(file, frame, *said, stands=stands, whole=whole)


def read_quickly(
    data: bytes, header: Header, wanted: set[str] | None, layout: Layout | None = None
) -> tuple[pl.DataFrame, frozenset[str]] | None:
    """The rows and the names of clean columns where the structure is plainly sound, else None."""
    names = header.distinct()
    keep = [index for index, name in enumerate(names) if wanted is None or name in wanted]
    if rows_end(data, header.offset) == header.offset:
        none = [pl.Series("line", [], pl.Int32), *(pl.Series(names[index], [], pl.String) for index in keep)]
        return pl.DataFrame(none), frozenset()
    if not keep:
        return None
    with ThreadPoolExecutor(1) as aside:  # cells are read while the structure is checked
        cells = aside.submit(_cells, data, header, keep)
        layout = layout or laid_out(data, header)
    if layout is None:
        return None
    try:
        frame = cells.result()
    except pl.exceptions.PolarsError:
        return None  # the careful reader says what is wrong
    if frame.height != len(layout.lines):
        return None
    clean = frozenset(names[index] for index in keep if index not in layout.padded)
    return frame.with_columns(pl.Series("line", layout.lines + header.lines + 1, dtype=pl.Int32)), clean


def _cells(data: bytes, header: Header, keep: list[int]) -> pl.DataFrame:
    """The cells of the columns at those positions, as text."""
    names, end = header.distinct(), rows_end(data, header.offset)
    return pl.read_csv(
        data if end >= len(data) - 2 else data[:end],
        has_header=False,
        skip_lines=header.lines,
        separator=header.delimiter,
        columns=keep,
        new_columns=[names[index] for index in keep],
        infer_schema=False,
        null_values="",  # also a blank cell between quotation marks
        quote_char='"' if data.find(b'"', header.offset) >= 0 else None,
    )
