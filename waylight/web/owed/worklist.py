"""What is owed by me, my team, my home or my force: the most pressing first, by columns that everybody sees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.agencies.actor import Actor
from waylight.duties.selectors import owed as selectors
from waylight.web.night.asking import actor, now
from waylight.web.owed.ways import shown

MINE, HERE = "mine", "here"


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """`of`: "mine", the children whose case is mine by name, or "here", what my team, home or force owes."""
    who, at = actor(request), now()
    own = selectors.has_own_cases(who, at)
    of = request.GET.get("of", MINE if own else HERE)
    found = _list(who, of, own)(at)
    context = {
        "rows": shown(who, found.lines),
        "found": found,
        "of": of,
        "own": own,
        "node": who.node_name,
        "counts": selectors.standings(found.lines),
        "now": at,
    }
    return render(request, "owed/worklist.html", context)


def _list(who: Actor, of: str, own: bool) -> Any:
    if of == MINE and own:
        return lambda at: selectors.owed_by(actor=who, now=at, person=who.person_id, route="owed")
    return lambda at: selectors.owed_by(actor=who, now=at, node=who.node, route="owed")


def of_child(who: Actor, child: UUID, at: Any, route: str) -> dict[str, Any]:
    """For the template `owed/parts/of_child.html`: what is owed to the child, where the actor may read that."""
    lines = selectors.owed_to_child(actor=who, child=child, now=at, route=route)
    rows = shown(who, lines or ())
    return {
        "owed": None if lines is None else [one for one in rows if one.line.row.open],
        "owed_over": [one for one in rows if not one.line.row.open],
    }
