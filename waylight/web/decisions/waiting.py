"""What waits for a decision by the name of whoever asks, and how it stands with the children they answer for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waylight.agencies.actor import Actor
from waylight.alerts.selectors.lists import worklist
from waylight.decisions.selectors import lists as cases
from waylight.decisions.selectors.reading import Dispute, Review
from waylight.duties.selectors.decided import to_decide
from waylight.duties.selectors.owed import owed_by
from waylight.episodes.selectors import lists as episodes
from waylight.episodes.selectors.children import ChildLine
from waylight.rulebook.deeds import DIRECTOR_DECIDES
from waylight.web.night.asking import actor, now
from waylight.web.owed.by_child import DUE, LATE, narrowed
from waylight.web.owed.ways import how, shown

LATELY = timedelta(days=7)
ROUTE = "decisions"


@dataclass(frozen=True)
class Asked:
    """One decision: about whom, what is asked, until when, and the page on which it stands."""

    child: ChildLine
    what: str
    due_at: datetime
    stands: str
    address: str
    late: bool


@dataclass(frozen=True)
class Figure:
    """A number, and the page that shows as many."""

    what: str
    number: int
    address: str
    more: bool = False


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for my name, by when it is due; below, the picture of my authority in figures that lead to rows."""
    who, at = actor(request), now()
    common: dict[str, Any] = {"actor": who, "now": at, "route": ROUTE}
    reviews, disputes = cases.open_reviews(**common), cases.open_disputes(**common)
    asked = [*_approvals(who, at), *_reviews(who, reviews), *_disputes(who, disputes)]
    context = {
        "asked": sorted(asked, key=lambda one: one.due_at),
        "figures": [
            *_away(common),
            *_owed(who, at, common),
            Figure("Children with a pattern to act on", len(worklist(**common)), reverse("alerts")),
            Figure("Requests for a plan review that wait", len(reviews), reverse("reviews")),
            Figure("Disputes of reviewing officers", len(disputes), reverse("reviews") + "#disputes"),
            Figure(
                "Strategy discussions to hold or to act on",
                len(cases.open_discussions(**common)),
                reverse("strategies"),
            ),
        ],
        "now": at,
    }
    return render(request, "decisions/waiting.html", context)


def _approvals(who: Actor, at: datetime) -> list[Asked]:
    """What takes effect only when the director has approved it."""
    if who.node is None:
        return []
    found = to_decide(actor=who, node=who.node, codes=DIRECTOR_DECIDES.value, now=at, route=ROUTE)
    return [
        Asked(
            line.child, line.duty.says, line.row.due_at, how(line.standing),
            reverse("owed_done", args=[line.row.id]), line.late_by > 0,
        )
        for line in found
    ]  # fmt: skip


def _reviews(who: Actor, rows: tuple[cases.Line[Review], ...]) -> list[Asked]:
    """Requests that nobody answered until the clock took them here."""
    return [
        _asked(row, "Answer the request for a plan review: nobody has", "review")
        for row in rows
        if any(rung.body.role == who.role for rung in row.case.climbed if rung.body)
    ]


def _disputes(who: Actor, rows: tuple[cases.Line[Dispute], ...]) -> list[Asked]:
    """Disputes in a stage that whoever asks is to answer."""
    return [
        _asked(row, f"Answer the reviewing officer’s dispute. {row.case.stage.stage.label}", "dispute")
        for row in rows
        if row.case.stage.answer is None and who.role in row.case.stage.stage.roles
    ]


def _asked(row: cases.Line[Any], what: str, route: str) -> Asked:
    late = row.late_by is not None
    return Asked(
        row.child, what, row.due_at, "Late" if late else "", reverse(route, args=[row.case.id]), late
    )


def _away(common: dict[str, Any]) -> list[Figure]:
    away = episodes.open_now(**common)
    back = episodes.recent(since=common["now"] - LATELY, **common)
    return [
        Figure("Away now", len(away), reverse("open")),
        Figure("Back in the last seven days", len(back), reverse("open") + "#back"),
    ]


def _owed(who: Actor, at: datetime, common: dict[str, Any]) -> list[Figure]:
    """As many as the list of what is owed shows on its first page."""
    found = owed_by(node=who.node, **common)
    rows, address = shown(who, found.lines), reverse("owed") + "?of=here&show="
    return [
        Figure("Owed to children, and late", len(narrowed(rows, LATE)), address + LATE, found.more > 0),
        Figure("Owed to children, not late yet", len(narrowed(rows, DUE)), address + DUE, found.more > 0),
    ]
