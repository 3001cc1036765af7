"""The worklist of what was noticed, one alert, a group of children; what somebody did about it is sent from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.alerts import selectors, services
from waylight.engine.when import LONDON, midnight
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.patterns import ACTIONS, SNOOZE_AT_MOST
from waylight.web.alerts.words import drawing_of, pairs_of
from waylight.web.night.asking import actor, answered, filing, fresh_key, now

# What is put off comes back when the day's work begins.
MORNING = timedelta(hours=8)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, by child; `ended` shows what was put off or ended instead."""
    who, at = actor(request), now()
    ended = request.GET.get("show") == "ended"
    context = {
        "groups": selectors.worklist(actor=who, now=at, waiting=not ended, route="alerts"),
        "rings": selectors.rings(actor=who, now=at, route="alerts"),
        "ended": ended,
        "now": at,
    }
    return render(request, "alerts/list.html", context)


@require_safe
def shares(request: HttpRequest) -> HttpResponse:
    """How often each pattern led to something being done; with `rule`, the alerts behind the figures of one of them,
    of which `came` keeps those acted on or dismissed."""
    who, at = actor(request), now()
    code, came = request.GET.get("rule", ""), request.GET.get("came", "")
    found = selectors.shares(actor=who, now=at, route="alert_shares")
    chosen = next((one for one in found if one.row.code == code), None)
    rows = selectors.behind(actor=who, code=code, now=at, route="alert_shares") if chosen else ()
    context = {
        "shares": found,
        "chosen": chosen,
        "rows": [one for one in rows if not came or one.came == came],
        "came": came,
        "now": at,
    }
    return render(request, "alerts/shares.html", context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, alert: UUID) -> HttpResponse:
    """The rule in words, what was counted, and what to do about it."""
    who, at = actor(request), now()

    def page(refused: Refused | None = None) -> HttpResponse:
        try:
            found = selectors.one(actor=who, alert_id=alert, now=at, route="alert")
        except NotThere as absent:
            raise Http404 from absent
        more = {"found": found, "may_act": selectors.may_act(found.shown.alert.children)}
        return _page(request, "alerts/one.html", more, at, refused)

    send = _sending(request, at, lambda: (alert,), "alert")
    return answered(request, send, page) if request.method == "POST" else page()


@require_http_methods(["GET", "POST"])
def ring(request: HttpRequest, alert: UUID) -> HttpResponse:
    """Children away together, as far as whoever asks may see them: picture, evidence, confirm or dismiss."""
    who, at = actor(request), now()

    def found() -> selectors.Ring:
        return selectors.ring(actor=who, alert_id=alert, now=at, route="alert_ring")

    def page(refused: Refused | None = None) -> HttpResponse:
        try:
            shown = found()
        except NotThere as absent:
            raise Http404 from absent
        more = {
            "ring": shown,
            "pairs": pairs_of(shown),
            "drawing": drawing_of(shown).figure(summary="The same in a table"),
            "may_act": selectors.may_act(child.id for child in shown.children),
        }
        return _page(request, "alerts/ring.html", more, at, refused)

    def pairs() -> tuple[UUID, ...]:
        return tuple(pair.alert.id for pair in found().pairs)

    return (
        answered(request, _sending(request, at, pairs, "alerts"), page)
        if request.method == "POST"
        else page()
    )


def _page(
    request: HttpRequest, template: str, more: dict[str, object], at: datetime, refused: Refused | None
) -> HttpResponse:
    today = at.astimezone(LONDON).date()
    context = {
        **more,
        "actions": ACTIONS,
        "sent": request.POST,
        "key": request.POST.get("key") or fresh_key(),
        "refused": refused,
        "first_day": today + timedelta(days=1),
        "last_day": today + SNOOZE_AT_MOST.value.span - timedelta(days=1),
        "now": at,
    }
    return render(request, template, context, status=422 if refused else 200)


def _sending(
    request: HttpRequest, at: datetime, alerts: Callable[[], tuple[UUID, ...]], back: str
) -> Callable[[], str]:
    """What the form says, as a call of the service that it is for; leads back to the page or the list."""

    def send() -> str:
        said = request.POST
        filed, ids = filing(request, at, back), alerts()
        match said.get("act"):
            case "acted":
                services.act_on(
                    filed, alert_ids=ids, action=said.get("action", ""), what=said.get("what", "")
                )
            case "put off":
                services.put_off(
                    filed, alert_ids=ids, until=_morning(said.get("until", "")), why=said.get("why", "")
                )
            case "dismiss":
                services.dismiss(filed, alert_ids=ids, why=said.get("why", ""))
            case "confirm":
                services.confirm(filed, alert_ids=ids, why=said.get("why", ""))
            case _:
                raise Refused("Choose what you did, or what should happen.", field="act")
        return reverse("alerts")

    return send


def _morning(text: str) -> datetime:
    try:
        return midnight(date.fromisoformat(text)) + MORNING
    except ValueError as wrong:
        raise Refused("Choose the day on which it should come back.", field="until") from wrong
