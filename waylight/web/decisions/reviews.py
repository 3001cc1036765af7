"""Plan reviews: the list of what waits, asking, one request with its ladder, answering and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.children.selectors import child as one_child
from waylight.decisions.selectors import lists
from waylight.decisions.services import reviews as services
from waylight.decisions.services.keeping import may_act
from waylight.episodes.selectors.children import child_line
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import ANSWERS, CLIMBS, WHY_ASKED
from waylight.web.decisions.forms import Form
from waylight.web.decisions.saying import ANSWERS as ANSWER_LABELS
from waylight.web.decisions.saying import ASKED, MATTERS
from waylight.web.night.asking import actor, answered, fresh_key, now

LATELY = timedelta(days=28)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Requests that wait and disputes that go on, by when an answer is due; below, what was answered lately."""
    who, at = actor(request), now()
    context = {
        "open": lists.open_reviews(actor=who, now=at, route="reviews"),
        "disputes": lists.open_disputes(actor=who, now=at, route="reviews"),
        "ended": lists.answered_reviews(actor=who, since=at - LATELY, now=at, route="reviews"),
        "asked": ASKED,
        "answers": ANSWER_LABELS,
        "matters": MATTERS,
        "now": at,
    }
    return render(request, "decisions/reviews.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, child: UUID) -> HttpResponse:
    """The home or carer asks; without a cell for it the page is not there."""
    form = Form.of(request, "review_ask")
    if not may_act(form.actor, "ask", child, form.now):
        raise Http404
    known = one_child(actor=form.actor, child_id=child, route="review_ask").child

    def send() -> str:
        reason, why = form.text("reason"), form.text("why")
        asked = services.ask(
            form.filing,
            child_id=child,
            reason=reason,
            why=why,
        )
        return reverse("review", args=[asked])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "child": child_line(known, form.now),
            "codes": WHY_ASKED,
            "climbs": CLIMBS,
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "decisions/review_ask.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


@require_safe
def review(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, whose turn it is, and what was answered."""
    return _page(request, request_id)


@require_POST
def act(request: HttpRequest, request_id: UUID, act: str) -> HttpResponse:
    """Answer it, or take it back."""
    if act not in ACTS:
        raise Http404
    form = Form.of(request, "review_act")

    def send() -> str:
        ACTS[act](form, request_id)
        return reverse("review", args=[request_id])

    return answered(request, send, lambda refused: _page(request, request_id, refused=refused, act=act))


def _answer(form: Form, request: UUID) -> UUID:
    return services.answer(
        form.filing,
        request_id=request,
        answer=form.text("answer"),
        reasons=form.text("reasons"),
        review_on=form.day("review_on"),
    )


def _withdraw(form: Form, request: UUID) -> UUID:
    return services.withdraw(
        form.filing,
        request_id=request,
        why=form.text("why"),
    )


ACTS: Mapping[str, Callable[[Form, UUID], UUID]] = {"answer": _answer, "withdraw": _withdraw}


def _page(
    request: HttpRequest, request_id: UUID, *, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    who, at = actor(request), now()
    try:
        shown = lists.review(actor=who, request_id=request_id, now=at, route="review")
    except NotThere as absent:
        raise Http404 from absent
    child = shown.child.id
    waits = not (shown.case.answer or shown.case.withdrawn)
    reached = {said.body.climb: said for said in shown.case.climbed if said.body}
    context = {
        "shown": shown,
        "review": shown.case,
        "rungs": [(rung, reached.get(rung.climb.name)) for rung in shown.case.rungs],
        "asked": ASKED,
        "answers": ANSWER_LABELS,
        "codes": ANSWERS,
        "may_answer": waits and may_act(who, "answer", child, at),
        "may_withdraw": waits and may_act(who, "ask", child, at),
        "may_dispute": may_act(who, "dispute", child, at, only=("reviewing officer",)),
        "key": request.POST.get("key") or fresh_key(),
        "refused": refused,
        "refused_act": act,
        "sent": request.POST,
        "now": at,
    }
    return render(request, "decisions/review.html", context, status=422 if refused else 200)
