from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from waylight.desk.models import Upload
from waylight.desk.people import Refused, not_there
from waylight.desk.selectors import runs as read
from waylight.desk.services import looking, uploads
from waylight.exchange.files.faults import faults_table
from waylight.web.forms import UploadForm
from waylight.web.views.asking import person_of

# Faults that one page lists; the file of them has more.
LISTED = 500


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for the extracts."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            handed = uploads.hand_in(
                id=uuid4(), files=form.files_in(), by=person_of(request), now=timezone.now(), purge=settings.DEMO,
                route="upload_new",
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            again = "?seen=before" if handed.seen_before else ""
            return redirect(f"{_address(handed.upload.id)}{again}")
    return render(request, "waylight/upload_new.html", {"form": form}, status=422 if form.errors else 200)


def _address(id: UUID) -> str:
    return reverse("upload", args=[id])


@require_safe
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Being read; or what is wrong with it; or what a run over it would do."""
    upload = _found(request, id)
    looking.note_counts(actor=person_of(request), of=upload, route="upload")
    return render(request, "waylight/upload.html", _said(request, upload))


@require_safe
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """The part of the page that changes while the files are read."""
    upload = _found(request, id)
    if upload.state != Upload.State.WAITING:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = _address(id)
        return response
    return render(request, "waylight/parts/reading.html", _said(request, upload))


def _found(request: HttpRequest, id: UUID) -> Upload:
    return read.upload(person_of(request), id) or not_there(id)


def _said(request: HttpRequest, upload: Upload) -> dict[str, object]:
    return {
        "upload": upload,
        **_faults(upload),
        "seen_before": request.GET.get("seen") == "before",
        "files": upload.files.all(),
        "remarks": [
            f"{file['file']}: {note}" for file in upload.summary.get("files", []) for note in file["notes"]
        ],
        "runs": upload.runs.all(),
        "let_go": upload.runs.filter(forgotten_at__isnull=False).first(),
        "reading": upload.state == Upload.State.WAITING,
        "refused": upload.state == Upload.State.REFUSED,
        "ready": upload.state == Upload.State.READY,
    }


def _faults(upload: Upload) -> dict[str, object]:
    """The faults that a page lists, how many there are, and how many of them it does not list."""
    listed = upload.faults[:LISTED]
    found = max(upload.faults_found, len(upload.faults))
    lines = sum(fault.get("stands_for", 1) == 1 for fault in listed)
    return {"listed": listed, "found": found, "unlisted": found - lines}


@require_safe
def faults(request: HttpRequest, id: UUID) -> HttpResponse:
    """The faults that were kept, as a table for whoever makes the files. They name no child."""
    upload = _found(request, id)
    looking.note_counts(actor=person_of(request), of=upload, route="upload_faults")
    if not upload.faults:
        not_there(id)
    answer = HttpResponse(faults_table(upload.faults), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return answer
