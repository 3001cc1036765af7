"""A report by somebody who has neither an account nor a device: filed, waiting for a person, and not read back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.agencies.models import Node
from waylight.episodes.selectors.people import receivers
from waylight.episodes.services import reports
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused as NotKept
from waylight.facts.refusals import SentDifferently
from waylight.rulebook import reporting
from waylight.signin import door, sheets
from waylight.signin.refusals import Refused
from waylight.web import sitting as sat
from waylight.web.devices import device_of_request
from waylight.web.night.answers import read_report
from waylight.web.night.asking import answered
from waylight.web.night.report import asked
from waylight.web.sitting import actor_of_request

# Where the session keeps what the receipt says: the number, the time and whether police were said to know.
KEPT = "kept"


@login_not_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Who reports, and from which home."""
    device = device_of_request(request)
    if request.method != "POST":
        return render(request, "waylight/signing/report_only.html", {"device": device, "typed": {}})
    typed = request.POST
    name, agency = typed.get("name", ""), typed.get("agency", "")
    try:
        came = door.to_report_only(
            request, code=typed.get("code", ""), name=name, agency=agency, device=device, now=timezone.now()
        )
    except Refused as why:
        content = {"device": device, "typed": typed, "why": why}
        return render(request, "waylight/signing/report_only.html", content, status=422)
    said = ", ".join(part.strip()[:80] for part in (name, agency, typed.get("phone", "")) if part.strip())
    sat.begin(request, came, said=said)
    return redirect("report_only_write")


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The same questions as for everybody, about a child who is described and not chosen."""
    now = timezone.now()
    actor = actor_of_request(request)
    to = receivers(actor=actor)

    def send() -> str:
        node = next((one.id for one in to if str(one.id) == request.POST.get("to")), to[0].id if to else None)
        if node is None:
            raise NotKept("No authority or force is known for this home. Ring 101 now, or 999 if in danger.")
        report = read_report(request.POST, now)
        words = {**report.words, "child": request.POST.get("child", ""), "notes": f"Reported by {actor.name}"}
        try:
            filed = reports.report_unknown_child(
                Filing(actor, now, request.POST.get("key", ""), route="report_only_write"),
                report=replace(report, words=words),
                to_node=node,
            )
        except SentDifferently:
            # What was sent before cannot be read back here, not even to compare it.
            return reverse("report_only_kept")
        request.session[KEPT] = {
            "number": filed.number,
            "at": now.isoformat(),
            "police": bool(report.police_reference),
        }
        return reverse("report_only_kept")

    def page(refused: NotKept | None = None) -> HttpResponse:
        content = {"child": None, "receivers": to, **asked(request, refused)}
        return render(
            request, "waylight/signing/report_only_write.html", content, status=422 if refused else 200
        )

    return answered(request, send, page) if request.method == "POST" else page()


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The number, and what to do now. Nothing of the report is shown again."""
    content: dict[str, Any] = {
        "kept": request.session.get(KEPT),
        "script": reporting.POLICE_WILL_ASK,
        "answers": {},
    }
    return render(request, "waylight/signing/report_only_kept.html", content)


@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """A new sheet for the wall of the home; its code is shown once."""
    actor = actor_of_request(request)
    node = get_object_or_404(Node, pk=actor.node)
    code = sheets.put_up(actor=actor, node=node, now=timezone.now())
    return render(request, "waylight/signing/sheet.html", {"code": code, "node": node})
