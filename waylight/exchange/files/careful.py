"""The careful reader of CSV: row by row, to say what is wrong with each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import count

import polars as pl

from waylight.exchange.files.faults import Fault, Faults
from waylight.exchange.files.header import Header, text_lines
from waylight.exchange.files.limits import Limits

RESAVE = "put the whole cell in quotation marks and double those inside it, or export the file again"
ENDS = "end every line the same way (save the file as CSV UTF-8), or put the whole cell in quotation marks"
# As long as a file may be: what is too long is said of the cell, once it is known where it ends.
csv.field_size_limit(Limits.file)


def read_carefully(file: str, data: bytes, header: Header, faults: Faults) -> tuple[pl.DataFrame, bool]:
    """The rows that are sound, and whether all of them are; every other row is noted as a fault."""
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
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(pl.Series("line", lines, dtype=pl.Int32)), not (quoted or ragged)


def _records(body: bytes, header: Header) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record, or what is wrong with it, and the physical line where it begins."""
    reader = csv.reader(text_lines(body), delimiter=header.delimiter, strict=True)
    for _ in count():
        line = header.lines + reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error


def _quotation_fault(file: str, line: int, error: csv.Error) -> Fault:
    if "new-line" in str(error):
        return Fault(file, line, None, "a carriage return stands in the middle of this row", ENDS)
    if "unexpected end" in str(error):
        return Fault(file, line, None, "a quotation mark is opened in this row and never closed", RESAVE)
    return Fault(file, line, None, "a quotation mark stands in the middle of a cell", RESAVE)
