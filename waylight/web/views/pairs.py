"""The queue of doubtful pairs: one question a page, decided by key or button, with or without script."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.desk.models import Run
from waylight.desk.people import PAIR, Refused, may, not_there
from waylight.desk.selectors import pairs as read
from waylight.desk.selectors import runs as of_runs
from waylight.desk.selectors.runs import PAGE, tally
from waylight.desk.services import decisions, looking
from waylight.web.timeline import timeline
from waylight.web.views.asking import person_of

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
    numbers = [pair.child_id for pair in page.object_list]
    looking.note_list(actor=actor, run=run, numbers=numbers, page=page.number, route="queue", record=PAIR)
    told = tally(actor, run)
    numbered = {"open": told.left, "decided": told.decided, "all": told.total}
    context = {
        "run": run,
        "page": page,
        "lines": [{"pair": pair, "decided": decided.get(pair.n)} for pair in page.object_list],
        "which": which,
        "kinds": [(name, words, numbered[name]) for name, words in WHICH.items()],
        "query": f"show={which}",
        "tally": told,
        "first": read.first_open(actor, run),
        "whole": may(actor, "read"),
        "decides": may(actor, "write", PAIR),
    }
    return render(request, "waylight/queue.html", context)


@require_safe
def pair(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Both records side by side."""
    run, actor = found(request, id), person_of(request)
    view = read.pair_view(actor, run, n)
    if view is None:
        not_there(run.id)
    numbers = [view.child.child_id, *(one.child.child_id for one in view.rivals)]
    looking.note_read(actor=actor, run=run, numbers=numbers, place=f"pair {n}", route="pair", record=PAIR)
    context = {
        "run": run,
        "view": view,
        "drawing": timeline(view),
        "fact": uuid4(),
        "undo_fact": uuid4(),
        "mine": view.decision is not None and decisions.own(view.decision, actor),
        "open": run.closed_at is None,
        "decides": may(actor, "write", PAIR),
    }
    part = PART in request.headers
    return render(request, "waylight/parts/pair.html" if part else "waylight/pair.html", context)


@require_POST
def decide(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Keeps the verdict and goes on to the next pair that nobody has decided."""
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
            route="pair_decide",
            shown=request.POST.get("shown", ""),
        )
    except Refused as refused:
        if PART in request.headers:
            return JsonResponse({"refused": str(refused)}, status=409)
        raise
    actor = person_of(request)
    # Past the last, what was left out on the way.
    return _answer(request, run, read.open_after(actor, run, n) or read.first_open(actor, run))


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
    decisions.undo(
        id=_uuid(request.POST.get("fact")),
        decision_id=fact.id,
        by=actor,
        now=timezone.now(),
        route="pair_undo",
    )
    return _answer(request, run, place)


def found(request: HttpRequest, id: UUID) -> Run:
    """The run of which at least a pair is open to whoever asks, or the page that says there is none."""
    return of_runs.run(person_of(request), id) or not_there(id, PAIR)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _answer(request: HttpRequest, run: Run, place: int | None) -> HttpResponse:
    counted = tally(person_of(request), run)
    if PART in request.headers:
        return JsonResponse({"decided": counted.decided, "total": counted.total, "place": place or 0})
    return redirect("pair", id=run.id, n=place) if place else redirect("queue", id=run.id)
