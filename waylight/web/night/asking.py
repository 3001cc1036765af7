"""What every page of the night does: who asks, what time it is, a form sent once, a refusal that loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from waylight.agencies.actor import Actor
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere, Refused

PART = "X-Waylight-Part"


def actor(request: HttpRequest) -> Actor:
    """Who asks, as the gate found them."""
    asks: Actor = request.actor  # type: ignore[attr-defined]
    return asks


def now() -> datetime:
    """The clock, read at the door and handed on."""
    return timezone.now()


def filing(request: HttpRequest, at: datetime, route: str) -> Filing:
    """What whoever asks files with this form: its key was made by the page."""
    return Filing(actor(request), at, request.POST.get("key", ""), route=route)


def fresh_key() -> str:
    """Made by the page and sent with its form, so that sending twice files once."""
    return str(uuid4())


def answered(
    request: HttpRequest, act: Callable[[], str], again: Callable[[Refused], HttpResponse]
) -> HttpResponse:
    """Does the act and goes where it says; where it is refused, shows the page again with what was typed.

    A script that sent the form is told in JSON. What is not there, or may not be known of, is not found.
    """
    try:
        go = act()
    except NotThere as absent:
        raise Http404 from absent
    except Refused as refused:
        if request.headers.get(PART):
            return JsonResponse({"refused": refused.sentence, "field": refused.field}, status=422)
        return again(refused)
    return JsonResponse({"go": go}) if request.headers.get(PART) else redirect(go)
