"""The yearly return: counts, the lines behind each, its files, and that it was handed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.access.grid import opened
from waylight.engine.when import LONDON
from waylight.facts.refusals import NotThere, Refused
from waylight.statutory_return import selectors, services
from waylight.statutory_return.build_files import MISSING, REASONS
from waylight.statutory_return.build_words import What, Year
from waylight.web.night.asking import actor, answered, now

A_PAGE = 50
YEARS = 4
HEADINGS = {
    What.WRITTEN: "Rows of the return",
    What.LEFT_OUT: "Left out of the return",
    What.LAST_YEAR: "Last year's return and the record",
    What.FAULT: "Found by the checks",
}


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """One year of the own authority; a POST has it built."""
    if request.method == "GET":
        return _page(request, request.GET.get("year", ""))
    year = request.POST.get("year", "")

    def act() -> str:
        services.ask(actor=actor(request), year=_number(year), now=now(), route="statutory_return")
        return f"{reverse('statutory_return')}?{urlencode({'year': year, 'asked': 1})}"

    return answered(request, act, lambda refused: _page(request, year, refused))


@require_safe
def lines(request: HttpRequest, id: UUID) -> HttpResponse:
    """The lines behind a count."""
    narrowed = {name: request.GET[name] for name in ("category", "why", "rule") if request.GET.get(name)}
    what = request.GET.get("what", What.WRITTEN.value)
    try:
        built, found = selectors.lines(actor=actor(request), id=id, what=what, **narrowed)
    except NotThere as absent:
        raise Http404 from absent
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    selectors.note_lines(actor=actor(request), built=built, shown=shown, route="return_lines")
    context = {
        "built": built,
        "year": Year(built.year),
        "title": HEADINGS[What(what)],
        "what": what,
        "page": shown,
        "narrowed": narrowed,
        "query": urlencode({"what": what, **narrowed}),
        "opens": bool(opened(actor(request).role, "episode", "read")),
    }
    return render(request, "statutory_return/lines.html", context)


@require_POST
def fetch(request: HttpRequest, id: UUID) -> HttpResponse:
    """One of its two files. A link does not fetch it."""
    name = REASONS if request.POST.get("file") == REASONS else MISSING
    try:
        body = services.fetch(actor=actor(request), id=id, name=name, route="return_fetch")
    except NotThere as absent:
        raise Http404 from absent
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body.encode(), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def hand_in(request: HttpRequest, id: UUID) -> HttpResponse:
    """Says that it was handed in."""
    year = request.POST.get("year", "")

    def act() -> str:
        services.hand_in(actor=actor(request), id=id, now=now(), route="return_hand_in")
        return f"{reverse('statutory_return')}?{urlencode({'year': year})}"

    return answered(request, act, _again(request, year))


def _again(request: HttpRequest, year: str) -> Callable[[Refused], HttpResponse]:
    return lambda refused: _page(request, year, refused)


def _page(request: HttpRequest, said: str, refused: Refused | None = None) -> HttpResponse:
    current = Year.of(now().astimezone(LONDON).date())
    # The last year that is over is the one to be handed in; where there is nothing to hand in, the one that goes on.
    year = Year(_number(said) or current.name - 1)
    try:
        found = _overview(request, year)
        if not said and not found.rows and not found.lodged:
            found = _overview(request, current)
    except NotThere as absent:
        raise Http404 from absent
    context: dict[str, Any] = {
        "found": found,
        "years": [Year(current.name - n) for n in range(YEARS)],
        "asked": "asked" in request.GET,
        "over": found.year.name < current.name,
        "files": (MISSING, REASONS),
        "what": {one.name.lower(): one.value for one in What},
        "refused": refused,
        "writes": bool(opened(actor(request).role, services.RECORD, "write")),
    }
    return render(request, "statutory_return/page.html", context, status=422 if refused else 200)


def _overview(request: HttpRequest, year: Year) -> selectors.Overview:
    return selectors.overview(actor=actor(request), year=year, route="statutory_return")


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else 0
