"""The area of a force or of a host authority: who is away, which homes there are, how many children live there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.children.selectors import area
from waylight.engine.when import LONDON
from waylight.episodes.selectors import lists
from waylight.homes import selectors as homes
from waylight.imports.freshness import oldest
from waylight.rulebook.worklists import NEW_ON_REGISTER
from waylight.web.night.asking import actor, now


@require_safe
def force(request: HttpRequest) -> HttpResponse:
    """Open now by grade; below the homes of the area with a count of children, and their addresses."""
    who, at = actor(request), now()
    rows = lists.force_now(actor=who, node=who.node, now=at, route="force") if who.node else ()
    entries = homes.register(actor=who, day=at.astimezone(LONDON).date(), route="force")
    register = {one.node.id: one for one in entries}
    counted = area.homes_counted(actor=who, route="force")
    context = {
        "rows": rows,
        "homes": _by_kind([(one, register.get(one.home)) for one in counted]),
        **_new(entries, at),
        "list_of": oldest(children=[row.child.id for row in rows], node=who.node, now=at),
        "now": at,
        "place": who.node_name,
    }
    return render(request, "board/force.html", context)


# A home as it is counted, and its entry on the register where there is one.
Place = tuple[area.Counted, Any]


def _by_kind(places: list[Place]) -> list[tuple[str, list[Place], int]]:
    """Each kind of place with its places and how many children live in them."""
    kinds: dict[str, list[Place]] = {}
    for one, entry in places:
        kinds.setdefault(one.kind, []).append((one, entry))
    return [(kind, same, sum(one.children for one, _ in same)) for kind, same in sorted(kinds.items())]


@require_safe
def host(request: HttpRequest) -> HttpResponse:
    """Children whom other authorities placed here, those who are away now first."""
    who, at = actor(request), now()
    away = {line.child.id: line for line in lists.open_now(actor=who, now=at, route="host")}
    rows = [(row, away.get(row.id)) for row in area.placed_here(actor=who, route="host")]
    rows.sort(key=lambda pair: pair[1] is None)
    entries = homes.register(actor=who, day=at.astimezone(LONDON).date(), route="host")
    theirs = {row.placed_by for row, _ in rows if row.placed_by}
    context = {
        "rows": rows,
        "homes": entries,
        "listed": {one.node.id for one in entries},
        **_new(entries, at),
        "list_of": oldest(children=(), node=None, now=at, authorities=theirs),
        "now": at,
        "place": who.node_name,
    }
    return render(request, "board/host.html", context)


def _new(entries: Iterable[homes.Home], at: datetime) -> dict[str, Any]:
    """The homes that came onto the register lately: council and force of the area see them first."""
    first = (at - NEW_ON_REGISTER.value.span).astimezone(LONDON).date()
    new = [one for one in entries if one.node.since >= first]
    return {
        "new_homes": sorted(new, key=lambda one: one.node.since, reverse=True),
        "new_days": NEW_ON_REGISTER.value.span.days,
    }
