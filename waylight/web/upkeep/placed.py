"""A report that was placed with the wrong child is taken back, and waits again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.episodes.selectors import placed as placings
from waylight.episodes.services import placing
from waylight.facts.refusals import NotThere, Refused
from waylight.web.night.asking import actor, answered, filing, fresh_key, now


@require_http_methods(["GET", "POST"])
def unplace(request: HttpRequest, fact: UUID) -> HttpResponse:
    """What was carried over with the placing, and why it is another child's."""
    who, at, sent = actor(request), now(), request.POST
    try:
        found = placings.placing(actor=who, placed_id=fact, now=at, route="unplace")
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        placing.take_back_placing(filing(request, at, "unplace"), placed_id=fact, why=sent.get("why", ""))
        return reverse("unplaced")

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {"found": found, "sent": sent, "key": sent.get("key") or fresh_key(), "refused": refused}
        return render(request, "upkeep/unplace.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
