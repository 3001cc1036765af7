"""The board of a home, a social worker, a team, a force or an authority; and the sheet for the end of a shift."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.imports.freshness import oldest
from waylight.rulebook.worklists import HANDED_OVER
from waylight.telling.selectors.reach import unreached
from waylight.web.board.scope import Scope, scope_of
from waylight.web.board.sheet import board as gathered
from waylight.web.board.sheet import handover as of_the_shift
from waylight.web.board.sheet import strip_of
from waylight.web.night.asking import actor, now


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Tonight and this week; `whose` "all" in the address: the whole team's, also for who has own cases."""
    who, at = actor(request), now()
    scope = _scope(request)
    drawing, more = strip_of(who, scope, at, "board")
    context = {
        "scope": scope,
        "board": gathered(who, scope, at),
        "strip": drawing.figure(summary="The same in a table") if drawing else None,
        "more": more,
        "now": at,
        "list_of": oldest(children=list(scope.children), node=scope.node, now=at),
    }
    return render(request, "board/board.html", context)


@require_safe
def handover(request: HttpRequest) -> HttpResponse:
    """To be printed and signed."""
    who, at = actor(request), now()
    scope = _scope(request)
    context = {
        "scope": scope, "board": of_the_shift(who, scope, at), "hours": HANDED_OVER.value, "now": at,
        "unreached": unreached(actor=who, now=at),
    }  # fmt: skip
    return render(request, "board/handover.html", context)


def _scope(request: HttpRequest) -> Scope:
    scope = scope_of(actor(request), now(), request.GET.get("whose", ""))
    if scope is None:
        raise Http404
    return scope
