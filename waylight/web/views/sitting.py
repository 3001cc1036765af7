"""Signing in, choosing one's duty, signing out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.signin import demonstration, door, factors, pins
from waylight.signin.door import Came
from waylight.signin.limits import attempt
from waylight.signin.models import Device
from waylight.signin.refusals import Refused
from waylight.web import sitting as sat
from waylight.web.devices import device_of_request
from waylight.web.landing import landing

Way = Callable[[HttpRequest, Device | None], Came]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page of whoever asks."""
    return redirect(landing(request.sitting))  # type: ignore[attr-defined]


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Every way in on one page: it is one request to show and one to answer."""
    device = device_of_request(request)
    if request.method != "POST":
        return _page(request, device)
    way = WAYS.get(request.POST.get("way", ""))
    if way is None:
        return _page(request, device)
    try:
        came = way(request, device)
    except Refused as why:
        return _page(request, device, why)
    sat.begin(request, came)
    return redirect(landing(request.sitting))  # type: ignore[attr-defined]


@login_not_required
@require_POST
def passkey_ask(request: HttpRequest) -> HttpResponse:
    """The question that a passkey answers."""
    attempt(request, "passkey").succeeded()
    return JsonResponse(dict(factors.ask_for_passkey()))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and leave nothing behind in the browser but the shared device's own cookie."""
    sat.end(request, "signed out")
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """Where am I, and as what? The one of last time stands first."""
    offered = sat.duties_of_request(request)
    if request.method == "POST":
        chosen = next((one for one in offered if str(one.grant_id) == request.POST.get("duty")), None)
        if chosen is not None:
            sat.choose(request, chosen)
            return redirect(landing(request.sitting))  # type: ignore[attr-defined]
    return render(request, "waylight/signing/duty.html", {"duties": offered})


def _password(request: HttpRequest, device: Device | None) -> Came:
    typed = request.POST
    return door.by_password(
        request,
        email=typed.get("email", ""),
        password=typed.get("password", ""),
        code=typed.get("code", ""),
        now=timezone.now(),
    )


def _passkey(request: HttpRequest, device: Device | None) -> Came:
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except json.JSONDecodeError:
        answer = None
    return door.by_passkey(request, answer=answer if isinstance(answer, dict) else {}, now=timezone.now())


def _pin(request: HttpRequest, device: Device | None) -> Came:
    if device is None:
        raise Refused("This is not a shared device, or it was taken off the list. Sign in another way.")
    person = _id(request.POST.get("person"), "Choose your name from the list.")
    return door.by_pin(device=device, person_id=person, pin=request.POST.get("pin", ""), now=timezone.now())


def _paper(request: HttpRequest, device: Device | None) -> Came:
    typed = request.POST
    return door.by_paper(
        request, code=typed.get("paper", ""), number=typed.get("number", "").strip(), now=timezone.now()
    )


def _invented(request: HttpRequest, device: Device | None) -> Came:
    if not settings.DEMO:
        raise Refused(
            "People can be chosen from a list only in a demonstration. Sign in with your own account."
        )
    person, _, grant = request.POST.get("person", "").partition(" ")
    came = door.in_demonstration(
        person_id=_id(person, "Choose one of the people on the list."),
        grant_id=_id(grant, "Choose one of the people on the list."),
        now=timezone.now(),
    )
    return came


WAYS: dict[str, Way] = {
    "password": _password,
    "passkey": _passkey,
    "pin": _pin,
    "paper": _paper,
    "invented": _invented,
}


def _id(text: str | None, otherwise: str) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Refused(otherwise) from None


def _page(request: HttpRequest, device: Device | None, why: Refused | None = None) -> HttpResponse:
    now = timezone.now()
    content: dict[str, Any] = {
        "device": device,
        "people": pins.people_at(device, now) if device else [],
        "way": request.POST.get("way", ""),
        "typed": request.POST,
        "why": why,
        "over": request.session.pop(sat.WHY, ""),
    }
    if settings.DEMO and demonstration.all_is_invented():
        role = request.GET.get("role", "")
        content["role"] = role
        content["offered"] = None if role else demonstration.offered(now)
        content["invented"] = demonstration.people_in(role, now) if role else []
    return render(request, "waylight/signing/sign_in.html", content, status=422 if why else 200)
