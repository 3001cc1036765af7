"""The child moved to another placement: found, read back, recorded; and a move that was recorded by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.access import gate
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.children import services
from waylight.children.selectors import one
from waylight.children.selectors.lived_in import place_of, places_named
from waylight.engine.when import LONDON, When
from waylight.facts.refusals import Refused
from waylight.rulebook.particulars import PLACEMENT_TYPES
from waylight.web.decisions.forms import Form
from waylight.web.night.asking import answered, fresh_key
from waylight.web.night.moments import read_moment
from waylight.web.upkeep.days import day_of
from waylight.web.upkeep.ties import read_back

CHANGED = (
    "Where the child lives was changed since you opened this page. Read what stands there now, then go on."
)

# What was typed, as the page that reads it back sends it on.
KEPT = ("words", "place", "kind", "when_day", "when_time")


@require_http_methods(["GET", "POST"])
def moved(request: HttpRequest, child: UUID) -> HttpResponse:
    """`step`: look for the place, read the move back, do it."""
    form = Form.of(request, "moved")
    known, lives = _child(form, child)
    step = form.text("step")

    def send() -> str:
        if form.filing.sent_before is None and form.text("mark") != _mark(lives):
            raise Refused(
                CHANGED, changed=(f"Lives at: {lives.node.name if lives else 'no place on record'}",)
            )
        _place(form, child)
        return reverse("child", args=[child]) + "#lives"

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {**_typed(form), "child": known, "lives": lives, "refused": refused}
        status = 409 if refused and refused.changed else 422 if refused else 200
        return render(request, "upkeep/moved.html", context, status=status)

    if step == "do":
        return answered(request, send, page)
    if step != "look":
        return page()
    try:
        told = services.foreseen(child=child, now=form.now, act=lambda: _place(form, child))
    except Refused as refused:
        return page(refused)
    place, when = _chosen(form)
    context = {
        **_typed(form), "child": known, "lives": lives, "place": place, "when": when, "mark": _mark(lives),
        "ahead": when.earliest > form.now, "kept": [(name, form.text(name)) for name in KEPT],
        **read_back(told, form.now),
    }  # fmt: skip
    return render(request, "upkeep/moved_look.html", context)


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, placement: UUID) -> HttpResponse:
    """The last move was a mistake: where the child lived before, they live still."""
    form = Form.of(request, "move_back")
    row = one.placement(actor=form.actor, placement=placement, route="move_back")
    if row is None:
        raise Http404
    known, _ = _child(form, row.child_id)

    def send() -> str:
        child = services.take_back_move(form.filing, placement=placement, why=form.text("why"))
        return reverse("child", args=[child]) + "#lives"

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "child": known,
            "row": row,
            "sent": form.sent,
            "key": form.text("key") or fresh_key(),
            "refused": refused,
        }
        return render(request, "upkeep/moved_back.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


def _child(form: Form, child: UUID) -> tuple[Any, Any]:
    """The child, and the placement that goes on."""
    if not gate.may(form.actor, "write", "placement", child, form.now):
        raise Http404
    try:
        known = one.child(actor=form.actor, child_id=child, route=form.route).child
    except NotThere as absent:
        raise Http404 from absent
    rows = one.placements(actor=form.actor, child_id=child, now=form.now, route=form.route)
    return known, next((row for row in rows if row.during.upper is None), None)


def _mark(lives: Any) -> str:
    return str(lives.id) if lives else "none"


def _typed(form: Form) -> dict[str, Any]:
    words, day = form.text("words"), day_of(form.text("when_day")) or form.now.astimezone(LONDON).date()
    return {
        "sent": form.sent,
        "words": words,
        "found": places_named(words, day=day),
        "kinds": [(code.code, code.label) for code in PLACEMENT_TYPES],
        "key": form.text("key") or fresh_key(),
    }


def _chosen(form: Form) -> tuple[Node, When]:
    """Raises: Refused."""
    place = place_of(form.id("place"))
    if place is None:
        raise Refused("Choose the place from those that were found.", field="place")
    if not form.text("when_day"):
        raise Refused("Give the day on which the child moved, and the time if it is known.", field="when")
    return place, read_moment(form.sent, form.now)


def _place(form: Form, child: UUID) -> None:
    place, when = _chosen(form)
    kind = form.text("kind")
    if kind not in {code.code for code in PLACEMENT_TYPES}:
        raise Refused("Choose what kind of placement it is.", field="kind")
    services.place(form.filing, child=child, node=place.id, since=when.earliest, kind=kind, happened=when)
