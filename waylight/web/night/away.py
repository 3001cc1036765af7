"""The live page of one time away: who has been told, who has read it, what is known, and adding to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from waylight.access import gate
from waylight.children.selectors import area
from waylight.decisions.services.keeping import may_act
from waylight.episodes.selectors import live as lives
from waylight.episodes.services import updates
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook import reporting
from waylight.telling.selectors.ladder import told_of
from waylight.web.night.acts import ACTS, Sent
from waylight.web.night.asking import actor, answered, fresh_key, now
from waylight.web.night.spoken import LABELS, LISTS, answers_for_police, ladder, lines
from waylight.web.owed.interviews import of_episode


@require_safe
def away(request: HttpRequest, episode: UUID) -> HttpResponse:
    """The page. Opening it is kept once for each person: the receipt shows who has read it."""
    try:
        # First, so that the page shows whoever reads it among those who have.
        updates.seen(actor=actor(request), episode_id=episode, now=now(), route="away")
        shown = lives.live_page(actor=actor(request), episode_id=episode, now=now(), route="away")
    except NotThere as absent:
        raise Http404 from absent
    if shown.moved:
        return redirect("away", shown.episode.id)
    return _page(request, shown) if shown.full else _core(request, shown)


def _core(request: HttpRequest, shown: lives.Live) -> HttpResponse:
    """What a host authority reads: times, category, what police said, and which agency said so."""
    here = {one.id: one for one in area.placed_here(actor=actor(request), route="away", only=shown.child.id)}
    context = {
        "live": shown,
        "episode": shown.episode,
        "lines": lines(shown),
        "here": here.get(shown.child.id),
        "now": now(),
    }
    return render(request, "night/away_core.html", context)


@require_POST
def act(request: HttpRequest, episode: UUID, act: str) -> HttpResponse:
    """One small form of the page."""
    keep = ACTS.get(act)
    if keep is None:
        raise Http404
    sent = Sent(actor(request), episode, request.POST, now())

    def send() -> str:
        filed = keep(sent)
        return reverse("away", args=[filed.episode or episode]) + f"#{act}"

    def page(refused: Refused) -> HttpResponse:
        return _page(request, _live(request, episode), refused=refused, act=act)

    return answered(request, send, page)


def _live(request: HttpRequest, episode: UUID) -> lives.Live:
    try:
        return lives.live(actor=actor(request), episode_id=episode, now=now(), route="away")
    except NotThere as absent:
        raise Http404 from absent


def _page(
    request: HttpRequest, shown: lives.Live, *, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    who, at = actor(request), now()
    context: dict[str, Any] = {
        "live": shown,
        "episode": shown.episode,
        "lines": lines(shown),
        "ladder": ladder(shown),
        "ladders": told_of((shown.episode.id, *shown.episode.claims), now=at),
        "script": reporting.POLICE_WILL_ASK,
        "answers": answers_for_police(shown.child, shown.of("absent")),
        "guide": reporting.EXPLOITATION_GUIDE,
        "first": [(step, shown.arrangements.get(step.code)) for step in reporting.FIRST_72_HOURS],
        "lists": LISTS,
        "labels": LABELS,
        "keys": {name: fresh_key() for name in ACTS},
        "may_call": may_act(who, "discuss", shown.episode.child_id, at),
        "may_write": bool(gate.may(who, "write", "episode", shown.episode.child_id, at)),
        "may_pack": bool(gate.may(who, "read", "grab pack", shown.episode.child_id, at)),
        "refused": refused,
        "refused_act": act,
        "sent": request.POST,
        **of_episode(who, shown.episode, at, "away"),
        "now": at,
    }
    return render(request, "night/away.html", context, status=422 if refused else 200)
