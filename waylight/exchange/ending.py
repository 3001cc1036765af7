"""How a command ends that reads files: its code, and what it says where it could not be done."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from waylight.exchange.files.faults import Fault

DONE, BROKEN, REFUSED = 0, 1, 2
PRINTED = 1_000  # faults on the terminal; the count is always said


class OutputRefused(Exception):
    """The place named for the output cannot be used. The message says why and what to do."""


def print_faults(faults: Iterable[Fault]) -> None:
    """Say on standard error that files are refused, and why."""
    listed = list(faults)
    found = sum(fault.stands_for for fault in listed)
    several = "1 fault" if found == 1 else f"{found:,} faults"
    print(f"Refused: {several}. Nothing was written.", file=sys.stderr)
    for fault in listed[:PRINTED]:
        print(fault, file=sys.stderr)
    if len(listed) > PRINTED:
        print(f"and {len(listed) - PRINTED:,} more", file=sys.stderr)


def print_breakage(error: BaseException) -> None:
    """Where the program broke, without the error's own words. WAYLIGHT_TRACEBACK=1 shows them."""
    if os.environ.get("WAYLIGHT_TRACEBACK") == "1":
        traceback.print_exception(error)
        return
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}, in {last.name}"
    print(
        f"Waylight broke off ({type(error).__name__} in {where}). Nothing was written. "
        "Set WAYLIGHT_TRACEBACK=1 to see more; what it shows may hold personal data.",
        file=sys.stderr,
    )


def print_json(told: object, name: str) -> None:
    """On standard output, and through: what cannot be told there is not written either. Raises: OutputRefused."""
    if sys.stdout is None:
        raise OutputRefused(f"There is no standard output for the {name}. Remedy: leave out --json.")
    plain = (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"
    try:
        print(json.dumps(told, ensure_ascii=plain, default=str), flush=True)
    except OSError as error:
        # What is left in its buffer would be tried again, and fail again, when the program ends.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        why = f"The {name} cannot be written to standard output: {error.strerror}"
        raise OutputRefused(f"{why}. Remedy: leave out --json, or send it elsewhere.") from error
