"""What I was told: what waits for me first, with a clock; taking it on by name, with the time of my next look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from waylight.episodes.services import updates
from waylight.facts.refusals import Refused
from waylight.telling.selectors.confirmed import own_ways
from waylight.telling.selectors.inbox import inbox, mobile_of
from waylight.telling.services import confirming, own
from waylight.web.night.asking import actor, answered, filing, fresh_key, now


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """My notices."""
    return _page(request)


@require_POST
def take(request: HttpRequest, notice: UUID) -> HttpResponse:
    """I take it on: a fact in my name, which ends the climb of my agency."""

    def send() -> str:
        who, at = actor(request), now()
        item = next((one for one in inbox(actor=who, now=at, route="told_take") if one.id == notice), None)
        if item is None or item.claim is None or not item.about_a_child:
            raise Http404
        minutes = request.POST.get("minutes", "")
        look = at + timedelta(minutes=int(minutes)) if minutes.isdigit() else None
        if look is None:
            raise Refused("Say when you look again.", field="minutes")
        updates.acknowledged(
            filing(request, at, "told_take"),
            episode_id=item.claim,
            next_look=look,
        )
        return reverse("away", args=[item.claim])

    return answered(request, send, lambda refused: _page(request, refused))


@require_POST
def mobile(request: HttpRequest) -> HttpResponse:
    """The number on which I want texts."""

    def send() -> str:
        number = request.POST.get("number", "")
        own.set_mobile(actor=actor(request), number=number, now=now(), route="told_mobile")
        return reverse("told")

    return answered(request, send, lambda refused: _page(request, refused))


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """A code to one of my addresses; with a code filled in: it arrived."""

    def send() -> str:
        said: dict[str, Any] = {
            "actor": actor(request), "channel": request.POST.get("channel", ""), "now": now(), "route": "told_confirm",
        }  # fmt: skip
        if "code" in request.POST:
            confirming.confirm(code=request.POST["code"], **said)
        else:
            confirming.ask_code(**said)
        return reverse("told") + "#ways"

    return answered(request, send, lambda refused: _page(request, refused))


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    who, at = actor(request), now()
    items = inbox(actor=who, now=at, route="told")
    own.seen(actor=who, notices=[item.id for item in items], now=at)
    context = {
        "waiting": [item for item in items if item.waits],
        "rest": [item for item in items if not item.waits],
        "keys": {item.id: fresh_key() for item in items if item.waits},
        "ways": own_ways(actor=who, now=at),
        "number": request.POST.get("number") or mobile_of(who),
        "refused": refused,
        "now": at,
    }
    return render(request, "told/inbox.html", context, status=422 if refused else 200)
