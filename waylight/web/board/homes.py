"""An inspector's homes: those of their open inspections with what happens there, and the register."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.children.selectors.inspections import inspections_of
from waylight.engine.when import LONDON
from waylight.episodes.selectors import lists
from waylight.homes import selectors
from waylight.imports.freshness import oldest
from waylight.web.night.asking import actor, now

LATELY = timedelta(days=7)
ON_A_PAGE = 50


@require_safe
def homes(request: HttpRequest) -> HttpResponse:
    """What an inspection opens first: who is away from there, who came back; below, the register by name."""
    who, at = actor(request), now()
    away = lists.open_now(actor=who, now=at, route="homes")
    back = lists.recent(actor=who, since=at - LATELY, now=at, route="homes")
    inspected = [
        (
            one,
            [row for row in away if one.children & row.records],
            [row for row in back if one.children & row.records],
        )
        for one in inspections_of(actor=who, now=at)
    ]
    entries = selectors.register(actor=who, day=at.astimezone(LONDON).date(), route="homes")
    children = {child for one, _, _ in inspected for child in one.children}
    context = {
        "inspected": inspected,
        "page": Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page")),
        "list_of": oldest(children=list(children), node=who.node, now=at),
        "now": at,
    }
    return render(request, "board/homes.html", context)
