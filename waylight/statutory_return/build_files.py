"""What is handed out of a return that was built: the missing module, and the reasons beside it. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from itertools import count

from waylight.rulebook.return_from_record import ROWS
from waylight.statutory_return.build_checks import written
from waylight.statutory_return.build_words import Line

MISSING, REASONS = "missing.csv", "reasons.csv"
EXPLAINED = ("row", "time_away", "child", "what", "rule", "why")


def missing_csv(lines: Iterable[Line]) -> str:
    """The module: dates as dd/mm/yyyy, an open row without an end."""
    rows = [line.row for line in lines if line.row]
    cells = [(r.number, written(r.born), r.category, written(r.start), written(r.end)) for r in rows]
    return _csv(ROWS.value, cells)


def reasons_csv(lines: Iterable[Line]) -> str:
    """One line for each row of the module, counted from 0 as the checks count them, and for what is not in it. Names
    nobody: a child is a number, a time away is one."""
    numbers = count()
    cells = [
        (
            str(next(numbers)) if line.row else "",
            line.away,
            line.number,
            line.what,
            line.rule,
            " ".join(line.why),
        )
        for line in lines
    ]
    return _csv(EXPLAINED, cells)


def digest(lines: Iterable[Line]) -> str:
    """Tells one return from another, by the bytes of the module."""
    return hashlib.sha256(missing_csv(lines).encode()).hexdigest()


def _csv(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return made.getvalue()
