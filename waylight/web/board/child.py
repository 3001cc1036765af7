"""One child: the line of time with every claim and its source, and who looked and why they could."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waylight.access import gate, glass
from waylight.audit.selectors import PAGE, who_looked
from waylight.children.models import Placement
from waylight.children.selectors import one
from waylight.drawings.chronology import Band, Bar, chronology
from waylight.drawings.drawing import Drawing
from waylight.drawings.markup import Markup
from waylight.drawings.nights import Strip, strips
from waylight.engine.nights import Slept, Span, night_at, nights
from waylight.engine.when import LONDON
from waylight.episodes.models import Episode
from waylight.episodes.selectors import live
from waylight.episodes.selectors.export import may_export
from waylight.facts.refusals import NotThere
from waylight.homes.selectors import KINDS
from waylight.rulebook.worklists import NIGHT, STRIP
from waylight.web.board.looks import visits
from waylight.web.decisions.of_child import of_child
from waylight.web.night.asking import actor, fresh_key, now
from waylight.web.night.spoken import line
from waylight.web.owed.worklist import of_child as owed_to
from waylight.web.templatetags.people import span

BACK_TO = timedelta(days=365)


@require_safe
def child(request: HttpRequest, child: UUID) -> HttpResponse:
    """The chronology; `source` shows one agency's lines alone."""
    who, at = actor(request), now()
    try:
        found = live.chronology(actor=who, child_id=child, now=at, route="child")
    except NotThere as absent:
        raise Http404 from absent
    placements = one.placements(actor=who, child_id=child, now=at, route="child")
    source = request.GET.get("source", "")
    said = [one for one in found.said if not source or one.node_name == source]
    context = {
        "found": found,
        "placements": placements,
        "in_care": one.in_care(actor=who, child_id=child, now=at, route="child"),
        "drawing": drawing(placements, found.episodes, at).figure(summary="The same in a table"),
        "lines": [line(one) for one in said],
        "source": source,
        "now": at,
        "may_report": bool(gate.may(who, "write", "episode", child, at)),
        "may_dates": bool(gate.may(who, "read", "health and contacts", child, at)),
        "may_core": bool(gate.may(who, "write", "child core", child, at)),
        "may_place": bool(gate.may(who, "write", "placement", child, at)),
        "homes": KINDS,
        "glass_until": glass.open_until(actor=who, child=child, now=at),
        "may_export": may_export(actor=who, child_id=child, now=at),
        "export_key": fresh_key(),
        "strip": strip(found, at),
        **of_child(who, child, at, "child"),
        **owed_to(who, child, at, "child"),
    }
    return render(request, "board/child.html", context)


@require_safe
def looked(request: HttpRequest, child: UUID) -> HttpResponse:
    """Who looked at this child's record, and why they could."""
    at = now()
    looks = who_looked(actor=actor(request), child_id=child, before=_before(request, at), route="looked")
    earlier = looks[-1].at.isoformat() if len(looks) == PAGE else ""
    return render(
        request, "board/looked.html", {"visits": visits(looks), "child": child, "now": at, "earlier": earlier}
    )


def _before(request: HttpRequest, now: datetime) -> datetime:
    """The time that a link to earlier looks gives; now, where it gives none that can be read."""
    try:
        before = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return now
    return before if before.tzinfo else now


def drawing(placements: list[Placement], episodes: tuple[Episode, ...], now: datetime) -> Drawing:
    """The last year, or from the first time away within it."""
    first = (now - BACK_TO).astimezone(LONDON)
    bands = [
        Band(row.node.name, _local(row.during.lower) or first, _local(row.during.upper))
        for row in reversed(placements)
    ]
    bars = [_bar(episode, now) for episode in reversed(episodes)]
    return chronology(bands, bars, first=first, now=now.astimezone(LONDON))


def strip(found: live.Chronology, now: datetime) -> Markup | None:
    """The last four weeks night by night; None where the child was in on all of them."""
    spans = [
        Span(one.started_earliest, None if one.open else one.ended_latest or one.started_latest)
        for one in found.episodes
    ]
    count = STRIP.value.span.days
    slept = nights(spans, last=night_at(now), count=count, hour=NIGHT.value, now=now)
    if all(night.slept is Slept.IN for night in slept):
        return None
    own = Strip(
        found.child.name or "The child", reverse("child", args=[found.child.id]),
        tuple((night.day, str(night.slept)) for night in slept),
    )  # fmt: skip
    return strips([own]).figure(summary="The same in words")


def _bar(episode: Episode, now: datetime) -> Bar:
    until = None if episode.open else (episode.ended_latest or episode.started_latest)
    began = episode.started_earliest.astimezone(LONDON)
    length = span((until or now) - episode.started_earliest)
    label = f"Away from {began:%H:%M on %-d %B %Y}"
    return Bar(label, began, _local(until), length, reverse("away", args=[episode.id]))


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(LONDON) if moment else None
