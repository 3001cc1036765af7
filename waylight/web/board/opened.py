"""What is open now, mine to act on first; my children; and the reports that wait for a person to place them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.access import glass
from waylight.access.grid import opened as granted
from waylight.children.names import folded
from waylight.children.selectors import mine as own
from waylight.children.selectors.search import search
from waylight.episodes.selectors import erasing, lists, live
from waylight.episodes.services import placing
from waylight.facts.refusals import Refused
from waylight.imports.freshness import oldest
from waylight.web.night.asking import actor, answered, filing, fresh_key, now

LATELY = timedelta(days=7)


@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """Every child away now of whom I may know; below, who came back in the last seven days."""
    who, at = actor(request), now()
    rows = lists.open_now(actor=who, now=at, route="open")
    context = {
        "rows": rows,
        "list_of": oldest(children=[row.child.id for row in rows], node=who.node, now=at),
        "lately": lists.recent(actor=who, since=at - LATELY, now=at, route="open"),
        "waiting": len(live.unplaced(actor=who, route="open")),
        "glass": glass.how_many_to_review(actor=who),
        "erasing": erasing.how_many_wait(actor=who),
        "now": at,
    }
    return render(request, "board/open.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The children whose record I may read, by name."""
    who, at = actor(request), now()
    page = own.my_children(actor=who, now=at, page=_page(request.GET.get("page", "")), route="mine")
    children = [row.child.id for row in page.rows]
    away = lists.away_among(actor=who, children=children, now=at, route="mine")
    context = {
        "page": page,
        "rows": [(row, away.get(row.child.id)) for row in page.rows],
        "list_of": oldest(children=children, node=None, now=at),
        "ends_care": "responsible" in granted(who.role, "child core", "write"),
        "now": at,
    }
    return render(request, "board/mine.html", context)


def _page(text: str) -> int:
    """The page that an address asks for; the first where it names none that there can be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@require_safe
def unplaced(request: HttpRequest) -> HttpResponse:
    """Reports about children whom nobody could name yet."""
    who, at = actor(request), now()
    context = {
        "waiting": live.unplaced(actor=who, route="unplaced"),
        "list_of": oldest(children=(), node=who.node, now=at),
        "now": at,
    }
    return render(request, "board/unplaced.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, fact: UUID) -> HttpResponse:
    """Whose report is this? Search by name, then choose; the words of the report stay on the page."""
    waiting = next(
        (one for one in live.unplaced(actor=actor(request), route="place") if one.report.id == fact), None
    )
    if waiting is None:
        raise Http404
    words = request.POST.get("words", "")

    def send() -> str:
        try:
            child = UUID(request.POST.get("child", ""))
        except ValueError as wrong:
            raise Refused("Choose the child first.", field="child") from wrong
        filed = placing.place_claim(
            filing(request, now(), "place"),
            claim_id=fact,
            child_id=child,
            why=request.POST.get("why", ""),
        )
        return reverse("away", args=[filed.episode]) if filed.episode else reverse("child", args=[child])

    def page(refused: Refused | None = None) -> HttpResponse:
        hits = search(actor=actor(request), words=words, route="place") if folded(words) else []
        context = {"waiting": waiting, "hits": hits, "words": words, "key": fresh_key(), "refused": refused}
        return render(request, "board/place.html", context, status=422 if refused else 200)

    return answered(request, send, page) if "child" in request.POST else page()
