"""Days in court and contact with family that stand before a child: put down here, so that a pattern can be seen."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.alerts import services
from waylight.alerts.selectors.dates import dates_of
from waylight.engine.when import parse
from waylight.facts.refusals import NotThere, Refused
from waylight.web.night.asking import actor, answered, filing, fresh_key, now


@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, child: UUID) -> HttpResponse:
    """What stands ahead, and one more."""
    who, at = actor(request), now()

    def send() -> str:
        said = request.POST
        day, time = said.get("day", ""), said.get("time", "")
        try:
            when = parse(f"{day}T{time}" if time else day)
        except ValueError as wrong:
            raise Refused("Give the day, and the time if it is known.", field="when") from wrong
        services.add_date(
            filing(request, at, "child_dates"),
            child_id=child,
            what=said.get("what", ""),
            when=when,
            notes=said.get("notes", ""),
        )
        return reverse("child_dates", args=[child])

    def page(refused: Refused | None = None) -> HttpResponse:
        try:
            found = dates_of(actor=who, child_id=child, now=at, route="child_dates")
        except NotThere as absent:
            raise Http404 from absent
        context = {"found": found, "sent": request.POST, "key": fresh_key(), "refused": refused, "now": at}
        return render(request, "alerts/dates.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
