"""Who is on duty, said by those whom the rulebook names, and the times when nobody is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from waylight.engine.when import parse
from waylight.facts.refusals import Refused
from waylight.telling.selectors.confirmed import unconfirmed
from waylight.telling.selectors.reach import unreached
from waylight.telling.selectors.rota import Rota, rotas
from waylight.telling.services import own
from waylight.web.night.asking import actor, answered, now


@require_http_methods(["GET", "POST"])
def rota(request: HttpRequest) -> HttpResponse:
    """The rotas that I keep, for the coming seven days."""

    def send() -> str:
        person, _, node = request.POST.get("who", "").partition(" ")
        try:
            chosen = (UUID(person), UUID(node))
        except ValueError as wrong:
            raise Refused("Choose who is on duty.", field="who") from wrong
        since, until = _moment(request, "since"), _moment(request, "until")
        if until <= now():
            raise Refused("A duty that is planned ends later than now.", field="until")
        own.plan_duty(
            actor=actor(request), person=chosen[0], role=request.POST.get("role", ""), node=chosen[1],
            since=since, until=until, route="rota",
        )  # fmt: skip
        return reverse("rota")

    return (
        answered(request, send, lambda refused: _page(request, refused)) if request.POST else _page(request)
    )


@require_POST
def off(request: HttpRequest, n: int) -> HttpResponse:
    """Off the rota: now, or before it began."""

    def send() -> str:
        own.take_off(actor=actor(request), duty=n, now=now(), route="rota_off")
        return reverse("rota")

    return answered(request, send, lambda refused: _page(request, refused))


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    at = now()
    kept = rotas(actor=actor(request), now=at)
    if not kept:
        raise Http404
    lacking = unreached(actor=actor(request), now=at)
    not_yet = unconfirmed(kept)
    context = {
        "rotas": [(one, _not_confirmed(one, not_yet)) for one in kept],
        "refused": refused,
        "sent": request.POST,
        "now": at,
        "unreached": lacking,
    }
    return render(request, "told/rota.html", context, status=422 if refused else 200)


def _not_confirmed(rota: Rota, of: Mapping[UUID, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """Of those who hold the role, by name, what nobody confirmed."""
    return [(one.name, of[one.person]) for one in rota.holders if of.get(one.person)]


def _moment(request: HttpRequest, name: str) -> datetime:
    """A day and a time of London. Raises: Refused."""
    day, clock = request.POST.get(f"{name}_day", ""), request.POST.get(f"{name}_time", "")
    try:
        return parse(f"{day}T{clock}").earliest
    except ValueError as wrong:
        raise Refused("Give a day and a time for the beginning and for the end.", field=name) from wrong
