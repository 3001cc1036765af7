"""What is owed by me, my team, my home or my force: the most pressing first, by columns that everybody sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.agencies.actor import Actor
from waylight.duties.selectors import owed as selectors
from waylight.episodes.selectors.lists import away_among, open_now
from waylight.web.landing import LANDS
from waylight.web.night.asking import actor, now
from waylight.web.owed.by_child import ALL, CHILDREN, KINDS, by_child, narrowed
from waylight.web.owed.ways import shown

MINE, HERE = "mine", "here"


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """`of`: "mine", the children whose case is mine by name, or "here", what my team, home or force owes. `show`: all,
    what is late, or what is not. `when`: "older" for what was due too long ago to be chased."""
    who, at = actor(request), now()
    own = selectors.has_own_cases(who, at)
    asked = _asked(request, own)
    found = _list(who, asked, at)
    rows, landing = shown(who, found.lines), LANDS.get(who.role) == "owed"
    away = away_among(actor=who, children={line.child.id for line in found.lines}, now=at, route="owed")
    pages = Paginator(by_child(narrowed(rows, asked["show"]), away), CHILDREN)
    context = {
        **asked,
        "page": pages.get_page(request.GET.get("page")),
        "open": len(rows),
        "figures": [(kind, words, len(narrowed(rows, kind))) for kind, words in KINDS.items()],
        "listed": len(narrowed(rows, asked["show"])),
        "found": found,
        "next": asked["start"] + len(rows),
        "own": own,
        "landing": landing,
        "away": open_now(actor=who, now=at, route="owed") if landing else (),
        "node": who.node_name,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "now": at,
    }
    return render(request, "owed/worklist.html", context)


def _asked(request: HttpRequest, own: bool) -> dict[str, Any]:
    """What the address asks for; what it gives that no list is called is as if it were not there."""
    get = request.GET
    start = get.get("start", "")
    return {
        "of": MINE if own and get.get("of", MINE) == MINE else HERE,
        "show": get["show"] if get.get("show") in KINDS else ALL,
        "when": "older" if get.get("when") == "older" else "",
        "start": int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0,
    }


def _list(who: Actor, asked: Mapping[str, Any], at: datetime) -> selectors.Worklist:
    whose = {"person": who.person_id} if asked["of"] == MINE else {"node": who.node}
    return selectors.owed_by(
        actor=who, now=at, older=bool(asked["when"]), start=asked["start"], route="owed", **whose
    )


def of_child(who: Actor, child: UUID, at: Any, route: str) -> dict[str, Any]:
    """For the template `owed/parts/of_child.html`: what is owed to the child, where the actor may read that."""
    lines = selectors.owed_to_child(actor=who, child=child, now=at, route=route)
    rows = shown(who, lines or ())
    return {
        "owed": None if lines is None else [one for one in rows if one.line.row.open],
        "owed_over": [one for one in rows if not one.line.row.open],
    }
