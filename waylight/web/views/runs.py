from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.desk.models import Run
from waylight.desk.people import PAIR, may, not_there
from waylight.desk.selectors import runs as read
from waylight.desk.services import looking, runs
from waylight.web.bridges import bridge_page
from waylight.web.views.asking import person_of

GOING = (Run.State.WAITING, Run.State.RUNNING)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What needs me now: runs with doubtful pairs first, then uploads that wait."""
    person = person_of(request)
    looking.note_uploads(actor=person, route="desk")
    lines = [
        {
            "upload": upload,
            "run": run,
            "tally": read.tally(person, run) if run and run.state == Run.State.DONE else None,
        }
        for upload in read.uploads(person)
        for run in [max(upload.runs.all(), key=lambda run: run.number, default=None)]
    ]
    context = {"lines": lines, "whole": may(person, "read"), "decides": may(person, "write", PAIR)}
    return render(request, "waylight/desk.html", context)


@require_safe
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Progress while it runs, then the bridge."""
    run = found(request, id)
    looking.note_counts(actor=person_of(request), of=run, route="run")
    if run.state in GOING or run.state == Run.State.FAILED:
        before = read.run_before(person_of(request), run)
        context = {"run": run, "going": run.state in GOING, "before": before}
        return render(request, "waylight/run_going.html", context)
    return render(request, "waylight/run.html", bridge_page(person_of(request), run))


@require_safe
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """The part of the page that changes while a run goes on."""
    run = found(request, id)
    if run.state not in GOING:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("run", args=[run.id])
        return response
    return render(request, "waylight/parts/running.html", {"run": run})


@require_safe
def report(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page for a director, as a file that opens without a network: counts only."""
    run = found(request, id)
    if not run.report:
        raise Http404
    looking.note_counts(actor=person_of(request), of=run, route="run_report")
    response = HttpResponse(run.report, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="waylight-run-{run.number}.html"'
    return response


@require_POST
def start(request: HttpRequest, id: UUID) -> HttpResponse:
    """Asks for a run over an upload."""
    run = runs.start(id=uuid4(), upload_id=id, by=person_of(request), now=timezone.now(), route="run_start")
    return redirect("run", id=run.id)


@require_POST
def again(request: HttpRequest, id: UUID) -> HttpResponse:
    """Runs the same upload again, with what was decided since."""
    before = found(request, id)
    person = person_of(request)
    run = runs.start(id=uuid4(), upload_id=before.upload_id, by=person, now=timezone.now(), route="run_again")
    return redirect("run", id=run.id)


@require_POST
def close(request: HttpRequest, id: UUID) -> HttpResponse:
    """The desk is done with this run."""
    run = found(request, id)
    runs.close(run_id=run.id, by=person_of(request), now=timezone.now(), route="run_close")
    return redirect("run", id=run.id)


def found(request: HttpRequest, id: UUID) -> Run:
    """The run with all that is in it, or the page that says there is none."""
    return read.whole_run(person_of(request), id) or not_there(id)
