"""Tonight: each child who lives here, in or away; and "they are back" in three taps."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.episodes.selectors import lists, live
from waylight.facts.refusals import NotThere, Refused
from waylight.imports.freshness import oldest
from waylight.web.night.acts import Sent
from waylight.web.night.acts import back as keep_back
from waylight.web.night.answers import times
from waylight.web.night.asking import actor, answered, fresh_key, now


@require_safe
def tonight(request: HttpRequest) -> HttpResponse:
    """The list that a night worker or carer lands on."""
    who, at = actor(request), now()
    rows = lists.tonight(actor=who, node=who.node, now=at, route="tonight") if who.node else ()
    context = {
        "rows": rows,
        "away": [row for row in rows if row.away is not None],
        "here": [row for row in rows if row.away is None],
        "now": at,
        "list_of": oldest(children=[row.child.id for row in rows], node=who.node, now=at),
        "place": who.node_name,
    }
    return render(request, "night/tonight.html", context)


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, episode: UUID) -> HttpResponse:
    """They are back: now, or at another time. The second tap confirms, the third page says so."""
    at = now()

    def send() -> str:
        keep_back(Sent(actor(request), episode, request.POST, at))
        return reverse("away", args=[episode])

    def page(refused: Refused | None = None) -> HttpResponse:
        try:
            shown = live.live(actor=actor(request), episode_id=episode, now=at, route="back")
        except NotThere as absent:
            raise Http404 from absent
        context = {
            "live": shown,
            "key": request.POST.get("key") or fresh_key(),
            "times": times(at, request.POST.get("when", "")),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "night/back.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
