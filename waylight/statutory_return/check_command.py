"""The command `waylight check-return`: a folder of the return in, a list of what is wrong out."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PanicException

from waylight.engine.checks import Table
from waylight.exchange.ending import (
    BROKEN,
    DONE,
    REFUSED,
    OutputRefused,
    print_breakage,
    print_faults,
    print_json,
)
from waylight.exchange.files.faults import Refused, shown
from waylight.rulebook.statutory_return import CHECKS
from waylight.statutory_return.check import FAULTS, collection_year, faults, not_made
from waylight.statutory_return.modules import Modules, read_modules

HEADING = ",".join(FAULTS)
WORDS = {Table.MISSING_LAST_YEAR: "last year's missing module (--last-year)"}


def check_return_command(args: argparse.Namespace) -> int:
    """Read, check, write. 0 when done, whatever was found; 2 when an input or the place of the list is refused.

    Reads of `args`: folder, last_year (paths, the second may be None), year, out (path), json.
    """
    try:
        check_place(args.out)
        modules = read_modules(args.folder)
        last_year = read_modules(args.last_year, (Table.MISSING,)) if args.last_year else None
        found = faults(modules, last_year, args.year)
        told = summary(modules, last_year, args.year, found)
        with in_place(args.out, found):
            if args.json:
                print_json(told, "summary")
    except Refused as refused:
        print_faults(refused.faults)
        return REFUSED
    except OutputRefused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except (Exception, PanicException) as error:  # its text may hold a cell, and a cell may be a name
        print_breakage(error)
        return BROKEN
    _print_said(told)
    return DONE


def check_place(out: Path) -> None:
    """Raise `OutputRefused` unless `out` is new, empty, or a list that an earlier check wrote."""
    remedy = "Remedy: name a new file for --out."
    try:
        if out.is_dir():
            raise OutputRefused(f"{shown(str(out))} is a folder. {remedy}")
        if out.exists():
            with out.open("rb") as file:
                first = file.readline(200).rstrip(b"\r\n")
            if first not in (b"", HEADING.encode()):
                raise OutputRefused(f"{shown(str(out))} holds something that no check wrote. {remedy}")
    except (OSError, ValueError) as error:
        raise OutputRefused(
            f"{shown(str(out))[:200]} cannot be used ({type(error).__name__}). {remedy}"
        ) from error


@contextmanager
def in_place(out: Path, found: pl.DataFrame) -> Iterator[None]:
    """The list, readable to its owner only, put there in one step when the block ends well. Raises: OutputRefused."""
    made: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            made = Path(file.name)
            found.write_csv(file)
        yield
        made.replace(out)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputRefused(
            f"{shown(str(out))} cannot be written: {why}. Remedy: make room there, or name another file for --out."
        ) from error
    finally:
        if made is not None:
            made.unlink(missing_ok=True)


def summary(modules: Modules, last_year: Modules | None, year: int, found: pl.DataFrame) -> dict[str, Any]:
    """What `--json` prints: numbers by rule, and what was and was not looked at. It names no child."""
    begins, ends = collection_year(year)
    missed = not_made(modules, last_year)
    counts = dict(found.group_by("rule").len().iter_rows())
    return {
        "year": year,
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "modules": {
            str(table): {"file": modules.files[table], "rows": frame.height}
            for table, frame in modules.tables.items()
        },
        "last_year": last_year is not None,
        "faults": found.height,
        "children": found["child"].drop_nulls().n_unique(),
        "rules": [
            {"rule": check.code, "says": check.says, "faults": counts.get(check.code, 0)}
            for check in CHECKS
            if check.code not in missed
        ],
        "not_checked": [
            {"rule": code, "without": [WORDS.get(table, str(table)) for table in lacking]}
            for code, lacking in missed.items()
        ],
        "ignored": list(modules.ignored),
    }


def _print_said(told: dict[str, Any]) -> None:
    """In few words, beside the list: how many, and what was not looked at."""
    several = "1 fault" if told["faults"] == 1 else f"{told['faults']:,} faults"
    print(f"{several} in the return for {told['from']} to {told['to']}.", file=sys.stderr)
    for missed in told["not_checked"]:
        print(f"Not checked: {missed['rule']}, without {' and '.join(missed['without'])}.", file=sys.stderr)
    for name in told["ignored"]:
        print(f"Passed over: {name}, which no rule looks at.", file=sys.stderr)
