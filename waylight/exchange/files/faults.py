"""What is wrong with a file, said so that the sender can put it right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

LISTED = 200  # of one kind in one file; the rest are counted, so that a million ragged rows stay readable

COLUMNS = ("file", "line", "column", "what", "remedy")
# What a spreadsheet takes for the beginning of a formula: a file or a column may be called so.
_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Fault:
    """One fault. `line` is the physical line of the file (1 is the header), None where no line exists.

    `what` and `remedy` never hold the text of a cell: it may be a child's name or birth date.
    """

    file: str
    line: int | None
    column: str | None
    what: str
    remedy: str
    stands_for: int = 1  # how many faults this one line tells of

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.what}. Remedy: {self.remedy}."


def shown(name: str) -> str:
    """A file's name as it can be printed anywhere: line breaks, terminal commands and bytes that are no text
    as escapes."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in name
    )


class Refused(Exception):
    """The input cannot be taken. `faults` lists everything that is wrong with all the files handed in."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        # How many there are, also those that are counted in one line.
        self.found = sum(fault.stands_for for fault in self.faults)
        super().__init__(f"{self.found} faults in the files handed in")


class Faults:
    """Collects faults over all files, so that the sender hears of everything at once."""

    def __init__(self) -> None:
        self._all: list[Fault] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._all)

    def add(self, file: str, line: int | None, column: str | None, what: str, remedy: str) -> None:
        """Note one fault."""
        self._all.append(Fault(shown(file), line, column, what, remedy))

    def add_many(self, faults: Iterable[Fault], total: int | None = None) -> None:
        """Note faults of one kind in one file: the first `LISTED` singly, the others as one line that counts
        them. `total` is given where the iterable is already cut short."""
        listed = list(islice(faults, LISTED)) if total is not None else list(faults)
        count = len(listed) if total is None else total
        self._all.extend(listed[:LISTED])
        if count > LISTED and listed:
            last = listed[LISTED - 1]
            more = f"{count - LISTED:,} more lines of this file have the same fault"
            self._all.append(Fault(last.file, None, last.column, more, last.remedy, count - LISTED))

    def add_all(self, others: Iterable[Fault]) -> None:
        """Note faults that were collected apart."""
        self._all.extend(others)

    def refuse_if_any(self) -> None:
        """Raise `Refused` when there is anything to say."""
        if self._all:
            raise Refused(self._all)


def faults_table(faults: Iterable[Mapping[str, Any]]) -> str:
    """Faults as CSV, safe to open in a spreadsheet; a byte-order mark lets Excel read it as UTF-8."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow(COLUMNS)
    rows.writerows([_safe(fault.get(name)) for name in COLUMNS] for fault in faults)
    return "\ufeff" + made.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_SIGNS) else "" if cell is None else cell
