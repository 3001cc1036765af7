from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from waylight.imports import selectors, services
from waylight.rulebook.files import CERTAIN
from waylight.web.narrowing import COMES_TO
from waylight.web.night.asking import actor
from waylight.web.views.runs import found


@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, id: UUID) -> HttpResponse:
    """What would change on the children's records; a POST asks the worker to do it."""
    run, now = found(request, id), timezone.now()
    if request.method == "POST":
        services.ask(actor=actor(request), run_id=run.id, id=_key(request), now=now, route="intake")
        return redirect("intake", run.id)
    standing = selectors.before(actor=actor(request), run=run, now=now, route="intake")
    context = {
        "run": run,
        "before": standing,
        "comes_to": COMES_TO,
        "key": uuid4(),
        "certain": int(CERTAIN.value * 100),
    }
    return render(request, "waylight/intake.html", context)


@require_POST
def back(request: HttpRequest, id: UUID, intake: UUID) -> HttpResponse:
    """Take one intake back: every claim of it is in error from then on."""
    run = found(request, id)
    services.ask_back(actor=actor(request), run_id=run.id, intake_id=intake, route="intake_back")
    return redirect("intake", run.id)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as wrong:
        raise Http404 from wrong
