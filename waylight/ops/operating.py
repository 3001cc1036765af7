"""The commands of whoever runs an installation: serving, the trail, drills, rebuilding, retention, backups, returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from waylight.ops.arguments import add_command, day, moment

if TYPE_CHECKING:
    from waylight.ops.arguments import Commands


def operating(commands: Commands) -> None:
    """Adds all of them."""
    for some in (_serving, _trail, _rebuilding, _retention, _backups, _building_returns):
        some(commands)


def _serving(commands: Commands) -> None:
    demo = add_command(
        commands,
        "demo",
        "waylight.ops.demo:demo_command",
        "Serve an invented region, reconciled, on this machine.",
    )
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--children", type=int, default=1000, help="looked-after children in the region")
    demo.add_argument("--fresh", action="store_true", help="throw the last demonstration away first")
    serve = add_command(
        commands, "serve", "waylight.ops.processes:serve_command", "Serve the pages from DATABASE_URL."
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    add_command(
        commands, "worker", "waylight.ops.processes:worker_command", "Carry out what the pages asked for."
    )
    account = add_command(
        commands,
        "account",
        "waylight.ops.account:account_command",
        "Make one of the first accounts, and print the code with which that person sets it up.",
    )
    account.add_argument("--email", required=True)
    account.add_argument("--name", required=True)
    account.add_argument("--role", required=True, help="a role of the access grid, such as 'team manager'")
    account.add_argument("--at", required=True, metavar="PLACE", help="the name of the home, team or force")
    add_command(
        commands, "migrate", "waylight.ops.processes:migrate_command", "Bring the tables up to this version."
    )
    database = add_command(
        commands,
        "db",
        "waylight.ops.processes:database_command",
        "Start, stop or describe the demonstration's database.",
    )
    database.add_argument("action", choices=("start", "stop", "status"))


def _trail(commands: Commands) -> None:
    trail = add_command(
        commands,
        "audit",
        "waylight.ops.trail:audit_command",
        "Hand the trail's head to somebody outside, or prove that the trail is what it was.",
    )
    trail.add_argument("action", choices=("anchor", "verify"))
    trail.add_argument("--to", metavar="FILE", help="anchor: add the head to this file; - prints it")
    trail.add_argument("--heads", type=Path, metavar="FILE", help="verify: the heads that were anchored")
    door = add_command(
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
    drill = add_command(
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
    rebuild = add_command(
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
    add("--as-of", type=moment, metavar="TIME", help=then)
    add("--out", type=Path, metavar="FILE", help="write what was known then to this file instead")
    nightly = add_command(
        commands,
        "nightly",
        "waylight.ops.nightly:nightly_command",
        "Say what an authority's lists of children, placements and workers would change, and change it with --apply.",
    )
    nightly.add_argument("folder", type=Path, metavar="DIR", help="children.csv, placements.csv, workers.csv")
    nightly.add_argument("--authority", required=True, metavar="NAME", help="its name or code on the record")
    nightly.add_argument("--apply", action="store_true", help="write it, all or nothing")


def _retention(commands: Commands) -> None:
    retention = add_command(
        commands,
        "retention",
        "waylight.ops.retention:retention_command",
        "Say which records are past their time, and let them go; the worker does the same each night.",
    )
    retention.add_argument("--check", action="store_true", help="say what would happen and change nothing")
    retention.add_argument(
        "--as-of", type=day, metavar="DATE", help="with --check: what will be due on that day"
    )


def _backups(commands: Commands) -> None:
    backup = add_command(
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
    restore = add_command(
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


def _building_returns(commands: Commands) -> None:
    build = add_command(
        commands,
        "build-return",
        "waylight.ops.return_building:build_return_command",
        "Build the missing part of the yearly return from the record, with a reason for every row.",
    )
    add = build.add_argument
    add("--year", type=int, required=True, help="the calendar year in which it ends, on 31 March")
    add(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder to write, one within it per authority",
    )
    add("--authority", metavar="NAME", help="its name or code on the record; without it, every authority's")
    before = "the return of the year before as handed in; without it, what was kept with --lodge"
    add("--last-year", type=Path, metavar="DIR", help=before)
    add("--lodge", action="store_true", help="keep it as handed in, for next year's to be compared with")
