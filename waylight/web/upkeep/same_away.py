"""Two records of one child, each of which says that the child is away now: one time away?"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.episodes.selectors import live
from waylight.episodes.services import joining
from waylight.facts.refusals import NotThere, Refused
from waylight.web.night.asking import actor, answered, filing, fresh_key, now


@require_http_methods(["GET", "POST"])
def same_away(request: HttpRequest, episode: UUID, other: UUID) -> HttpResponse:
    """Both beside each other; which one stays, and why the other is the same."""
    who, at, sent = actor(request), now(), request.POST
    try:
        joining.both(episode, other)
        sides = [live.live(actor=who, episode_id=one, now=at, route="same_away") for one in (episode, other)]
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        stays = next((one.episode.id for one in sides if str(one.episode.id) == sent.get("stays")), None)
        if stays is None:
            raise Refused("Choose which one stays.", field="stays")
        (goes,) = (one.episode.id for one in sides if one.episode.id != stays)
        filed = filing(request, at, "same_away")
        kept = joining.one_time_away(filed, stays=stays, goes=goes, why=sent.get("why", ""))
        return reverse("away", args=[kept.id])

    def page(refused: Refused | None = None) -> HttpResponse:
        # Of which police know stays; else the one that began first.
        ordered = sorted(sides, key=lambda one: (not one.police_know, one.episode.started_earliest))
        context = {
            "sides": ordered,
            "stays": sent.get("stays") or str(ordered[0].episode.id),
            "sent": sent,
            "key": sent.get("key") or fresh_key(),
            "refused": refused,
        }
        return render(request, "upkeep/same_away.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()
