"""Hands the invented region in at the desk, as a person would, and waits until the worker has reconciled it.

python -m waylight.ops.demo.load FOLDER
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import django

from waylight.ops.demo.people import OFFICERS, id_of

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor
    from waylight.desk.models import Run, Upload
    from waylight.desk.people import Person
    from waylight.desk.services.uploads import Incoming

AT_MOST_SECONDS = 15 * 60
TICK_SECONDS = 0.25


class NotLoaded(Exception):
    """The region was refused or not reconciled; the message says why."""


def load(folder: Path, say: Callable[[str], None]) -> None:
    """Upload the region's files and reconcile them, unless both were done before. Raises: NotLoaded."""
    from waylight.access.acting import acting
    from waylight.desk.models import Run, Upload
    from waylight.desk.services import runs, uploads

    officer, loader = _loader()
    now = datetime.now(UTC)
    with acting(officer):
        upload = uploads.hand_in(id=uuid4(), files=files_of(folder), by=loader, now=now, purge=False).upload
    _wait(upload, lambda: upload.state != Upload.State.WAITING, lambda: say(upload.stage))
    if upload.state != Upload.State.READY:
        raise NotLoaded(f"The region's own files were refused: {upload.faults}")
    with acting(officer):
        run = upload.runs.filter(state=Run.State.DONE).first()
        if run is None:
            run = runs.start(id=uuid4(), upload_id=upload.id, by=loader, now=datetime.now(UTC))
    ended = (Run.State.DONE, Run.State.FAILED)
    _wait(run, lambda: run.state in ended, lambda: say(f"{run.stage} ({run.percent} %)"))
    if run.state == Run.State.FAILED:
        raise NotLoaded(run.failure)


def _loader() -> tuple[Actor, Person]:
    """The first data officer, under a name that says who pressed the button."""
    from waylight.agencies.selectors import actor_of
    from waylight.desk.people import desk_person

    officer = actor_of(id_of(OFFICERS[0]), datetime.now(UTC), via="demonstration")
    return officer, replace(desk_person(officer), name="The demonstration")


def files_of(folder: Path) -> list[Incoming]:
    """The region's files, each in the place of the form that it belongs to."""
    from waylight.desk.services.uploads import AUTHORITY, HOMES, POLICE, Incoming

    places = [(POLICE, folder / "police.csv"), (HOMES, folder / "homes.csv")]
    places += [(AUTHORITY, path) for path in sorted((folder / "authority").iterdir())]
    return [Incoming(slot, path.name, path.read_bytes()) for slot, path in places if path.exists()]


def _wait(record: Run | Upload, done: Callable[[], bool], tell: Callable[[], None]) -> None:
    from waylight.access.acting import acting

    officer, _ = _loader()
    until = time.monotonic() + AT_MOST_SECONDS
    while not done():
        if time.monotonic() > until:
            raise NotLoaded(f"The worker did not finish within {AT_MOST_SECONDS // 60} minutes.")
        time.sleep(TICK_SECONDS)
        with acting(officer):
            record.refresh_from_db()
        tell()


# A terminal's own words: keep this place, clear the rest of the line, come back.
KEEP, CLEAR, BACK = "\0337", "\033[K", "\0338"


def _say(stage: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"{KEEP}{stage}{CLEAR}{BACK}")
        sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Returns 1, with the reason on standard error, where the region could not be loaded."""
    django.setup()
    try:
        load(Path(arguments[0]), _say)
    except NotLoaded as why:
        print(f"\n{why}", file=sys.stderr)
        return 1
    _say("")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
