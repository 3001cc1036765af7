"""The pages about the data, and the file of one child's record for whoever asks to see it."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from waylight.episodes.selectors.export import export
from waylight.facts.refusals import NotThere
from waylight.web.about.document import SHEETS
from waylight.web.night.asking import actor, now


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


@require_POST
def child_export(request: HttpRequest, child: UUID) -> HttpResponse:
    """One file; the name of the child is not in the name of the file."""
    try:
        held = export(actor=actor(request), child_id=child, now=now(), route="child_export")
    except NotThere as absent:
        raise Http404 from absent
    written = json.dumps(held, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="record.json"', "Cache-Control": "no-store"}
    return HttpResponse(written, content_type="application/json", headers=headers)
