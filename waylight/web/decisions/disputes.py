"""A dispute of the reviewing officer: raising it, its stages with their clocks, answering, taking it on, ending it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.children.selectors import child as one_child
from waylight.decisions.selectors import lists
from waylight.decisions.services import disputes as services
from waylight.decisions.services.keeping import may_act
from waylight.engine.reviews import after
from waylight.episodes.selectors.children import child_line
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import DISPUTE_ABOUT, DISPUTE_ENDS, STAGES
from waylight.web.decisions.forms import Form
from waylight.web.decisions.saying import ENDS, MATTERS
from waylight.web.night.asking import actor, answered, fresh_key, now

OFFICER = ("reviewing officer",)


@require_http_methods(["GET", "POST"])
def raise_(request: HttpRequest, child: UUID) -> HttpResponse:
    """The reviewing officer disputes; `request` in the address or the form: about that request for a review."""
    form = Form.of(request, "dispute_raise")
    if not may_act(form.actor, "dispute", child, form.now, only=OFFICER):
        raise Http404
    known = one_child(actor=form.actor, child_id=child, route="dispute_raise").child
    about = request.POST.get("request") or request.GET.get("request", "")

    def send() -> str:
        raised = services.raise_dispute(
            form.filing,
            child_id=child,
            matter=form.text("matter"),
            words=form.text("words"),
            request_id=form.id("request"),
        )
        return reverse("dispute", args=[raised])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "child": child_line(known, form.now),
            "codes": DISPUTE_ABOUT,
            "stages": STAGES,
            "about": about,
            "chosen": request.POST.get("matter") or ("request" if about else ""),
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "decisions/dispute_raise.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


@require_safe
def dispute(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Stage by stage."""
    return _page(request, dispute_id)


@require_POST
def act(request: HttpRequest, dispute_id: UUID, act: str) -> HttpResponse:
    """Answer in its stage, take it to a later one, or end it."""
    if act not in ACTS:
        raise Http404
    form = Form.of(request, "dispute_act")

    def send() -> str:
        ACTS[act](form, dispute_id)
        return reverse("dispute", args=[dispute_id])

    return answered(request, send, lambda refused: _page(request, dispute_id, refused=refused, act=act))


def _answer(form: Form, dispute: UUID) -> UUID:
    return services.answer(
        form.filing,
        dispute_id=dispute,
        words=form.text("words"),
    )


def _move(form: Form, dispute: UUID) -> UUID:
    return services.move(
        form.filing,
        dispute_id=dispute,
        stage=form.text("stage"),
        why=form.text("why"),
    )


def _end(form: Form, dispute: UUID) -> UUID:
    return services.end(
        form.filing,
        dispute_id=dispute,
        outcome=form.text("outcome"),
        how=form.text("how"),
    )


ACTS: Mapping[str, Callable[[Form, UUID], UUID]] = {"answer": _answer, "move": _move, "end": _end}


def _page(
    request: HttpRequest, dispute_id: UUID, *, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    who, at = actor(request), now()
    try:
        shown = lists.dispute(actor=who, dispute_id=dispute_id, now=at, route="dispute")
    except NotThere as absent:
        raise Http404 from absent
    case = shown.case
    goes_on = case.ended is None
    officer = goes_on and may_act(who, "dispute", case.child_id, at, only=OFFICER)
    context = {
        "shown": shown,
        "dispute": case,
        "matters": MATTERS,
        "ends": ENDS,
        "may_answer": goes_on
        and case.stage.answer is None
        and may_act(who, "dispute", case.child_id, at, only=case.stage.stage.roles),
        "later": after(STAGES, case.stage.stage.code) if officer else (),
        "may_end": officer,
        "end_codes": DISPUTE_ENDS,
        "key": request.POST.get("key") or fresh_key(),
        "refused": refused,
        "refused_act": act,
        "sent": request.POST,
        "now": at,
    }
    return render(request, "decisions/dispute.html", context, status=422 if refused else 200)
