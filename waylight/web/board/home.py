"""One home: where it is, who runs and owns it, over time; who lives there, who was away from there, what it owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.agencies.refusals import NotThere
from waylight.children.selectors import at_home
from waylight.children.selectors.area import homes_counted
from waylight.duties.selectors.owed import owed_by
from waylight.engine.when import LONDON
from waylight.episodes.selectors.of_home import aways_of
from waylight.homes import selectors
from waylight.homes.models import Running
from waylight.web.night.asking import actor, now
from waylight.web.owed.by_child import by_child
from waylight.web.owed.ways import shown


@dataclass(frozen=True)
class Turn:
    """Who ran the home from a day to a day (the last one included), and what was another before."""

    since: date | None
    last: date | None
    running: Running
    changed: tuple[str, ...]


# As the page says it, by the field of the register.
FIELDS = {
    "provider_id": "provider",
    "owner": "owner",
    "responsible_individual": "responsible individual",
    "manager": "registered manager",
    "places": "number of places",
}


@require_safe
def home(request: HttpRequest, node: UUID) -> HttpResponse:
    """What of it shows follows from what is open to whoever asks; a stranger finds no such home."""
    who, at = actor(request), now()
    today = at.astimezone(LONDON).date()
    try:
        entries = selectors.history(actor=who, node=node, route="home")
    except NotThere as absent:
        raise Http404 from absent
    year = datetime.combine(date(today.year, 1, 1), time(), LONDON)
    lived = at_home.lived_at(home=node, since=year)
    lives = at_home.living_at(actor=who, home=node, now=at, route="home")
    # Of those whom others placed in the area nothing but when they came is open.
    lived = {**{row.id: [(row.since, None)] for row in lives}, **lived}
    owed = owed_by(actor=who, now=at, node=node, route="home")
    rows = shown(who, owed.lines)
    counted = homes_counted(actor=who, home=node, route="home")
    context = {
        "entries": entries,
        "here": entries.on(today),
        "turns": turns(entries.runnings),
        "moves": [(row.during.lower, _last(row.during.upper), row) for row in entries.addresses],
        "lives": lives,
        "counted": counted[0].children if counted else None,
        "aways": aways_of(actor=who, lived=lived, since=year, now=at, route="home"),
        "all_aways": at_home.aways_from(home=node, since=year),
        "year": today.year,
        "owed": by_child(rows, {}),
        "owed_count": len(rows) + owed.more,
        "late": sum(row.late for row in rows),
        "now": at,
    }
    return render(request, "board/home.html", context)


def turns(runnings: Iterable[Running]) -> list[Turn]:
    """The latest first, each with what it changed of the one before."""
    rows = list(runnings)
    return [
        Turn(row.during.lower, _last(row.during.upper), row, _changed(row, before))
        for row, before in zip_longest(rows, rows[1:])
    ]


def _changed(row: Running, before: Running | None) -> tuple[str, ...]:
    if before is None:
        return ()
    return tuple(words for name, words in FIELDS.items() if getattr(row, name) != getattr(before, name))


def _last(until: date | None) -> date | None:
    return until - timedelta(days=1) if until else None
