"""`waylight door`: serve the door, file what it kept, or make its keys."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from waylight.door import spool
from waylight.ops import door_keys
from waylight.ops.processes import become, environment, program

ASIDE = 3


def door_command(options: argparse.Namespace) -> int:
    """`serve`, `file`, `keys` or `status`."""
    actions = {"serve": _serve, "file": _file, "keys": _keys, "status": _status}
    return actions[options.action](options)


def _serve(options: argparse.Namespace) -> int:
    door = door_keys.door()
    folder = door.folder.parent
    told = {
        "WAYLIGHT_DOOR_SPOOL": str(door.folder),
        "WAYLIGHT_DOOR_SIGNING": str(folder / "signing"),
        door_keys.PUBLIC: os.environ.get(door_keys.PUBLIC) or str(folder / "public"),
    }
    command = [
        *program("granian"), "--interface", "wsgi", "--host", options.host, "--port", str(options.port), "--no-ws",
        "--workers", "1", "--blocking-threads", "2", "--log-level", "warning", "--factory",
        "waylight.door.app:from_environment",
    ]  # fmt: skip
    # The door gets no address of a database and no other secret.
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TZ")}
    return become(command, {**kept, **told})


def _file(options: argparse.Namespace) -> int:
    """Once: returns 3 where a report was laid aside for a person to look at. With `--every` it stays until stopped."""
    os.environ |= environment("web")
    import django

    django.setup()
    from django.db import OperationalError, connection

    from waylight.ops.draining import drain

    folder, private = door_keys.door().folder, door_keys.private_key()
    while True:
        try:
            done = drain(folder, private)
        except OperationalError:
            if options.every is None:
                print("The database is away: everything waits as it was.", file=sys.stderr)
                return 1
            connection.close()
        else:
            if options.every is None or done.filed or done.aside:
                print(
                    f"{done.filed} filed, {done.already} filed before, {done.aside} laid aside.", flush=True
                )
            if options.every is None:
                return ASIDE if done.aside else 0
        time.sleep(options.every)


def _keys(options: argparse.Namespace) -> int:
    if options.private is None or options.public is None:
        print("Say where the two keys go: --private FILE --public FILE.", file=sys.stderr)
        return 2
    if Path(options.private).exists() or Path(options.public).exists():
        print("There is a key already: what was sealed to it could not be opened any more.", file=sys.stderr)
        return 2
    door_keys.make_pair(options.private, options.public)
    return 0


def _status(options: argparse.Namespace) -> int:
    folder = door_keys.door().folder
    aside = len(list((folder / "aside").glob(f"*{spool.SEALED}")))
    print(f"{len(spool.waiting(folder))} wait to be filed, {aside} laid aside.")
    return 0
