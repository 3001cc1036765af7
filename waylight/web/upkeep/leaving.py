"""Care of a child ended: read back, recorded; those whose care ended lately; and an end that was a mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.access import gate
from waylight.access.grid import opened
from waylight.agencies.refusals import NotThere
from waylight.children import services
from waylight.children.selectors import one
from waylight.children.selectors.care_ended import ended, ended_lately
from waylight.engine.agreed import birthday
from waylight.engine.when import LONDON
from waylight.facts.refusals import Refused
from waylight.rulebook.access import CARE_END_TAKEN_BACK
from waylight.rulebook.agreed import RULES
from waylight.rulebook.particulars import CARE_ENDED
from waylight.web.decisions.forms import Form
from waylight.web.night.asking import answered, fresh_key
from waylight.web.upkeep.ties import read_back

DAYS = CARE_END_TAKEN_BACK.span.days
DIED = "E2"


@require_http_methods(["GET", "POST"])
def care_end(request: HttpRequest, child: UUID) -> HttpResponse:
    """`step`: read back what ends, do it."""
    form = Form.of(request, "care_end")
    sent = form.filing.sent_before if form.text("step") == "do" else None
    if sent is not None:
        # The child is closed by then to whoever sends it twice.
        return redirect("care_end_back", sent)
    if not gate.may(form.actor, "write", "child core", child, form.now):
        raise Http404
    try:
        known = one.child(actor=form.actor, child_id=child, route="care_end").child
    except NotThere as absent:
        raise Http404 from absent

    def end() -> UUID:
        return _end(form, child, died=known.died is not None)

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {**_typed(form), "child": known, "refused": refused}
        return render(request, "upkeep/care_end.html", context, status=422 if refused else 200)

    if form.text("step") == "do":
        return answered(request, lambda: reverse("care_end_back", args=[end()]), page)
    if form.text("step") != "look":
        return page()
    try:
        told = services.foreseen(child=child, now=form.now, act=end)
    except Refused as refused:
        return page(refused)
    last_day = form.day("last_day")
    context = {
        **_typed(form), "child": known, "last_day": last_day, "reason": form.text("reason"), "days": DAYS,
        **read_back(told, form.now),
        "under_age": known.born is None or (last_day and last_day < birthday(known.born, RULES.adult_at.value)),
    }  # fmt: skip
    return render(request, "upkeep/care_end_look.html", context)


def _typed(form: Form) -> dict[str, Any]:
    return {
        "sent": form.sent,
        "reasons": [
            (code.code, f"{code.label} ({code.note})" if code.note else code.label) for code in CARE_ENDED
        ],
        "today": form.now.astimezone(LONDON).date(),
        "key": form.text("key") or fresh_key(),
    }


def _end(form: Form, child: UUID, *, died: bool) -> UUID:
    """Raises: Refused, NotThere."""
    last_day = form.needed_day("last_day", "Give the last day on which the child was looked after.")
    reason = form.text("reason")
    if reason not in {code.code for code in CARE_ENDED}:
        raise Refused("Choose why care ended.", field="reason")
    if reason == DIED and not died:
        raise Refused(
            "Say first on the child’s record, under what is planned, that the child has died: others owe notices.",
            field="reason",
        )
    return services.end_care(form.filing, child=child, last_day=last_day, reason=reason)


@require_safe
def care_ended(request: HttpRequest) -> HttpResponse:
    """Of whom care ended lately, while that can be taken back."""
    form = Form.of(request, "care_ended")
    if not any("responsible" in opened(grant.role, "child core", "write") for grant in form.actor.grants):
        raise Http404
    rows = ended_lately(actor=form.actor, route="care_ended")
    return render(request, "upkeep/care_ended.html", {"rows": rows, "days": DAYS, "now": form.now})


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, fact: UUID) -> HttpResponse:
    """One end of care as it was recorded; a form to say that it was a mistake."""
    form = Form.of(request, "care_end_back")
    try:
        found = ended(actor=form.actor, fact=fact, route="care_end_back")
    except NotThere as absent:
        if request.method == "POST" and form.filing.sent_before is not None:
            return redirect("care_ended")
        raise Http404 from absent

    def send() -> str:
        services.take_back_end(form.filing, ended=fact, why=form.text("why"))
        return reverse("child", args=[found.child])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "one": found,
            "days": DAYS,
            "sent": form.sent,
            "key": form.text("key") or fresh_key(),
            "refused": refused,
            "now": form.now,
        }
        return render(request, "upkeep/care_end_back.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
