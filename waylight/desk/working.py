"""The two long jobs of the worker: reading files, and a run. Told the clock; no web, no queue."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from waylight.desk.extracts import extracts_of, with_decisions
from waylight.desk.models import Upload, UploadFile
from waylight.desk.results import results_of
from waylight.desk.services import runs, uploads
from waylight.exchange.files import Reading, Refused
from waylight.exchange.files.bad import BAD_CELLS
from waylight.exchange.files.sandbox import read_all_limited
from waylight.exchange.report import Findings, page
from waylight.reconcile import Reconciled
from waylight.reconcile.tables import Extracts, empty

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]
# How often a run tells how far it is: often enough to be watched, seldom enough to cost nothing.
_TELL_EVERY = timedelta(milliseconds=400)
# Faults kept one by one; the page shows fewer, the file of them all of these.
_LISTED = 2_000


def read_upload(upload_id: UUID, clock: Clock) -> None:
    """Reads the files in a limited child process and takes them whole, or keeps what is wrong with them."""
    files = list(UploadFile.objects.filter(upload_id=upload_id, upload__state=Upload.State.WAITING))
    if not files:
        return
    uploads.note_reading(upload_id=upload_id, stage="Reading the files")
    with tempfile.TemporaryDirectory(prefix="waylight-upload-") as name:
        places = _laid_out(files, Path(name))
        try:
            reading = read_all_limited(
                places["police"],
                places["authority"],
                places.get("homes"),
                places.get("mapping"),
                now=clock(),
            )
        except Refused as refused:
            faults = [vars(fault) for fault in refused.faults[:_LISTED]]
            uploads.refuse(upload_id=upload_id, faults=faults, found=refused.found, now=clock())
            return
        except Exception:
            uploads.refuse(upload_id=upload_id, faults=[uploads.OUR_FAULT], now=clock())
            raise
    uploads.note_reading(upload_id=upload_id, stage="Taking the rows in")
    uploads.take(upload_id=upload_id, extracts=reading.extracts, files=reading.files, now=clock())


def _laid_out(files: Iterable[UploadFile], folder: Path) -> dict[str, Path]:
    """The files on disk as the reader wants them: the authority's in a folder of their own."""
    places = {"authority": folder / "authority"}
    places["authority"].mkdir(mode=0o700)
    for file in files:
        home = folder
        if file.slot == uploads.AUTHORITY:
            home = places["authority"]
        elif file.slot == uploads.POLICE:
            # A name of its own, so that it never meets the third list's.
            home = folder / "from"
            home.mkdir(mode=0o700)
        path = home / Path(file.name).name
        path.write_bytes(bytes(file.body or b""))
        places.setdefault(file.slot, path)
    return places


def reconcile_upload(run_id: UUID, clock: Clock) -> None:
    """Carries a run out. Where it fails, the run says so and the fault goes on to the log."""
    from waylight.reconcile import reconcile

    run = runs.begin(run_id=run_id, now=clock())
    if run is None:
        return
    teller = Teller(run_id, clock)
    try:
        extracts = with_decisions(extracts_of(run.upload_id), run.upload.node_id)
        found = reconcile(extracts, now=clock(), progress=teller)
        teller("Keeping the results", 0.97)
        now = clock()
        report = report_of(found, extracts, run.upload.summary.get("files", []), now=now)
        results = results_of(found, extracts, today=now.astimezone(LONDON).date(), report=report)
        runs.finish(run_id=run_id, results=results, now=clock())
    except Exception:
        sentence = (
            "A fault in the program stopped this run. Nothing was kept and nothing was lost: start it again."
        )
        runs.fail(run_id=run_id, sentence=sentence, now=clock())
        raise


def report_of(found: Reconciled, extracts: Extracts, files: list[dict[str, object]], *, now: datetime) -> str:
    """The page for a director, as the command line writes it."""
    reading = Reading(extracts, empty(BAD_CELLS), files)
    said = {"now": now, "from": None, "to": None, "waylight": version("waylight"), "beside": False}
    return page(Findings.of(found, reading, said))


class Teller:
    """Tells the desk how far a run is, not more often than somebody could read it."""

    def __init__(self, run_id: UUID, clock: Clock) -> None:
        self._run_id, self._clock = run_id, clock
        self._told: tuple[str, datetime] | None = None

    def __call__(self, stage: str, done: float) -> None:
        """`done` is a share of the whole, from 0 to 1."""
        now = self._clock()
        if self._told is not None and self._told[0] == stage and now - self._told[1] < _TELL_EVERY:
            return
        self._told = (stage, now)
        runs.note_progress(run_id=self._run_id, stage=stage, percent=round(done * 100), now=now)
