"""Saying by name that something owed was done, and when."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.duties import services
from waylight.duties.rows import deeds_of
from waylight.duties.selectors.owed import owed_one
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.deeds import DEEDS
from waylight.web.night.asking import actor, answered, filing, fresh_key, now
from waylight.web.night.moments import read_moment
from waylight.web.owed.ways import how


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, owed: UUID) -> HttpResponse:
    """One duty: what it is, and a form for when it was done."""
    who, at = actor(request), now()
    try:
        line = owed_one(actor=who, owed_id=owed, now=at, route="owed_done")
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        happened = read_moment(request.POST, at)
        filed = filing(request, at, "owed_done")
        services.done(filed, owed_id=owed, what=request.POST.get("what", ""), happened=happened)
        return reverse("child", args=[line.child.id]) + "?kept=1#owed"

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "line": line,
            "stands": how(line.standing),
            "deeds": [deed for deed in DEEDS if deed.code in deeds_of(line.duty)],
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
            "now": at,
        }
        return render(request, "owed/done.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
