"""Whether a file has the columns that its table needs."""

from __future__ import annotations

import polars as pl

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.places import misplaced
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Shape

ADD = "add the column (its cells may be blank where nothing is recorded), or say in a mapping file which of yours it is"


def columns_stand(raw: Raw, shape: Shape, faults: Faults) -> bool:
    """Note each needed column that is missing or stands twice. False where there is no header at all, or that of
    another table."""
    missing = [name for name in shape.needed if name not in raw.frame.columns]
    wrong = misplaced(raw, shape) if missing else None
    if wrong is not None:
        faults.add(raw.file, None, None, *wrong)
        return False
    if len(missing) == len(shape.needed):
        what = f"there is no header: the first line names no column of the {shape.table} table"
        remedy = f"begin the file with a line that names {', '.join(map(raw.say, shape.needed))}"
        faults.add(raw.file, 1, None, what, remedy)
        return False
    for name in missing:
        faults.add(raw.file, 1, raw.say(name), "the required column is missing", ADD)
    for name in raw.repeated:
        if name in shape.names:
            what = "the column occurs more than once"
            faults.add(raw.file, 1, raw.say(name), what, "keep one and remove the others")
    return True


def not_too_long(file: str, source: pl.DataFrame, shape: Shape, faults: Faults) -> None:
    """Note the first cell of each column that is longer than any name or address."""
    texts = [name for name in shape.names if source.schema[name] == pl.String]
    longest = source.select(pl.col(texts).str.len_bytes().max().fill_null(0)).row(0)
    for name, length in zip(texts, longest, strict=True):
        if length > Limits.cell:
            line = source.filter(pl.col(name).str.len_bytes() > Limits.cell)["line"][0]
            what = f"this cell holds more than {Limits.cell:,} bytes: quotation marks may not pair up"
            faults.add(file, line, name, what, "shorten the cell or correct the quotation marks")
