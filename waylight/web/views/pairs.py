"""The queue of doubtful pairs: one question a page, decided by key or button, with or without script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.desk.models import Run
from waylight.desk.narrowing import Line, Narrowed, among, around, listed, narrowed_by, numbers
from waylight.desk.people import PAIR, Refused, may, not_there
from waylight.desk.selectors import pairs as read
from waylight.desk.selectors import queue as of_queue
from waylight.desk.selectors import runs as of_runs
from waylight.desk.selectors.runs import PAGE
from waylight.desk.services import decisions, looking
from waylight.web.narrowing import queue_filters, queue_shows
from waylight.web.timeline import timeline
from waylight.web.views.asking import person_of

# Sent by our own script, which shows the answer itself and wants no page around it.
PART = "X-Waylight-Part"


@require_safe
def queue(request: HttpRequest, id: UUID) -> HttpResponse:
    """The pairs that the address asks for, in their order, with the columns that make it."""
    run, actor = found(request, id), person_of(request)
    if run.state != Run.State.DONE:
        # Nothing is found yet, or nothing was: the run's own page says which.
        return redirect("run", id=run.id)
    narrowed, lines = narrowed_by(request.GET), of_queue.lines(actor, run)
    here = listed(lines, narrowed)
    page = Paginator(here, PAGE).get_page(request.GET.get("page"))
    pairs = of_queue.pairs_at(actor, run, [line.n for line in page.object_list])
    children = [pair.child_id for pair in pairs]
    looking.note_list(actor=actor, run=run, numbers=children, page=page.number, route="queue", record=PAIR)
    by_place = {line.n: line for line in page.object_list}
    counted = numbers(lines, narrowed)
    context = {
        "run": run,
        "page": page,
        "lines": [{"pair": pair, "line": by_place[pair.n]} for pair in pairs],
        "narrowed": narrowed,
        "shows": queue_shows(narrowed, counted["show"]),
        "filters": queue_filters(narrowed, counted),
        "query": urlencode(narrowed.said()),
        "total": len(lines),
        "left": sum(not line.verdict for line in lines),
        "first": _first(lines, narrowed),
        "whole": may(actor, "read"),
        "decides": may(actor, "write", PAIR) and run.closed_at is None,
    }
    return render(request, "waylight/queue.html", context)


def _first(lines: list[Line], narrowed: Narrowed) -> int | None:
    """Where one begins to decide: the first open pair of what is listed; the first of all where one looks again."""
    here = among(lines, narrowed) if narrowed.show in ("open", "all") else []
    return next((line.n for line in here if not line.verdict), None)


@require_safe
def pair(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Both records side by side."""
    run, actor = found(request, id), person_of(request)
    view = read.pair_view(actor, run, n)
    if view is None:
        not_there(run.id)
    numbers_of = [view.child.child_id, *(one.child.child_id for one in view.rivals)]
    looking.note_read(actor=actor, run=run, numbers=numbers_of, place=f"pair {n}", route="pair", record=PAIR)
    context = {
        "run": run,
        "view": view,
        **_beside(request, run, n),
        "drawing": timeline(view),
        "fact": uuid4(),
        "undo_fact": uuid4(),
        "mine": view.decision is not None and decisions.own(view.decision, actor),
        "open": run.closed_at is None,
        "decides": may(actor, "write", PAIR),
    }
    part = PART in request.headers
    return render(request, "waylight/parts/pair.html" if part else "waylight/pair.html", context)


def _beside(request: HttpRequest, run: Run, n: int) -> dict[str, Any]:
    """Where the pair stands in what the address lists, and what an address needs to stay there."""
    narrowed = narrowed_by(request.GET)
    query = urlencode(narrowed.said())
    return {
        "place": around(of_queue.lines(person_of(request), run), narrowed, n),
        "query": f"?{query}" if query else "",
        "decided_query": urlencode(replace(narrowed, show="decided").said()),
        "narrowed": bool(set(narrowed.said()) - {"show", "order"}),
    }


@require_POST
def decide(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """Keeps the verdict and goes on to the next pair that nobody has decided."""
    run = found(request, id)
    fact = _uuid(request.POST.get("fact"))
    before = around(of_queue.lines(person_of(request), run), narrowed_by(request.GET), n)
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
    return _answer(request, run, n, before.onward or before.left_out)


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
    return _answer(request, run, place, place)


def found(request: HttpRequest, id: UUID) -> Run:
    """The run of which at least a pair is open to whoever asks, or the page that says there is none."""
    return of_runs.run(person_of(request), id) or not_there(id, PAIR)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _answer(request: HttpRequest, run: Run, n: int, onward: int | None) -> HttpResponse:
    """What is decided now of what is listed, and the place to go to; the queue where there is none."""
    narrowed = narrowed_by(request.GET)
    query = urlencode(narrowed.said())
    if PART in request.headers:
        place = around(of_queue.lines(person_of(request), run), narrowed, n)
        return JsonResponse({"decided": place.decided, "total": place.total, "place": onward or 0})
    address = reverse("pair", args=[run.id, onward]) if onward else reverse("queue", args=[run.id])
    return redirect(f"{address}?{query}" if query else address)
