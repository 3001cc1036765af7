"""The queue of doubtful pairs: one question a page, decided by key or button, with or without script."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.desk.models import Run
from waylight.desk.people import Refused
from waylight.desk.selectors import pairs as read
from waylight.desk.selectors.runs import PAGE, tally
from waylight.desk.services import decisions
from waylight.web.timeline import timeline
from waylight.web.views.asking import person_of
from waylight.web.views.runs import found

# Sent by our own script, which shows the answer itself and wants no page around it.
PART = "X-Waylight-Part"
WHICH = {"open": "To decide", "decided": "Decided", "all": "All"}


@require_safe
def queue(request: HttpRequest, id: UUID) -> HttpResponse:
    """The pairs in their order, with the columns that make it."""
    run, actor = found(request, id), person_of(request)
    which = request.GET.get("show", "open")
    which = which if which in WHICH else "open"
    pairs, decided = read.queue(actor, run, which)
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": page,
        "lines": [{"pair": pair, "decided": decided.get(pair.n)} for pair in page.object_list],
        "which": which,
        "kinds": WHICH.items(),
        "query": f"show={which}",
        "tally": tally(actor, run),
        "first": read.first_open(actor, run),
    }
    return render(request, "waylight/queue.html", context)


@require_safe
def pair(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Both records side by side."""
    run = found(request, id)
    view = read.pair_view(person_of(request), run, n)
    if view is None:
        raise Http404
    context = {
        "run": run,
        "view": view,
        "drawing": timeline(view),
        "fact": uuid4(),
        "undo_fact": uuid4(),
        "mine": view.decision is not None and view.decision.by_name == person_of(request).name,
        "open": run.closed_at is None,
    }
    part = PART in request.headers
    return render(request, "waylight/parts/pair.html" if part else "waylight/pair.html", context)


@require_POST
def decide(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Keeps the verdict and goes on to the next pair."""
    run = found(request, id)
    fact = _uuid(request.POST.get("fact"))
    try:
        decisions.decide(
            id=fact,
            run_id=run.id,
            place=n,
            verdict=request.POST.get("verdict", ""),
            by=person_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        if PART in request.headers:
            return JsonResponse({"refused": str(refused)}, status=409)
        raise
    return _answer(request, run, n + 1)


@require_POST
def undo(request: HttpRequest, id: UUID) -> HttpResponse:
    """Takes my last decision of this run back and shows its pair."""
    run, actor = found(request, id), person_of(request)
    last = read.last_own(actor, run)
    if last is None:
        if PART in request.headers:
            return JsonResponse({"refused": "You have nothing to take back in this run."}, status=409)
        raise Refused("You have nothing to take back in this run.")
    fact, place = last
    decisions.undo(id=_uuid(request.POST.get("fact")), decision_id=fact.id, by=actor, now=timezone.now())
    return _answer(request, run, place)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _answer(request: HttpRequest, run: Run, place: int) -> HttpResponse:
    counted = tally(person_of(request), run)
    place = place if place <= counted.total else 0
    if PART in request.headers:
        return JsonResponse({"decided": counted.decided, "total": counted.total, "place": place})
    return redirect("pair", id=run.id, n=place) if place else redirect("queue", id=run.id)
