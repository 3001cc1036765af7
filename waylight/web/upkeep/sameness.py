"""Two records, one child: asked by one person, confirmed by a second, undone with a list of who saw what meanwhile."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.access import gate
from waylight.children.names import folded
from waylight.children.selectors import one
from waylight.children.selectors.search import search
from waylight.episodes.selectors import sameness as pairs
from waylight.episodes.services import sameness
from waylight.facts.refusals import NotThere, Refused
from waylight.web.night.asking import actor, answered, filing, fresh_key, now


@require_http_methods(["GET", "POST"])
def same(request: HttpRequest, child: UUID) -> HttpResponse:
    """Which other record is this child's? Search by name, choose, say how you know."""
    who, at, sent = actor(request), now(), request.POST
    if not gate.may(who, "write", "child core", child, at):
        raise Http404
    try:
        known = one.child(actor=who, child_id=child, route="same").child
    except NotThere as absent:
        raise Http404 from absent
    words = sent.get("words", f"{known.given_names} {known.family_name}")

    def send() -> str:
        try:
            other = UUID(sent.get("other", ""))
        except ValueError as wrong:
            raise Refused("Choose the other record first.", field="other") from wrong
        added = sameness.ask_same(
            filing(request, at, "same"),
            child_id=child,
            other_id=other,
            why=sent.get("why", ""),
        )
        return reverse("same_as", args=[added.id])

    def page(refused: Refused | None = None) -> HttpResponse:
        hits = search(actor=who, words=words, route="same") if folded(words) else []
        context = {
            "child": known,
            "hits": [hit for hit in hits if hit.id != child],
            "pairs": pairs.pairs_of(actor=who, child_id=child, now=at, route="same"),
            "words": words,
            "sent": sent,
            "key": sent.get("key") or fresh_key(),
            "refused": refused,
        }
        return render(request, "upkeep/same.html", context, status=422 if refused else 200)

    return answered(request, send, page) if "why" in sent else page()


@require_http_methods(["GET", "POST"])
def same_as(request: HttpRequest, fact: UUID) -> HttpResponse:
    """The two side by side; the second person confirms or refuses; whoever finds it wrong undoes it."""
    who, at, sent = actor(request), now(), request.POST
    try:
        pair = pairs.pair(actor=who, asked_id=fact, now=at, route="same_as")
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        why, decide = sent.get("why", ""), sent.get("decide")
        if decide == "undo" and pair.decided is not None:
            sameness.undo_same(filing(request, at, "same_as"), same_id=pair.decided.id, why=why)
        elif decide in ("same", "two"):
            sameness.decide_same(
                filing(request, at, "same_as"), asked_id=fact, same=decide == "same", why=why
            )
        else:
            raise Refused("Choose whether the two are one child.", field="decide")
        return reverse("same_as", args=[fact])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "pair": pair,
            "mine": pair.asked.person_id == who.person_id,
            "may_write": bool(gate.may(who, "write", "child core", pair.child.id, at)),
            "sent": sent,
            "key": sent.get("key") or fresh_key(),
            "refused": refused,
            "now": at,
        }
        return render(request, "upkeep/same_as.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
