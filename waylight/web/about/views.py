"""The pages about the data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.web.about.document import SHEETS


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Which pages there are."""
    return render(request, "about/data.html", {"sheets": [sheet() for sheet in SHEETS.values()]})


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them."""
    if slug not in SHEETS:
        raise Http404
    return render(request, "about/sheet.html", {"sheet": SHEETS[slug]()})
