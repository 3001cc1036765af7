"""Erasure: what would go and what stays, asked for by one person, decided by a second."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.children.selectors import one as children
from waylight.episodes.selectors import erasing as asked_for
from waylight.episodes.services import erasing
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.retention import CARE_PLANNING, CASE, ERASURE_GROUNDS
from waylight.web.night.asking import actor, answered, filing, fresh_key, now
from waylight.web.night.spoken import line


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, child: UUID) -> HttpResponse:
    """Ask for it. Nothing goes before a second person has agreed."""
    who, at, sent = actor(request), now(), request.POST
    try:
        held = asked_for.held(child_id=child)
        known = children.child(actor=who, child_id=child, route="erase").child
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        added = erasing.ask_erasure(
            filing(request, at, "erase"),
            child_id=child,
            ground=sent.get("ground", ""),
            facts_named=_named(sent),
            why=sent.get("why", ""),
        )
        return reverse("erasure", args=[added.id])

    def page(refused: Refused | None = None) -> HttpResponse:
        said = asked_for.with_words(actor=who, child_id=child, route="erase")
        context = {
            "child": known,
            "held": held,
            "lines": [line(one) for one in said],
            "grounds": ERASURE_GROUNDS,
            "keep": CASE[0],
            "keep_source": CARE_PLANNING,
            "sent": sent,
            "chosen": set(sent.getlist("line")),
            "key": sent.get("key") or fresh_key(),
            "refused": refused,
        }
        return render(request, "upkeep/erase.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


def _named(sent: QueryDict) -> tuple[UUID, ...]:
    """The lines whose words should go; none where everything should. Raises: Refused where neither was said."""
    what = sent.get("what", "")
    if what not in ("all", "chosen"):
        raise Refused("Choose what should go: everything, or the words of some lines.", field="what")
    named = tuple(_ids(sent.getlist("line"))) if what == "chosen" else ()
    if what == "chosen" and not named:
        raise Refused("Tick the lines whose words should go.", field="what")
    return named


@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was decided."""
    at = now()
    rows = asked_for.asked(actor=actor(request), now=at, route="erasures")
    return render(request, "upkeep/erasures.html", {"rows": rows, "labels": _labels(), "now": at})


@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, fact: UUID) -> HttpResponse:
    """One of them, with what goes; the second person agrees or does not."""
    who, at, sent = actor(request), now(), request.POST
    try:
        found = asked_for.one(actor=who, asked_id=fact, now=at, route="erasure")
        held = asked_for.held(child_id=found.child.id)
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        if sent.get("decide") not in ("yes", "no"):
            raise Refused("Choose whether this goes or stays.", field="decide")
        erasing.decide_erasure(
            filing(request, at, "erasure"),
            asked_id=fact,
            agreed=sent.get("decide") == "yes",
            why=sent.get("why", ""),
        )
        return reverse("erasure", args=[fact])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "one": found,
            "held": held,
            "lines": [line(said) for said in found.chosen],
            "mine": found.asked.person_id == who.person_id,
            "labels": _labels(),
            "sent": sent,
            "key": sent.get("key") or fresh_key(),
            "refused": refused,
            "now": at,
        }
        return render(request, "upkeep/erasure.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


def _labels() -> dict[str, str]:
    return {ground.code: ground.label for ground in ERASURE_GROUNDS}


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError as wrong:
        raise Refused("Open the page again: a line that you chose is not on it any more.") from wrong
