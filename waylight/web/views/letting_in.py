"""Opening the door for others: shared devices, accounts for one shift, somebody who lost their way in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waylight.signin import devices, invitations, papers, staff
from waylight.signin.letting_in import LettingIn, letting_in
from waylight.signin.refusals import Refused
from waylight.signin.shift_times import next_at
from waylight.web.devices import device_of_request, remember
from waylight.web.sitting import actor_of_request


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Who and what comes in here."""
    return _page(request)


@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """Make the browser that asks a shared device of this place."""
    here = _here(request)
    try:
        _, secret = devices.enrol(
            actor=actor_of_request(request),
            node=here.node,
            label=request.POST.get("label", ""),
            now=timezone.now(),
        )
    except Refused as why:
        return _page(request, why)
    response = redirect("letting_in")
    remember(response, secret)
    return response


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a device off the list."""
    devices.revoke(actor=actor_of_request(request), device_id=_id(request, "device"), now=timezone.now())
    return redirect("letting_in")


@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Make an account for one shift; what opens it is shown once."""
    here = _here(request)
    now = timezone.now()
    role = request.POST.get("role", here.issues[0] if here.issues else "")
    try:
        made = papers.issue(
            actor=actor_of_request(request),
            node=here.node,
            role=role,
            name=request.POST.get("name", ""),
            ends_at=next_at(request.POST.get("ends", ""), now),
            now=now,
        )
    except Refused as why:
        return _page(request, why)
    return render(request, "waylight/signing/paper.html", {"made": made, "node": here.node})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End an account for one shift now."""
    papers.end(actor=actor_of_request(request), account_id=_id(request, "account"), now=timezone.now())
    return redirect("letting_in")


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """A code for somebody who lost their way in; it is shown once."""
    here = _here(request)
    someone = _id(request, "person")
    code = invitations.invite(actor=actor_of_request(request), person_id=someone, now=timezone.now())
    helped = next((one.person for one in here.people if one.person.id == someone), None)
    return render(request, "waylight/signing/invited.html", {"code": code, "helped": helped})


@require_POST
def take_on(request: HttpRequest) -> HttpResponse:
    """Somebody starts here; the code for their account is shown once."""
    here = _here(request)
    try:
        person, code = staff.take_on(
            actor=actor_of_request(request),
            node=here.node,
            role=request.POST.get("as", here.takes_on[0] if here.takes_on else ""),
            name=request.POST.get("full_name", ""),
            email=request.POST.get("email", ""),
            last_day=_day(request.POST.get("last_day", "")),
            now=timezone.now(),
        )
    except Refused as why:
        return _page(request, why)
    if not code:
        return redirect("letting_in")
    return render(request, "waylight/signing/invited.html", {"code": code, "helped": person, "new": True})


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Somebody leaves."""
    staff.let_go(actor=actor_of_request(request), person_id=_id(request, "person"), now=timezone.now())
    return redirect("letting_in")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Give the last day on which they work here, within a year.", field="last_day") from None


def _here(request: HttpRequest) -> LettingIn:
    found = letting_in(actor_of_request(request), timezone.now())
    if found is None:
        raise Http404
    return found


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def _page(request: HttpRequest, why: Refused | None = None) -> HttpResponse:
    content = {
        "here": _here(request),
        "this_device": device_of_request(request),
        "why": why,
        "typed": request.POST,
    }
    return render(request, "waylight/signing/letting_in.html", content, status=422 if why else 200)
