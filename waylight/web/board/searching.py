"""Search by name, among the children whose record is open to whoever asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from waylight.access.grid import opened
from waylight.children.selectors.search import search as find
from waylight.imports.freshness import oldest
from waylight.web.night.asking import actor, now
from waylight.web.upkeep.days import day_of


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """A POST, so that no name stands in an address."""
    words = request.POST.get("words", "").strip()
    born = day_of(request.POST.get("born", ""))
    asked = request.method == "POST"
    hits = find(actor=actor(request), words=words, born=born, route="search") if asked else []
    police = any("police" in opened(grant.role, "episode", "write") for grant in actor(request).grants)
    at = now()
    drawn = oldest(children=[hit.id for hit in hits], node=actor(request).node, now=at) if asked else None
    context = {
        "list_of": drawn,
        "now": at,
        "hits": hits,
        "asked": asked,
        "words": words,
        "born": born,
        "police": police,
    }
    return render(request, "board/search.html", context)
