"""What is planned for a child, and a death or serious harm: said by the authority, each on the child's page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.access import gate
from waylight.agencies.refusals import NotThere
from waylight.children.selectors import child as one_child
from waylight.duties import planning
from waylight.episodes.selectors.children import child_line
from waylight.facts.refusals import Refused
from waylight.rulebook.deeds import GRAVE, PLANS
from waylight.web.decisions.forms import Form
from waylight.web.night.asking import answered, fresh_key
from waylight.web.night.moments import read_moment
from waylight.web.owed.saying import OF_OWED


@require_http_methods(["GET", "POST"])
def ahead(request: HttpRequest, child: UUID) -> HttpResponse:
    """A form for what is planned, one for what has happened, and what was told of before, to take back."""
    form = Form.of(request, "ahead")
    if not gate.may(form.actor, "write", planning.CORE, child, form.now):
        raise Http404
    try:
        known = one_child(actor=form.actor, child_id=child, route="ahead").child
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        _keep(form, child)
        return reverse("child", args=[child]) + "?kept=1#owed"

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "child": child_line(known, form.now),
            "plans": PLANS,
            "grave": GRAVE,
            "told": [(one, OF_OWED["grave event"](body)) for one, body in planning.told_of(child)],
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "owed/ahead.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


def _keep(form: Form, child: UUID) -> None:
    event = form.id("event")
    if event is not None:
        planning.take_back(form.filing, event=event)
    elif form.text("act") == "happened":
        happened = read_moment(form.sent, form.now)
        planning.tell_of(form.filing, child=child, what=form.text("what"), happened=happened)
    else:
        voluntary = form.text("voluntary") == "yes"
        planning.plan(
            form.filing, child=child, what=form.text("what"), on=form.day("on"), voluntary=voluntary
        )
