"""The glass that is broken for a child in danger whom nothing else opens, and the authority that goes through it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.access import glass
from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.children.names import name_key
from waylight.episodes.selectors.children import lines
from waylight.rulebook.access import BREAK_GLASS_A_DAY, BREAK_GLASS_LASTS
from waylight.web.night.asking import actor, now
from waylight.web.upkeep.days import day_of

LATELY = timedelta(days=90)


@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """One child by exact name and birth date, to read, for an hour; the responsible authority hears of it."""
    who, sent = actor(request), request.POST
    if not any(opened(grant.role, "child core", "read") & {"break glass"} for grant in who.grants):
        raise Http404
    refused = field = ""
    if request.method == "POST":
        born = day_of(sent.get("born", ""))
        key = name_key(sent.get("given", ""), sent.get("family", ""))
        if not key:
            refused, field = "Give the child's exact given names and family name.", "given"
        elif born is None:
            refused, field = "Give the child's exact birth date, with day, month and year.", "born"
        else:
            found = _opened(who, key, born, sent.get("reason", ""))
            if isinstance(found, UUID):
                return redirect("child", found)
            refused = str(found)
            field = "reason" if refused == glass.NOT_ENOUGH else "given"
    context = {"refused": refused, "field": field, "sent": sent, "a_day": BREAK_GLASS_A_DAY}
    context["minutes"] = BREAK_GLASS_LASTS.minutes
    return render(request, "board/break_glass.html", context, status=422 if refused else 200)


def _opened(who: Actor, key: str, born: date, reason: str) -> UUID | glass.NotOpened:
    try:
        return glass.break_glass(actor=who, name_key=key, born=born, reason=reason, route="break_glass")
    except glass.NotOpened as not_opened:
        glass.refused_again(actor=who, route="break_glass")
        return not_opened


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What was opened of our children by break-glass, to be gone through by name."""
    return _list(request)


@require_POST
def reviewed(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """What the responsible authority makes of one use."""
    try:
        glass.review(actor=actor(request), glass=glass_id, found=request.POST.get("found", ""), now=now())
    except glass.NotOpened as why:
        return _list(request, refused=str(why), about=glass_id)
    return redirect("glass_review")


def _list(request: HttpRequest, *, refused: str = "", about: UUID | None = None) -> HttpResponse:
    who, at = actor(request), now()
    if not any(opened(grant.role, "trail of own children", "read") for grant in who.grants):
        raise Http404
    waiting = glass.to_review(actor=who, route="glass_review")
    done = glass.gone_through(actor=who, since=at - LATELY, route="glass_review")
    children = lines([one.child for one in (*waiting, *done)], at)
    uses = [glass.use_of(actor=who, glass=one, route="glass_review") for one in waiting]
    context = {
        "waiting": [(use, children[use.glass.child]) for use in uses],
        "done": [(one, children[one.child]) for one in done],
        "refused": refused,
        "about": about,
        "now": at,
    }
    return render(request, "upkeep/glass.html", context, status=422 if refused else 200)
