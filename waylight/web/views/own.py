"""Each person's own page: who I am here, and the ways in which I sign in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.agencies.models import Person
from waylight.engine.sittings import Via
from waylight.signin import door, factors, invitations, pins
from waylight.signin.door import Came
from waylight.signin.limits import attempt
from waylight.signin.refusals import Refused
from waylight.signin.sittings import Sitting
from waylight.web import sitting as sat
from waylight.web.landing import landing

SECRET = "new_secret"  # noqa: S105 - where the session keeps one until it is enrolled
# How fresh a full sign-in must be before the ways of signing in are changed.
FRESH = timedelta(minutes=30)
IN_FULL = (
    "To change how you sign in, sign out and sign in again with your e-mail address and a code, or with a passkey. "
    "That shows that it is you."
)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Who I am, on what duty, until when, and my ways in."""
    return _page(request)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Enrol an authenticator app."""
    sitting = _in_full(request)
    person = person_of(request)
    if request.method == "POST":
        try:
            secret = request.session.get(SECRET) or factors.new_secret()
            factors.enrol_code(
                person=person, secret=secret, typed=request.POST.get("code", ""), now=timezone.now()
            )
        except Refused as why:
            return _code_page(request, why)
        request.session.pop(SECRET, None)
        return _enrolled(request, sitting, "enrolled an authenticator app")
    return _code_page(request)


@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Enrol a passkey: the page asks for the question, the browser answers it."""
    sitting = _in_full(request)
    person = person_of(request)
    if request.method == "POST" and "answer" not in request.POST:
        return JsonResponse(dict(factors.ask_to_enrol_passkey(person)))
    if request.method == "POST":
        try:
            factors.enrol_passkey(
                person=person, name=request.POST.get("name", ""), answer=_json(request.POST["answer"])
            )
        except Refused as why:
            return render(request, "waylight/signing/own_passkey.html", {"why": why}, status=422)
        return _enrolled(request, sitting, "enrolled a passkey")
    return render(request, "waylight/signing/own_passkey.html", {})


@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    _in_full(request)
    if not factors.has_factor(person_of(request)):
        raise Refused(
            "Set up an authenticator app or a passkey first. Recovery codes are for when it is lost."
        )
    sat.note_change(request, "made new recovery codes")
    return _recovery_page(request)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """My own PIN for shared devices."""
    _in_full(request)
    if request.method == "POST":
        try:
            pins.set_pin(person=person_of(request), pin=request.POST.get("pin", ""), now=timezone.now())
        except Refused as why:
            return render(request, "waylight/signing/own_pin.html", {"why": why}, status=422)
        sat.note_change(request, "set a PIN for shared devices")
        return redirect("own")
    return render(request, "waylight/signing/own_pin.html", {})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take one of my ways in away."""
    _in_full(request)
    try:
        which = int(request.POST.get("factor", ""))
    except ValueError:
        which = 0
    try:
        said = factors.forget(person=person_of(request), factor_id=which)
    except Refused as why:
        return _page(request, why)
    sat.note_change(request, f"took a way to sign in away: {said}")
    return redirect("own")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Set a password with a code that a second person gave; then the second factor."""
    if request.method != "POST":
        return render(request, "waylight/signing/join.html", {})
    now = timezone.now()
    try:
        tried = attempt(request, "invitation")
        person = invitations.accept(
            code=request.POST.get("code", ""), password=request.POST.get("password", ""), now=now
        )
        tried.succeeded()
    except Refused as why:
        content = {"why": why, "typed": request.POST.get("code", "")}
        return render(request, "waylight/signing/join.html", content, status=422)
    sat.begin(request, Came(person, Via.PASSWORD, strong=not door.needs_factor(person, now)))
    return redirect(landing(request.sitting))  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """The account of whoever sits here; the gate has let nobody else through."""
    assert isinstance(request.user, Person)
    return request.user


def _in_full(request: HttpRequest) -> Sitting:
    sitting: Sitting = request.sitting  # type: ignore[attr-defined]
    fresh = timezone.now() - sitting.began < FRESH
    if sitting.via is Via.DEMONSTRATION or (sitting.via in (Via.PASSWORD, Via.PASSKEY) and fresh):
        return sitting
    raise Refused(IN_FULL)


def _enrolled(request: HttpRequest, sitting: Sitting, what: str) -> HttpResponse:
    """The sitting has its second factor now. The first time, recovery codes are shown at once."""
    sat.note_change(request, what)
    if sitting.strong:
        return redirect("own")
    sat.keep(request, replace(sitting, strong=True))
    return _recovery_page(request)


def _recovery_page(request: HttpRequest) -> HttpResponse:
    codes = factors.new_recovery_codes(person=person_of(request))
    shown = [f"{one[:4]} {one[4:]}" for one in codes]
    content = {"codes": shown, "on": landing(request.sitting)}  # type: ignore[attr-defined]
    return render(request, "waylight/signing/own_recovery.html", content)


def _code_page(request: HttpRequest, why: Refused | None = None) -> HttpResponse:
    secret = request.session.setdefault(SECRET, factors.new_secret())
    # The picture is drawn by us from letters and figures: nothing in it was typed.
    picture = mark_safe(factors.picture_of(person_of(request), secret))  # noqa: S308
    spoken = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    content = {"picture": picture, "spoken": spoken, "why": why}
    return render(request, "waylight/signing/own_code.html", content, status=422 if why else 200)


def _page(request: HttpRequest, why: Refused | None = None) -> HttpResponse:
    sitting: Sitting = request.sitting  # type: ignore[attr-defined]
    now = timezone.now()
    person = person_of(request)
    content: dict[str, Any] = {
        "ways": factors.factors_of(person),
        "has_factor": factors.has_factor(person),
        "has_pin": pins.has_pin(person),
        "ends": min(sitting.ends, now + sitting.idle),
        "several": len(sat.duties_of_request(request)) > 1,
        "why": why,
    }
    return render(request, "waylight/signing/own.html", content, status=422 if why else 200)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {}
