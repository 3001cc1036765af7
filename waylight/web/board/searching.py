"""Search by name, and the glass that is broken for a child in danger whom nothing else opens."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waylight.access import glass
from waylight.children.names import name_key
from waylight.children.selectors.search import search as find
from waylight.web.night.asking import actor


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """A POST, so that no name stands in an address."""
    words = request.POST.get("words", "").strip()
    born = _day(request.POST.get("born", ""))
    asked = request.method == "POST"
    hits = find(actor=actor(request), words=words, born=born, route="search") if asked else []
    return render(request, "board/search.html", {"hits": hits, "asked": asked, "words": words, "born": born})


@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """One child by exact name and birth date, to read, for an hour; the responsible authority hears of it."""
    refused = ""
    if request.method == "POST":
        born = _day(request.POST.get("born", ""))
        if born is None:
            refused = "Give the child's exact birth date."
        else:
            key = name_key(request.POST.get("given", ""), request.POST.get("family", ""))
            try:
                opened = glass.break_glass(
                    actor=actor(request),
                    name_key=key,
                    born=born,
                    reason=request.POST.get("reason", ""),
                    route="break_glass",
                )
            except glass.NotOpened as not_opened:
                opened = not_opened
            if not isinstance(opened, glass.NotOpened):
                return redirect("child", opened)
            refused = str(opened)
    context = {"refused": refused, "sent": request.POST}
    return render(request, "board/break_glass.html", context, status=422 if refused else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
