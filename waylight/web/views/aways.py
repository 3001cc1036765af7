"""The list of times away behind the middle of the bridge."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.desk.models import Run, RunEpisode
from waylight.desk.people import Person
from waylight.desk.selectors import aways, reach
from waylight.desk.selectors.runs import PAGE
from waylight.desk.services import looking
from waylight.web.narrowing import filters, said
from waylight.web.views.asking import person_of
from waylight.web.views.runs import found


@require_safe
def listed(request: HttpRequest, id: UUID) -> HttpResponse:
    """Times away, narrowed by what the address says, twenty a page."""
    run, actor = found(request, id), person_of(request)
    narrowed = {name: request.GET[name] for name in aways.FILTERS if request.GET.get(name)}
    page = Paginator(aways.times_away(actor, run, narrowed), PAGE).get_page(request.GET.get("page"))
    numbers = [episode.child_id for episode in page.object_list]
    looking.note_list(actor=actor, run=run, numbers=numbers, page=page.number, route="aways")
    context = {
        "run": run,
        "withheld": reach.rows_are_withheld(),
        "page": page,
        "lines": _lines(actor, run, list(page.object_list)),
        "filters": filters(aways.FILTERS, aways.choices(actor, run), narrowed),
        "narrowed": said(narrowed),
        "query": urlencode(narrowed),
    }
    return render(request, "waylight/aways.html", context)


def _lines(actor: Person, run: Run, episodes: list[RunEpisode]) -> list[dict[str, Any]]:
    police = [_ids(episode.police_incidents) for episode in episodes]
    rows = [_ids(episode.authority_rows) for episode in episodes]
    places = aways.places(actor, run, "police", [id for ids in police for id in ids])
    of_rows = aways.places(actor, run, "authority", [id for ids in rows for id in ids])
    return [
        {
            "episode": episode,
            "police": [(id, places.get(id)) for id in mine],
            "rows": [(id, of_rows.get(id)) for id in theirs],
        }
        for episode, mine, theirs in zip(episodes, police, rows, strict=True)
    ]


def _ids(text: str | None) -> list[str]:
    return [id for id in (text or "").split(";") if id]
