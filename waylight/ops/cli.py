"""The command `waylight`. It reads its arguments before it loads anything, so a mistake is told at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 where what was handed in is refused, 1 for any other fault."""
    options = parser().parse_args(arguments)
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
    _rulebook(commands)
    _data_protection(commands)
    _region(commands)
    _serving(commands)
    _rebuilding(commands)
    _retention(commands)
    return whole


def _command(commands: Commands, name: str, runs: str, help: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help)
    command.set_defaults(runs=runs)
    return command


def _reconcile(commands: Commands) -> None:
    command = _command(
        commands,
        "reconcile",
        "waylight.exchange.lightly:reconcile_command",
        "Make one record of what police and authorities hold, with a reason for every row left over.",
    )
    _files(command)
    add = command.add_argument
    add("--from", type=_date, dest="first", metavar="DATE", help="leave out what began before this day")
    add("--to", type=_date, dest="last", metavar="DATE", help="leave out what began after this day")
    told = "who fills the other's list, for example police:authority; such lists give no estimate"
    add("--told", action="append", default=[], metavar="WHO:WHOM", help=told)
    add("--json", action="store_true", help="print the bridge on standard output")
    now = "judge as of this time (ISO 8601, UTC unless it says otherwise); without it, the clock's"
    add("--now", type=_moment, metavar="TIME", help=now)


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
    command = _command(
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
    command = _command(
        commands,
        "agree",
        "waylight.exchange.agreeing.command:agree_command",
        "Say from the claims about one child what the agreed episodes are, as JSON.",
    )
    command.add_argument(
        "file", type=Path, metavar="FILE.json", help="now, born and the claims: docs/agree.md"
    )


def _rulebook(commands: Commands) -> None:
    command = _command(
        commands,
        "rulebook",
        "waylight.exchange.rulebook_page:rulebook_command",
        "Print every rule in a sentence with its source, as the page docs/rulebook.md.",
    )
    check = "say whether this file is what would be printed; 1 where it is not"
    command.add_argument("--check", type=Path, metavar="FILE", help=check)


def _data_protection(commands: Commands) -> None:
    command = _command(
        commands,
        "data-protection",
        "waylight.web.about.document:data_protection_command",
        "Print who answers for the data, what is held and why, how long, and the risks, as docs/data-protection.md.",
    )
    check = "say whether this file is what would be printed; 1 where it is not"
    command.add_argument("--check", type=Path, metavar="FILE", help=check)


def _region(commands: Commands) -> None:
    command = _command(
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


def _serving(commands: Commands) -> None:
    demo = _command(
        commands,
        "demo",
        "waylight.ops.demo:demo_command",
        "Serve an invented region, reconciled, on this machine.",
    )
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--children", type=int, default=1000, help="looked-after children in the region")
    demo.add_argument("--fresh", action="store_true", help="throw the last demonstration away first")
    serve = _command(
        commands, "serve", "waylight.ops.processes:serve_command", "Serve the pages from DATABASE_URL."
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    _command(
        commands, "worker", "waylight.ops.processes:worker_command", "Carry out what the pages asked for."
    )
    account = _command(
        commands,
        "account",
        "waylight.ops.account:account_command",
        "Make one of the first accounts, and print the code with which that person sets it up.",
    )
    account.add_argument("--email", required=True)
    account.add_argument("--name", required=True)
    account.add_argument("--role", required=True, help="a role of the access grid, such as 'team manager'")
    account.add_argument("--at", required=True, metavar="PLACE", help="the name of the home, team or force")
    _command(
        commands, "migrate", "waylight.ops.processes:migrate_command", "Bring the tables up to this version."
    )
    database = _command(
        commands,
        "db",
        "waylight.ops.processes:database_command",
        "Start, stop or describe the demonstration's database.",
    )
    database.add_argument("action", choices=("start", "stop", "status"))
    _trail(commands)


def _trail(commands: Commands) -> None:
    trail = _command(
        commands,
        "audit",
        "waylight.ops.trail:audit_command",
        "Hand the trail's head to somebody outside, or prove that the trail is what it was.",
    )
    trail.add_argument("action", choices=("anchor", "verify"))
    trail.add_argument("--to", metavar="FILE", help="anchor: add the head to this file; - prints it")
    trail.add_argument("--heads", type=Path, metavar="FILE", help="verify: the heads that were anchored")
    door = _command(
        commands,
        "door",
        "waylight.ops.door:door_command",
        "Take reports while the database is away, and file them when it is back.",
    )
    door.add_argument("action", choices=("serve", "file", "status", "keys"))
    door.add_argument("--host", default="127.0.0.1")
    door.add_argument("--port", type=int, default=8001)
    door.add_argument("--every", type=float, metavar="SECONDS", help="file: again and again, until stopped")
    door.add_argument("--private", type=Path, metavar="FILE", help="keys: where the private key goes")
    door.add_argument("--public", type=Path, metavar="FILE", help="keys: where the public key goes")
    drill = _command(
        commands,
        "drill",
        "waylight.ops.drills.command:drill_command",
        "Break things on purpose, in a database of its own, and count what was promised.",
    )
    drill.add_argument("drill", choices=("tamper", "kill", "verify", "tell", "flow", "restore"))
    drill.add_argument(
        "--count", type=int, help="how often, or over how many rows; without it, as for a release"
    )
    drill.add_argument("--seed", type=int, default=1)


def _rebuilding(commands: Commands) -> None:
    rebuild = _command(
        commands,
        "rebuild",
        "waylight.ops.rebuild:rebuild_command",
        "Compute episodes and interests anew from the facts, and put right what differs.",
    )
    add = rebuild.add_argument
    add(
        "--check",
        action="store_true",
        help="say where they differ and change nothing; ends with 3 if they do",
    )
    then = "print every episode as it was known then (UTC unless it says otherwise), one JSON object a line"
    add("--as-of", type=_moment, metavar="TIME", help=then)
    add("--out", type=Path, metavar="FILE", help="write what was known then to this file instead")
    nightly = _command(
        commands,
        "nightly",
        "waylight.ops.nightly:nightly_command",
        "Say what an authority's lists of children, placements and workers would change, and change it with --apply.",
    )
    nightly.add_argument("folder", type=Path, metavar="DIR", help="children.csv, placements.csv, workers.csv")
    nightly.add_argument("--authority", required=True, metavar="NAME", help="its name or code on the record")
    nightly.add_argument("--apply", action="store_true", help="write it, all or nothing")


def _retention(commands: Commands) -> None:
    retention = _command(
        commands,
        "retention",
        "waylight.ops.retention:retention_command",
        "Say which records are past their time, and let them go; the worker does the same each night.",
    )
    retention.add_argument("--check", action="store_true", help="say what would happen and change nothing")
    retention.add_argument(
        "--as-of", type=_date, metavar="DATE", help="with --check: what will be due on that day"
    )
    _backups(commands)


def _backups(commands: Commands) -> None:
    backup = _command(
        commands,
        "backup",
        "waylight.ops.backup.making:backup_command",
        "Write the whole record at one moment, with the counts and sums by which a restore is proved.",
    )
    backup.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="a folder that is not there yet"
    )
    seal = "seal it to this public key; only whoever holds the private one can restore it"
    backup.add_argument("--seal-to", type=Path, metavar="FILE", help=seal)
    restore = _command(
        commands,
        "restore",
        "waylight.ops.backup.restoring:restore_command",
        "Bring a backup into an empty database, prove it, and let go again what was let go since.",
    )
    source = "the folder of a backup; without it, the database as it stands, however it was restored"
    restore.add_argument("--from", type=Path, dest="source", metavar="DIR", help=source)
    opens = "the private key, where the backup is sealed"
    restore.add_argument("--open-with", type=Path, metavar="FILE", help=opens)
    let_go = "the list of what was let go, as WAYLIGHT_LET_GO keeps it"
    restore.add_argument("--let-go", type=Path, required=True, metavar="FILE", help=let_go)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date; write it as 2026-03-31") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a time; write it as 2026-03-31T22:45") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
