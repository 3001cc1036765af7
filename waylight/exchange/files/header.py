"""The first record of a CSV file: its columns, its delimiter, and where the rows begin."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from waylight.exchange.files.faults import Faults

DELIMITERS = (",", "\t", ";")
# Written by, and for, Excel: which sign stands between the cells of what follows.
NAMED = re.compile(rb'\s*"?sep=([,;\t])"?[,;\t]*\r?\n', re.IGNORECASE)
WIDEST = 2_000  # columns; a header wider than this is no table of ours


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


def text_lines(data: bytes) -> Iterator[str]:
    """The lines of UTF-8 text, their ends kept."""
    for line in io.BytesIO(data):
        yield line.decode("utf-8")


def read_header(file: str, data: bytes, faults: Faults) -> Header | None:
    """The header, or None after noting why there is none."""
    if not data or data.isspace():
        faults.add(
            file, None, None, "the file is empty", "export it again; no rows are fine, a header is needed"
        )
        return None
    named = NAMED.match(data)
    offset, above = (named.end(), named[0].count(b"\n")) if named else (0, 0)
    rest = data[offset:]
    first = next((line for line in io.BytesIO(rest) if line.strip()), b"")
    delimiter = named[1].decode() if named else max(DELIMITERS, key=lambda sign: first.count(sign.encode()))
    reader = csv.reader(text_lines(rest), delimiter=delimiter, strict=True)
    try:
        names = next(row for row in reader if any(cell.strip() for cell in row))
    except (csv.Error, StopIteration):
        what = "the header's quotation marks do not pair up"
        faults.add(file, 1, None, what, "write the column names plainly, separated by commas")
        return None
    if len(names) > WIDEST:
        what = f"the header has {len(names):,} columns, more than {WIDEST:,}"
        faults.add(file, above + reader.line_num, None, what, "send the columns of the contract only")
        return None
    for _ in range(reader.line_num):
        offset = data.find(b"\n", offset) + 1 or len(data)
    return Header([name.strip().lower() for name in names], delimiter, offset, above + reader.line_num)
