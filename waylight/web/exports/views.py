"""Files of records that somebody asked for, those that wait for a second person, and children to choose for another."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from waylight.children.selectors.mine import my_children
from waylight.episodes.selectors.export import may_export
from waylight.exports import selectors, services
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.exports import KEPT, SECOND_PERSON_OVER
from waylight.web.night.asking import actor, answered, fresh_key, now


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Mine and those that wait; a POST asks for one file of the children that were chosen."""
    if request.method == "GET":
        return _page(request)
    chosen = request.POST.getlist("child")
    return answered(request, _asking(request, chosen, "exports"), lambda refused: _page(request, refused))


@require_POST
def one(request: HttpRequest, child: UUID) -> HttpResponse:
    """A file of one child, asked for on the child's page."""
    asked = _asking(request, [str(child)], "child_export")
    return answered(request, asked, lambda refused: _page(request, refused))


@require_POST
def agree(request: HttpRequest, id: UUID) -> HttpResponse:
    """A second person agrees."""

    def act() -> str:
        services.agree(actor=actor(request), export_id=id, now=now(), route="export_agree")
        return reverse("exports")

    return answered(request, act, lambda refused: _page(request, refused))


@require_POST
def fetch(request: HttpRequest, id: UUID) -> HttpResponse:
    """The file; no name of a child is in its name. A link does not fetch it."""
    try:
        body = services.fetch(actor=actor(request), export_id=id, now=now(), route="export_fetch")
    except NotThere as absent:
        raise Http404 from absent
    headers = {"Content-Disposition": 'attachment; filename="record.json"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type="application/json", headers=headers)


def _asking(request: HttpRequest, chosen: list[str], route: str) -> Callable[[], str]:
    def act() -> str:
        try:
            children, key = [UUID(one) for one in chosen], UUID(request.POST.get("key", ""))
        except ValueError as wrong:
            raise Refused("Open the page again and choose anew.") from wrong
        services.ask(actor=actor(request), children=children, id=key, now=now(), route=route)
        return reverse("exports")

    return act


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    who, at = actor(request), now()
    number = request.GET.get("page", "1")
    page = my_children(actor=who, now=at, page=int(number) if number.isdecimal() else 1, route="exports")
    found = selectors.files(actor=who, now=at)
    named = selectors.named(actor=who, files=found, now=at, route="exports")
    context = {
        "files": found,
        "mine": [(one, named[one.id]) for one in found.mine],
        "going": any(not one.made_at and not one.failed for one in found.mine),
        "rows": [row for row in page.rows if may_export(actor=who, child_id=row.child.id, now=at)],
        "page": page,
        "refused": refused,
        "chosen": request.POST.getlist("child"),
        "hours": KEPT.value.minutes // 60,
        "second_over": SECOND_PERSON_OVER.value,
        "key": fresh_key(),
        "now": at,
    }
    return render(request, "exports/files.html", context, status=422 if refused else 200)
