"""Files come in, are read by the worker in a closed child process, and are taken whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.copying import copy_in
from waylight.desk.models import (
    ChildRow,
    HomeRow,
    MissingRow,
    PlacementRow,
    PoliceRow,
    SetAsideRow,
    Upload,
    UploadFile,
)
from waylight.desk.people import EXTRACT, Person, Refused, must
from waylight.desk.summary import summary_of
from waylight.reconcile.tables import Extracts
from waylight.rulebook.retention import DEMONSTRATION_UPLOADS

# Uploads to a demonstration may hold what should not be there: they go after a day.
KEPT_IN_DEMONSTRATION = DEMONSTRATION_UPLOADS.value.span
# More than England's police reports of a year in the plainest form; the reader has limits of its own.
MOST_BYTES = 300 * 1024 * 1024

POLICE, AUTHORITY, HOMES, MAPPING = "police", "authority", "homes", "mapping"
SLOTS = (POLICE, AUTHORITY, HOMES, MAPPING)

QUEUED = "waiting for the worker"
# Where the program failed or was stopped, not the files.
OUR_FAULT = {
    "file": "All files",
    "line": None,
    "column": None,
    "what": "the program stopped while it was reading them",
    "remedy": "upload them again; if it happens again, tell whoever runs this service",
}

_TABLES = (
    (PoliceRow, "police"),
    (ChildRow, "children"),
    (PlacementRow, "placements"),
    (MissingRow, "missing"),
    (HomeRow, "homes"),
)


@dataclass(frozen=True)
class Incoming:
    """One file as handed in. `slot` is one of SLOTS."""

    slot: str
    name: str
    body: bytes


@dataclass(frozen=True)
class HandedIn:
    """`seen_before` is true where the same files are here already; then `upload` is that one."""

    upload: Upload
    seen_before: bool


@transaction.atomic
def hand_in(
    *, id: UUID, files: Sequence[Incoming], by: Person, now: datetime, purge: bool = True, route: str = ""
) -> HandedIn:
    """Stores the files for the agency of whoever hands them in, and asks the worker to read them. `purge`: they go
    after a day. Raises: Refused with what to hand in instead."""
    must(by, "write")
    node = by.node
    if node is None:
        raise Refused("Files belong to an agency. Sign in at yours.")
    _check(files)
    content = _content_hash(files)
    known = Upload.objects.filter(
        content_hash=content, node_id=node, state__in=(Upload.State.WAITING, Upload.State.READY)
    ).first()
    if known is not None:
        return HandedIn(known, seen_before=True)
    upload = Upload.objects.create(
        id=id,
        asked_at=now,
        by_name=by.name,
        by_agency=by.agency,
        node_id=node,
        content_hash=content,
        stage=QUEUED,
        purge_at=now + KEPT_IN_DEMONSTRATION if purge else None,
    )
    UploadFile.objects.bulk_create(_stored(upload, file) for file in files)
    note(actor=by, act=Act.WROTE, record=EXTRACT, subject=upload.id, route=route, basis="handed in")
    from waylight.desk.tasks import read_upload

    read_upload.defer(upload_id=str(upload.id))
    return HandedIn(upload, seen_before=False)


def _check(files: Sequence[Incoming]) -> None:
    slots = [file.slot for file in files]
    if POLICE not in slots or AUTHORITY not in slots:
        raise Refused("Hand in the police file and the authority's files together.")
    names = [file.name.lower() for file in files if file.slot == AUTHORITY]
    if len(set(names)) != len(names):
        raise Refused(
            "Two of the authority's files have the same name. Give each its own, for example children_2.csv."
        )
    if sum(len(file.body) for file in files) > MOST_BYTES:
        raise Refused(
            f"These files are over {MOST_BYTES >> 20} MB together. Hand in one year at a time, or Parquet files."
        )


def _stored(upload: Upload, file: Incoming) -> UploadFile:
    digest = hashlib.sha256(file.body).hexdigest()
    return UploadFile(
        upload=upload, slot=file.slot, name=file.name, size=len(file.body), sha256=digest, body=file.body
    )


def _content_hash(files: Sequence[Incoming]) -> str:
    """The same for the same contents in the same places, whatever their order and the police file's name."""
    parts = sorted(
        (file.slot, file.name if file.slot == AUTHORITY else "", hashlib.sha256(file.body).hexdigest())
        for file in files
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@transaction.atomic
def note_reading(*, upload_id: UUID, stage: str) -> None:
    """Says what is being done with the files now."""
    Upload.objects.filter(id=upload_id).update(stage=stage)


@transaction.atomic
def take(*, upload_id: UUID, extracts: Extracts, files: Sequence[Mapping[str, Any]], now: datetime) -> Upload:
    """Takes every row in; the files' bodies are dropped, since all that was in them is in the rows.

    `files` is what the reader noted of each: file, table, rows, set_aside, encoding, notes.
    """
    upload = Upload.objects.select_for_update().get(id=upload_id)
    if upload.state != Upload.State.WAITING:
        return upload
    for model, table in _TABLES:
        frame = getattr(extracts, table)
        if frame is not None:
            copy_in(model, frame.with_row_index("n"), upload_id=upload.id)
    copy_in(SetAsideRow, extracts.set_aside.rename({"id": "row_id"}).with_row_index("n"), upload_id=upload.id)
    upload.files.update(body=None)
    upload.summary = summary_of(extracts) | {"files": [dict(file) for file in files]}
    upload.state, upload.stage, upload.read_at = Upload.State.READY, "", now
    upload.save()
    return upload


@transaction.atomic
def refuse(
    *, upload_id: UUID, faults: Sequence[dict[str, Any]], now: datetime, found: int | None = None
) -> Upload:
    """Keeps what was wrong with the files and nothing of what was in them. `found`: how many faults there are, where
    `faults` does not hold each."""
    upload = Upload.objects.select_for_update().get(id=upload_id)
    if upload.state != Upload.State.WAITING:
        return upload
    upload.files.update(body=None)
    upload.state, upload.stage, upload.faults, upload.read_at = Upload.State.REFUSED, "", list(faults), now
    upload.faults_found = len(faults) if found is None else found
    upload.save()
    return upload
