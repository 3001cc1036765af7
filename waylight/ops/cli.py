"""The command `waylight`. It reads its arguments before it loads anything, so a mistake is told at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from waylight.ops.arguments import add_command, collection_year, day, feed, moment
from waylight.ops.operating import operating

if TYPE_CHECKING:
    from waylight.ops.arguments import Commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 where what was handed in is refused, 1 for any other fault."""
    options = parser().parse_args(arguments)
    options.alone = arguments is None  # called from the shell, the process is this command's alone
    module, _, name = options.runs.partition(":")
    command: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
    # Everything below the doors is told the time.
    if options.now is None:
        options.now = datetime.now(UTC)
    try:
        return command(options)
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments; each names the function that carries it out."""
    whole = argparse.ArgumentParser(
        prog="waylight", description="One shared record of every time a child goes missing from care."
    )
    whole.set_defaults(now=None)
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    _reconcile(commands)
    _explain(commands)
    _agree(commands)
    _check_return(commands)
    _rulebook(commands)
    _data_protection(commands)
    _region(commands)
    operating(commands)
    return whole


def _reconcile(commands: Commands) -> None:
    command = add_command(
        commands,
        "reconcile",
        "waylight.exchange.lightly:reconcile_command",
        "Make one record of what police and authorities hold, with a reason for every row left over.",
    )
    _files(command)
    add = command.add_argument
    add("--from", type=day, dest="first", metavar="DATE", help="leave out what began before this day")
    add("--to", type=day, dest="last", metavar="DATE", help="leave out what began after this day")
    told = "who fills the other's list, for example police:authority; such lists give no estimate"
    add("--told", type=feed, action="append", default=[], metavar="WHO:WHOM", help=told)
    add("--json", action="store_true", help="print the bridge on standard output")
    now = "judge as of this time (ISO 8601, UTC unless it says otherwise); without it, the clock's"
    add("--now", type=moment, metavar="TIME", help=now)


def _files(command: argparse.ArgumentParser) -> None:
    for name, required, metavar, help in (
        ("--police", True, "FILE", "the forces' reports: .csv, .xlsx or .parquet"),
        ("--authority", True, "DIR", "the authorities' children, placements and missing rows"),
        ("--out", True, "DIR", "the folder to write"),
        ("--mapping", False, "FILE", "a .toml file that names the columns of another supplier"),
        ("--homes", False, "FILE", "reports by homes and carers, for the estimate from three lists"),
        ("--decisions", False, "FILE", "what people decided at the desk, as a .csv file"),
    ):
        command.add_argument(name, type=Path, required=required, metavar=metavar, help=help)


def _explain(commands: Commands) -> None:
    command = add_command(
        commands,
        "explain",
        "waylight.exchange.commands:explain_command",
        "Say why an incident was linked to a child or not, evidence by evidence. Shows names.",
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder of a reconciliation"
    )
    command.add_argument("incident_id", metavar="INCIDENT_ID")


def _agree(commands: Commands) -> None:
    command = add_command(
        commands,
        "agree",
        "waylight.exchange.agreeing.command:agree_command",
        "Say from the claims about one child what the agreed episodes are, as JSON.",
    )
    command.add_argument(
        "file", type=Path, metavar="FILE.json", help="now, born and the claims: docs/agree.md"
    )


def _check_return(commands: Commands) -> None:
    command = add_command(
        commands,
        "check-return",
        "waylight.statutory_return.check_command:check_return_command",
        "Say what is wrong with the missing part of the yearly return (SSDA903), row by row, and what to do.",
    )
    add = command.add_argument
    add("folder", type=Path, metavar="DIR", help="the CSV files of the return, whatever they are called")
    last = "last year's return, for the absences that it left open"
    add("--last-year", type=Path, metavar="DIR", help=last)
    add("--year", type=collection_year, required=True, help="2026 is the year that ends on 31 March 2026")
    add("--out", type=Path, required=True, metavar="FILE.csv", help="the list of faults to write")
    add("--json", action="store_true", help="print how many faults each rule found on standard output")


def _rulebook(commands: Commands) -> None:
    command = add_command(
        commands,
        "rulebook",
        "waylight.exchange.rulebook_page:rulebook_command",
        "Print every rule in a sentence with its source, as the page docs/rulebook.md.",
    )
    check = "say whether this file is what would be printed; 1 where it is not"
    command.add_argument("--check", type=Path, metavar="FILE", help=check)


def _data_protection(commands: Commands) -> None:
    command = add_command(
        commands,
        "data-protection",
        "waylight.web.about.document:data_protection_command",
        "Print who answers for the data, what is held and why, how long, and the risks, as docs/data-protection.md.",
    )
    check = "say whether this file is what would be printed; 1 where it is not"
    command.add_argument("--check", type=Path, metavar="FILE", help=check)


def _region(commands: Commands) -> None:
    command = add_command(
        commands,
        "region",
        "waylight.ops.region.command:region_command",
        "Make an invented region: what its forces and authorities would have recorded, and the truth.",
    )
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write")
    command.add_argument("--children", type=int, default=1000, help="looked-after children, 200 to 100,000")
    command.add_argument("--seed", type=int, default=1, help="the same seed makes the same region")
    command.add_argument(
        "--shape",
        choices=("published", "dense"),
        default="published",
        help="as often missing as published figures say, or ten reports for each child",
    )
    command.add_argument(
        "--rates",
        choices=("mild", "usual", "rough", "authority-dates", "dates"),
        default="usual",
        help="how often each kind of error occurs",
    )


if __name__ == "__main__":
    sys.exit(main())
