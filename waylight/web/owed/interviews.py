"""Return interviews: what was said of one time away, and saying that one was offered, held or declined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.agencies.actor import Actor
from waylight.engine.codes import Code
from waylight.episodes.models import Episode
from waylight.episodes.selectors import live
from waylight.facts.refusals import NotThere, Refused
from waylight.interviews import selectors, services
from waylight.rulebook.interviews import ASKED_WHOM, CARER_OUTCOMES, HELD_BY, HOW_ASKED
from waylight.web.night.asking import actor, answered, filing, fresh_key, now
from waylight.web.night.moments import read_moment
from waylight.web.owed.saying import LABELS


@dataclass(frozen=True)
class Act:
    """One thing that can be said: its title, the questions with their answers, the service that takes them by name."""

    title: str
    asks: tuple[tuple[str, str, tuple[Code, ...]], ...]
    keep: Callable[..., object]


ACTS: Mapping[str, Act] = {
    "offered": Act(
        "The interview was offered",
        (("how", "How was the child asked?", HOW_ASKED),),
        services.offered,
    ),
    "held": Act(
        "The interview was held",
        (("by", "Who talked with the child?", HELD_BY),),
        services.held,
    ),
    "declined": Act(
        "The child declined",
        (("how", "How was the child asked?", HOW_ASKED),),
        services.declined,
    ),
    "carer": Act(
        "The parent or carer was asked",
        (("whom", "Who was asked?", ASKED_WHOM), ("outcome", "What came of it?", CARER_OUTCOMES)),
        services.carer_asked,
    ),
}
SAID = {
    "interview offered": "Offered",
    "interview held": "Held",
    "interview declined": "Declined",
    "carer asked": "Parent or carer asked",
}


def of_episode(who: Actor, episode: Episode, at: datetime, route: str) -> dict[str, Any]:
    """For the template `owed/parts/interviews.html`. Nothing is shown while the child is away."""
    if episode.searching:
        return {"interviews": None}
    lines = selectors.of_episode(actor=who, episode=episode, route=route)
    return {
        "interviews": None if lines is None else [(SAID[one.kind], _more(one.body), one) for one in lines],
        "interview_acts": list(ACTS.items()) if _may(who, episode, at) else [],
    }


def _may(who: Actor, episode: Episode, at: datetime) -> bool:
    return selectors.may_say(actor=who, child=episode.child_id, now=at)


def _more(body: Any) -> str:
    codes = [getattr(body, name, "") for name in ("how", "by", "whom", "outcome")]
    return ", ".join(LABELS.get(code, code) for code in codes if code)


@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest, episode: UUID, act: str) -> HttpResponse:
    """A page for one thing that can be said about the interview of a time away."""
    who, at, one = actor(request), now(), ACTS.get(act)
    try:
        shown = live.live(actor=who, episode_id=episode, now=at, route="interview")
    except NotThere as absent:
        raise Http404 from absent
    if one is None or not _may(who, shown.episode, at):
        raise Http404

    def send() -> str:
        filed = filing(request, at, "interview")
        answers = {name: request.POST.get(name, "") for name, *_ in one.asks}
        one.keep(filed, episode_id=shown.episode.id, happened=read_moment(request.POST, at), **answers)
        return reverse("away", args=[shown.episode.id]) + "#interviews"

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "act": one,
            "asks": [(name, legend, codes, request.POST.get(name, "")) for name, legend, codes in one.asks],
            "live": shown,
            "episode": shown.episode,
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "owed/interview.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
